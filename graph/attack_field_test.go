package graph_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
)

var claireID = map[string]any{"id": globalID("Customer", "claire")}

// secret is the name that a marketing analyst must never be told.
const secret = "Marchand"

func TestB1_ADeniedFieldIsNullWithOneErrorWhateverItHolds(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	document := `query($id: ID!) { customer(id: $id) { displayName kind } }`
	before := b.body(t, "chloe", document, claireID)
	got := b.ask(t, "chloe", document, claireID)
	require.Nil(t, at(got.Data, "customer", "displayName"))
	require.Equal(t, "PERSON", at(got.Data, "customer", "kind"))
	require.Len(t, got.Errors, 1)
	require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"])
	for _, told := range []string{"rule", "reason", "remedy", "coordinate"} {
		require.NotEmpty(t, got.Errors[0].Extensions[told], told)
	}
	b.change(t, "UPDATE customers SET first_name = '', last_name = '' WHERE id = ?", id("claire"))
	require.Equal(t, before, b.body(t, "chloe", document, claireID))
}

func TestB2_AnAliasOpensNothing(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "chloe", `query($id: ID!) { customer(id: $id) { kind: displayName x: lastName } }`, claireID)
	refused, _ := verdicts(got)
	require.ElementsMatch(t, []string{"/customer/kind", "/customer/x"}, refused)
	require.Equal(t, map[string]any{"kind": nil, "x": nil}, at(got.Data, "customer"))
}

func TestB3_NoFragmentOpensADeniedField(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, document := range []string{
		`query($id: ID!) { customer(id: $id) { ...names } } fragment names on Customer { displayName }`,
		`query($id: ID!) { customer(id: $id) { ... { displayName } } }`,
		`query($id: ID!) { customer(id: $id) { ... on Node { ... on Customer { displayName } } } }`,
		`query($id: ID!) { node(id: $id) { ... on Customer { displayName } } }`,
		`query($id: ID!) { nodes(ids: [$id]) { ...deep } } fragment deep on Node { ...names } fragment names on Customer { displayName }`,
		`query($id: ID!) { customer(id: $id) { contracts { nodes { number ... on Contract { n: number } ... on CurrentAccount { displayName: number balance { amountMinor } } } } } }`,
		`query($id: ID!) { customer(id: $id) { household { members { customer { ... on Customer { displayName } } } } } }`,
	} {
		raw := b.body(t, "chloe", document, claireID)
		require.NotContains(t, raw, secret, document)
		require.NotContains(t, raw, "FR76", document)
		require.NotContains(t, raw, "123456", document)
		var got answer
		require.NoError(t, json.Unmarshal([]byte(raw), &got))
		require.NotEmpty(t, got.Errors, document)
		for _, problem := range got.Errors {
			require.Equal(t, "FORBIDDEN", problem.Extensions["code"], document)
		}
	}
}

func TestB3_MixedTypesAndClassesTellEachPathOnce(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "alice", `query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Customer { id birthDate pcsCode emails { address } } ... on Contract { id } } }`,
		map[string]any{"ids": []string{globalID("Customer", "claire"), globalID("Customer", "hugo"), globalID("Customer", "nina"), globalID("Contract", "card claire")}})
	refused, masked := verdicts(got)
	require.ElementsMatch(t, []string{"/nodes/pcsCode", "/nodes/emails"}, refused, "the far customer's, once")
	require.Equal(t, []string{"nodes.birthDate YEAR"}, masked)
	nodes := at(got.Data, "nodes").([]any)
	require.Equal(t, "1984-05-17", at(nodes[0], "birthDate"))
	require.Equal(t, "1984-01-01", at(nodes[2], "birthDate"))
	require.Equal(t, "37", at(nodes[1], "pcsCode"))
	require.Nil(t, at(nodes[2], "pcsCode"))
	require.Equal(t, "Card", at(nodes[3], "__typename"))
}

func TestB4_DirectivesOpenNothing(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "chloe", `query($id: ID!, $yes: Boolean!, $no: Boolean!) { customer(id: $id) {
		a: displayName @include(if: true) b: displayName @skip(if: false) c: displayName @include(if: $yes) @skip(if: $no) d: displayName @skip(if: $yes) } }`,
		map[string]any{"id": globalID("Customer", "claire"), "yes": true, "no": false})
	refused, _ := verdicts(got)
	require.ElementsMatch(t, []string{"/customer/a", "/customer/b", "/customer/c"}, refused)
	require.Equal(t, map[string]any{"a": nil, "b": nil, "c": nil}, at(got.Data, "customer"))
}

func TestB5_TenAliasesAreTenErrorsAndNoMoreForManyRows(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, crowd(20)...)
	fields := ""
	for i := range 10 {
		fields += fmt.Sprintf(" a%d: displayName", i)
	}
	got := b.ask(t, "chloe", `{ customers(first: 20) { nodes {`+fields+` } } }`, nil)
	require.Len(t, got.Errors, 10)
	require.Len(t, at(got.Data, "customers", "nodes"), 20)
}

