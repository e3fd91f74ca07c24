package graph_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

// serveAs opens a real server whose requests are all of one person.
func (b *bank) serveAs(t *testing.T, login string) string {
	t.Helper()
	actor := b.actor(t, login)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.handler.ServeHTTP(w, r.WithContext(model.WithActor(r.Context(), actor)))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// subscribe sends a document that wants events, and gives the answer with its body
// open.
func subscribe(t *testing.T, ctx context.Context, url, document string) *http.Response {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": document})
	require.NoError(t, err)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(string(body)))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	return response
}

func TestD8_OnePersonFollowsTwentySubscriptionsAtMost(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	alice, paul := b.serveAs(t, "alice"), b.serveAs(t, "paul")
	ctx, leave := context.WithCancel(t.Context())
	for range 20 {
		require.Equal(t, http.StatusOK, subscribe(t, ctx, alice, followList).StatusCode)
	}
	refused := subscribe(t, t.Context(), alice, followList)
	require.Equal(t, http.StatusTooManyRequests, refused.StatusCode)
	require.NotEmpty(t, refused.Header.Get("Retry-After"))
	text, err := io.ReadAll(refused.Body)
	require.NoError(t, err)
	require.Contains(t, string(text), "RATE_LIMITED")
	require.NotContains(t, string(text), `"data"`)
	require.Equal(t, http.StatusOK, subscribe(t, t.Context(), paul, followList).StatusCode, "colleagues are counted apart")
	leave()
	for again := 0; again < 1000; again++ { // until the server noticed that they are gone
		if subscribe(t, t.Context(), alice, followList).StatusCode == http.StatusOK {
			return
		}
	}
	require.Fail(t, "who left can't come again")
}

func TestARefusedSubscriptionHasNoData(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	alice, david := b.serveAs(t, "alice"), b.serveAs(t, "david")
	for document, code := range map[string]string{
		`{`: "BAD_USER_INPUT", `subscription { nobody }`: "BAD_USER_INPUT", `{ viewer { purpose } }`: "BAD_USER_INPUT",
		`mutation { completeAction(input: {actionId: "x"}) { userErrors { code } } }`: "BAD_USER_INPUT",
		`subscription { ` + strings.Repeat("actionListChanged { day } ", 40) + `}`:    "QUERY_TOO_LARGE",
	} {
		text, err := io.ReadAll(subscribe(t, t.Context(), alice, document).Body)
		require.NoError(t, err)
		require.Contains(t, string(text), "event: next\ndata: {\"errors\":", document)
		require.Contains(t, string(text), code, document)
		require.NotContains(t, string(text), `"data":`, document)
		require.Contains(t, string(text), "event: complete", document)
	}
	text, err := io.ReadAll(subscribe(t, t.Context(), david, followList).Body)
	require.NoError(t, err)
	require.Contains(t, string(text), "FORBIDDEN")
	require.NotContains(t, string(text), `"data":`)
}

func TestWhatAnswersAreWantedDecidesHowTheyCome(t *testing.T) {
	t.Parallel()
	for accept, stream := range map[string]bool{
		"text/event-stream": true, "text/event-stream, multipart/mixed": true, "": false, "*/*": false,
		"application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed": false,
	} {
		b := sqliteBank(t)
		body, document := `{"query":"{ viewer { purpose } }"}`, "application/json"
		answer := b.raw(t, http.MethodPost, "/graphql", body, map[string]string{"Accept": accept})
		if stream {
			document = "text/event-stream"
		}
		if strings.Contains(accept, "response+json") {
			document = "application/graphql-response+json"
		}
		require.True(t, strings.HasPrefix(answer.Header().Get("Content-Type"), document), "%q: %s", accept, answer.Header())
	}
}

func TestE17_WhenTheClientGoesAwayItsStatementIsCancelled(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	url := b.serveAs(t, "alice")
	reached, cancelled := make(chan struct{}), make(chan struct{})
	wait := func(ctx context.Context) {
		select {
		case <-reached:
		default:
			close(reached)
			<-ctx.Done()
			close(cancelled)
		}
	}
	b.onRead.Store(&wait)
	ctx, goAway := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(`{"query":"{ customers(first: 100) { nodes { displayName contracts(first: 10) { nodes { id } } } } }"}`))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	gone := make(chan error, 1)
	go func() {
		_, err := http.DefaultClient.Do(request) //nolint:bodyclose // there is none
		gone <- err
	}()
	<-reached
	goAway()
	require.ErrorIs(t, <-gone, context.Canceled)
	<-cancelled // or the test never ends
}

func TestF4_APanicTellsNothingButTheRequest(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	request := b.request(t, "alice", `{ customers(first: 3) { nodes { displayName } totalCount } }`, nil)
	panics := func(context.Context) { panic("CANARY") }
	b.onRead.Store(&panics)
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	b.onRead.Store(nil)
	require.NotContains(t, recorder.Body.String(), "CANARY")
	var got answer
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got))
	require.NotEmpty(t, got.Errors)
	for _, told := range got.Errors {
		require.Equal(t, "INTERNAL", told.Extensions["code"])
		require.Equal(t, "request-1", told.Extensions["requestId"])
	}
	require.Contains(t, b.log.String(), "CANARY")
}

func TestF5_AnswersHaveNoExtensionsOfTracingOrExceptions(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, document := range []string{`{ viewer { purpose } }`, `{`, `{ nobody }`} {
		recorder := httptest.NewRecorder()
		b.handler.ServeHTTP(recorder, b.request(t, "alice", document, nil))
		for _, word := range []string{"tracing", "exception", "stacktrace", "debug", ".go:"} {
			require.NotContains(t, recorder.Body.String(), word)
		}
	}
}

func TestF8_ALongNameIsCutInTheLogAndTheAudit(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	name := "a" + strings.Repeat("b", 10_000)
	require.NotNil(t, b.data(t, "alice", "query "+name+" { viewer { purpose } }", nil))
	body, err := json.Marshal(map[string]string{"query": "query a { viewer { purpose } }", "operationName": "x\r\n\x1b[31m" + name})
	require.NoError(t, err)
	answer := b.raw(t, http.MethodPost, "/graphql", string(body), nil)
	require.Less(t, answer.Body.Len(), 4<<10)
	require.NotContains(t, b.log.String(), "\x1b")
	for line := range strings.Lines(b.log.String()) {
		require.Less(t, len(line), 4<<10)
	}
}

func TestF10_PrototypesInVariablesAreInert(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, variables := range []string{`{"__proto__":{"purpose":"AUDIT"}}`, `{"constructor":{"prototype":{"a":1}}}`} {
		answer := b.raw(t, http.MethodPost, "/graphql", `{"query":"{ viewer { purpose } }","variables":`+variables+`}`, nil)
		require.Contains(t, answer.Body.String(), `"purpose":"SERVICE"`)
		require.NotContains(t, answer.Body.String(), "__proto__")
	}
}
