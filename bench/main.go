// Command bench measures the desk from outside: it builds the program, makes a
// demonstration bank and times decisions, the night and queries, as people and
// machines would run them. Nothing is asserted: it prints figures to compare.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"time"

	"foyer/model"
)

// sizes say how much is measured; each comes from a variable.
type sizes struct {
	customers int           // BENCH_CUSTOMERS
	movements int           // BENCH_MOVEMENTS, per month and account
	clients   int           // BENCH_CLIENTS, that query at the same time
	span      time.Duration // BENCH_SECONDS, of each measure of queries
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func readSizes() (sizes, error) {
	values := map[string]int{"BENCH_CUSTOMERS": 100_000, "BENCH_MOVEMENTS": 2, "BENCH_CLIENTS": 8, "BENCH_SECONDS": 10}
	for name := range values {
		text, given := os.LookupEnv(name)
		if !given {
			continue
		}
		value, err := strconv.Atoi(text)
		if err != nil || value < 0 {
			return sizes{}, fmt.Errorf("%s: %q is not a number", name, text)
		}
		values[name] = value
	}
	return sizes{values["BENCH_CUSTOMERS"], values["BENCH_MOVEMENTS"], values["BENCH_CLIENTS"],
		time.Duration(values["BENCH_SECONDS"]) * time.Second}, nil
}

func measure(ctx context.Context) (err error) {
	size, err := readSizes()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "foyer-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b := &bank{program: filepath.Join(folder, "foyer"), url: "sqlite:" + filepath.Join(folder, "bank.db"),
		day: model.DateOf(time.Now())}
	if err := b.build(ctx); err != nil {
		return err
	}
	made, err := b.run(ctx, "demo", "--customers", strconv.Itoa(size.customers), "--movements-per-month", strconv.Itoa(size.movements), "--date", b.day.String())
	if err != nil {
		return err
	}
	report("demonstration bank", "%d customers in %.1f s, digest included; peak memory %d MiB", size.customers, made.seconds, made.peakMiB)
	if err := b.decisions(ctx); err != nil {
		return err
	}
	if err := b.nights(ctx, size); err != nil {
		return err
	}
	return b.queries(ctx, size)
}

func report(what, format string, figures ...any) {
	fmt.Printf("%-28s %s\n", what, fmt.Sprintf(format, figures...))
}

func (b *bank) nights(ctx context.Context, size sizes) error {
	night, err := b.night(ctx, b.day)
	if err != nil {
		return err
	}
	report("night", "%.0f customers/s (%.1f s); peak memory %d MiB", float64(size.customers)/night.seconds, night.seconds, night.peakMiB)
	again, err := b.night(ctx, b.day.AddDays(1))
	if err != nil {
		return err
	}
	report("night after it", "%.0f customers/s (%.1f s); peak memory %d MiB", float64(size.customers)/again.seconds, again.seconds, again.peakMiB)
	return nil
}

// queries measures the customer page, alone and while a night runs.
func (b *bank) queries(ctx context.Context, size sizes) error {
	desk, err := b.open(ctx)
	if err != nil {
		return err
	}
	defer desk.close()
	customers, err := desk.customers(ctx)
	if err != nil {
		return err
	}
	warm, cancel := context.WithTimeout(ctx, size.span/5)
	_, err = desk.load(warm, customers, size.clients)
	cancel()
	if err != nil {
		return err
	}
	alone, cancel := context.WithTimeout(ctx, size.span)
	quiet, err := desk.load(alone, customers, size.clients)
	cancel()
	if err != nil {
		return err
	}
	report("customer page", "%s; %d clients", quiet, size.clients)

	during, cancel := context.WithCancel(ctx)
	defer cancel()
	var night cost
	ended := make(chan error, 1)
	go func() {
		planned, err := b.night(ctx, b.day.AddDays(2))
		cancel()
		night = planned
		ended <- err
	}()
	busy, err := desk.load(during, customers, 2)
	if err != nil {
		return err
	}
	if err := <-ended; err != nil {
		return err
	}
	report("customer page in the night", "%s; 2 clients, another process plans a day on the same file", busy)
	report("night meanwhile", "%.0f customers/s (%.1f s)", float64(size.customers)/night.seconds, night.seconds)
	return nil
}