func TestB8_AnInputFieldThatDoesNotExistIsRefusedAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, extra := range []string{"riskScore", "CustomerId", "state", "recordedBy", "origin"} {
		input := childExpected("claire")
		input["input"].(map[string]any)[extra] = "1"
		got := b.ask(t, "alice", recordEvent, input)
		require.NotEmpty(t, got.Errors, extra)
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], extra)
		require.Nil(t, got.Data, extra)
	}
	data := b.data(t, "alice", `query($id: ID!) { customer(id: $id) { lifeEvents { nodes { id } } } }`, claireID)
	require.Len(t, at(data, "customer", "lifeEvents", "nodes"), 1)
}

func TestB9_AnInputFieldThatIsDeniedIsRefusedAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for document, variables := range map[string]map[string]any{
		`mutation { requestExport(input: {list: CUSTOMERS, columns: [KIND, DISPLAY_NAME]}) { export { id } } }`:                                    nil,
		`mutation($c: [CustomerColumn!]!) { requestExport(input: {list: CUSTOMERS, columns: $c}) { export { id } } }`:                              {"c": []string{"KIND", "DISPLAY_NAME"}},
		`mutation($i: RequestExportInput!) { requestExport(input: $i) { export { id } } }`:                                                         {"i": map[string]any{"list": "CUSTOMERS", "columns": []string{"EMAIL"}}},
		`mutation { requestExport(input: {list: CUSTOMERS, columns: [KIND], filter: {not: {or: [{bornFrom: "1980-01-01"}]}}}) { export { id } } }`: nil,
		`mutation { requestExport(input: {list: CUSTOMERS, columns: [KIND], orderBy: {field: NAME}}) { export { id } } }`:                          nil,
	} {
		got := b.ask(t, "chloe", document, variables)
		require.Len(t, got.Errors, 1, document)
		require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"], document)
		require.Equal(t, []any{"requestExport"}, got.Errors[0].Path, document)
		require.NotEmpty(t, got.Errors[0].Extensions["rule"], document)
		require.Nil(t, at(got.Data, "requestExport"), document)
	}
	require.Empty(t, b.exported(t))
}

func TestB10_WhatAMutationGivesBackIsJudgedAsAnyAnswer(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "alice", `mutation($input: RecordLifeEventInput!) { recordLifeEvent(input: $input) {
		event { kind customer { displayName interactions { nodes { report } } contracts { nodes { ... on CurrentAccount { movements { nodes { label } } } } } } } userErrors { code } } }`,
		childExpected("hugo"))
	refused, _ := verdicts(got)
	require.ElementsMatch(t, []string{
		"/recordLifeEvent/event/customer/interactions/nodes/report", "/recordLifeEvent/event/customer/contracts/nodes/movements",
	}, refused)
	require.Equal(t, "CHILD_EXPECTED", at(got.Data, "recordLifeEvent", "event", "kind"))
}

func TestB11_ADeniedFieldNeverBlanksItsParent(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "david", `query($id: ID!) { customer(id: $id) { id displayName contracts { nodes { id } } } other: customer(id: $id) { id } }`, claireID)
	require.Equal(t, claireID["id"], at(got.Data, "customer", "id"))
	require.Equal(t, claireID["id"], at(got.Data, "other", "id"))
	require.Nil(t, at(got.Data, "customer", "contracts"))
}

func TestB13_SomebodyWithTwoRolesSeesWhatEitherSeesAndNoMore(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.employ(t, "anna", model.RuleAnalyst, model.MarketingAnalyst)
	for _, purpose := range model.Purposes {
		union := b.engine.Table([]model.Role{model.RuleAnalyst, model.MarketingAnalyst}, purpose)
		analyst, market := b.engine.Table([]model.Role{model.RuleAnalyst}, purpose), b.engine.Table([]model.Role{model.MarketingAnalyst}, purpose)
		for coordinate := range union.Places {
			for _, class := range append([]model.RowClass{model.ClassNone}, model.CustomerClasses...) {
				most := max(analyst.Of(coordinate, class).Kind, market.Of(coordinate, class).Kind)
				require.LessOrEqual(t, union.Of(coordinate, class).Kind, most, "%s %s %s", purpose, coordinate, class)
			}
		}
	}
	request := b.request(t, "anna", `query($id: ID!) { customer(id: $id) { displayName } }`, claireID)
	request.Header.Set("Foyer-Purpose", "MARKETING")
	got := b.send(t, request)
	require.NotContains(t, fmt.Sprint(got.Data), secret)
}

// exported lists the exports that were asked for.
func (b *bank) exported(t *testing.T) []*model.Export {
	t.Helper()
	rows, err := store.Select[model.Export](t.Context(), b.db, model.EntireScope("test"), "")
	require.NoError(t, err)
	return rows
}
