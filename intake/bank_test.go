package intake

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
)

// everything is the scope of tests that look at the whole bank.
var everything = model.EntireScope("test")

func clock() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC) }

// shippedProducts are the products of the shipped policy.
func shippedProducts(t testing.TB) []model.Product {
	t.Helper()
	text, err := os.ReadFile("../rules/policy/data/products.json")
	require.NoError(t, err)
	var rows []struct {
		Code   string
		Family model.ContractType
		Title  model.Text
	}
	require.NoError(t, json.Unmarshal(text, &rows))
	products := make([]model.Product, len(rows))
	for i, row := range rows {
		products[i] = model.Product{Code: row.Code, Family: row.Family, TitleFR: row.Title.FR, TitleEN: row.Title.EN}
	}
	return products
}

func digest(t testing.TB, db *store.DB) string {
	t.Helper()
	sum, err := db.Digest(context.Background())
	require.NoError(t, err)
	return sum
}

// all reads a whole table.
func all[T any](t testing.TB, db *store.DB, condition string, args ...any) []*T {
	t.Helper()
	rows, err := store.Select[T](context.Background(), db, everything, condition, args...)
	require.NoError(t, err)
	return rows
}

// copyOf copies a folder of files, changed on the way.
func copyOf(t testing.TB, dir string, change func(name, text string) string) string {
	t.Helper()
	target := t.TempDir()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		require.NoError(t, err)
		if changed := change(entry.Name(), string(text)); changed != "" {
			require.NoError(t, os.WriteFile(filepath.Join(target, entry.Name()), []byte(changed), 0o600))
		}
	}
	return target
}

// in changes one file by replacing a text.
func in(file, old, replacement string) func(name, text string) string {
	return func(name, text string) string {
		if name == file {
			return strings.Replace(text, old, replacement, 1)
		}
		return text
	}
}

// rejected reads the rows of a reject file.
func rejected(t testing.TB, report *ImportReport, file string) string {
	t.Helper()
	for _, path := range report.RejectFiles {
		if filepath.Base(path) == file+".rejects.csv" {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			return string(text)
		}
	}
	return ""
}

// requireAllCounted checks that no row is lost.
func requireAllCounted(t testing.TB, report *ImportReport) {
	t.Helper()
	for _, file := range report.Files {
		require.Equal(t, file.Read, file.Imported+file.Unchanged+file.Rejected, "%s: read = imported + unchanged + rejected", file.Name)
	}
}

// interruptedAfter gives a context that is cancelled when so many rows are done,
// and the progress to hand in with it.
func interruptedAfter(t testing.TB, rows int64) (context.Context, func(done, total int64)) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return ctx, func(done, _ int64) {
		if done >= rows {
			cancel()
		}
	}
}
