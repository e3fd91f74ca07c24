package graph_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
)

// dropAudit takes away the place where operations are recorded.
func dropAudit(w *store.Writer) error {
	_, err := w.Exec(context.Background(), "DROP TABLE audit_records")
	return err
}

const recordEvent = `mutation($input: RecordLifeEventInput!) { recordLifeEvent(input: $input) {
	event { id kind state customer { displayName } } repeated decision { cause revision offers { offerCode } }
	recommendations { offerCode state } userErrors { field message code }
} }`

func childExpected(whom string) map[string]any {
	return map[string]any{"input": map[string]any{
		"customerId": globalID("Customer", whom), "kind": "CHILD_EXPECTED", "expectedOn": today.AddDays(120).String(),
		"source": "desk", "externalId": "call-1",
	}}
}

func (b *bank) audits(t *testing.T) []any {
	t.Helper()
	data := b.data(t, "david", `{ auditRecords(first: 100) { nodes { operation outcome rows { type ids } shown denied { coordinate } } } }`, nil)
	return at(data, "auditRecords", "nodes").([]any)
}

func TestRecordingALifeEventGivesTheDecisionItCaused(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	before := len(b.audits(t))
	data := b.data(t, "alice", recordEvent, childExpected("claire"))
	first := at(data, "recordLifeEvent")
	require.Equal(t, []any{}, at(first, "userErrors"))
	require.Equal(t, "EVENT", at(first, "decision", "cause"))
	require.Equal(t, b.engine.Revision().ID(), at(first, "decision", "revision"))
	require.Equal(t, "Claire Marchand", at(first, "event", "customer", "displayName"))
	require.Equal(t, false, at(first, "repeated"))
	recorded := b.audits(t)
	require.Len(t, recorded, before+2, "the change, and the look at the records before")
	require.Contains(t, reached(recorded[0])["Customer"], globalID("Customer", "claire"))

	again := at(b.data(t, "alice", recordEvent, childExpected("claire")), "recordLifeEvent")
	require.Equal(t, true, at(again, "repeated"))
	require.Equal(t, at(first, "event", "id"), at(again, "event", "id"))
}

func TestWhatTheSenderCanMendComesBackInUserErrors(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for name, wrong := range map[string]struct {
		field, code string
		change      func(input map[string]any)
	}{
		"an unknown kind":     {"kind", "BAD_USER_INPUT", func(in map[string]any) { in["kind"] = "MOON_LANDING" }},
		"an unknown customer": {"", "NOT_FOUND", func(in map[string]any) { in["customerId"] = globalID("Customer", "nobody") }},
		"a hidden customer":   {"", "NOT_FOUND", func(in map[string]any) { in["customerId"] = globalID("Customer", "victor") }},
		"no identifier":       {"customerId", "BAD_USER_INPUT", func(in map[string]any) { in["customerId"] = "zzz" }},
		"a number":            {"customerId", "BAD_USER_INPUT", func(in map[string]any) { in["customerId"] = 7 }},
		"another type's id":   {"customerId", "BAD_USER_INPUT", func(in map[string]any) { in["customerId"] = globalID("Branch", "claire") }},
	} {
		input := childExpected("claire")
		wrong.change(input["input"].(map[string]any))
		data := b.data(t, "alice", recordEvent, input)
		problems := at(data, "recordLifeEvent", "userErrors").([]any)
		require.Len(t, problems, 1, name)
		require.Equal(t, wrong.code, at(problems[0], "code"), name)
		if wrong.field != "" {
			require.Equal(t, wrong.field, at(problems[0], "field"), name)
		}
		require.Nil(t, at(data, "recordLifeEvent", "event"), name)
		require.Equal(t, wrong.code, at(b.audits(t)[0], "outcome"), name)
	}
}

func TestWhoMayNotChangeIsRefused(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, who := range []string{"chloe", "david", "zoe"} {
		got := b.ask(t, who, recordEvent, childExpected("claire"))
		require.Len(t, got.Errors, 1, who)
		require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"], who)
		require.Nil(t, at(got.Data, "recordLifeEvent"), who)
	}
}

