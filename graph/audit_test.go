package graph_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/audit"
	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

// reached gives the identifiers of the rows that a record names, by type.
func reached(entry any) map[string][]any {
	found := map[string][]any{}
	rows, _ := at(entry, "rows").([]any)
	for _, row := range rows {
		found[at(row, "type").(string)] = at(row, "ids").([]any)
	}
	return found
}

// sealLog gives the records of the bank their places and signs them; it gives the
// public key.
func (b *bank) sealLog(t *testing.T) audit.Keys {
	t.Helper()
	key, _, err := audit.NewKey(rand.NewChaCha8([32]byte{4}))
	require.NoError(t, err)
	keeper := desk.New(desk.Config{DB: b.db, Engine: b.engine, Clock: func() time.Time { return today.Time().Add(10 * time.Hour) },
		Random: rand.NewChaCha8([32]byte{6}), Logger: zerolog.Nop(), AuditKey: key})
	require.NoError(t, keeper.SequenceAudit(t.Context()))
	keys, err := audit.ParseKeys(key.Public())
	require.NoError(t, err)
	return keys
}

// last is the latest record of an employee, from the database.
func (b *bank) last(t *testing.T, login string) *model.AuditRecord {
	t.Helper()
	list, err := b.db.Reader().AuditRecords(t.Context(), model.EntireScope("test"), store.AuditFilter{EmployeeID: id(login)}, store.Page{First: 1})
	require.NoError(t, err)
	require.NotEmpty(t, list.Items)
	return list.Items[0]
}

func TestARecordSaysWhoSawWhatAndUnderWhichRules(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "bruno", `query Look { customers(first: 10) { nodes { displayName birthDate emails { address } } } }`, nil)
	record := b.last(t, "bruno")
	require.Equal(t, "BRANCH_MANAGER", record.Roles)
	require.Equal(t, model.PurposeService, record.Purpose)
	require.Equal(t, "query Look", record.Operation)
	require.Len(t, record.Document, 64)
	require.Len(t, record.Schema, 64)
	require.Equal(t, b.engine.Revision().ID(), record.Revision)
	require.Positive(t, record.DurationMicros)
	require.Contains(t, record.Shown, `"Query.customers"`)
	rows, err := model.DecodeRows(record.Rows)
	require.NoError(t, err)
	require.Contains(t, rows["Customer"], id("claire"))
	require.False(t, record.Emergency)
}

func TestValuesOfCustomersAreNotInARecord(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "alice", `query { searchCustomers(text: "Marchand", first: 5) { nodes { displayName birthDate contracts { nodes { id number } } } } }`, nil)
	record := b.last(t, "alice")
	text := strings.ToLower(string(audit.Encode(record)))
	for _, value := range []string{"marchand", "claire", "fr76"} {
		require.NotContains(t, text, value)
	}
}

func TestIdentifiersThatDoNotExistAreCounted(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "alice", `query($a: ID!, $b: ID!, $c: ID!) { customer(id: $a) { id } node(id: $b) { id } nodes(ids: [$a, $b, $c]) { id } }`,
		map[string]any{"a": globalID("Customer", "nobody"), "b": globalID("Customer", "victor"), "c": globalID("Customer", "claire")})
	require.Equal(t, int64(4), b.last(t, "alice").Misses)
}

