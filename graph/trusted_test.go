package graph_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/graph"
	"foyer/model"
)

const trustedDocument = `query Page { customers(first: 5) { nodes { displayName } } viewer { employee { login } } }`

func digest(document string) string {
	sum := sha256.Sum256([]byte(document))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// desk is a handler that trusts one document, with what it counted and logged.
type trustingDesk struct {
	http.Handler
	counts []string
	log    bytes.Buffer
}

func (b *bank) trusting(t *testing.T, mode graph.TrustMode) *trustingDesk {
	t.Helper()
	file, err := json.Marshal(map[string]string{digest(trustedDocument): trustedDocument, "page": trustedDocument})
	require.NoError(t, err)
	manifest, err := graph.ReadManifest(bytes.NewReader(file))
	require.NoError(t, err)
	d := &trustingDesk{}
	d.Handler, err = graph.New(graph.Config{DB: b.db, Desk: b.desk, Engine: b.engine, Logger: zerolog.New(&d.log), CursorKey: []byte("sixteen bytes or more"),
		Clock: func() time.Time { return today.Time() }, Trusted: manifest, TrustMode: mode, Count: func(code string) { d.counts = append(d.counts, code) }})
	require.NoError(t, err)
	return d
}

// say sends members of a request as they stand.
func (b *bank) say(t *testing.T, handler http.Handler, login string, members map[string]any) (*httptest.ResponseRecorder, answer) {
	t.Helper()
	body, err := json.Marshal(members)
	require.NoError(t, err)
	request := b.request(t, login, "", nil)
	sent := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body)).WithContext(request.Context())
	sent.Header = request.Header
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, sent)
	var got answer
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got))
	return recorder, got
}

func persisted(hash string) map[string]any {
	return map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hash}}
}

func TestATrustedDocumentIsAskedForByItsIdentifier(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, mode := range []graph.TrustMode{graph.TrustOff, graph.TrustWarn, graph.TrustEnforce} {
		desk := b.trusting(t, mode)
		for name, members := range map[string]map[string]any{
			"its digest":             {"documentId": digest(trustedDocument)},
			"its name":               {"documentId": "page"},
			"a persisted query":      {"extensions": persisted(strings.TrimPrefix(digest(trustedDocument), "sha256:"))},
			"its text":               {"query": trustedDocument},
			"its text and its name":  {"query": trustedDocument, "documentId": "page"},
			"its text as registered": {"query": trustedDocument, "extensions": persisted(strings.TrimPrefix(digest(trustedDocument), "sha256:"))},
		} {
			_, got := b.say(t, desk, "alice", members)
			require.Empty(t, got.Errors, "%s %s", mode, name)
			require.Equal(t, "alice", at(got.Data, "viewer", "employee", "login"))
		}
		require.Empty(t, desk.counts)
		request := b.request(t, "alice", "", nil)
		get := httptest.NewRequest(http.MethodGet, "/graphql?"+url.Values{"documentId": {"page"}}.Encode(), nil).WithContext(request.Context())
		get.Header.Set("Graphql-Require-Preflight", "1")
		recorder := httptest.NewRecorder()
		desk.ServeHTTP(recorder, get)
		require.Equal(t, http.StatusOK, recorder.Code)
	}
}

func TestADocumentThatIsNotTrustedIsServedOrNotByTheMode(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	const stranger = `{ viewer { purpose } }`
	served := b.trusting(t, graph.TrustOff)
	_, got := b.say(t, served, "alice", map[string]any{"query": stranger})
	require.Empty(t, got.Errors)
	require.Empty(t, served.log.String())

	warned := b.trusting(t, graph.TrustWarn)
	_, got = b.say(t, warned, "alice", map[string]any{"query": stranger})
	require.Empty(t, got.Errors)
	require.Equal(t, []string{"UNTRUSTED"}, warned.counts)
	require.Contains(t, warned.log.String(), digest(stranger))
	require.NotContains(t, warned.log.String(), "purpose", "the digest is logged, never the document")

	enforced := b.trusting(t, graph.TrustEnforce)
	before := b.statements.Load()
	for name, members := range map[string]map[string]any{
		"a text": {"query": stranger}, "a text with a space more": {"query": trustedDocument + " "},
		"a text that claims to be registered": {"query": stranger, "extensions": persisted(strings.TrimPrefix(digest(stranger), "sha256:"))},
	} {
		_, got = b.say(t, enforced, "alice", members)
		require.Nil(t, got.Data)
		require.Equal(t, "DOCUMENT_NOT_TRUSTED", got.Errors[0].Extensions["code"], name)
	}
	require.LessOrEqual(t, b.statements.Load()-before, int64(30), "no statement but the test's look for alice")
}

func TestE19_DocumentsAreNotRegisteredByAskingForThem(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	desk := b.trusting(t, graph.TrustOff)
	for i := range 300 {
		text := fmt.Sprintf(`query q%d { viewer { purpose } }`, i)
		hash := strings.TrimPrefix(digest(text), "sha256:")
		_, got := b.say(t, desk, "alice", map[string]any{"extensions": persisted(hash)})
		require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", got.Errors[0].Extensions["code"])
		require.Equal(t, "PersistedQueryNotFound", got.Errors[0].Message, "what clients of persisted queries wait for")
		if i%100 == 0 {
			_, got = b.say(t, desk, "alice", map[string]any{"query": text, "extensions": persisted(hash)})
			require.Empty(t, got.Errors, "served once, as any document")
			_, got = b.say(t, desk, "alice", map[string]any{"extensions": persisted(hash)})
			require.NotEmpty(t, got.Errors, "and not kept")
		}
	}
	for _, members := range []map[string]any{
		{"query": `{ viewer { purpose } }`, "documentId": digest(trustedDocument)},
		{"query": `{ viewer { purpose } }`, "documentId": "page"},
		{"query": trustedDocument, "extensions": persisted("0000")},
	} {
		_, got := b.say(t, desk, "alice", members)
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], "an identifier is that of its document")
	}
}

func TestC19_ATrustedDocumentHasTheRightsOfWhoSendsIt(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	desk := b.trusting(t, graph.TrustEnforce)
	_, manager := b.say(t, desk, "bruno", map[string]any{"documentId": "page"})
	require.Empty(t, manager.Errors)
	_, analyst := b.say(t, desk, "chloe", map[string]any{"documentId": "page"})
	require.NotEmpty(t, analyst.Errors, "names are denied to her")
	require.Equal(t, "FORBIDDEN", analyst.Errors[0].Extensions["code"])
	_, sameAgain := b.say(t, desk, "bruno", map[string]any{"documentId": "page"})
	require.Equal(t, manager.Data, sameAgain.Data)
	text, err := json.Marshal(analyst.Data)
	require.NoError(t, err)
	require.NotContains(t, string(text), "Marchand")
}

func TestAManifestThatLiesIsRefused(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"another document's digest": `{"` + digest("{a}") + `": "{b}"}`, "an unknown kind of digest": `{"md5:abc": "{a}"}`,
		"no name": `{"": "{a}"}`, "a list": `["{a}"]`, "nothing": ``, "numbers": `{"a": 1}`,
	} {
		_, err := graph.ReadManifest(strings.NewReader(file))
		require.Equal(t, model.CodeInvalid, model.CodeOf(err), name)
	}
}
