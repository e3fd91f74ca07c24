package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// request sends a request to the desk as it stands.
func (s *running) request(t *testing.T, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.address+path, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}

const whoAmI = `{"query":"{ viewer { employee { login } } }"}`

// TestTheHTTPAuditSuiteFindsNothing runs the public audits of GraphQL over HTTP. It
// needs Node and its packages, which "make test" brings; a build server (CI=true)
// must have them.
func TestTheHTTPAuditSuiteFindsNothing(t *testing.T) {
	t.Parallel()
	node, missing := exec.LookPath("node")
	_, unbuilt := os.Stat(filepath.Join("web", "node_modules", "graphql-http"))
	if (missing != nil || unbuilt != nil) && os.Getenv("CI") == "" {
		return
	}
	require.NoError(t, missing)
	require.NoError(t, unbuilt)
	p := openBank(t)
	s := p.serve(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, node, "audit.mjs", "http://"+s.address+"/graphql")
	command.Dir = "web"
	command.Env = append(os.Environ(), "FOYER_TOKEN="+p.token(t, "alice"))
	output, err := command.Output()
	require.NoError(t, err)
	var audits []struct{ ID, Name, Status, Reason string }
	require.NoError(t, json.Unmarshal(output, &audits))
	require.NotEmpty(t, audits)
	counts := map[string]int{}
	for _, audit := range audits {
		counts[audit.Status]++
		if audit.Status != "ok" {
			t.Errorf("%s %s: %s (%s)", audit.ID, audit.Name, audit.Status, audit.Reason)
		}
	}
	t.Logf("%d audits of GraphQL over HTTP: %v", len(audits), counts)
}

func TestD7_ThereIsNoWebSocket(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	for _, path := range []string{"/graphql", "/subscriptions", "/ws"} {
		response, _ := s.request(t, http.MethodGet, path, "", "Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13",
			"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol", "graphql-transport-ws",
			"Origin", "https://evil.example", "Authorization", "Bearer "+p.token(t, "alice"))
		require.GreaterOrEqual(t, response.StatusCode, 400, path)
		require.Less(t, response.StatusCode, 500, path)
	}
}

func TestE14_PagesOfOtherSitesNeitherReadNorWrite(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	bearer := "Bearer " + p.token(t, "alice")
	for name, headers := range map[string][]string{
		"another site": {"Sec-Fetch-Site", "cross-site"}, "a neighbour": {"Sec-Fetch-Site", "same-site"}, "an old browser": {"Origin", "https://evil.example"},
		"no origin": {"Origin", "null"},
	} {
		response, text := s.request(t, http.MethodPost, "/graphql", whoAmI, append(headers, "Content-Type", "application/json", "Authorization", bearer)...)
		require.Equal(t, http.StatusForbidden, response.StatusCode, name)
		require.Contains(t, text, "FORBIDDEN")
		require.Empty(t, response.Header.Get("Access-Control-Allow-Origin"))
	}
	response, _ := s.request(t, http.MethodGet, "/graphql?query={viewer{purpose}}", "", "Sec-Fetch-Site", "cross-site", "GraphQL-Require-Preflight", "1", "Authorization", bearer)
	require.Equal(t, http.StatusForbidden, response.StatusCode)
	response, _ = s.request(t, http.MethodPost, "/graphql", whoAmI, "Sec-Fetch-Site", "same-origin", "Origin", "http://"+s.address, "Content-Type", "application/json", "Authorization", bearer)
	require.Equal(t, http.StatusOK, response.StatusCode)
	response, _ = s.request(t, http.MethodGet, "/graphql?query={viewer{purpose}}", "", "GraphQL-Require-Preflight", "1", "Authorization", bearer)
	require.Equal(t, http.StatusOK, response.StatusCode)
}

func TestA9_HeadersThatNameSomebodyAreIgnored(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	for _, header := range []string{"X-User-Id", "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-Authenticated-User", "X-Forwarded-Email", "Foyer-Employee", "X-Original-User"} {
		response, _ := s.request(t, http.MethodPost, "/graphql", whoAmI, header, "alice", "Content-Type", "application/json")
		require.Equal(t, http.StatusUnauthorized, response.StatusCode, header)
		_, text := s.request(t, http.MethodPost, "/graphql", whoAmI, header, "bruno", "Content-Type", "application/json", "Authorization", "Bearer "+p.token(t, "alice"))
		require.Contains(t, text, `"login":"alice"`, header)
	}
}

func TestB15_WithoutATokenNothingIsParsed(t *testing.T) {
	t.Parallel()
	s := openBank(t).serve(t)
	var constant string
	for _, body := range []string{whoAmI, `{"query":"{ customers { nodes { id } } }"}`, `{`, `{"query":"{ __schema { types { name } } }"}`, ``, `{"query":"{ viewer { purpose } }","variables":{"a":` + strings.Repeat("[", 500) + `}}`} {
		response, text := s.request(t, http.MethodPost, "/graphql", body, "Content-Type", "application/json")
		require.Equal(t, http.StatusUnauthorized, response.StatusCode, body)
		if constant == "" {
			constant = text
		}
		require.Equal(t, constant, text, body)
	}
}

func TestE8_ABodyThatComesTooSlowlyIsLeft(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	connection, err := net.Dial("tcp", s.address)
	require.NoError(t, err)
	defer connection.Close()
	_, err = fmt.Fprintf(connection, "POST /graphql HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{", s.address, p.token(t, "alice"))
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil) // comes when the time is over
	require.NoError(t, err)
	require.Equal(t, http.StatusRequestTimeout, response.StatusCode)
	require.NoError(t, response.Body.Close())
}

