package graph_test

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// controlBank is a bank with those who look after rights.
func controlBank(t *testing.T, url string) *bank {
	t.Helper()
	b := openBank(t, url)
	b.employ(t, "karim", model.Administrator)
	b.employ(t, "ines", model.ComplianceOfficer)
	b.employ(t, "jules", model.DataProtectionOfficer)
	b.employ(t, "gaelle", model.RegionalManager)
	return b
}

// eachControlBank runs a test on both databases.
func eachControlBank(t *testing.T, test func(t *testing.T, b *bank)) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			test(t, controlBank(t, target.Full(t)))
		})
	}
}

const grantRole = `mutation($input: GrantRoleInput!) { grantRole(input: $input) {
	right { id kind role employee { login } validFrom validTo grantedBy { login } reason } userErrors { field message code } } }`

func TestARoleIsGrantedReadAndRevoked(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		data := b.data(t, "karim", grantRole, map[string]any{"input": map[string]any{
			"employeeId": globalID("Employee", "paul"), "role": "CALL_CENTRE_AGENT", "reason": "Evening shifts",
		}})
		require.Equal(t, []any{}, at(data, "grantRole", "userErrors"))
		right := at(data, "grantRole", "right")
		require.Equal(t, "karim", at(right, "grantedBy", "login"))
		require.Equal(t, "paul", at(right, "employee", "login"))
		require.Len(t, b.actor(t, "paul").Roles, 2)

		data = b.data(t, "david", `query($paul: ID!) { rightsAsOf(date: "2026-11-23", employeeId: $paul) { nodes { kind role portfolio { code } reason grantedBy { login } } } }`,
			map[string]any{"paul": globalID("Employee", "paul")})
		require.Len(t, at(data, "rightsAsOf", "nodes"), 3)

		data = b.data(t, "karim", `mutation($input: EndRightInput!) { revokeRole(input: $input) { right { validTo endedBy { login } endReason } userErrors { code } } }`,
			map[string]any{"input": map[string]any{"rightId": at(right, "id"), "reason": "No evening shifts"}})
		require.Equal(t, today.String(), at(data, "revokeRole", "right", "validTo"))
		require.Equal(t, "karim", at(data, "revokeRole", "right", "endedBy", "login"))
		require.Len(t, b.actor(t, "paul").Roles, 1)
	})
}

func TestAToxicGrantComesBackAsAUserError(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		data := b.data(t, "karim", grantRole, map[string]any{"input": map[string]any{
			"employeeId": globalID("Employee", "paul"), "role": "AUDITOR", "reason": "Why not",
		}})
		problem := at(data, "grantRole", "userErrors").([]any)[0]
		require.Equal(t, "CONFLICT", at(problem, "code"))
		require.Contains(t, at(problem, "message"), b.engine.Toxic([]model.Role{model.AccountManager, model.Auditor}).Reason.EN)
		require.Nil(t, at(data, "grantRole", "right"))
	})
}

func TestWhoMayNotChangeRightsIsRefusedAndItIsRecorded(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		for _, login := range []string{"alice", "chloe", "david", "ines", "jules"} {
			got := b.ask(t, login, grantRole, map[string]any{"input": map[string]any{
				"employeeId": globalID("Employee", "zoe"), "role": "CALL_CENTRE_AGENT", "reason": "Mine",
			}})
			require.Len(t, got.Errors, 1, login)
			require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"], login)
		}
		lend := `mutation($input: DelegatePortfolioInput!) { delegatePortfolio(input: $input) { right { id } userErrors { code } } }`
		input := map[string]any{"input": map[string]any{
			"portfolioId": globalID("Portfolio", "portfolio zoe"), "employeeId": globalID("Employee", "paul"), "validTo": today.AddDays(9).String(), "reason": "Leave",
		}}
		got := b.ask(t, "bruno", lend, input)
		require.Len(t, got.Errors, 1, "another region's portfolio")
		require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"])
		records, err := store.Select[model.AuditRecord](t.Context(), b.db, model.EntireScope("test"), "employee_id = ?", id("bruno"))
		require.NoError(t, err)
		require.Equal(t, "FORBIDDEN", records[len(records)-1].Outcome)
	})
}

func TestAMachineIsRegisteredAndExpired(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		scopes := b.data(t, "karim", `{ machineScopes { name title { en } } }`, nil)
		require.NotEmpty(t, at(scopes, "machineScopes"))
		data := b.data(t, "karim", `mutation($input: RegisterMachineInput!) { registerMachine(input: $input) {
			machine { id login kind owner { login } expiresOn scopes rights { role } } userErrors { field code message } } }`, map[string]any{"input": map[string]any{
			"login": "crm-sync", "name": "CRM", "ownerId": globalID("Employee", "bruno"), "expiresOn": today.AddDays(90).String(),
			"scopes": []string{"recommendations.read"}, "reason": "Daily",
		}})
		require.Equal(t, []any{}, at(data, "registerMachine", "userErrors"))
		machine := at(data, "registerMachine", "machine")
		require.Equal(t, "MACHINE", at(machine, "kind"))
		require.Equal(t, "bruno", at(machine, "owner", "login"))
		require.Equal(t, []any{"recommendations.read"}, at(machine, "scopes"))
		data = b.data(t, "karim", `mutation($input: ExpireMachineInput!) { expireMachine(input: $input) { machine { expiresOn } userErrors { code } } }`,
			map[string]any{"input": map[string]any{"employeeId": at(machine, "id"), "reason": "Replaced"}})
		require.Equal(t, today.String(), at(data, "expireMachine", "machine", "expiresOn"))
	})
}

