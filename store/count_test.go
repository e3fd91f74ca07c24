package store_test

import (
	"context"
	"sync/atomic"
	"testing"

	"foyer/store"
	"github.com/stretchr/testify/require"
)

// statementCounter counts the statements that a database is sent.
type statementCounter struct{ count atomic.Int64 }

func (c *statementCounter) open(t testing.TB, url string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), url, store.Options{Observe: func(context.Context, string) { c.count.Add(1) }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

// during gives the number of statements sent while do runs.
func (c *statementCounter) during(do func()) int {
	before := c.count.Load()
	do()
	return int(c.count.Load() - before)
}