func TestE8_ALargeBodyIsLeftBeforeItsPersonIsLookedFor(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	response, text := s.request(t, http.MethodPost, "/graphql", strings.Repeat(" ", 150<<10), "Content-Type", "application/json", "Authorization", "Bearer "+p.token(t, "alice"))
	require.Equal(t, http.StatusRequestEntityTooLarge, response.StatusCode)
	require.Contains(t, text, "QUERY_TOO_LARGE")
}

func TestE16_UnderAFloodTheDeskShedsAndStaysAlive(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	token := p.token(t, "alice")
	const dear = `{"query":"{ customers(first: 100) { nodes { displayName contracts(first: 10) { nodes { number } } household { members { role } } } } }"}`
	var wait sync.WaitGroup
	var mu sync.Mutex
	seen := map[int]int{}
	for range 200 {
		wait.Go(func() {
			response, text := s.request(t, http.MethodPost, "/graphql", dear, "Content-Type", "application/json", "Authorization", "Bearer "+token)
			mu.Lock()
			defer mu.Unlock()
			seen[response.StatusCode]++
			if response.StatusCode != http.StatusOK {
				require.NotEmpty(t, response.Header.Get("Retry-After"), text)
			}
		})
	}
	for range 20 {
		alive, _ := get(t, "http://"+s.address+"/healthz")
		require.Equal(t, http.StatusOK, alive.StatusCode)
	}
	wait.Wait()
	require.Equal(t, 200, seen[http.StatusOK]+seen[http.StatusTooManyRequests]+seen[http.StatusServiceUnavailable], "%v", seen)
	require.Positive(t, seen[http.StatusOK])
	response, _ := s.request(t, http.MethodPost, "/graphql", whoAmI, "Content-Type", "application/json", "Authorization", "Bearer "+p.token(t, "bruno"))
	require.Equal(t, http.StatusOK, response.StatusCode, "afterwards all is well")
}

func TestF5_F6_EveryAnswerIsGuardedAndNothingIsMountedBeside(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t, "--no-graphiql")
	bearer := "Bearer " + p.token(t, "alice")
	for _, path := range []string{"/", "/graphiql", "/playground", "/console", "/altair", "/voyager", "/metrics", "/debug/pprof/", "/debug/vars", "/admin", "/.git/config", "/healthz", "/readyz", "/graphql", "/nothing"} {
		response, text := s.request(t, http.MethodGet, path, "", "Authorization", bearer)
		for header, value := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"} {
			require.Equal(t, value, response.Header.Get(header), path)
		}
		require.Contains(t, response.Header.Get("Content-Security-Policy"), "default-src 'self'", path)
		require.Empty(t, response.Header.Get("Server"), path)
		require.Empty(t, response.Header.Get("X-Powered-By"), path)
		require.NotContains(t, text, "goroutine", path)
		if path != "/healthz" && path != "/readyz" {
			require.GreaterOrEqual(t, response.StatusCode, 400, path)
			require.Less(t, response.StatusCode, 500, path)
		}
	}
	response, _ := s.request(t, http.MethodPost, "/graphql", whoAmI, "Authorization", bearer, "Content-Type", "application/json")
	require.Equal(t, "no-store", response.Header.Get("Cache-Control"))
	require.NotEmpty(t, response.Header.Get("Foyer-Cost"))
}

func TestD17_MetricsNameNobody(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	token := p.token(t, "alice")
	s.request(t, http.MethodPost, "/graphql", `{"query":"query CANARY { viewer { purpose } }","operationName":"CANARY"}`, "Content-Type", "application/json", "Authorization", "Bearer "+token)
	s.request(t, http.MethodPost, "/graphql", `{"query":"{ CANARY }"}`, "Content-Type", "application/json", "Authorization", "Bearer "+token, "X-Request-Id", "CANARY")
	s.request(t, "CANARY", "/CANARY?CANARY=CANARY", "")
	_, text := get(t, "http://"+s.metrics+"/metrics")
	require.NotContains(t, text, "CANARY")
	require.NotContains(t, text, "alice")
	require.Contains(t, text, `foyer_operations_refused_total{code="BAD_USER_INPUT"} 1`)
	host, _, err := net.SplitHostPort(s.metrics)
	require.NoError(t, err)
	require.True(t, net.ParseIP(host).IsLoopback())
}

func TestTrustedDocumentsAreNamedAtTheStart(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	file := filepath.Join(p.folder, "documents.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"me": "{ viewer { employee { login } } }"}`), 0o600))
	s := p.serve(t, "--trusted-documents", file, "--trusted-mode", "enforce")
	bearer := "Bearer " + p.token(t, "alice")
	_, text := s.request(t, http.MethodPost, "/graphql", `{"documentId":"me"}`, "Content-Type", "application/json", "Authorization", bearer)
	require.Contains(t, text, `"login":"alice"`)
	_, text = s.request(t, http.MethodPost, "/graphql", `{"query":"{ viewer { purpose } }"}`, "Content-Type", "application/json", "Authorization", bearer)
	require.Contains(t, text, "DOCUMENT_NOT_TRUSTED")
	require.NoError(t, os.WriteFile(file, []byte(`{"sha256:00": "{ viewer { purpose } }"}`), 0o600))
	for _, wrong := range [][]string{{"--trusted-documents", file}, {"--trusted-mode", "warn"}, {"--trusted-documents", filepath.Join(p.folder, "none.json")}, {"--trusted-mode", "maybe"}} {
		ended := p.run(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, wrong...)...)
		require.Equal(t, exitInput, ended.code, ended.stderr)
		require.Contains(t, ended.stderr, "--trusted")
	}
}