const openAccess = `mutation($input: OpenEmergencyAccessInput!) { openEmergencyAccess(input: $input) {
	access { id } customerId closesAt userErrors { field message code } } }`

func TestAnEmergencyIsOpenedToldToComplianceAndReported(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		heard := subscribe(t, t.Context(), b.serveAs(t, "ines"), `subscription { alertRaised { id kind employee { login } customerId detail } }`)
		data := b.data(t, "alice", openAccess, map[string]any{"input": map[string]any{
			"customerId": globalID("Customer", "nina"), "reason": "She is stranded abroad without a card", "minutes": 20,
		}})
		require.Equal(t, []any{}, at(data, "openEmergencyAccess", "userErrors"))
		require.Equal(t, globalID("Customer", "nina"), at(data, "openEmergencyAccess", "customerId"))
		event := nextEvent(t, heard.Body)
		require.NotNil(t, event)
		require.Empty(t, event.Errors)
		require.Equal(t, "EMERGENCY_ACCESS", at(event.Data, "alertRaised", "kind"))
		require.Equal(t, "alice", at(event.Data, "alertRaised", "employee", "login"))

		report := b.data(t, "ines", `{ emergencyAccesses { nodes { employee { login } customerId reason openedAt operations } } alerts(filter: {open: true}) { nodes { id kind } } }`, nil)
		require.Equal(t, "She is stranded abroad without a card", at(at(report, "emergencyAccesses", "nodes").([]any)[0], "reason"))
		alert := at(at(report, "alerts", "nodes").([]any)[0], "id")
		done := b.data(t, "ines", `mutation($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { alert { acknowledgedBy { login } note } userErrors { code } } }`,
			map[string]any{"input": map[string]any{"alertId": alert, "note": "Verified"}})
		require.Equal(t, "ines", at(done, "acknowledgeAlert", "alert", "acknowledgedBy", "login"))

		closed := b.data(t, "alice", `mutation($input: CloseEmergencyAccessInput!) { closeEmergencyAccess(input: $input) { access { id } userErrors { code } } }`,
			map[string]any{"input": map[string]any{"accessId": at(data, "openEmergencyAccess", "access", "id")}})
		require.Equal(t, []any{}, at(closed, "closeEmergencyAccess", "userErrors"))
	})
}

func TestRightsTellOfNoEmergencyAndOfNobodyElsewhereToAManager(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		b.data(t, "alice", openAccess, map[string]any{"input": map[string]any{
			"customerId": globalID("Customer", "nina"), "reason": "She is stranded abroad without a card", "minutes": 20,
		}})
		ask := `query($alice: ID!, $zoe: ID!) { rightsAsOf(date: "2026-11-23", employeeId: $alice) { nodes { kind employee { rights { kind } } } }
			elsewhere: rightsAsOf(date: "2026-11-23", employeeId: $zoe) { nodes { kind employee { rights { kind } } } } }`
		for login, expected := range map[string]struct {
			emergency bool
			elsewhere bool
		}{"bruno": {}, "gaelle": {}, "karim": {elsewhere: true}, "david": {true, true}, "ines": {true, true}} {
			data := b.data(t, login, ask, map[string]any{"alice": globalID("Employee", "alice"), "zoe": globalID("Employee", "zoe")})
			told, err := json.Marshal(at(data, "rightsAsOf"))
			require.NoError(t, err)
			require.Contains(t, string(told), "ROLE", login)
			require.Equal(t, expected.emergency, strings.Contains(string(told), "EMERGENCY"), login)
			require.Equal(t, expected.elsewhere, len(at(data, "elsewhere", "nodes").([]any)) > 0, login)
		}
	})
}

// nextEvent reads the next event of a subscription, nil when it has ended.
func nextEvent(t *testing.T, stream io.Reader) *answer {
	t.Helper()
	lines := bufio.NewScanner(stream)
	for lines.Scan() {
		if data, isData := strings.CutPrefix(lines.Text(), "data: "); isData && data != "" {
			var got answer
			require.NoError(t, json.Unmarshal([]byte(data), &got))
			return &got
		}
	}
	return nil
}

