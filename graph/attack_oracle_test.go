package graph_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/graph"
	"foyer/model"
	"foyer/rules"
	"foyer/store/storetest"
)

// refusedInput asserts that an operation is refused as a whole by one error that
// depends on nothing but what it names.
func (b *bank) refusedInput(t *testing.T, login, document string, variables map[string]any, path ...any) {
	t.Helper()
	before := b.statements.Load()
	got := b.ask(t, login, document, variables)
	require.Len(t, got.Errors, 1, document)
	require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"], document)
	require.Equal(t, path, got.Errors[0].Path, document)
	require.NotEmpty(t, got.Errors[0].Extensions["rule"], document)
	require.NotEmpty(t, got.Errors[0].Extensions["remedy"], document)
	for _, value := range got.Data {
		require.Nil(t, value, document)
	}
	require.LessOrEqual(t, b.statements.Load()-before, int64(actorStatements+1), "nothing but the person and the audit: %s", document)
}

// actorStatements is how many statements find out who asks.
const actorStatements = 10

func TestC1_C2_NothingHiddenIsFilteredOnHoweverDeepItStands(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, filter := range []string{
		`bornFrom: "1980-01-01"`, `bornTo: "1980-01-01"`, `and: [{kind: PERSON}, {bornFrom: "1980-01-01"}]`, `or: [{bornFrom: "1980-01-01"}]`,
		`not: {bornFrom: "1980-01-01"}`, `and: [{or: [{not: {bornTo: "1980-01-01"}}]}]`, `contracts: {some: {balanceAtLeast: 1}}`,
		`contracts: {none: {balanceAtMost: 1}}`, `or: [{contracts: {some: {balanceAtLeast: 1}}}]`, `sensitivity: VIP`, `bornFrom: null`,
	} {
		b.refusedInput(t, "chloe", `{ customers(filter: {`+filter+`}) { totalCount } }`, nil, "customers")
	}
	b.refusedInput(t, "chloe", `query($f: CustomerFilter) { all: customers(filter: $f) { totalCount } }`,
		map[string]any{"f": map[string]any{"not": map[string]any{"bornFrom": "1980-01-01"}}}, "all")
	b.refusedInput(t, "chloe", `query($d: Date) { customers(filter: {and: [{bornFrom: $d}]}) { totalCount } }`, map[string]any{"d": "1980-01-01"}, "customers")
	b.refusedInput(t, "alice", `{ customers(filter: {contracts: {some: {}}}) { totalCount } }`, nil, "customers")
}

func TestC1_AFilterOnWhatIsShownEverywhereFindsItsCustomers(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			for filter, found := range map[string]int{
				`relations: [OWN], bornFrom: "1984-05-17"`: 1, `relations: [OWN], bornFrom: "1984-05-18"`: 0,
				`relations: [OWN], contracts: {some: {balanceAtLeast: 123456}}`: 1, `relations: [OWN], contracts: {none: {status: ACTIVE}}`: 0,
				`relations: [OWN], or: [{bornTo: "1900-01-01"}, {not: {maritalStatus: SINGLE}}]`: 1,
				`relations: [OWN], lifeEvents: {some: {kind: "CHILD_EXPECTED"}}`:                 1,
				`relations: [OWN], lifeEvents: {none: {kind: "CHILD_EXPECTED"}}`:                 0,
				`relations: [OWN], city: "RENNES"`:                                               1,
			} {
				data := b.data(t, "alice", `{ customers(filter: {`+filter+`}, orderBy: {field: BORN}) { totalCount nodes { id } } }`, nil)
				require.EqualValues(t, found, at(data, "customers", "totalCount"), filter)
				require.Len(t, at(data, "customers", "nodes"), found, filter)
			}
		})
	}
}

func TestC3_UnknownKeysOfAFilterAreRefused(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, key := range []string{"BornFrom", "birthDate", "display_name", "$where", "__proto__"} {
		got := b.ask(t, "chloe", `query($f: CustomerFilter) { customers(filter: $f) { totalCount } }`, map[string]any{"f": map[string]any{key: "1"}})
		require.NotEmpty(t, got.Errors, key)
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], key)
		require.Nil(t, got.Data, key)
	}
}

