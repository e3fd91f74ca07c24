package graph_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/graph"
	"foyer/model"
)

const customer360 = `query($id: ID!) { customer(id: $id) { displayName birthDate pcsCode
	emails { address } phones { number } addresses { city } incomes { amount { amountMinor } } consents { state } assets { label }
	household { name members { role customer { displayName } } }
	contracts { nodes { id product { title { fr } } ... on CurrentAccount { balance { amountMinor } movements(first: 10) { nodes { bookedOn amount { amountMinor } label } } } } }
	lifeEvents { nodes { kind expectedOn } } interactions(first: 5) { nodes { subject } }
	recommendations { offerCode reasons { check why { fr en } } } branch { name } accountManager { name } } }`

func BenchmarkACustomerWithEverything(b *testing.B) {
	bank := sqliteBank(b)
	for b.Loop() {
		request := bank.request(b, "alice", customer360, map[string]any{"id": globalID("Customer", "claire")})
		bank.handler.ServeHTTP(httptest.NewRecorder(), request)
	}
}

func BenchmarkTheCheckOfAField(b *testing.B) {
	bank := sqliteBank(b)
	check, err := graph.FieldCheck(bank.config, bank.actor(b, "alice"))
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if check().Kind != model.Show {
			b.Fatal("not shown")
		}
	}
}

// BenchmarkWhatAccessCosts asks for the same customer with and without the
// enforcement of access to fields, by turns, and compares the medians.
func BenchmarkWhatAccessCosts(b *testing.B) {
	bank := sqliteBank(b)
	open, err := graph.New(graph.Open(bank.config))
	require.NoError(b, err)
	var with, without []time.Duration
	ask := func(handler http.Handler) time.Duration {
		request := bank.request(b, "alice", customer360, map[string]any{"id": globalID("Customer", "claire")})
		began := time.Now()
		handler.ServeHTTP(httptest.NewRecorder(), request)
		return time.Since(began)
	}
	for b.Loop() {
		with, without = append(with, ask(bank.handler)), append(without, ask(open))
	}
	slices.Sort(with)
	slices.Sort(without)
	guarded, bare := with[len(with)/2], without[len(without)/2]
	b.ReportMetric(float64(guarded.Microseconds()), "µs/enforced")
	b.ReportMetric(float64(bare.Microseconds()), "µs/open")
	b.ReportMetric(100*(float64(guarded)/float64(bare)-1), "%cost")
}

func TestTheCheckOfAFieldAllocatesNothing(t *testing.T) {
	b := sqliteBank(t)
	check, err := graph.FieldCheck(b.config, b.actor(t, "alice"))
	require.NoError(t, err)
	require.Equal(t, model.Show, check().Kind)
	require.Zero(t, testing.AllocsPerRun(1000, func() { check() }))
}