func TestWhoLosesTheRoleHearsNoMoreAlerts(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		heard := subscribe(t, t.Context(), b.serveAs(t, "ines"), `subscription { alertRaised { kind } }`)
		role, err := store.Rights(t.Context(), b.db, store.RightFilter{Role: model.ComplianceOfficer})
		require.NoError(t, err)
		data := b.data(t, "karim", `mutation($input: EndRightInput!) { revokeRole(input: $input) { right { validTo } userErrors { message } } }`,
			map[string]any{"input": map[string]any{"rightId": view.GlobalID{Type: "Right", ID: role[0].ID}.String(), "reason": "Leaves"}})
		require.Equal(t, []any{}, at(data, "revokeRole", "userErrors"))
		last := nextEvent(t, heard.Body)
		require.NotNil(t, last)
		require.NotEmpty(t, last.Errors)
		require.Nil(t, at(last.Data, "alertRaised", "kind"))
		require.Nil(t, nextEvent(t, heard.Body), "the stream has ended")
	})
}

func TestAFileThatStaysShutAnswersAsOneThatDoesNotExist(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			_, err := w.Exec(t.Context(), "UPDATE employees SET customer_id = ? WHERE id = ?", id("nina"), id("paul"))
			return err
		}))
		answers := map[string]string{}
		for _, whom := range []string{"nina", "nobody"} {
			got := b.ask(t, "paul", openAccess, map[string]any{"input": map[string]any{
				"customerId": globalID("Customer", whom), "reason": "She is stranded abroad without a card", "minutes": 20,
			}})
			require.Empty(t, got.Errors)
			text, err := json.Marshal(got.Data)
			require.NoError(t, err)
			answers[whom] = string(text)
		}
		require.Equal(t, answers["nobody"], answers["nina"], "his own file")
		require.Contains(t, answers["nina"], "NOT_FOUND")
	})
}

func TestACampaignIsOpenedAndItsRightsReviewed(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		data := b.data(t, "ines", `mutation($input: OpenRecertificationInput!) { openRecertification(input: $input) { recertification { id title dueOn openedBy { login } } userErrors { field message } } }`,
			map[string]any{"input": map[string]any{"title": "North", "dueOn": today.AddDays(30).String(), "scope": "BRANCH", "branchId": globalID("Branch", "branch north")}})
		require.Equal(t, []any{}, at(data, "openRecertification", "userErrors"))
		mine := b.data(t, "bruno", `query { rightReviews(filter: {mine: true, state: PENDING}, first: 100) { nodes { id employee { login } right { kind role portfolio { code } } owner { login } state recertification { title } } } }`, nil)
		reviews := at(mine, "rightReviews", "nodes").([]any)
		require.NotEmpty(t, reviews)
		for _, review := range reviews {
			require.Equal(t, "bruno", at(review, "owner", "login"))
			require.NotEqual(t, "bruno", at(review, "employee", "login"))
			require.Equal(t, "North", at(review, "recertification", "title"))
		}
		decided := b.data(t, "bruno", `mutation($input: ReviewRightInput!) { reviewRight(input: $input) { review { state decidedBy { login } } userErrors { code } } }`,
			map[string]any{"input": map[string]any{"reviewId": at(reviews[0], "id"), "decision": "CONFIRMED"}})
		require.Equal(t, "CONFIRMED", at(decided, "reviewRight", "review", "state"))
		listed := b.data(t, "david", `{ recertifications { nodes { title closedAt } } }`, nil)
		require.Len(t, at(listed, "recertifications", "nodes"), 1)
	})
}

func TestTheDataProtectionOfficerAnswersACustomer(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		claire := map[string]any{"id": globalID("Customer", "claire")}
		data := b.data(t, "jules", `query($id: ID!) { subjectAccess(customerId: $id) { generatedAt document } retentionReport { class months rows source } minorConsents { nodes { comesOfAgeOn customer { displayName } representatives { id } consent { purpose captureSource } } } }`, claire)
		document := map[string]any{}
		require.NoError(t, json.Unmarshal([]byte(at(data, "subjectAccess", "document").(string)), &document))
		require.Len(t, at(document, "tables", "customers"), 1)
		require.NotEmpty(t, at(data, "retentionReport"))
		objected := b.data(t, "jules", `mutation($input: ObjectToProfilingInput!) { objectToProfiling(input: $input) { customer { id } consents { purpose state } userErrors { message } } }`,
			map[string]any{"input": map[string]any{"customerId": globalID("Customer", "claire"), "received": "Letter"}})
		require.Len(t, at(objected, "objectToProfiling", "consents"), 2)
		for _, login := range []string{"alice", "ines", "david", "karim"} {
			got := b.ask(t, login, `query($id: ID!) { subjectAccess(customerId: $id) { document } }`, claire)
			require.NotEmpty(t, got.Errors, login)
			require.Nil(t, at(got.Data, "subjectAccess"), login)
		}
	})
}

func TestAnIdentifierOfAnotherTypeIsToldByItsField(t *testing.T) {
	eachControlBank(t, func(t *testing.T, b *bank) {
		data := b.data(t, "karim", `mutation($input: EndRightInput!) { revokeRole(input: $input) { right { id } userErrors { field code } } }`,
			map[string]any{"input": map[string]any{"rightId": view.GlobalID{Type: "Branch", ID: id("x")}.String(), "reason": "No"}})
		require.Equal(t, "rightId", at(at(data, "revokeRole", "userErrors").([]any)[0], "field"))
	})
}
