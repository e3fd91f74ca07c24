package graph_test

import (
	"net/http/httptest"
	"testing"
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
