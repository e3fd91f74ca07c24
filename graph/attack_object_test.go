package graph_test

import (
	"encoding/base64"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// body gives the bytes that somebody is answered.
func (b *bank) body(t *testing.T, login, document string, variables map[string]any) string {
	t.Helper()
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, b.request(t, login, document, variables))
	return recorder.Body.String()
}

// employ makes an employee of the northern branch with some roles.
func (b *bank) employ(t *testing.T, login string, roles ...model.Role) {
	t.Helper()
	rows := []any{&model.Employee{
		ID: id(login), Login: login, FirstName: login, LastName: "Test", Email: login + "@bank.example",
		Language: model.English, BranchID: id("branch north"), Active: true,
	}}
	for _, role := range roles {
		rows = append(rows, &model.EmployeeRole{ID: id(login + " is " + string(role)), EmployeeID: id(login), Role: role, ValidFrom: since})
	}
	b.write(t, rows...)
}

const anyCustomer = `query($id: ID!) { customer(id: $id) { id displayName household { name } contracts { nodes { id } } } }`

func TestA1_AHiddenCustomerAnswersAsOneThatNeverWas(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			hidden := b.body(t, "alice", anyCustomer, map[string]any{"id": globalID("Customer", "victor")})
			missing := b.body(t, "alice", anyCustomer, map[string]any{"id": globalID("Customer", "nobody")})
			require.Equal(t, missing, hidden)
			require.Equal(t, `{"data":{"customer":null}}`, strings.TrimSpace(hidden))
		})
	}
}

func TestA2_OtherWritingsOfAnIdentifierOpenNothing(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	node := `query($id: ID!) { node(id: $id) { __typename id } }`
	key := id("victor").String()
	for name, written := range map[string]string{
		"as it is":            globalID("Customer", "victor"),
		"of another type":     globalID("Contract", "victor"),
		"of a household":      globalID("Household", "victor"),
		"of a type unknown":   globalID("Person", "victor"),
		"with padding":        base64.StdEncoding.EncodeToString([]byte("Customer:" + key)),
		"in capitals":         base64.RawURLEncoding.EncodeToString([]byte("Customer:" + strings.ToUpper(key))),
		"with a space":        base64.RawURLEncoding.EncodeToString([]byte("Customer: " + key)),
		"in another case":     base64.RawURLEncoding.EncodeToString([]byte("customer:" + key)),
		"not encoded":         "Customer:" + key,
		"the bare identifier": key,
	} {
		got := b.ask(t, "alice", node, map[string]any{"id": written})
		require.Nil(t, at(got.Data, "node"), name)
		for _, problem := range got.Errors {
			require.Equal(t, "BAD_USER_INPUT", problem.Extensions["code"], name)
			require.NotContains(t, problem.Message, key, name)
		}
	}
	require.NotNil(t, at(b.data(t, "alice", node, map[string]any{"id": globalID("Customer", "claire")}), "node"))
}

func TestA3_OfSeveralIdentifiersHiddenAndMissingOnesLookTheSame(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	document := `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`
	ask := func(second string) string {
		return b.body(t, "alice", document, map[string]any{"ids": []string{globalID("Customer", "claire"), globalID("Customer", second), globalID("Contract", "account "+second)}})
	}
	require.Equal(t, ask("nobody"), ask("victor"))
	require.Equal(t, `{"data":{"nodes":[{"id":"`+globalID("Customer", "claire")+`"},null,null]}}`, strings.TrimSpace(ask("victor")))
}

func TestA4_AHiddenMemberOfAHouseholdIsNotMetThere(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, &model.HouseholdMember{
		ID: id("member secret"), HouseholdID: id("home of claire"), CustomerID: id("victor"), Role: model.RoleAdult,
		Kind: model.HouseholdOfHome, ValidFrom: since,
	})
	data := b.data(t, "alice", `query($id: ID!) { customer(id: $id) { household { members { customer { id contracts { nodes { id } } } } } } }`,
		map[string]any{"id": globalID("Customer", "claire")})
	members := at(data, "customer", "household", "members").([]any)
	require.Len(t, members, 1)
	require.Equal(t, globalID("Customer", "claire"), at(members[0], "customer", "id"))
}

