package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

const fileOf = `query($id: ID!) { customer(id: $id) {
	id accessClass displayName birthDate pcsCode externalId
	emails { address } incomes { amount { amountMinor } }
	contracts { nodes { id product { title { fr } } number ... on CurrentAccount { balance { amountMinor } movements { nodes { label } } } } }
	interactions { nodes { channel report } }
	decisions { nodes { decidedOn revision offers { offerCode } } }
} }`

// verdicts sums up what each role sees of a customer: the paths refused, and the
// paths masked.
func verdicts(got answer) (refused, masked []string) {
	for _, problem := range got.Errors {
		path := ""
		for _, part := range problem.Path {
			path += "/" + part.(string)
		}
		refused = append(refused, path)
	}
	for _, note := range got.Extensions["access"] {
		masked = append(masked, at(note, "path").(string)+" "+at(note, "mask").(string))
	}
	return refused, masked
}

func TestEachRoleSeesWhatItsPolicySays(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, seen := range []struct {
		who, whom, class string
		refused, masked  []string
	}{
		{"alice", "claire", "OWN/ORDINARY", nil, nil},
		{"alice", "hugo", "BRANCH/ORDINARY",
			[]string{"/customer/contracts/nodes/movements", "/customer/interactions/nodes/report"},
			[]string{"customer.incomes.amount BAND"}},
		{"alice", "nina", "NETWORK/ORDINARY",
			[]string{
				"/customer/pcsCode", "/customer/externalId", "/customer/emails", "/customer/incomes", "/customer/contracts",
				"/customer/interactions", "/customer/decisions",
			},
			[]string{"customer.birthDate YEAR"}},
		{"bruno", "hugo", "BRANCH/ORDINARY", nil, nil},
		{"bruno", "victor", "BRANCH/VIP", nil, nil},
		{"chloe", "claire", "BRANCH/ORDINARY",
			[]string{
				"/customer/displayName", "/customer/externalId", "/customer/emails", "/customer/contracts/nodes/number",
				"/customer/contracts/nodes/balance", "/customer/contracts/nodes/movements", "/customer/interactions", "/customer/decisions",
			},
			[]string{"customer.birthDate YEAR", "customer.incomes.amount BAND"}},
		{"david", "claire", "",
			[]string{
				"/customer/accessClass", "/customer/displayName", "/customer/birthDate", "/customer/pcsCode", "/customer/externalId", "/customer/emails",
				"/customer/incomes", "/customer/contracts", "/customer/interactions",
			}, nil},
	} {
		got := b.ask(t, seen.who, fileOf, map[string]any{"id": globalID("Customer", seen.whom)})
		class, _ := at(got.Data, "customer", "accessClass").(string)
		require.Equal(t, seen.class, class, "%s of %s", seen.who, seen.whom)
		refused, masked := verdicts(got)
		require.ElementsMatch(t, seen.refused, refused, "%s of %s", seen.who, seen.whom)
		require.ElementsMatch(t, seen.masked, masked, "%s of %s", seen.who, seen.whom)
		for _, problem := range got.Errors {
			require.Equal(t, "FORBIDDEN", problem.Extensions["code"])
			require.NotEmpty(t, problem.Extensions["reason"])
		}
	}
}

func TestCustomersWithoutAVisibleClassDoNotExist(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, hidden := range []struct{ who, whom string }{{"alice", "victor"}, {"chloe", "victor"}, {"zoe", "victor"}, {"alice", "nobody"}} {
		got := b.ask(t, hidden.who, `query($id: ID!) { customer(id: $id) { id } node(id: $id) { id } }`, map[string]any{"id": globalID("Customer", hidden.whom)})
		require.Empty(t, got.Errors)
		require.Equal(t, map[string]any{"customer": nil, "node": nil}, got.Data)
	}
}

func TestMaskedValuesTellNoMoreThanTheMaskSays(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	nina := b.ask(t, "alice", fileOf, map[string]any{"id": globalID("Customer", "nina")})
	require.Equal(t, "1984-01-01", at(nina.Data, "customer", "birthDate"))
	hugo := b.ask(t, "alice", fileOf, map[string]any{"id": globalID("Customer", "hugo")})
	incomes := at(hugo.Data, "customer", "incomes").([]any)
	require.EqualValues(t, 250_000, at(incomes[0], "amount", "amountMinor"))
	require.NotEmpty(t, at(hugo.Extensions["access"][0], "rule"))
	require.NotEmpty(t, at(hugo.Extensions["access"][0], "remedy"))
}

func TestARefusalIsToldOncePerPathWhateverTheNumberOfRows(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, crowd(20)...)
	got := b.ask(t, "chloe", `{ customers(first: 20) { nodes { id displayName again: lastName } } }`, nil)
	require.Len(t, at(got.Data, "customers", "nodes"), 20)
	refused, _ := verdicts(got)
	require.ElementsMatch(t, []string{"/customers/nodes/displayName", "/customers/nodes/again"}, refused)
}

