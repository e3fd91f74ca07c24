package intake

import (
	"context"
	"testing"

	"foyer/model"
)

// BenchmarkMakingCustomers makes the rows of a demonstration bank and drops
// them; writing them must be what a demo waits for.
func BenchmarkMakingCustomers(b *testing.B) {
	options := DemoOptions{Customers: b.N, Seed: 1, Date: model.NewDate(2026, 11, 22), Products: shippedProducts(b)}
	bank := newDemoBank(options, newDemoNetwork(options))
	full, empty := make(chan *demoRows, 1), make(chan *demoRows, 1)
	empty <- &demoRows{}
	failed := make(chan error, 1)
	go func() {
		defer close(full)
		failed <- bank.make(context.Background(), full, empty)
	}()
	for batch := range full {
		batch.clear()
		empty <- batch
	}
	if err := <-failed; err != nil {
		b.Fatal(err)
	}
}