func TestA5_AHiddenContractLeadsToNobody(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	document := `query($id: ID!) { contract(id: $id) { id parties { customer { incomes { amount { amountMinor } } } } } }`
	hidden := b.body(t, "alice", document, map[string]any{"id": globalID("Contract", "account victor")})
	require.Equal(t, b.body(t, "alice", document, map[string]any{"id": globalID("Contract", "account nobody")}), hidden)
	far := b.ask(t, "alice", document, map[string]any{"id": globalID("Contract", "account nina")})
	require.Equal(t, map[string]any{"contract": nil}, far.Data, "who only may recognise a customer meets no contract")
}

func TestA7_RowsOfAHiddenCustomerAreNotFoundByTheirIdentifiers(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for kind, name := range rowsOf {
		hidden := b.body(t, "alice", `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": globalID(kind, name+"victor")})
		missing := b.body(t, "alice", `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": globalID(kind, name+"nobody")})
		require.Equal(t, missing, hidden, kind)
	}
}

func TestA8_ABranchManagerOnlyRecognisesCustomersOfAnotherBranch(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "bruno", `query($branch: ID!) { customers(filter: {branchId: $branch}) { totalCount nodes { id displayName contracts { nodes { id } } incomes { kind } } } }`,
		map[string]any{"branch": globalID("Branch", "branch south")})
	refused, _ := verdicts(got)
	require.ElementsMatch(t, []string{"/customers/nodes/contracts", "/customers/nodes/incomes"}, refused)
	require.EqualValues(t, 1, at(got.Data, "customers", "totalCount"))
	require.Nil(t, at(at(got.Data, "customers", "nodes").([]any)[0], "contracts"))
}

func TestA11_ACustomerLostIsLostOnTheNextRequest(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	look := func() answer {
		return b.ask(t, "alice", `query($id: ID!) { customer(id: $id) { accessClass interactions { nodes { report } } } }`, map[string]any{"id": globalID("Customer", "claire")})
	}
	before := look()
	require.Empty(t, before.Errors)
	require.Equal(t, "OWN/ORDINARY", at(before.Data, "customer", "accessClass"))
	b.data(t, "bruno", `mutation($input: ReassignCustomerInput!) { reassignCustomer(input: $input) { userErrors { code } } }`,
		map[string]any{"input": map[string]any{"customerId": globalID("Customer", "claire"), "portfolioId": globalID("Portfolio", "portfolio paul")}})
	after := look()
	refused, _ := verdicts(after)
	require.Equal(t, []string{"/customer/interactions/nodes/report"}, refused)
	require.Equal(t, "BRANCH/ORDINARY", at(after.Data, "customer", "accessClass"))
}

func TestA11_ARoleOrADelegationThatEndedCountsNoMore(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, &model.Delegation{ID: id("loan"), PortfolioID: id("portfolio paul"), EmployeeID: id("alice"), ValidFrom: since, ValidTo: today.AddDays(1), Reason: "holiday"})
	class := func() any {
		got := b.ask(t, "alice", `query($id: ID!) { customer(id: $id) { accessClass } }`, map[string]any{"id": globalID("Customer", "hugo")})
		return at(got.Data, "customer", "accessClass")
	}
	require.Equal(t, "DELEGATED/ORDINARY", class())
	b.change(t, "UPDATE delegations SET valid_to = ? WHERE id = ?", today, id("loan"))
	require.Equal(t, "BRANCH/ORDINARY", class())
	b.change(t, "UPDATE employee_roles SET valid_to = ? WHERE employee_id = ?", today, id("alice"))
	require.Nil(t, class())
}

// change sends a statement of the bank's own.
func (b *bank) change(t *testing.T, statement string, args ...any) {
	t.Helper()
	require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
		_, err := w.Exec(t.Context(), statement, args...)
		return err
	}))
}

// recorded gives the latest audit record.
func (b *bank) recorded(t *testing.T) *model.AuditRecord {
	t.Helper()
	rows, err := store.Select[model.AuditRecord](t.Context(), b.db, model.EntireScope("test"), "1 = 1 ORDER BY at DESC, id DESC LIMIT 1")
	require.NoError(t, err)
	require.NotEmpty(t, rows)
	return rows[0]
}
