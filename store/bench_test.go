package store_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// crowd makes customers with an account of 24 months each.
func crowd(b *testing.B, l *store.Loader, from, size int) {
	b.Helper()
	customers := make([]*model.Customer, size)
	contracts := make([]model.Contract, size)
	parties := make([]model.ContractParty, size)
	movements := make([]model.Movement, 0, size*24*8)
	for i := range size {
		name := fmt.Sprint("crowd ", from+i)
		customers[i] = person(name, "north", nil)
		contracts[i] = model.Contract{ID: id("account " + name), Type: model.CurrentAccount, ProductCode: "product north", Status: model.ContractActive, Currency: "EUR",
			OpenedOn: ago(3000), CoveredFrom: ago(730), CoveredTo: today}
		parties[i] = model.ContractParty{ID: id("party " + name), ContractID: contracts[i].ID, CustomerID: customers[i].ID, Role: model.Owner, ValidFrom: ago(3000)}
		for n := range 24 * 8 {
			movements = append(movements, model.Movement{ID: id(fmt.Sprint(name, " movement ", n)), ContractID: contracts[i].ID, BookedOn: ago(729 - n*3), Sequence: int64(n), AmountMinor: int64(n - 90), Category: model.CardPayment, Currency: "EUR"})
		}
	}
	for _, rows := range []any{customers, contracts, parties, movements} {
		require.NoError(b, l.Insert(context.Background(), rows))
	}
}

func BenchmarkLoadRows(b *testing.B) {
	for _, target := range storetest.Databases(b) {
		b.Run(target.Name, func(b *testing.B) {
			ctx := context.Background()
			db := target.Open(b)
			network(b, db)
			emails := make([]model.Email, 1000)
			b.ResetTimer()
			require.NoError(b, db.Load(ctx, func(l *store.Loader) error {
				require.NoError(b, l.Insert(ctx, person("ann", "north", nil)))
				for n := 0; n < b.N; n += len(emails) {
					for i := range emails {
						emails[i] = model.Email{ID: id(fmt.Sprint(n + i)), CustomerID: id("ann"), Address: "ann@example.org", ValidFrom: today}
					}
					require.NoError(b, l.Insert(ctx, emails))
				}
				return nil
			}))
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkFactsOfAPage(b *testing.B) {
	const size = 500
	for _, target := range storetest.Databases(b) {
		b.Run(target.Name, func(b *testing.B) {
			ctx := context.Background()
			db := target.Open(b)
			network(b, db)
			require.NoError(b, db.Load(ctx, func(l *store.Loader) error { crowd(b, l, 0, size); return nil }))
			ids, _, err := db.DecisionPage(ctx, model.ID{}, size)
			require.NoError(b, err)
			words := dictionary(b)
			b.ResetTimer()
			for b.Loop() {
				_, err := db.Facts(ctx, words, nil, today, ids)
				require.NoError(b, err)
			}
			b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "customers/s")
		})
	}
}

func BenchmarkRecordsOfTheAudit(b *testing.B) {
	for _, target := range storetest.Databases(b) {
		b.Run(target.Name, func(b *testing.B) {
			db := target.Open(b)
			var next atomic.Int64
			b.SetParallelism(16)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					entry := &model.AuditRecord{ID: id(fmt.Sprint(next.Add(1))), At: model.InstantOf(noon)}
					if err := db.AppendAudit(context.Background(), entry); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
