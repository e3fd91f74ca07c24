package graph_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

// rowsOf are the rows behind a made-up customer: the word of their type, then how
// their names begin.
var rowsOf = map[string]string{
	"Customer": "", "Household": "home of ", "Contract": "account ", "LifeEvent": "event ", "Interaction": "talk ",
	"Recommendation": "recommendation ", "Decision": "decision ", "Action": "action ",
}

func TestARowExistsOnlyForWhoMayComeToIt(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, seen := range []struct {
		who, whom string
		kinds     []string
	}{
		{"alice", "claire", []string{"Customer", "Household", "Contract", "LifeEvent", "Interaction", "Recommendation", "Decision", "Action"}},
		{"alice", "nina", []string{"Customer"}},
		{"alice", "victor", nil},
		{"chloe", "claire", []string{"Customer", "Household", "Contract", "LifeEvent", "Recommendation"}},
		{"david", "claire", []string{"Customer", "Decision"}},
	} {
		for kind, name := range rowsOf {
			got := b.ask(t, seen.who, `query($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } }`,
				map[string]any{"id": globalID(kind, name+seen.whom)})
			require.Empty(t, got.Errors, "%s, %s of %s", seen.who, kind, seen.whom)
			exists := slices.Contains(seen.kinds, kind)
			require.Equal(t, exists, at(got.Data, "node") != nil, "%s, %s of %s", seen.who, kind, seen.whom)
			require.Equal(t, exists, at(got.Data, "nodes").([]any)[0] != nil, "%s, %s of %s", seen.who, kind, seen.whom)
			require.Equal(t, exists, len(reached(b.audits(t)[0])) > 0, "%s, %s of %s", seen.who, kind, seen.whom)
		}
	}
}

func TestAnAuditorIsNotToldThatAContractOrAHouseholdExists(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "david", `query($contract: ID!, $household: ID!) {
		contract(id: $contract) { __typename number ... on CurrentAccount { balance { amountMinor } } } household(id: $household) { name } }`,
		map[string]any{"contract": globalID("Contract", "account claire"), "household": globalID("Household", "home of claire")})
	require.Empty(t, got.Errors)
	require.Equal(t, map[string]any{"contract": nil, "household": nil}, got.Data)
	require.Empty(t, reached(b.audits(t)[0]))
}

func TestPortfoliosAreFoundFromBranchesAndEmployees(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, &model.PortfolioHolder{ID: id("stand-in"), PortfolioID: id("portfolio paul"), EmployeeID: id("alice"), ValidFrom: today},
		&model.PortfolioHolder{ID: id("long ago"), PortfolioID: id("portfolio zoe"), EmployeeID: id("alice"), ValidFrom: since, ValidTo: today},
		&model.Portfolio{ID: id("portfolio nobody"), BranchID: id("branch south"), Code: "P-nobody", Name: "Sans titulaire"})
	data := b.data(t, "bruno", `query($north: ID!, $south: ID!) {
		north: branch(id: $north) { portfolios { code holder { login portfolios { code } } } } south: branch(id: $south) { portfolios { code holder { login } } } }`,
		map[string]any{"north": globalID("Branch", "branch north"), "south": globalID("Branch", "branch south")})
	both := []any{map[string]any{"code": "P-alice"}, map[string]any{"code": "P-paul"}}
	alice := map[string]any{"login": "alice", "portfolios": both}
	require.Equal(t, []any{map[string]any{"code": "P-alice", "holder": alice}, map[string]any{"code": "P-paul", "holder": alice}}, at(data, "north", "portfolios"))
	zoe := map[string]any{"login": "zoe"}
	require.Equal(t, []any{map[string]any{"code": "P-nobody", "holder": nil}, map[string]any{"code": "P-zoe", "holder": zoe}}, at(data, "south", "portfolios"))
	mine := b.data(t, "alice", `{ viewer { employee { portfolios { code } } } }`, nil)
	require.Equal(t, both, at(mine, "viewer", "employee", "portfolios"))
	hugo := b.data(t, "alice", `query($id: ID!) { customer(id: $id) { accountManager { login } } }`, map[string]any{"id": globalID("Customer", "hugo")})
	require.Equal(t, "alice", at(hugo, "customer", "accountManager", "login"), "of several holders the latest is responsible")
}

func TestPeriodsOfFinancialFragilityAreShown(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, &model.Fragility{ID: id("fragility"), CustomerID: id("claire"), Criterion: "OVER_INDEBTED", ValidFrom: since, ValidTo: today})
	asked := map[string]any{"id": globalID("Customer", "claire")}
	document := `query($id: ID!) { customer(id: $id) { financiallyFragile fragilities { id criterion validFrom validTo } } }`
	data := b.data(t, "alice", document, asked)
	require.Equal(t, false, at(data, "customer", "financiallyFragile"))
	require.Equal(t, []any{map[string]any{
		"id": globalID("Fragility", "fragility"), "criterion": "OVER_INDEBTED", "validFrom": since.String(), "validTo": today.String(),
	}}, at(data, "customer", "fragilities"))
	refused, _ := verdicts(b.ask(t, "david", document, asked))
	require.ElementsMatch(t, []string{"/customer/financiallyFragile", "/customer/fragilities"}, refused)
}