func TestAChangeRefusedForACustomerNamesItsRuleAndIsRecorded(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	got := b.ask(t, "alice", recordEvent, childExpected("nina"))
	require.Len(t, got.Errors, 1)
	require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"])
	require.Equal(t, "Mutation.recordLifeEvent", got.Errors[0].Extensions["coordinate"])
	require.NotEmpty(t, got.Errors[0].Extensions["rule"])
	require.NotEmpty(t, got.Errors[0].Extensions["remedy"])
	entry := b.audits(t)[0]
	require.Equal(t, "FORBIDDEN", at(entry, "outcome"))
	require.Contains(t, reached(entry)["Customer"], globalID("Customer", "nina"))
}

func TestACustomersReactionIsRecorded(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	respond := `mutation($input: RespondToRecommendationInput!) { respondToRecommendation(input: $input) {
		recommendation { state outcome outcomeReason respondedBy { login } } decision { cause } recommendations { offerCode } userErrors { field code } } }`
	input := map[string]any{"recommendationId": globalID("Recommendation", "recommendation claire"), "outcome": "REJECTED"}
	data := b.data(t, "alice", respond, map[string]any{"input": input})
	require.Equal(t, "reason", at(at(data, "respondToRecommendation", "userErrors").([]any)[0], "field"))
	input["reason"] = "Has found better elsewhere"
	data = b.data(t, "alice", respond, map[string]any{"input": input})
	require.Equal(t, []any{}, at(data, "respondToRecommendation", "userErrors"))
	require.Equal(t, "ANSWERED", at(data, "respondToRecommendation", "recommendation", "state"))
	require.Equal(t, "alice", at(data, "respondToRecommendation", "recommendation", "respondedBy", "login"))
	data = b.data(t, "alice", respond, map[string]any{"input": input})
	require.Equal(t, "CONFLICT", at(at(data, "respondToRecommendation", "userErrors").([]any)[0], "code"))
}

func TestAnActionIsEndedAndAnInteractionReported(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "alice", `mutation($a: CompleteActionInput!, $i: AddInteractionInput!) {
		completeAction(input: $a) { action { state completedBy { login } customer { displayName } } userErrors { message } }
		addInteraction(input: $i) { interaction { report employee { login } } followUp { plannedFor title { en } } userErrors { message } }
	}`, map[string]any{
		"a": map[string]any{"actionId": globalID("Action", "action claire")},
		"i": map[string]any{
			"customerId": globalID("Customer", "claire"), "channel": "PHONE", "direction": "OUTBOUND", "subject": "Car",
			"report": "Will think about it", "nextStepOn": today.AddDays(7).String(),
		},
	})
	require.Equal(t, "DONE", at(data, "completeAction", "action", "state"))
	require.Equal(t, "Claire Marchand", at(data, "completeAction", "action", "customer", "displayName"))
	require.Equal(t, "Will think about it", at(data, "addInteraction", "interaction", "report"))
	require.Equal(t, today.AddDays(7).String(), at(data, "addInteraction", "followUp", "plannedFor"))
	require.Equal(t, "Follow-up", at(data, "addInteraction", "followUp", "title", "en"))
}

func TestABranchManagerMovesACustomer(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "bruno", `mutation($input: ReassignCustomerInput!) { reassignCustomer(input: $input) { customer { portfolio { code } accountManager { login } } userErrors { message } } }`,
		map[string]any{"input": map[string]any{"customerId": globalID("Customer", "claire"), "portfolioId": globalID("Portfolio", "portfolio paul")}})
	require.Equal(t, []any{}, at(data, "reassignCustomer", "userErrors"))
	require.Equal(t, "P-paul", at(data, "reassignCustomer", "customer", "portfolio", "code"))
	require.Equal(t, "paul", at(data, "reassignCustomer", "customer", "accountManager", "login"))
	rows, err := b.db.Reader().Customers(t.Context(), model.EntireScope("test"), []model.ID{id("claire")})
	require.NoError(t, err)
	require.Equal(t, id("portfolio paul"), rows[id("claire")].PortfolioID)
}