func TestC4_NothingHiddenOrdersAList(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, order := range []string{"NAME", "BORN"} {
		for _, direction := range []string{"ASC", "DESC"} {
			b.refusedInput(t, "chloe", `{ customers(orderBy: {field: `+order+`, direction: `+direction+`}) { nodes { id } } }`, nil, "customers")
			b.refusedInput(t, "chloe", `query($o: CustomerOrder) { customers(orderBy: $o) { nodes { id } } }`,
				map[string]any{"o": map[string]any{"field": order, "direction": direction}}, "customers")
		}
	}
}

func TestC5_D16_ACursorHoldsForOneRevisionOfTheRules(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, crowd(3)...)
	page := `query($after: String) { customers(first: 1, after: $after) { pageInfo { endCursor } } }`
	cursor := at(b.data(t, "alice", page, nil), "customers", "pageInfo", "endCursor").(string)
	revision, err := rules.FromContent(strings.Replace(b.engine.Revision().Content(), "Reference data are open to every employee", "Reference data are open to all", 1))
	require.NoError(t, err)
	changed := b.config
	changed.Engine, err = rules.NewEngine(t.Context(), revision)
	require.NoError(t, err)
	require.NotEqual(t, b.engine.Revision().ID(), changed.Engine.Revision().ID())
	b.handler, err = graph.New(changed)
	require.NoError(t, err)
	got := b.ask(t, "alice", page, map[string]any{"after": cursor})
	require.Len(t, got.Errors, 1)
	require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"])
	require.Equal(t, "after", got.Errors[0].Extensions["field"])
	require.Contains(t, got.Errors[0].Message, "rules of the bank have changed")
}

func TestC6_C8_NothingHiddenGroupsOrIsAggregated(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.refusedInput(t, "chloe", `{ customerStatistics(by: AGE_BAND) { groups { customers } } }`, nil, "customerStatistics")
	b.refusedInput(t, "chloe", `query($by: CustomerGroup!) { s: customerStatistics(by: $by) { groups { customers } } }`, map[string]any{"by": "AGE_BAND"}, "s")
	b.refusedInput(t, "chloe", `{ customerStatistics(by: PCS, filter: {bornFrom: "1980-01-01"}) { groups { customers } } }`, nil, "customerStatistics")
	for _, document := range []string{
		`{ customerStatistics(by: BIRTH_DATE) { groups { customers } } }`, `{ customerStatistics(by: PCS) { max(field: income) } }`,
		`{ customers { max(field: INCOME) } }`, `{ customers(groupBy: INCOME) { totalCount } }`,
	} {
		got := b.ask(t, "chloe", document, nil)
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], document)
		require.Nil(t, got.Data, document)
	}
}

func TestC9_C10_CountsCountWhatExistsForTheViewer(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			b.write(t, crowd(12)...)
			page := `{ customers(first: 15) { totalCount nodes { id } pageInfo { hasNextPage } } customerStatistics(by: BRANCH) { smallest groups { key label customers } } }`
			chloe := b.data(t, "chloe", page, nil)
			require.EqualValues(t, 15, at(chloe, "customers", "totalCount"), "all but the one whose file is kept closely")
			require.Len(t, at(chloe, "customers", "nodes"), 15)
			require.Equal(t, false, at(chloe, "customers", "pageInfo", "hasNextPage"))
			require.EqualValues(t, 10, at(chloe, "customerStatistics", "smallest"))
			require.NotContains(t, at(chloe, "customerStatistics", "groups"), globalID("Branch", "branch south"))
			for _, group := range at(chloe, "customerStatistics", "groups").([]any) {
				require.GreaterOrEqual(t, at(group, "customers").(float64), 10.0)
				require.Equal(t, "Agence north", at(group, "label"))
			}
			b.write(t, file("vera", "paul", "branch north", model.VIP)...)
			require.Equal(t, chloe, b.data(t, "chloe", page, nil), "one more hidden customer changes nothing")
		})
	}
}

func TestC13_C14_ASearchFindsNoHiddenColumnAndNoHiddenCustomer(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	search := `query($text: String!) { searchCustomers(text: $text) { nodes { id } } }`
	for _, text := range []string{"Architecte", "Rennes", "0612345678", "example", "Victor", "BOULANGERIE"} {
		require.Equal(t, b.body(t, "alice", search, map[string]any{"text": "nobody at all"}), b.body(t, "alice", search, map[string]any{"text": text}), text)
	}
	require.Len(t, at(b.data(t, "alice", search, map[string]any{"text": "Claire"}), "searchCustomers", "nodes"), 1)
	b.refusedInput(t, "chloe", search, map[string]any{"text": "Claire"}, "searchCustomers")
}