func TestWhoSawACustomerIsAnswered(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "alice", `query($id: ID!) { customer(id: $id) { displayName } }`, map[string]any{"id": globalID("Customer", "claire")})
	b.ask(t, "bruno", `query($id: ID!) { customer(id: $id) { id } }`, map[string]any{"id": globalID("Customer", "claire")})
	b.ask(t, "paul", `query($id: ID!) { customer(id: $id) { displayName } }`, map[string]any{"id": globalID("Customer", "hugo")})
	who := func(coordinate any) []string {
		data := b.data(t, "david", `query($id: ID!, $coordinate: String) { whoSaw(customerId: $id, coordinate: $coordinate, first: 10) { nodes { employee { login } } } }`,
			map[string]any{"id": globalID("Customer", "claire"), "coordinate": coordinate})
		var found []string
		for _, node := range at(data, "whoSaw", "nodes").([]any) {
			found = append(found, at(node, "employee", "login").(string))
		}
		return found
	}
	require.Equal(t, []string{"bruno", "alice"}, who(nil))
	require.Equal(t, []string{"alice"}, who("Customer.displayName"))
	b.sealLog(t)
	require.Equal(t, []string{"alice"}, who("Customer.displayName"))
	require.NotContains(t, who(nil), "david", "who asked did not see the customer")
}

func TestReadingTheAuditIsItselfAudited(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "alice", `{ viewer { roles } }`, nil)
	read := b.last(t, "alice")
	b.data(t, "david", `{ auditRecords(first: 5) { nodes { id } } }`, nil)
	rows, err := model.DecodeRows(b.last(t, "david").Rows)
	require.NoError(t, err)
	require.Contains(t, rows["AuditRecord"], read.ID)
	for _, question := range []string{
		`{ auditRecords { nodes { id } } }`, `{ auditCheckpoint { size } }`, `{ auditSample(seed: 1, from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z") { id } }`,
	} {
		got := b.ask(t, "alice", question, nil)
		require.NotEmpty(t, got.Errors, question)
		require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"], question)
	}
}

func TestAnAuditorGetsTheProofOfARecord(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.ask(t, "alice", `{ viewer { roles } }`, nil)
	entry := b.audits(t)
	proofOf := `query($id: ID!) { auditProof(recordId: $id) auditRecord(id: $id) { id place operation } }`
	record := map[string]any{"id": b.recordID(t, "alice")}
	early := b.ask(t, "david", proofOf, record)
	require.Equal(t, "CONFLICT", early.Errors[0].Extensions["code"])
	require.NotEmpty(t, entry)
	keys := b.sealLog(t)
	data := b.data(t, "david", proofOf, record)
	require.Equal(t, record["id"], at(data, "auditRecord", "id"))
	require.NotNil(t, at(data, "auditRecord", "place"))
	proof, err := audit.ReadProof([]byte(at(data, "auditProof").(string)))
	require.NoError(t, err)
	checkpoint, err := proof.Verify(keys)
	require.NoError(t, err)
	state := b.data(t, "david", `{ auditCheckpoint { size note window waiting } }`, nil)
	require.EqualValues(t, checkpoint.Size, at(state, "auditCheckpoint", "size"))
	require.Positive(t, at(state, "auditCheckpoint", "waiting"))
	_, err = keys.Open(at(state, "auditCheckpoint", "note").(string))
	require.NoError(t, err)
}

// recordID is the identifier of the latest record of an employee.
func (b *bank) recordID(t *testing.T, login string) string {
	t.Helper()
	data := b.data(t, "david", `query($who: ID!) { auditRecords(filter: {employeeId: $who}, first: 1) { nodes { id } } }`,
		map[string]any{"who": globalID("Employee", login)})
	return at(at(data, "auditRecords", "nodes").([]any)[0], "id").(string)
}

func TestASampleIsTheSameForASeedAndAGapIsShown(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for range 12 {
		b.ask(t, "alice", `{ viewer { roles } }`, nil)
	}
	b.sealLog(t)
	sample := func(seed int) any {
		return at(b.data(t, "david", `query($seed: Long!) { auditSample(seed: $seed, first: 4, from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z") { place } }`,
			map[string]any{"seed": seed}), "auditSample")
	}
	require.Len(t, sample(7), 4)
	require.Equal(t, sample(7), sample(7))
	require.NotEqual(t, sample(7), sample(8))
	whole := func() map[string]any {
		return at(b.data(t, "david", `{ auditContinuity(from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z") { first end records missing signed } }`, nil),
			"auditContinuity").(map[string]any)
	}
	found := whole()
	require.Equal(t, found["end"], found["records"])
	require.Equal(t, []any{}, found["missing"])
	require.Equal(t, true, found["signed"])
	require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
		_, err := w.Exec(t.Context(), "DELETE FROM audit_records WHERE id = (SELECT record_id FROM audit_places WHERE place = 3)")
		return err
	}))
	require.Equal(t, []any{float64(3)}, whole()["missing"])
}

