package secrecy_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // files are changed from outside, behind the program's back

	"foyer/desk"
	"foyer/graph"
	"foyer/intake"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// today is the day on which the banks work, noon its hour.
var (
	today = model.NewDate(2026, time.November, 23)
	noon  = model.InstantOf(today.Time().Add(12 * time.Hour))
)

const customersOfTheBank = 90

// shippedEngine is made once; a trial that changes verdicts makes its own.
var shippedEngine = sync.OnceValues(newEngine)

func newEngine() (*rules.Engine, error) {
	revision, err := rules.Embedded()
	if err != nil {
		return nil, err
	}
	return rules.NewEngine(context.Background(), revision)
}

// original makes the bank that the twins are copies of, once: a demonstration
// bank after its night, half of it under another source, with emergency accesses.
var original = sync.OnceValues(func() (file string, err error) {
	folder, err := os.MkdirTemp("", "foyer-secrecy-")
	if err != nil {
		return "", err
	}
	file = filepath.Join(folder, "bank.db")
	ctx := context.Background()
	db, err := store.Open(ctx, "sqlite:"+file, store.Options{})
	if err != nil {
		return "", err
	}
	engine, err := shippedEngine()
	if err != nil {
		return "", err
	}
	if err := furnish(ctx, db, engine); err != nil {
		return "", err
	}
	return file, db.Close()
})

func furnish(ctx context.Context, db *store.DB, engine *rules.Engine) error {
	if _, err := db.MigrateUp(ctx); err != nil {
		return err
	}
	options := intake.DemoOptions{Customers: customersOfTheBank, Seed: 11, Date: today, MovementsPerMonth: 1, Products: engine.Products()}
	if _, err := intake.Demo(ctx, db, options); err != nil {
		return err
	}
	bank := newDesk(db, engine, zerolog.Nop())
	if err := bank.Activate(ctx); err != nil {
		return err
	}
	if _, err := bank.Night(ctx, desk.NightOptions{Date: today}); err != nil {
		return err
	}
	return db.Write(ctx, func(w *store.Writer) error {
		if _, err := w.Exec(ctx, "UPDATE customers SET source = 'core' WHERE substr(id, 36, 1) IN ('0', '2', '4', '6', '8', 'a', 'c', 'e')"); err != nil {
			return err
		}
		_, err := w.Exec(ctx, `INSERT INTO emergency_accesses (id, employee_id, customer_id, reason, opened_at, closes_at)
			SELECT substr(e.id, 1, 35) || '0', e.id, (SELECT c.id FROM customers c WHERE c.branch_id <> e.branch_id ORDER BY c.sensitivity DESC, c.id LIMIT 1),
				'a customer at the counter', ?, ? FROM employees e JOIN employee_roles r ON r.employee_id = e.id WHERE r.role IN ('ACCOUNT_MANAGER', 'CALL_CENTRE_AGENT')`,
			noon-60_000_000, noon+1_800_000_000)
		return err
	})
}

func newDesk(db *store.DB, engine *rules.Engine, logger zerolog.Logger) *desk.Desk {
	return desk.New(desk.Config{DB: db, Engine: engine, Clock: newClock(), Random: rand.NewChaCha8([32]byte{7}), Logger: logger})
}

// newClock is a clock on which every look is a microsecond later.
func newClock() func() time.Time {
	var looks atomic.Int64
	return func() time.Time { return noon.Time().Add(time.Duration(looks.Add(1)) * time.Microsecond) }
}

// house is one of the two banks of a trial, with its door.
type house struct {
	db     *store.DB
	door   http.Handler
	log    *bytes.Buffer
	viewer *viewer
	count  int
}

// open opens a copy of a bank for a viewer.
func open(t testing.TB, file string, engine *rules.Engine, who *viewer) *house {
	t.Helper()
	h := &house{log: &bytes.Buffer{}, viewer: who}
	db, err := store.Open(t.Context(), "sqlite:"+file, store.Options{})
	require.NoError(t, err)
	h.db = db
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	logger := zerolog.New(zerolog.SyncWriter(h.log))
	h.door, err = graph.New(graph.Config{
		DB: db, Desk: newDesk(db, engine, logger), Engine: engine, Clock: newClock(), Logger: logger,
		CursorKey: []byte("the same key for both houses"), UnlimitedRate: true,
	})
	require.NoError(t, err)
	return h
}

// ask sends a document through the door as the viewer, whose rights are read anew,
// and gives the whole answer: status, headers and body.
func (h *house) ask(t testing.TB, document string, variables map[string]any) (answer, body string) {
	t.Helper()
	text, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	require.NoError(t, err)
	actor, err := h.db.Reader().Actor(t.Context(), h.viewer.login, noon)
	require.NoError(t, err)
	request := httptest.NewRequestWithContext(model.WithActor(t.Context(), actor), http.MethodPost, "/graphql", bytes.NewReader(text))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Foyer-Purpose", string(h.viewer.purpose))
	h.count++
	request.Header.Set("X-Request-Id", fmt.Sprint("request-", h.count))
	recorder := httptest.NewRecorder()
	h.door.ServeHTTP(recorder, request)
	var out bytes.Buffer
	fmt.Fprintln(&out, recorder.Code)
	require.NoError(t, recorder.Header().Write(&out))
	out.Write(recorder.Body.Bytes())
	return out.String(), recorder.Body.String()
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	source, err := os.Open(from)
	require.NoError(t, err)
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	require.NoError(t, err)
	_, err = io.Copy(target, source)
	require.NoError(t, err)
	require.NoError(t, target.Close())
}

// behind opens a file behind the program's back.
func behind(t testing.TB, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	db.SetMaxOpenConns(1)
	return db
}

// rowsOf reads rows of texts; NULL is "".
func rowsOf(t testing.TB, db *sql.DB, query string, args ...any) [][]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	require.NoError(t, err, query)
	defer rows.Close()
	columns, err := rows.Columns()
	require.NoError(t, err)
	var found [][]string
	for rows.Next() {
		values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		require.NoError(t, rows.Scan(into...))
		row := make([]string, len(columns))
		for i := range values {
			row[i] = values[i].String
		}
		found = append(found, row)
	}
	require.NoError(t, rows.Err())
	return found
}