func TestC15_AnIdentifierInUseForAHiddenCustomerIsNotTold(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			send := func(externalID string) map[string]any {
				input := childExpected("claire")
				input["input"].(map[string]any)["source"], input["input"].(map[string]any)["externalId"] = "test", externalID
				data := b.data(t, "alice", `mutation($input: RecordLifeEventInput!) { recordLifeEvent(input: $input) { repeated event { source } userErrors { field message code } } }`, input)
				return at(data, "recordLifeEvent").(map[string]any)
			}
			fresh := send("never used")
			require.Equal(t, fresh, send("E-victor"))
			require.Equal(t, fresh, send("E-nina"))
			require.Equal(t, true, send("E-victor")["repeated"], "sending it again for the same customer is still harmless")
		})
	}
}

func TestC17_HiddenAndMissingRowsCostTheSameStatements(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			cost := func(document string, variables map[string]any) int64 {
				before := b.statements.Load()
				b.ask(t, "alice", document, variables)
				return b.statements.Load() - before
			}
			for kind, name := range rowsOf {
				node := `query($id: ID!) { node(id: $id) { id } }`
				require.Equal(t, cost(node, map[string]any{"id": globalID(kind, name+"nobody")}), cost(node, map[string]any{"id": globalID(kind, name+"victor")}), kind)
			}
			require.Equal(t, cost(anyCustomer, map[string]any{"id": globalID("Customer", "nobody")}), cost(anyCustomer, map[string]any{"id": globalID("Customer", "victor")}))
			require.Equal(t, cost(recordEvent, childExpected("nobody")), cost(recordEvent, childExpected("victor")))
		})
	}
}

func TestC18_OneDocumentAskedByTwoPersonsAtOnceAnswersEachByTheirRights(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	document := `query($id: ID!) { customer(id: $id) { displayName birthDate } }`
	alone := map[string]string{"alice": b.body(t, "alice", document, claireID), "chloe": b.body(t, "chloe", document, claireID)}
	require.NotEqual(t, alone["alice"], alone["chloe"])
	var group sync.WaitGroup
	answers := make([]struct{ who, told string }, 20)
	for i := range answers {
		answers[i].who = []string{"alice", "chloe"}[i%2]
		group.Go(func() { answers[i].told = b.body(t, answers[i].who, document, claireID) })
	}
	group.Wait()
	for _, answer := range answers {
		require.Equal(t, alone[answer.who], answer.told)
	}
}

func TestC23_WhatIsNoNumberOrDateIsToldWithoutTheDatabasesWords(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, filter := range []map[string]any{
		{"relations": []string{"OWN"}, "contracts": map[string]any{"some": map[string]any{"balanceAtLeast": 1e30}}},
		{"relations": []string{"OWN"}, "contracts": map[string]any{"some": map[string]any{"balanceAtLeast": "12"}}},
		{"relations": []string{"OWN"}, "bornFrom": "12/05/1984"}, {"relations": []string{"OWN"}, "bornFrom": "9999-99-99"},
		{"relations": []string{"OWN"}, "branchId": "1 OR 1=1"}, {"relations": []string{"OWN"}, "city": strings.Repeat("x", 1000)},
		{"relations": []string{"OWN"}, "and": []any{}}, {"relations": []string{}},
	} {
		raw := b.body(t, "alice", `query($f: CustomerFilter) { customers(filter: $f) { totalCount } }`, map[string]any{"f": filter})
		require.Contains(t, raw, "BAD_USER_INPUT")
		for _, word := range []string{"SQL", "sqlite", "pgx", "syntax", "strconv", "parsing"} {
			require.NotContains(t, raw, word)
		}
	}
	hostile := b.data(t, "alice", `query($c: String) { customers(filter: {relations: [OWN], city: $c}) { totalCount } }`, map[string]any{"c": "'; --%_\\\""})
	require.EqualValues(t, 0, at(hostile, "customers", "totalCount"))
}
