package graph_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

const followList = `subscription { actionListChanged { day actions(first: 10) { nodes { state customer { displayName } } } } }`

// listen subscribes as somebody and gives a function that waits for the next
// event; it gives nil when the stream ends.
func (b *bank) listen(t *testing.T, login string) func() *answer {
	t.Helper()
	actor := b.actor(t, login)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.handler.ServeHTTP(w, r.WithContext(model.WithActor(r.Context(), actor)))
	}))
	t.Cleanup(server.Close)
	body, err := json.Marshal(map[string]string{"query": followList})
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

func TestASubscriptionEndsWithTheRightsOfItsPerson(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	next := b.listen(t, "alice")
	require.NotNil(t, next())
	require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
		_, err := w.Exec(t.Context(), "UPDATE employees SET active = ? WHERE login = ?", false, "alice")
		return err
	}))
	last := next()
	require.NotNil(t, last)
	require.NotEmpty(t, last.Errors)
	require.Equal(t, "UNAUTHENTICATED", last.Errors[0].Extensions["code"])
	require.Nil(t, at(last.Data, "actionListChanged", "actions"))
	require.Nil(t, next())
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
	require.Contains(t, at(record, "coordinates"), "Subscription.actionListChanged")
}
