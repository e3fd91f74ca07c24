package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

// hire adds an employee of a role, who starts today.
func (b *bank) hire(t testing.TB, login string, roles ...model.Role) {
	t.Helper()
	b.write(t, &model.Employee{ID: id(login), Login: login, FirstName: login, LastName: "Test", Email: login + "@bank.example",
		Language: model.English, BranchID: id("branch north"), Active: true})
	for _, role := range roles {
		b.write(t, &model.EmployeeRole{ID: id(login + string(role)), EmployeeID: id(login), Role: role, ValidFrom: today})
	}
}

// attack is a document, and the code that it is refused with.
type attack struct{ name, document, code string }

// doubling are fragments each of which spreads the next one twice.
func doubling(times int) string {
	var text strings.Builder
	text.WriteString("{ ...f0 }")
	for i := range times {
		fmt.Fprintf(&text, " fragment f%d on Query { ...f%d ...f%d }", i, i+1, i+1)
	}
	fmt.Fprintf(&text, " fragment f%d on Query { viewer { purpose } }", times)
	return text.String()
}

// overlapping are fragments that all ask for the same fields.
func overlapping(count int) string {
	var spreads, fragments strings.Builder
	for i := range count {
		fmt.Fprintf(&spreads, "...f%d ", i)
		fmt.Fprintf(&fragments, "fragment f%d on Query { viewer { purpose } } ", i)
	}
	return "{ " + spreads.String() + "} " + fragments.String()
}

// aliased is a field asked for under many names.
func aliased(count int, field string) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, "a%d: %s ", i, field)
	}
	return "{ " + text.String() + "}"
}

func nested(levels int) string {
	return "{ searchCustomers(text: \"cl\") { nodes { " + strings.Repeat("household { members { customer { ", levels) + "id" + strings.Repeat(" } } }", levels) + " } } }"
}

const large, tooDeep, invalid = "QUERY_TOO_LARGE", "QUERY_TOO_DEEP", "BAD_USER_INPUT"

func resourceAttacks() []attack {
	return []attack{
		{"E1 101 aliases of __typename", aliased(101, "__typename"), large},
		{"E1 101 aliases of a field", aliased(101, "viewer { purpose }"), large},
		{"E1 aliases behind a fragment", "{ ...a ...a ...a ...a } fragment a on Query " + aliased(9, "__typename"), large},
		{"E2 a field 500 times", "{ " + strings.Repeat("__typename ", 500) + "}", large},
		{"E2 a field 10,000 times", "{ " + strings.Repeat("viewer ", 10_000) + "}", large},
		{"E3 fields nested 13 deep", nested(4), tooDeep},
		{"E3 nested under an operation named __schema", "query __schema " + nested(4), tooDeep},
		{"E3 nested under a fragment named __schema", "{ ...__schema } fragment __schema on Query " + nested(4), tooDeep},
		{"E3 nested under an alias __schema", "{ __schema: searchCustomers(text: \"cl\") { nodes " + strings.TrimPrefix(strings.TrimSuffix(nested(4), "} }"), "{ searchCustomers(text: \"cl\") { nodes ") + "} }", tooDeep},
		{"E5 10 unknown directives", "{ __typename " + strings.Repeat("@aa ", 10) + "}", invalid},
		{"E5 1,000 directives", "{ __typename " + strings.Repeat("@aa", 1000) + "}", large},
		{"E5 10,000 directives", "{ __typename " + strings.Repeat("@aa", 10_000) + "}", large},
		{"E5 repeated skip", "{ __typename " + strings.Repeat("@skip(if: false) ", 21) + "}", large},
		{"E6 a fragment that spreads itself", "{ ...a } fragment a on Query { ...a }", tooDeep},
		{"E6 a circle of fragments", "{ ...a } fragment a on Query { viewer { purpose } ...b } fragment b on Query { ...a }", tooDeep},
		{"E6 2^22 fields by doubling", doubling(22), large},
		{"E6 2^90 fields by doubling", doubling(90), large},
		{"E6 600 overlapping fragments", overlapping(600), large},
		{"E6 90 overlapping fragments", overlapping(90), large},
		{"E7 a 900-deep literal", "{ searchCustomers(text: " + strings.Repeat("[", 900) + strings.Repeat("]", 900) + ") { nodes { id } } }", tooDeep},
		{"E7 a 3,000-deep literal", "{ searchCustomers(text: " + strings.Repeat("{a: ", 3000) + "1" + strings.Repeat("}", 3000) + ") { nodes { id } } }", large},
		{"E11 lists in lists", "{ customers(first: 100) { nodes { contracts(first: 100) { nodes { id parties { role } } } lifeEvents(first: 100) { nodes { id } } } } }", "QUERY_TOO_COSTLY"},
		{"E20 the schema in a circle", "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } }", invalid},
		{"sensitive mutations together", `mutation { a: reassignCustomer(input: {customerId: "x", portfolioId: "y"}) { userErrors { code } } b: reassignCustomer(input: {customerId: "x", portfolioId: "y"}) { userErrors { code } } }`, large},
		{"21 fields at the root", "{ " + strings.Repeat("...a ", 21) + "} fragment a on Query { viewer { purpose } }", large},
		{"a name of 10 KB", "{ " + strings.Repeat("n", 10_000) + " }", invalid},
	}
}

