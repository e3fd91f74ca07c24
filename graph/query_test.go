package graph_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/store/storetest"
)

// everything asks, in parts, for all relations of customers, of their contracts
// and of what hangs below.
var everything = []string{
	`id displayName birthDate financiallyFragile fragilities { criterion } emails { address } phones { number } addresses { city }
	incomes { amount { amountMinor } } channelPreferences { channel } consents { state } assets { label value { formatted } }
	representatives { representative { displayName } } relationships { to { displayName } } memberships { role household { name } }
	household { name members { customer { displayName branch { name } } } }`,
	`contracts(first: 2) { edges { cursor } nodes { id product { title { fr } } parties { role customer { lastName emails { address } } } ... on Card { account { number } } } }`,
	`contracts(first: 2) { nodes { ... on CurrentAccount { balance { amountMinor } movements(first: 2) { nodes { amount { amountMinor } } } standingOrders { toCompetitor } directDebits { creditorName } } } }
	branch { name region { name } portfolios { name } } portfolio { name holder { name } } accountManager { name branch { name } portfolios { name } }`,
	`lifeEvents(first: 2) { nodes { definition { title { en } } recordedBy { name } evidence { check } } } interactions(first: 2) { nodes { report employee { name } } }`,
	`recommendations { offer { title { fr } product { title { fr } } } reasons { check why { fr en } } addressee { displayName } factors { valuePoints } decision { revision offers { offerCode } } }
	decisions(first: 2) { nodes { decidedOn customer { id } } }`,
}

func customersWith(fields string) string {
	return "query($first: Int!) { customers(first: $first) { totalCount pageInfo { hasNextPage endCursor } nodes { " + fields + " } } }"
}

func TestTheNumberOfStatementsDoesNotDependOnTheNumberOfRows(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			b.write(t, crowd(60)...)
			for _, fields := range everything {
				counts := map[int]int64{}
				for _, first := range []int{1, 20} {
					before := b.statements.Load()
					data := b.data(t, "bruno", customersWith(fields), map[string]any{"first": first})
					counts[first] = b.statements.Load() - before
					require.Len(t, at(data, "customers", "nodes"), first)
				}
				require.Equal(t, counts[1], counts[20], fields)
			}
		})
	}
}

func TestACustomerIsShownWithEverythingThatHangsOnIt(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "alice", `query($id: ID!) { customer(id: $id) {
		accessClass displayName birthDate incomes { amount { amountMinor currency formatted(locale: en) } }
		household { name members { customer { displayName } } }
		contracts { nodes { __typename number ... on CurrentAccount { balance { formatted } movements { nodes { label } } } ... on Card { account { id } } } }
		lifeEvents { nodes { kind definition { title { en } } } }
		recommendations { offerCode reasons { check why { fr en } } factors { propensityPpm contextPermille valuePoints leverPermille } }
		accountManager { name }
	} }`, map[string]any{"id": globalID("Customer", "claire")})
	claire := at(data, "customer")
	require.Equal(t, "Claire Marchand", at(claire, "displayName"))
	require.Equal(t, "OWN/ORDINARY", at(claire, "accessClass"))
	require.Equal(t, "1984-05-17", at(claire, "birthDate"))
	require.Equal(t, "€2,843.00", at(at(claire, "incomes").([]any)[0], "amount", "formatted"))
	contracts := at(claire, "contracts", "nodes").([]any)
	require.Len(t, contracts, 2)
	for _, contract := range contracts {
		if at(contract, "__typename") == "CurrentAccount" {
			require.Equal(t, "1\u202f234,56\u00a0€", at(contract, "balance", "formatted"))
			require.Len(t, at(contract, "movements", "nodes"), 3)
		} else {
			require.Equal(t, globalID("Contract", "account claire"), at(contract, "account", "id"))
		}
	}
	recommendation := at(claire, "recommendations").([]any)[0]
	reason := at(recommendation, "reasons").([]any)[0]
	require.Equal(t, "eligible.of_full_age", at(reason, "check"))
	require.NotEmpty(t, at(reason, "why", "fr"))
	require.NotEmpty(t, at(reason, "why", "en"))
	require.Equal(t, "alice Test", at(claire, "accountManager", "name"))
}

func TestObjectsAreReadAgainByTheirIdentifier(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	ids := []string{
		globalID("Customer", "claire"), globalID("Contract", "account claire"), globalID("Branch", "branch north"),
		globalID("Customer", "nobody"), globalID("LifeEvent", "event claire"), globalID("Movement", "claire"),
	}
	data := b.data(t, "alice", `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Customer { displayName } ... on Contract { number } } }`, map[string]any{"ids": ids})
	nodes := at(data, "nodes").([]any)
	for i, kind := range []any{"Customer", "CurrentAccount", "Branch", nil, "LifeEvent", nil} {
		require.Equal(t, kind, at(nodes[i], "__typename"), i)
		if kind != nil {
			require.Equal(t, ids[i], at(nodes[i], "id"))
		}
	}
}

func TestSearchIgnoresAccentsAndCase(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "alice", `{ searchCustomers(text: "  CLAIRÉ march") { totalCount nodes { displayName } } }`, nil)
	require.Equal(t, []any{map[string]any{"displayName": "Claire Marchand"}}, at(data, "searchCustomers", "nodes"))
	require.Nil(t, at(data, "searchCustomers", "totalCount"))
}

func TestListsArePagedToTheirEnd(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, crowd(7)...)
	var seen []any
	var after any
	for range 10 {
		data := b.data(t, "alice", `query($after: String) { customers(filter: {relations: [OWN]}, first: 3, after: $after) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`, map[string]any{"after": after})
		require.EqualValues(t, 8, at(data, "customers", "totalCount"))
		require.Equal(t, after != nil, at(data, "customers", "pageInfo", "hasPreviousPage"))
		seen = append(seen, at(data, "customers", "nodes").([]any)...)
		after = at(data, "customers", "pageInfo", "endCursor")
		if at(data, "customers", "pageInfo", "hasNextPage") == false {
			break
		}
	}
	require.Len(t, seen, 8)
	distinct := map[string]bool{}
	for _, node := range seen {
		distinct[fmt.Sprint(node)] = true
	}
	require.Len(t, distinct, 8)
}

func TestTheCatalogueAndTheRulesAreShownToEveryone(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, login := range []string{"alice", "bruno", "chloe", "david"} {
		data := b.data(t, login, `{ revision { id dictionary } offers { code title { fr en } checks { name why { fr } remedy { en } } product { title { fr } } }
			eventKinds { kind title { fr } } factDefinitions { name type derivation unknown } branches { code region { name } employees { name } } }`, nil)
		require.Equal(t, b.engine.Revision().ID(), at(data, "revision", "id"))
		require.Len(t, at(data, "offers"), len(b.engine.Offers()))
		require.Len(t, at(data, "factDefinitions"), len(b.engine.Dictionary().Defs))
		require.Len(t, at(data, "branches"), 2)
	}
}

func TestAGoneClientStopsTheWork(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	request := b.request(t, "alice", customersWith(everything[0]), map[string]any{"first": 1})
	ctx, cancel := context.WithCancel(request.Context())
	cancel()
	got := b.send(t, request.WithContext(ctx))
	require.Empty(t, got.Data)
	require.Equal(t, "UNAVAILABLE", got.Errors[0].Extensions["code"])
}
