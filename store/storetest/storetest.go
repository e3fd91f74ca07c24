// Package storetest gives the tests of every room real databases: SQLite in a
// temporary file, and PostgreSQL in the cluster at FOYER_TEST_POSTGRES_URL or,
// without it, in a private one that the test binary starts and that ends with it.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"foyer/store"
	"github.com/stretchr/testify/require"
)

// Target is a kind of database to test on.
type Target struct {
	Name string                       // store.SQLite or store.Postgres
	URL  func(t testing.TB) string    // of a fresh database without tables
	Open func(t testing.TB) *store.DB // a fresh migrated database, closed with the test
	Full func(t testing.TB) string    // URL of a fresh migrated database, for tests that open it themselves
}

// Databases lists the databases that everything must work on.
func Databases(t testing.TB) []Target {
	t.Helper()
	return []Target{
		{Name: store.SQLite, URL: emptySQLite, Full: migratedSQLite, Open: opener(migratedSQLite)},
		{Name: store.Postgres, URL: emptyPostgres, Full: migratedPostgres, Open: opener(migratedPostgres)},
	}
}

// Each runs a parallel subtest on every database, each on a fresh migrated one.
func Each(t *testing.T, do func(t *testing.T, db *store.DB)) {
	t.Helper()
	for _, target := range Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			do(t, target.Open(t))
		})
	}
}

// SQLite opens a fresh migrated SQLite database, for tests of what does not
// depend on the kind of database.
func SQLite(t testing.TB) *store.DB { return opener(migratedSQLite)(t) }

func opener(url func(t testing.TB) string) func(t testing.TB) *store.DB {
	return func(t testing.TB) *store.DB {
		t.Helper()
		db, err := store.Open(context.Background(), url(t), store.Options{})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, db.Close()) })
		return db
	}
}

func emptySQLite(t testing.TB) string {
	return "sqlite:" + filepath.Join(t.TempDir(), "foyer.db")
}

func migratedSQLite(t testing.TB) string {
	t.Helper()
	content, err := migratedFile()
	require.NoError(t, err)
	url := emptySQLite(t)
	require.NoError(t, os.WriteFile(url[len("sqlite:"):], content, 0o600))
	return url
}

// migratedFile is the content of a migrated SQLite file; migrating once per
// test binary is what makes a database per test cheap.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "foyer-sqlite-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file := filepath.Join(folder, "foyer.db")
	if err := migrate("sqlite:" + file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

func migrate(url string) error {
	db, err := store.Open(context.Background(), url, store.Options{})
	if err != nil {
		return err
	}
	if _, err := db.MigrateUp(context.Background()); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}
