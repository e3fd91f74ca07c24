package intake

import (
	"context"
	"testing"

	"foyer/model"
)

func BenchmarkMakingCustomers(b *testing.B) {
	options := DemoOptions{Customers: b.N, Seed: 1, Date: model.NewDate(2026, 11, 22), Products: shippedProducts(b)}
	bank := newDemoBank(options, newDemoNetwork(options))
	full, empty := make(chan *demoRows, 1), make(chan *demoRows, 2)
	empty <- &demoRows{}
	empty <- &demoRows{}
	go func() {
		defer close(full)
		_ = bank.make(context.Background(), full, empty)
	}()
	rows := map[string]int{}
	for batch := range full {
		for _, t := range batch.tables() {
			rows[t.table] += t.count
		}
		batch.clear()
		empty <- batch
	}
	if b.N > 50000 {
		total := 0
		for _, v := range rows {
			total += v
		}
		b.Log(rows, float64(total)/float64(b.N))
	}
}
