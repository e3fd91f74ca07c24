package graph_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
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

// unlimited serves a graph in which nobody asks too often.
func unlimited(b *testing.B, config graph.Config) http.Handler {
	b.Helper()
	config.UnlimitedRate = true
	handler, err := graph.New(config)
	require.NoError(b, err)
	return handler
}

// look asks for a customer with everything and says how long it took.
func look(b *testing.B, bank *bank, handler http.Handler) time.Duration {
	b.Helper()
	request := bank.request(b, "alice", customer360, map[string]any{"id": globalID("Customer", "claire")})
	recorder := httptest.NewRecorder()
	began := time.Now()
	handler.ServeHTTP(recorder, request)
	took := time.Since(began)
	if !strings.Contains(recorder.Body.String(), "Marchand") {
		b.Fatal(recorder.Body.String())
	}
	return took
}

func BenchmarkACustomerWithEverything(b *testing.B) {
	bank := sqliteBank(b)
	handler := unlimited(b, bank.config)
	for b.Loop() {
		look(b, bank, handler)
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
// enforcement of access to fields, by turns, and compares the tenth of requests that
// other work on the machine disturbed least.
func BenchmarkWhatAccessCosts(b *testing.B) {
	bank := sqliteBank(b)
	enforced, open := unlimited(b, bank.config), unlimited(b, graph.Open(bank.config))
	var with, without []time.Duration
	for b.Loop() {
		with, without = append(with, look(b, bank, enforced)), append(without, look(b, bank, open))
	}
	slices.Sort(with)
	slices.Sort(without)
	guarded, bare := with[len(with)/10], without[len(without)/10]
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
