package graph_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store/storetest"
)

const followList = `subscription { actionListChanged { day actions(first: 10) { nodes { state customer { displayName } } } } }`

// listen follows the action list of somebody.
func (b *bank) listen(t *testing.T, login string) func() *answer {
	t.Helper()
	return b.follow(t, login, followList)
}

// follow subscribes as somebody and gives a function that waits for the next event;
// it gives nil when the stream ends.
func (b *bank) follow(t *testing.T, login, document string) func() *answer {
	t.Helper()
	actor := b.actor(t, login)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.handler.ServeHTTP(w, r.WithContext(model.WithActor(r.Context(), actor)))
	}))
	t.Cleanup(server.Close)
	body, err := json.Marshal(map[string]string{"query": document})
	require.NoError(t, err)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(string(body)))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	return func() *answer {
		for lines.Scan() {
			data, isData := strings.CutPrefix(lines.Text(), "data: ")
			if isData && data != "" {
				var got answer
				require.NoError(t, json.Unmarshal([]byte(data), &got))
				return &got
			}
		}
		return nil
	}
}

func TestTheActionListIsSentAtFirstAndAfterEachChange(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			next := b.listen(t, "alice")
			first := next()
			require.NotNil(t, first)
			require.Empty(t, first.Errors)
			require.Equal(t, today.String(), at(first.Data, "actionListChanged", "day"))
			line := at(first.Data, "actionListChanged", "actions", "nodes").([]any)[0]
			require.Equal(t, "TODO", at(line, "state"))
			require.Equal(t, "Claire Marchand", at(line, "customer", "displayName"))

			b.data(t, "alice", `mutation($input: CompleteActionInput!) { completeAction(input: $input) { userErrors { code } } }`,
				map[string]any{"input": map[string]any{"actionId": globalID("Action", "action claire")}})
			second := next()
			require.NotNil(t, second)
			line = at(second.Data, "actionListChanged", "actions", "nodes").([]any)[0]
			require.Equal(t, "DONE", at(line, "state"))
		})
	}
}

func TestA11_D4_ASubscriptionEndsWithTheRightsOfItsPerson(t *testing.T) {
	t.Parallel()
	for name, loss := range map[string]struct{ statement, code string }{
		"who left the bank":          {"UPDATE employees SET active = FALSE WHERE id = ?", "UNAUTHENTICATED"},
		"who lost the role":          {"UPDATE employee_roles SET valid_to = valid_from WHERE employee_id = ?", "FORBIDDEN"},
		"who gave back a delegation": {"UPDATE delegations SET valid_to = valid_from WHERE employee_id = ?", "FORBIDDEN"},
		"who lost the portfolio":     {"UPDATE portfolio_holders SET valid_to = valid_from WHERE employee_id = ?", "FORBIDDEN"},
	} {
		for _, target := range storetest.Databases(t) {
			t.Run(name+" on "+target.Name, func(t *testing.T) {
				t.Parallel()
				b := openBank(t, target.Full(t))
				b.write(t, &model.Delegation{ID: id("loan"), PortfolioID: id("portfolio paul"), EmployeeID: id("alice"), ValidFrom: since, Reason: "holiday"})
				next := b.listen(t, "alice")
				require.NotNil(t, next())
				b.change(t, loss.statement, id("alice"))
				began := time.Now()
				last := next()
				require.Less(t, time.Since(began), time.Second)
				require.NotNil(t, last)
				require.NotEmpty(t, last.Errors)
				require.Equal(t, loss.code, last.Errors[0].Extensions["code"])
				require.Nil(t, at(last.Data, "actionListChanged", "actions"))
				require.Nil(t, next())
			})
		}
	}
}

func TestASubscriptionEndsWhenARightEndsByItself(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	ends := model.InstantOf(today.Time().Add(9*time.Hour + 400*time.Millisecond))
	b.write(t, &model.EmergencyAccess{
		ID: id("glass"), EmployeeID: id("alice"), CustomerID: id("nina"), Reason: "at the counter", OpenedAt: model.InstantOf(today.Time()), ClosesAt: ends,
	})
	next := b.listen(t, "alice")
	require.NotNil(t, next())
	last := next()
	require.NotNil(t, last, "nobody wrote anything")
	require.NotEmpty(t, last.Errors)
	require.Equal(t, "FORBIDDEN", last.Errors[0].Extensions["code"])
	require.Nil(t, next())
}

func TestD5_AnEventShowsWhatItsPersonMaySee(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.change(t, "UPDATE actions SET employee_id = ? WHERE customer_id = ?", id("alice"), id("nina"))
	b.change(t, "UPDATE actions SET employee_id = ? WHERE customer_id = ?", id("alice"), id("victor"))
	next := b.follow(t, "alice", `subscription { actionListChanged { actions { nodes { customer { id pcsCode emails { address } } } } } }`)
	event := next()
	require.NotNil(t, event)
	for _, problem := range event.Errors {
		require.Equal(t, "FORBIDDEN", problem.Extensions["code"])
	}
	for _, line := range at(event.Data, "actionListChanged", "actions", "nodes").([]any) {
		require.NotEqual(t, globalID("Customer", "victor"), at(line, "customer", "id"))
		if at(line, "customer", "id") == globalID("Customer", "nina") {
			require.Nil(t, at(line, "customer", "pcsCode"))
			require.Nil(t, at(line, "customer", "emails"))
		}
	}
}

func TestWhoHasNoListDoesNotFollowOne(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	next := b.listen(t, "david")
	only := next()
	require.NotNil(t, only)
	require.Len(t, only.Errors, 1)
	require.Equal(t, "FORBIDDEN", only.Errors[0].Extensions["code"])
	require.Nil(t, next())
	record := b.audits(t)[0]
	require.Equal(t, "FORBIDDEN", at(record, "outcome"))
	require.Equal(t, []any{map[string]any{"coordinate": "Subscription.actionListChanged"}}, at(record, "denied"))
}
