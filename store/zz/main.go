package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"
	"time"

	"foyer/intake"
	"foyer/model"
	"foyer/store"
)

func main() {
	ctx := context.Background()
	n, _ := strconv.Atoi(os.Args[2])
	m, _ := strconv.Atoi(os.Args[3])
	db, err := store.Open(ctx, os.Args[1], store.Options{})
	if err != nil {
		panic(err)
	}
	if _, err := db.MigrateUp(ctx); err != nil {
		panic(err)
	}
	var products []model.Product
	for _, p := range []struct {
		c string
		f model.ContractType
	}{{"current_account", model.CurrentAccount}, {"savings_account", model.SavingsAccount}, {"consumer_loan", model.Loan}, {"mortgage", model.Loan}, {"card", model.Card}, {"home_insurance", model.Insurance}, {"life_insurance", model.Investment}, {"livret_a", model.SavingsAccount}, {"youth_account", model.CurrentAccount}, {"student_loan", model.Loan}, {"vehicle_loan", model.Loan}, {"car_insurance", model.Insurance}} {
		products = append(products, model.Product{Code: p.c, Family: p.f, TitleFR: p.c, TitleEN: p.c})
	}
	if len(os.Args) > 4 {
		f, _ := os.Create(os.Args[4])
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	start := time.Now()
	report, err := intake.Demo(ctx, db, intake.DemoOptions{Customers: n, Seed: 1, Date: model.NewDate(2026, 3, 15), MovementsPerMonth: m, Products: products,
		Progress: func(done, total int64) {
			if done == total {
				fmt.Println("generated", time.Since(start))
			}
		}})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var rows int64
	for _, c := range report.Rows {
		rows += c
	}
	d := time.Since(start)
	fmt.Println(report.Rows)
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Printf("%v rows %d %.0f rows/s %.0f customers/s sys %d MB\n", d, rows, float64(rows)/d.Seconds(), float64(n)/d.Seconds(), ms.Sys>>20)
	db.Close()
}
