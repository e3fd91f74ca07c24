package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/graph"
	"foyer/graph/view"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
	"foyer/store/storetest"
)

// today is the day on which the tests' bank works.
var today = model.NewDate(2026, time.November, 23)

// bank is a small network: alice and paul are account managers of one branch,
// bruno its manager, zoe an account manager elsewhere, chloe studies markets,
// david audits. Claire is alice's customer, Hugo paul's, Victor a VIP of paul's,
// Nina is zoe's.
type bank struct {
	db         *store.DB
	desk       *desk.Desk
	engine     *rules.Engine
	config     graph.Config
	handler    http.Handler
	exports    http.Handler
	later      atomic.Int64 // by how much the clock is ahead, in nanoseconds
	log        *bytes.Buffer
	statements atomic.Int64
	onRead     atomic.Pointer[func(ctx context.Context)] // called with each statement that reads, when set
}

// sharedEngine is made once: it never changes.
var sharedEngine = sync.OnceValues(func() (*rules.Engine, error) {
	revision, err := rules.Embedded()
	if err != nil {
		return nil, err
	}
	return rules.NewEngine(context.Background(), revision)
})

func openBank(t testing.TB, url string) *bank {
	t.Helper()
	b := &bank{log: &bytes.Buffer{}}
	var err error
	b.db, err = store.Open(t.Context(), url, store.Options{Observe: b.observe})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.db.Close()) })
	b.engine, err = sharedEngine()
	require.NoError(t, err)
	logger := zerolog.New(zerolog.SyncWriter(b.log))
	var ticks atomic.Int64 // every look at the clock is a millisecond later
	clock := func() time.Time {
		return today.Time().Add(9*time.Hour + time.Duration(ticks.Add(1))*time.Millisecond + time.Duration(b.later.Load()))
	}
	b.desk = desk.New(desk.Config{DB: b.db, Engine: b.engine, Clock: clock, Random: rand.NewChaCha8([32]byte{1}), Logger: logger})
	require.NoError(t, b.desk.Activate(t.Context()))
	b.config = graph.Config{
		DB: b.db, Desk: b.desk, Engine: b.engine, Clock: clock, Logger: logger, CursorKey: []byte("sixteen bytes or more"),
	}
	b.handler, err = graph.New(b.config)
	require.NoError(t, err)
	b.exports, err = graph.Exports(b.config)
	require.NoError(t, err)
	b.write(t, network()...)
	b.write(t, characters()...)
	return b
}

func (b *bank) observe(ctx context.Context, statement string) {
	b.statements.Add(1)
	if call := b.onRead.Load(); call != nil && !strings.HasPrefix(statement, "INSERT") {
		(*call)(ctx)
	}
}

// sqliteBank opens a bank on a fresh SQLite database.
func sqliteBank(t testing.TB) *bank {
	t.Helper()
	return openBank(t, storetest.Databases(t)[0].Full(t))
}

func (b *bank) write(t testing.TB, rows ...any) {
	t.Helper()
	require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
		for _, row := range rows {
			if err := w.Insert(t.Context(), row); err != nil {
				return err
			}
		}
		return nil
	}))
}

// answer is what a client gets.
type answer struct {
	Data       map[string]any   `json:"data"`
	Errors     []problem        `json:"errors"`
	Extensions map[string][]any `json:"extensions"`
}

type problem struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

func (b *bank) actor(t testing.TB, login string) *model.Actor {
	t.Helper()
	actor, err := b.db.Reader().Actor(t.Context(), login, model.InstantOf(today.Time()))
	require.NoError(t, err)
	return actor
}

func (b *bank) request(t testing.TB, login, document string, variables map[string]any) *http.Request {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	require.NoError(t, err)
	request := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Request-Id", "request-1")
	return request.WithContext(model.WithActor(t.Context(), b.actor(t, login)))
}

// ask sends an operation as somebody.
func (b *bank) ask(t *testing.T, login, document string, variables map[string]any) answer {
	t.Helper()
	return b.send(t, b.request(t, login, document, variables))
}

func (b *bank) send(t *testing.T, request *http.Request) answer {
	t.Helper()
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	var got answer
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got), recorder.Body.String())
	return got
}

// data asks and expects no error.
func (b *bank) data(t *testing.T, login, document string, variables map[string]any) map[string]any {
	t.Helper()
	got := b.ask(t, login, document, variables)
	require.Empty(t, got.Errors)
	return got.Data
}

// at follows a path of names in an answer.
func at(value any, names ...string) any {
	for _, name := range names {
		object, isObject := value.(map[string]any)
		if !isObject {
			return nil
		}
		value = object[name]
	}
	return value
}

func id(name string) model.ID { return model.DeriveID(today.Time(), name) }

func globalID(kind, name string) string { return view.GlobalID{Type: kind, ID: id(name)}.String() }

func network() []any {
	since := today.AddMonths(-60)
	var rows []any
	for _, place := range []string{"north", "south"} {
		rows = append(rows,
			&model.Region{ID: id(place), Code: place, Name: place},
			&model.Branch{ID: id("branch " + place), RegionID: id(place), Code: "B-" + place, Name: "Agence " + place, City: place})
	}
	for login, role := range map[string]model.Role{
		"alice": model.AccountManager, "paul": model.AccountManager, "zoe": model.AccountManager,
		"bruno": model.BranchManager, "chloe": model.MarketingAnalyst, "david": model.Auditor,
	} {
		branch := "branch north"
		if login == "zoe" {
			branch = "branch south"
		}
		rows = append(rows,
			&model.Employee{ID: id(login), Login: login, FirstName: login, LastName: "Test", Email: login + "@bank.example", Language: model.English, BranchID: id(branch), Active: true},
			&model.EmployeeRole{ID: id("role of " + login), EmployeeID: id(login), Role: role, ValidFrom: since})
		if role == model.AccountManager {
			rows = append(rows,
				&model.Portfolio{ID: id("portfolio " + login), BranchID: id(branch), Code: "P-" + login, Name: "Portefeuille " + login},
				&model.PortfolioHolder{ID: id("holder " + login), PortfolioID: id("portfolio " + login), EmployeeID: id(login), ValidFrom: since})
		}
	}
	return rows
}

func characters() []any {
	rows := file("claire", "alice", "branch north", model.Ordinary)
	rows = append(rows, file("hugo", "paul", "branch north", model.Ordinary)...)
	rows = append(rows, file("victor", "paul", "branch north", model.VIP)...)
	return append(rows, file("nina", "zoe", "branch south", model.Ordinary)...)
}

func crowd(size int) []any {
	var rows []any
	for i := range size {
		rows = append(rows, file(fmt.Sprintf("client%03d", i), "alice", "branch north", model.Ordinary)...)
	}
	return rows
}