func TestTheMatrixSaysWhoSeesWhatAndByWhichRule(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "david", `{ accessMatrix(role: ACCOUNT_MANAGER, purpose: SERVICE, coordinate: "Customer.birthDate") {
		role purpose coordinate group verdicts { rowClasses verdict mask rule } } }`, nil)
	lines := at(data, "accessMatrix").([]any)
	require.Len(t, lines, 1)
	classes := 0
	for _, verdict := range at(lines[0], "verdicts").([]any) {
		classes += len(at(verdict, "rowClasses").([]any))
		require.NotEmpty(t, at(verdict, "rule"))
	}
	require.GreaterOrEqual(t, classes, len(model.CustomerClasses))
	first := at(b.data(t, "david", `{ accessMatrix(first: 3) { coordinate } }`, nil), "accessMatrix").([]any)
	rest := at(b.data(t, "david", `{ accessMatrix(first: 2, skip: 1) { coordinate } }`, nil), "accessMatrix").([]any)
	require.Equal(t, first[1:], rest)
	same := b.data(t, "david", `query($r: String!) { accessDiff(from: $r) { coordinate } accessMatrix(revision: $r, first: 1) { coordinate } }`,
		map[string]any{"r": b.engine.Revision().ID()})
	require.Equal(t, []any{}, at(same, "accessDiff"))
	unknown := b.ask(t, "david", `{ accessMatrix(revision: "sha256:0000") { coordinate } }`, nil)
	require.Equal(t, "NOT_FOUND", unknown.Errors[0].Extensions["code"])
	ago := b.ask(t, "david", `{ accessMatrix(at: "2020-01-01T00:00:00Z") { coordinate } }`, nil)
	require.Equal(t, "NOT_FOUND", ago.Errors[0].Extensions["code"])
}

func TestEveryValueOfAParameterHasItsSource(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "david", `{ parameterHistory(name: "alert.") { name value from to source doc { fr en } } }`, nil)
	values := at(data, "parameterHistory").([]any)
	require.NotEmpty(t, values)
	for _, value := range values {
		require.NotEmpty(t, at(value, "source"))
		require.True(t, json.Valid([]byte(at(value, "value").(string))))
	}
}

func TestWhatIsReachedInAnEmergencyIsMarked(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	nine := model.InstantOf(today.Time().Add(9 * time.Hour))
	b.write(t, &model.EmergencyAccess{
		ID: id("emergency"), EmployeeID: id("alice"), CustomerID: id("nina"), Reason: "The customer is at the counter", OpenedAt: nine - 60_000_000, ClosesAt: nine + 1_800_000_000,
	})
	actor, err := b.db.Reader().ActorByID(t.Context(), id("alice"), nine)
	require.NoError(t, err)
	ask := func(whom string) *model.AuditRecord {
		request := b.request(t, "alice", `query($id: ID!) { customer(id: $id) { id displayName } }`, map[string]any{"id": globalID("Customer", whom)})
		b.send(t, request.WithContext(model.WithActor(t.Context(), actor)))
		return b.last(t, "alice")
	}
	require.False(t, ask("claire").Emergency)
	require.True(t, ask("nina").Emergency)
	data := b.data(t, "david", `{ auditRecords(filter: {emergency: true}) { nodes { emergency rows { type count ids } } } }`, nil)
	nodes := at(data, "auditRecords", "nodes").([]any)
	require.Len(t, nodes, 1)
	require.Equal(t, []any{globalID("Customer", "nina")}, reached(nodes[0])["Customer"])
}
