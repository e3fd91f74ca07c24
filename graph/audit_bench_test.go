package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/graph"
	"foyer/model"
)

// How the cost of the audit is measured: many people ask at once, in rounds with
// and without it by turns.
const (
	askers     = 32
	roundTakes = 400 * time.Millisecond
)

// BenchmarkWhatAuditCosts compares the throughput of operations with the audit and
// its sequencer on, and with an audit that keeps nothing.
func BenchmarkWhatAuditCosts(b *testing.B) {
	for name, document := range map[string]string{
		"customer 360": customer360,
		"list":         `{ customers(first: 50) { nodes { id displayName birthDate pcsCode branch { name } emails { address } } } }`,
		"light":        `{ viewer { roles } }`,
	} {
		b.Run(name, func(b *testing.B) {
			bank := sqliteBank(b)
			bank.write(b, crowd(60)...)
			bank.config.UnlimitedRate = true
			recorded, err := graph.New(bank.config)
			require.NoError(b, err)
			unrecorded, err := graph.Unrecorded(bank.config)
			require.NoError(b, err)
			ctx, stop := context.WithCancel(b.Context())
			var keeper sync.WaitGroup
			keeper.Go(func() { bank.desk.KeepAudit(ctx) })
			var with, without []int64
			for b.Loop() {
				with = append(with, bank.throughput(b, recorded, document))
				without = append(without, bank.throughput(b, unrecorded, document))
			}
			stop()
			keeper.Wait()
			slices.Sort(with)
			slices.Sort(without)
			kept, bare := float64(with[len(with)/2]), float64(without[len(without)/2])
			b.ReportMetric(kept/roundTakes.Seconds(), "recorded/s")
			b.ReportMetric(bare/roundTakes.Seconds(), "unrecorded/s")
			b.ReportMetric(100*(1-kept/bare), "%cost")
		})
	}
}

// throughput counts the answers of a round.
func (b *bank) throughput(t testing.TB, handler http.Handler, document string) int64 {
	body, err := json.Marshal(map[string]any{"query": document, "variables": map[string]any{"id": globalID("Customer", "claire")}})
	require.NoError(t, err)
	asking := model.WithActor(context.Background(), b.actor(t, "alice"))
	var answers atomic.Int64
	var clients sync.WaitGroup
	until := time.Now().Add(roundTakes)
	for range askers {
		clients.Go(func() {
			for time.Now().Before(until) {
				request := httptest.NewRequestWithContext(asking, http.MethodPost, "/graphql", bytes.NewReader(body))
				request.Header.Set("Content-Type", "application/json")
				recorder := httptest.NewRecorder()
				handler.ServeHTTP(recorder, request)
				if recorder.Code == http.StatusOK {
					answers.Add(1)
				}
			}
		})
	}
	clients.Wait()
	return answers.Load()
}