// TestE1ToE7_E11_E20 sends documents that ask for too much.
func TestE1ToE7_E11_E20_ADocumentThatAsksForTooMuchIsRefusedBeforeItCosts(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, attack := range resourceAttacks() {
		for _, accept := range []string{"application/graphql-response+json", "application/json"} {
			request := b.request(t, "alice", attack.document, nil)
			request.Header.Set("Accept", accept)
			before := b.statements.Load()
			recorder := httptest.NewRecorder()
			b.handler.ServeHTTP(recorder, request)
			require.Equal(t, before, b.statements.Load(), "%s: no statement is sent", attack.name)
			requireRefused(t, recorder, accept, attack)
		}
	}
}

func requireRefused(t *testing.T, recorder *httptest.ResponseRecorder, accept string, attack attack) {
	t.Helper()
	status := http.StatusOK
	if accept == "application/graphql-response+json" {
		status = http.StatusBadRequest
	}
	require.Equal(t, status, recorder.Code, attack.name)
	require.LessOrEqual(t, recorder.Body.Len(), 4<<10, attack.name)
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &members))
	require.NotContains(t, members, "data", attack.name)
	var errors []problem
	require.NoError(t, json.Unmarshal(members["errors"], &errors))
	require.NotEmpty(t, errors)
	require.LessOrEqual(t, len(errors), 5, attack.name)
	require.Equal(t, attack.code, errors[0].Extensions["code"], "%s: %s", attack.name, errors[0].Message)
}

func TestALongButSoundDocumentIsServed(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for name, document := range map[string]string{
		"30 aliases":            aliased(20, "__typename"),
		"12 levels":             nested(3),
		"doubled fragments":     doubling(3),
		"20 directives":         "{ ...a @skip(if: false) viewer @include(if: true) { purpose } } fragment a on Query { viewer { purpose } }",
		"ordinary mutations":    `mutation { a: completeAction(input: {actionId: "x"}) { userErrors { code } } b: completeAction(input: {actionId: "x"}) { userErrors { code } } }`,
		"a lone sensitive one":  `mutation { reassignCustomer(input: {customerId: "x", portfolioId: "y"}) { userErrors { code } } }`,
		"several operations":    "query a { viewer { purpose } } query b { viewer { purpose } }",
		"an unused alias twice": "{ viewer { purpose purpose } }",
	} {
		body, err := json.Marshal(map[string]any{"query": document, "operationName": map[bool]any{true: "a"}[name == "several operations"]})
		require.NoError(t, err)
		request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(string(body)))
		request.Header.Set("Content-Type", "application/json")
		got := b.send(t, request.WithContext(model.WithActor(t.Context(), b.actor(t, "bruno"))))
		require.NotNil(t, got.Data, "%s: %v", name, got.Errors)
	}
}

func TestF2_AMistypedNameIsToldNothingOfTheSchema(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, document := range []string{
		`{ custome { id } }`, `{ customer(idd: "x") { id } }`, `{ customer(id: "x") { displayNam } }`, `{ customers(filter: {relation: [OWN]}) { nodes { id } } }`,
		`{ customers(filter: {relations: [OWNN]}) { nodes { id } } }`, `{ viewer @skp(if: true) { purpose } }`, `{ customer { id } }`,
		`{ customer(id: "x") }`, `{ node(id: "x") { ... on Custome { id } } }`, `query($v: CustomerFilte) { customers(filter: $v) { nodes { id } } }`,
		`{ customers(first: "CANARY") { nodes { id } } }`, `mutation { reassignCustomer(input: {}) { userErrors { code } } }`,
	} {
		got := b.ask(t, "alice", document, nil)
		require.NotEmpty(t, got.Errors, document)
		for _, told := range got.Errors {
			for _, hidden := range []string{"Did you mean", "Customer", "customerId", "portfolioId", "RelationName", "CANARY", "Int"} {
				require.NotContains(t, told.Message, hidden, document)
			}
		}
	}
	got := b.ask(t, "alice", `query($f: CustomerFilter, $n: Int!) { customers(filter: $f, first: $n) { nodes { id } } }`, map[string]any{"f": map[string]any{"relations": "CANARY"}, "n": "CANARY"})
	require.Len(t, got.Errors, 1)
	require.Equal(t, "a variable is not of the type that the operation defines", got.Errors[0].Message)
}
