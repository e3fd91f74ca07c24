package graph_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/graph"
	"foyer/model"
)

// costOf reads what an operation cost, and what it left.
func costOf(t *testing.T, answer *httptest.ResponseRecorder) (cost, limit, remaining int) {
	t.Helper()
	_, err := fmt.Sscanf(answer.Header().Get("Foyer-Cost"), "%d; limit=%d; remaining=%d", &cost, &limit, &remaining)
	require.NoError(t, err, answer.Header().Get("Foyer-Cost"))
	return cost, limit, remaining
}

func (b *bank) answer(t *testing.T, handler http.Handler, login, document string, variables map[string]any) *httptest.ResponseRecorder {
	t.Helper()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, b.request(t, login, document, variables))
	return recorder
}

func TestE10_ThePageSizeCountsWhereverItStands(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	cost := func(document string, variables map[string]any) int {
		found, _, _ := costOf(t, b.answer(t, b.handler, "alice", document, variables))
		return found
	}
	literal := cost(`{ customers(first: 90) { nodes { id } } }`, nil)
	require.Greater(t, literal, 90)
	require.Equal(t, literal, cost(`query($n: Int!) { customers(first: $n) { nodes { id } } }`, map[string]any{"n": 90}))
	require.Equal(t, literal, cost(`query($n: Int! = 90) { customers(first: $n) { nodes { id } } }`, nil))
	require.Equal(t, literal, cost(`query($n: Int! = 1) { customers(first: $n) { ...nodes } } fragment nodes on CustomerConnection { nodes { id } }`, map[string]any{"n": 90}))
	ids := make([]string, 50)
	require.Equal(t, 1+50, cost(`query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": ids}))
	for _, first := range []string{"99999999", "2147483647"} {
		answer := b.answer(t, b.handler, "alice", `{ customers(first: `+first+`) { nodes { id } } }`, nil)
		require.Contains(t, answer.Body.String(), "QUERY_TOO_COSTLY")
	}
	for _, first := range []string{"-1", "0", "101"} {
		answer := b.answer(t, b.handler, "alice", `{ customers(first: `+first+`) { nodes { id } } }`, nil)
		require.Contains(t, answer.Body.String(), "BAD_USER_INPUT", first)
	}
}

func TestEverydayQuestionsAreFarFromTheLimits(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	page, err := os.ReadFile("../bench/customer.graphql")
	require.NoError(t, err)
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	_, after, _ := strings.Cut(string(readme), `ask '{"query": "`)
	tour, _, _ := strings.Cut(after, `"}'`)
	for name, document := range map[string]string{"the customer page of the bench": string(page), "the query of the README": tour} {
		answer := b.answer(t, b.handler, "alice", document, map[string]any{"id": globalID("Customer", "claire")})
		require.Equal(t, http.StatusOK, answer.Code, answer.Body)
		cost, limit, remaining := costOf(t, answer)
		t.Logf("%s costs %d of %d", name, cost, limit)
		require.Less(t, 2*cost, limit, name)
		require.Greater(t, remaining, 60*cost, "%s can be asked every second", name)
	}
}

// slow is a handler whose clock stands still until it is told otherwise.
func (b *bank) slow(t *testing.T, now *time.Time) http.Handler {
	t.Helper()
	handler, err := graph.New(graph.Config{DB: b.db, Desk: b.desk, Engine: b.engine, Logger: zerolog.Nop(),
		CursorKey: []byte("sixteen bytes or more"), Clock: func() time.Time { return *now }})
	require.NoError(t, err)
	return handler
}

func TestE11_WhoAsksTooMuchInAMinuteWaits(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	now := today.Time().Add(9 * time.Hour)
	handler := b.slow(t, &now)
	const dear = `{ customers(first: 100) { nodes { id displayName birthDate emails { address } } } }`
	var last *httptest.ResponseRecorder
	asked := 0
	for asked < 1000 {
		before := b.statements.Load()
		last = b.answer(t, handler, "alice", dear, nil)
		if last.Code == http.StatusTooManyRequests {
			require.LessOrEqual(t, b.statements.Load()-before, int64(10), "only who asks is read") // of the test's own look for the actor
			break
		}
		require.Equal(t, http.StatusOK, last.Code)
		asked++
	}
	cost, _, remaining := costOf(t, last)
	require.Less(t, remaining, cost)
	require.Contains(t, last.Body.String(), "RATE_LIMITED")
	wait, err := strconv.Atoi(last.Header().Get("Retry-After"))
	require.NoError(t, err)
	require.Positive(t, wait)

	require.Equal(t, http.StatusOK, b.answer(t, handler, "paul", dear, nil).Code, "a colleague has a budget of their own")
	require.Equal(t, http.StatusTooManyRequests, b.answer(t, handler, "alice", dear, nil).Code)
	now = now.Add(time.Duration(wait) * time.Second)
	require.Equal(t, http.StatusOK, b.answer(t, handler, "alice", dear, nil).Code, "after the time that the answer named")
	now = now.Add(time.Hour)
	_, _, remaining = costOf(t, b.answer(t, handler, "alice", `{ viewer { purpose } }`, nil))
	def := b.engine.RoleDef(model.AccountManager)
	require.Less(t, remaining, def.CostPerMinute, "an hour of rest gives a minute's allowance, not sixty")
}

func TestWhoHasNoRoleMayAskALittle(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.hire(t, "newcomer")
	_, limit, _ := costOf(t, b.answer(t, b.handler, "newcomer", `{ viewer { purpose } }`, nil))
	require.Less(t, limit, b.engine.RoleDef(model.AccountManager).MaxCost)
}

func TestE18_ASearchIsShortAndItsSignsMeanNothing(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	const search = `query($t: String!) { searchCustomers(text: $t) { nodes { displayName } totalCount } }`
	for _, text := range []string{"%%%", "_____", "%claire", "cl%", ".*", "^c.*", "cl_ire", "' OR 1=1 --", "\\"} {
		got := b.ask(t, "alice", search, map[string]any{"t": text})
		if found, _ := at(got.Data, "searchCustomers", "totalCount").(float64); found > 0 {
			require.Contains(t, []string{"%claire", "cl%"}, text, "signs are left out, the letters are what is searched")
		}
	}
	for _, text := range []string{strings.Repeat("%", 10_000), strings.Repeat("ab ", 5000)} {
		before := b.statements.Load()
		got := b.ask(t, "alice", search, map[string]any{"t": text})
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"])
		require.LessOrEqual(t, b.statements.Load()-before, int64(12), "only who asks is read, and what they did written")
	}
}
