package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// endless is a condition that no database is done with within a test.
const endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT COUNT(*) FROM n)"

// soon is how long a statement may outlive the context that it was sent with.
const soon = 100 * time.Millisecond

func TestAStatementStopsWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		for name, condition := range map[string]string{
			"before its first row":   endless + " > 0",
			"after rows were read":   "code = 'product north' OR " + endless + " > 0",
			"while it is prepared":   "code = 'product north'",
			"when nothing was found": "code = 'none' AND " + endless + " > 0",
		} {
			t.Run(fmt.Sprint(target.Name, " ", name), func(t *testing.T) {
				db := target.Open(t)
				network(t, db)
				ctx, cancel := context.WithCancel(context.Background())
				if name == "while it is prepared" {
					cancel()
				}
				time.AfterFunc(50*time.Millisecond, cancel)
				started := time.Now()
				_, err := store.Select[model.Product](ctx, db, all, condition)
				if name != "when nothing was found" {
					require.ErrorIs(t, err, context.Canceled)
				}
				require.Less(t, time.Since(started), 50*time.Millisecond+soon)
				_, err = store.Select[model.Product](context.Background(), db, all, "")
				require.NoError(t, err, "the database serves the next statement")
			})
		}
	}
}

func TestC23_NoValueStandsInTheErrorOfADatabase(t *testing.T) {
	t.Parallel()
	const canary = "canary-4711"
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("ann", "north", nil), &model.Product{Code: canary, Family: model.Loan})
		insert := func(row any) func(w *store.Writer) error {
			return func(w *store.Writer) error { return w.Insert(ctx, row) }
		}
		send := func(sql string, args ...any) func(w *store.Writer) error {
			return func(w *store.Writer) error { _, err := w.Exec(ctx, sql, args...); return err }
		}
		failed := 0
		for name, do := range map[string]func(w *store.Writer) error{
			"a double":               insert(&model.Product{Code: canary, Family: model.Loan}),
			"a name of nothing":      insert(&model.Contract{ID: id("k"), ProductCode: canary + "0", Currency: "EUR"}),
			"bytes that are no text": insert(&model.Product{Code: canary + "\xff", Family: model.Loan}),
			"a zero byte":            insert(&model.Product{Code: canary + "\x00", Family: model.Loan}),
			"a text for a number":    send("UPDATE movements SET amount_minor = CAST(CAST(? AS TEXT) AS BIGINT) + (SELECT CAST(code AS BIGINT) FROM products WHERE code = 'canary-4711')", canary),
			"a value of no type":     send("UPDATE customers SET version = ?", canary),
			"a number too large":     send("UPDATE products SET code = CAST(4711 * 9223372036854775807 * ? AS TEXT)", 4711.5),
		} {
			err := db.Write(ctx, do)
			if err == nil {
				continue // SQLite takes some of these
			}
			failed++
			require.NotContains(t, err.Error(), "4711", name)
			var told *model.Error
			if errors.As(err, &told) {
				require.NotContains(t, told.Error(), "4711", name)
				require.NotContains(t, fmt.Sprint(told.Err), "4711", name)
			}
		}
		require.GreaterOrEqual(t, failed, 3)
	})
}