func TestHiddenValuesAreNotFilteredSortedOrSearchedOn(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for who, documents := range map[string][]string{
		"chloe": {
			`{ searchCustomers(text: "claire") { nodes { id } } }`,
			`{ customers(orderBy: {field: NAME}) { nodes { id } } }`,
		},
		"david": {
			`{ searchCustomers(text: "claire") { nodes { id } } }`,
			`{ customers(orderBy: {field: SINCE}) { nodes { id } } }`,
			`{ customers(filter: {status: PROSPECT}) { totalCount } }`,
		},
		"alice": {
			`{ customers(filter: {status: PROSPECT}) { totalCount } }`,
			`{ customers(orderBy: {field: SINCE}) { nodes { id } } }`,
		},
	} {
		for _, document := range documents {
			got := b.ask(t, who, document, nil)
			require.Len(t, got.Errors, 1, "%s: %s", who, document)
			require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"])
			for _, value := range got.Data {
				require.Nil(t, value)
			}
		}
	}
}

func TestReasonsAreGivenInTheLanguageOfTheViewer(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	actor := b.actor(t, "chloe")
	actor.Language = model.French
	request := b.request(t, "chloe", fileOf, map[string]any{"id": globalID("Customer", "claire")})
	french := b.send(t, request.WithContext(model.WithActor(request.Context(), actor)))
	english := b.ask(t, "chloe", fileOf, map[string]any{"id": globalID("Customer", "claire")})
	require.NotEqual(t, french.Errors[0].Message, english.Errors[0].Message)
	rule, _ := b.engine.AccessRule(french.Errors[0].Extensions["rule"].(string))
	require.Equal(t, rule.Reason.FR, french.Errors[0].Extensions["reason"])
	require.Equal(t, rule.Remedy.EN, english.Errors[0].Extensions["remedy"])
}

func TestThePurposeOfAnOperationIsNamedByAHeader(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	request := b.request(t, "alice", `{ viewer { purpose roles permissions { mutation rowClasses } employee { login } } }`, nil)
	request.Header.Set("Foyer-Purpose", "SALES")
	got := b.send(t, request)
	require.Empty(t, got.Errors)
	require.Equal(t, "SALES", at(got.Data, "viewer", "purpose"))
	require.Equal(t, []any{"ACCOUNT_MANAGER"}, at(got.Data, "viewer", "roles"))
	require.Equal(t, "alice", at(got.Data, "viewer", "employee", "login"))
	request = b.request(t, "alice", `{ viewer { purpose } }`, nil)
	request.Header.Set("Foyer-Purpose", "CURIOSITY")
	got = b.send(t, request)
	require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"])
}

func TestTheViewerIsToldWhatTheyMayDo(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	may := func(login string) map[string]bool {
		data := b.data(t, login, `{ viewer { permissions { mutation rowClasses } } }`, nil)
		found := map[string]bool{}
		for _, permission := range at(data, "viewer", "permissions").([]any) {
			found[at(permission, "mutation").(string)] = len(at(permission, "rowClasses").([]any)) > 0
		}
		return found
	}
	require.True(t, may("alice")["recordLifeEvent"])
	require.False(t, may("alice")["reassignCustomer"])
	require.True(t, may("bruno")["reassignCustomer"])
	for mutation, allowed := range may("david") {
		require.False(t, allowed, mutation)
	}
}

func TestEveryOperationIsRecordedBeforeItsAnswerLeaves(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "chloe", `query Look($id: ID!) { customer(id: $id) { displayName household { kind } } }`, map[string]any{"id": globalID("Customer", "claire")})
	data := b.data(t, "david", `{ auditRecords(first: 1) { nodes { operation shown rows { type ids } denied { coordinate rule } purpose requestId outcome revision employee { login } } } }`, nil)
	entry := at(data, "auditRecords", "nodes").([]any)[0]
	require.Equal(t, "query Look", at(entry, "operation"))
	require.Equal(t, "chloe", at(entry, "employee", "login"))
	require.Equal(t, "MARKETING", at(entry, "purpose"))
	require.Equal(t, "request-1", at(entry, "requestId"))
	require.Equal(t, "OK", at(entry, "outcome"))
	require.Equal(t, b.engine.Revision().ID(), at(entry, "revision"))
	require.Equal(t, []any{"Customer.household", "Household.kind", "Query.customer"}, at(entry, "shown"))
	require.Equal(t, "Customer.displayName", at(at(entry, "denied").([]any)[0], "coordinate"))
	require.Equal(t, map[string][]any{"Customer": {globalID("Customer", "claire")}, "Household": {globalID("Household", "home of claire")}}, reached(entry))
	got := b.ask(t, "alice", `{ auditRecords { nodes { id } } }`, nil)
	require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"])
}

func TestAnAnswerThatCanNotBeRecordedDoesNotLeave(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	request := b.request(t, "alice", fileOf, map[string]any{"id": globalID("Customer", "claire")})
	require.NoError(t, b.db.Write(t.Context(), dropAudit))
	got := b.send(t, request)
	require.Len(t, got.Errors, 1)
	require.Empty(t, got.Data)
}

func TestWhenSomethingWasDetectedIsAYearForWhoStudies(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "chloe", `query($id: ID!) { customer(id: $id) { lifeEvents { nodes { kind recordedAt } } recommendations { offerCode proposedOn } } }`,
		map[string]any{"id": globalID("Customer", "claire")})
	require.Empty(t, got.Errors)
	event := at(at(got.Data, "customer", "lifeEvents", "nodes").([]any)[0], "recordedAt").(string)
	require.Contains(t, event, "-01-01T00:00:00")
	_, masked := verdicts(got)
	require.Contains(t, masked, "customer.lifeEvents.nodes.recordedAt YEAR")
	for _, one := range at(got.Data, "customer", "recommendations").([]any) {
		require.Regexp(t, `^\d{4}-01-01$`, at(one, "proposedOn"))
	}
}
