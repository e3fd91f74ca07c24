package store_test

import (
	"context"
	"testing"

	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

func TestMigrationsGoUpAndDownAndTellWhereTheyStand(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			ctx := context.Background()
			db, err := store.Open(ctx, target.URL(t), store.Options{})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, db.Close()) })
			applied, pending, err := db.MigrationStatus(ctx)
			require.NoError(t, err)
			require.Empty(t, applied)
			require.NotEmpty(t, pending)

			done, err := db.MigrateUp(ctx)
			require.NoError(t, err)
			require.ElementsMatch(t, pending, done)
			again, err := db.MigrateUp(ctx)
			require.NoError(t, err)
			require.Empty(t, again)

			back, err := db.MigrateDown(ctx)
			require.NoError(t, err)
			require.ElementsMatch(t, pending, back)
			done, err = db.MigrateUp(ctx)
			require.NoError(t, err)
			require.ElementsMatch(t, pending, done)
		})
	}
}
