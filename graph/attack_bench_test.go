package graph_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
)

// distinct are fields that no type has, each of another name.
func distinct(from, count int) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, "n%d ", from+i)
	}
	return text.String()
}

// crossing are fragments that ask for different fields, all spread in one place.
func crossing(fragments, fields int) string {
	var spreads, definitions strings.Builder
	for i := range fragments {
		fmt.Fprintf(&spreads, "...f%d ", i)
		fmt.Fprintf(&definitions, "fragment f%d on Viewer { %s} ", i, distinct(0, fields))
	}
	return "{ viewer { " + spreads.String() + "} } " + definitions.String()
}

// largest are documents that the guard just lets pass on to validation.
func largest() []attack {
	return []attack{
		{name: "largest: 490 unknown fields", document: "{ viewer { " + distinct(0, 490) + "} }"},
		{name: "largest: 98 fragments of 4 fields in one place", document: crossing(98, 4)},
		{name: "largest: 20 fragments of 23 fields in one place", document: crossing(20, 23)},
		{name: "largest: 28 aliases with long lists", document: aliased(19, "nodes(ids: ["+strings.Repeat(`"x" `, 80)+"]) { id }")},
		{name: "largest: a name of 100 KB", document: "{ " + strings.Repeat("n", 102_000) + " }"},
		{name: "largest: a text of 100 KB", document: `{ searchCustomers(text: "` + strings.Repeat("n", 102_000) + `") { totalCount } }`},
	}
}

// BenchmarkAttack measures what it costs to refuse each resource attack, and to
// validate the largest documents, in time and memory.
func BenchmarkAttack(b *testing.B) {
	bank := sqliteBank(b)
	for _, attack := range append(resourceAttacks(), largest()...) {
		b.Run(strings.ReplaceAll(attack.name, " ", "_"), func(b *testing.B) {
			template := bank.request(b, "alice", "", nil)
			body, err := json.Marshal(map[string]string{"query": attack.document})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				request := template.Clone(template.Context())
				request.Body = io.NopCloser(strings.NewReader(string(body)))
				bank.handler.ServeHTTP(httptest.NewRecorder(), request)
			}
		})
	}
}
