package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
)

const looksAtCustomers = `{"query":"{ customers(first: 20) { nodes { id displayName } } }"}`

// answered sends an operation again and again until the server is gone, and gives
// the requests whose answers came whole.
func (s *running) answered(token string) []string {
	client := &http.Client{Timeout: 5 * time.Second}
	var known []string
	for {
		request, err := http.NewRequest(http.MethodPost, "http://"+s.address+"/graphql", strings.NewReader(looksAtCustomers))
		if err != nil {
			return known
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := client.Do(request)
		if err != nil {
			return known
		}
		var body bytes.Buffer
		_, err = body.ReadFrom(response.Body)
		if response.Body.Close() != nil || err != nil {
			return known
		}
		if response.StatusCode == http.StatusOK && strings.Contains(body.String(), "displayName") {
			known = append(known, response.Header.Get("X-Request-Id"))
		}
	}
}

func TestNoAnswerIsWithoutItsRecordWhenTheServerIsKilled(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	token := p.token(t, "alice")
	for round := range 3 {
		server := p.serve(t)
		var clients sync.WaitGroup
		answers := make([][]string, 4)
		for i := range answers {
			clients.Go(func() { answers[i] = server.answered(token) })
		}
		time.AfterFunc(time.Duration(700+300*round)*time.Millisecond, func() { _ = server.command.Process.Kill() })
		clients.Wait()
		<-server.ended
		var known []string
		for _, some := range answers {
			known = append(known, some...)
		}
		require.NotEmpty(t, known, "round %d", round)
		recorded := p.recorded(t)
		for _, request := range known {
			require.Contains(t, recorded, request, "an answer left without its record")
		}
	}
	require.Contains(t, p.done(t, "audit", "verify"), "verified    yes")
}

// recorded gives the requests that the log has a record of, with customers.
func (p *program) recorded(t *testing.T) map[string]bool {
	t.Helper()
	db, err := store.Open(t.Context(), p.url, store.Options{})
	require.NoError(t, err)
	defer db.Close()
	records, err := store.Select[model.AuditRecord](t.Context(), db, model.EntireScope("test"), "")
	require.NoError(t, err)
	found := map[string]bool{}
	for _, record := range records {
		rows, err := model.DecodeRows(record.Rows)
		require.NoError(t, err)
		found[record.RequestID] = len(rows["Customer"]) > 0
	}
	return found
}

func TestAnAuditorVerifiesTheLogWithWhatTheyKept(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	server := p.serve(t)
	token := p.token(t, "alice")
	server.post(t, token, `{ customers(first: 5) { nodes { displayName } } }`, nil)
	require.Equal(t, exitDone, server.stop(t))
	public := strings.TrimSpace(p.done(t, "audit", "key"))
	yesterday, err := os.ReadFile(filepath.Join(p.folder, "bank.db"))
	require.NoError(t, err)
	require.Contains(t, p.done(t, "audit", "verify"), "window      0 under no checkpoint yet, 0 without a place yet", "a clean end signs")

	server = p.serve(t)
	server.post(t, token, `{ customers(first: 5) { nodes { displayName } } }`, nil)
	require.Equal(t, exitDone, server.stop(t))
	kept := filepath.Join(p.folder, "kept.txt")
	require.NoError(t, os.WriteFile(kept, []byte(p.done(t, "audit", "checkpoint")), 0o600))
	day := model.DateOf(time.Now())
	export := filepath.Join(p.folder, "log.ndjson")
	p.done(t, "audit", "export", "--from", day.AddDays(-1).String(), "--to", day.AddDays(2).String(), "--out", export)
	require.Contains(t, p.done(t, "audit", "verify", "--export", export, "--checkpoint", kept, "--public-key", public), "verified    yes")
	require.Contains(t, p.done(t, "audit", "verify", "--checkpoint", kept), "verified    yes")
	sheet := p.done(t, "audit", "export", "--from", day.AddDays(-1).String(), "--to", day.AddDays(2).String(), "--format", "csv")
	require.True(t, strings.HasPrefix(sheet, "place,decision_id,"))

	text, err := os.ReadFile(export)
	require.NoError(t, err)
	forged := filepath.Join(p.folder, "forged.ndjson")
	require.NoError(t, os.WriteFile(forged, bytes.Replace(text, []byte(`"outcome":"OK"`), []byte(`"outcome":"KO"`), 1), 0o600))
	found := p.run(t, "audit", "verify", "--export", forged, "--public-key", public)
	require.Equal(t, exitFailed, found.code)
	require.Contains(t, found.stderr, "the records are not those that the checkpoint")

	require.NoError(t, os.WriteFile(filepath.Join(p.folder, "bank.db"), yesterday, 0o600))
	require.Contains(t, p.done(t, "audit", "verify"), "verified    yes", "an older state is whole in itself")
	found = p.run(t, "audit", "verify", "--checkpoint", kept)
	require.Equal(t, exitFailed, found.code)
	require.Contains(t, found.stderr, "an older state was put back")
	missing := p.run(t, "audit", "verify", "--checkpoint", filepath.Join(p.folder, "nothing.txt"))
	require.Equal(t, exitInput, missing.code)
}
