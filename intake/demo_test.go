package intake

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store/storetest"
)

func demoOptions(t testing.TB, customers int) DemoOptions {
	return DemoOptions{
		Customers: customers, Seed: 7, Date: model.NewDate(2026, time.November, 22),
		MovementsPerMonth: DefaultMovementsPerMonth, Products: shippedProducts(t),
	}
}

func TestTryDemo(t *testing.T) {
	db := storetest.SQLite(t)
	started := time.Now()
	report, err := Demo(context.Background(), db, demoOptions(t, 2000))
	require.NoError(t, err)
	t.Log(time.Since(started), report)
	db = storetest.SQLite(t)
	options := demoOptions(t, 50000)
	options.MovementsPerMonth = 0
	started = time.Now()
	report, err = Demo(context.Background(), db, options)
	require.NoError(t, err)
	took := time.Since(started)
	t.Log(took, float64(report.Customers)/took.Seconds(), report)
}
