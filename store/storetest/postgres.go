package storetest

import (
	"context"
	"crypto/rand"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

const template = "foyer_template"

// server is where test databases are made.
type server struct {
	admin    string // URL of a database from which others are made
	template string // a migrated database to copy, "" when there is none
	life     io.Closer
}

// postgres finds or starts the server once per test binary.
var postgres = sync.OnceValues(func() (server, error) {
	if given := os.Getenv("FOYER_TEST_POSTGRES_URL"); given != "" {
		return server{admin: given}, nil
	}
	admin, life, err := startCluster()
	if err != nil {
		return server{}, err
	}
	private := server{admin: admin, template: template, life: life}
	if err := private.do("CREATE DATABASE " + template); err != nil {
		return server{}, err
	}
	return private, migrate(private.url(template))
})

func emptyPostgres(t testing.TB) string {
	t.Helper()
	from, err := postgres()
	require.NoError(t, err)
	return from.create(t, "template0")
}

func migratedPostgres(t testing.TB) string {
	t.Helper()
	from, err := postgres()
	require.NoError(t, err)
	if from.template != "" {
		return from.create(t, from.template)
	}
	address := from.create(t, "template0")
	require.NoError(t, migrate(address))
	return address
}

// create makes a database of a name that no other test uses, and drops it with
// the test.
func (s server) create(t testing.TB, copied string) string {
	t.Helper()
	name := "foyer_test_" + strings.ToLower(rand.Text())
	require.NoError(t, s.do("CREATE DATABASE "+name+" TEMPLATE "+copied))
	t.Cleanup(func() { require.NoError(t, s.do("DROP DATABASE "+name+" WITH (FORCE)")) })
	return s.url(name)
}

func (s server) url(database string) string {
	address, err := url.Parse(s.admin)
	if err != nil {
		return s.admin
	}
	address.Path = "/" + database
	return address.String()
}

// do runs one administrative statement; making databases from the same template
// at the same time is refused by PostgreSQL, so one does so at a time.
func (s server) do(statement string) error {
	administration.Lock()
	defer administration.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.admin)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, statement)
	return err
}

var administration sync.Mutex
