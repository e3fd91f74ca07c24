package graph_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
	"foyer/store/storetest"
)

const reasonsOf = `query($id: ID!) { customer(id: $id) {
	recommendations { offerCode reasons { check redacted why { en } } }
	decisions { nodes { offers { checks reasons { check redacted why { en } } } } } } }`

func TestB7_AReasonThatCitesHiddenFactsKeepsItsNameAndLosesItsWords(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	shown := b.ask(t, "alice", reasonsOf, claireID)
	require.Empty(t, shown.Errors)
	reason := at(at(shown.Data, "customer", "recommendations").([]any)[0], "reasons").([]any)[0]
	require.Equal(t, "eligible.of_full_age", at(reason, "check"))
	require.Equal(t, false, at(reason, "redacted"))
	require.NotEmpty(t, at(reason, "why", "en"))
	offer := at(at(shown.Data, "customer", "decisions", "nodes").([]any)[0], "offers").([]any)[0]
	require.Equal(t, []any{reason}, at(offer, "reasons"))

	hidden := b.ask(t, "chloe", reasonsOf, claireID)
	reason = at(at(hidden.Data, "customer", "recommendations").([]any)[0], "reasons").([]any)[0]
	require.Equal(t, map[string]any{"check": "eligible.of_full_age", "redacted": true, "why": nil}, reason)
	_, masked := verdicts(hidden)
	require.Equal(t, []string{"customer.recommendations.reasons.why REDACTED"}, masked, "a birth date is masked for chloe, so is what it tells")
}

func TestB7_AReasonThatCitesAnothersFileNeedsEveryMemberToBeSeen(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			offer, check := householdCheck(t, b.engine)
			names, err := json.Marshal([]string{check})
			require.NoError(t, err)
			b.change(t, "UPDATE recommendations SET offer = ?, reasons = ? WHERE customer_id = ?", offer, string(names), id("claire"))
			redacted := func() any {
				data := b.data(t, "alice", `query($id: ID!) { customer(id: $id) { recommendations { reasons { redacted } } } }`, claireID)
				return at(at(at(data, "customer", "recommendations").([]any)[0], "reasons").([]any)[0], "redacted")
			}
			require.Equal(t, false, redacted())
			member := &model.HouseholdMember{ID: id("m1"), HouseholdID: id("home of claire"), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: since}
			member.CustomerID = id("hugo")
			b.write(t, member)
			require.Equal(t, false, redacted(), "a colleague's customer of the branch is seen")
			member.ID, member.CustomerID = id("m2"), id("victor")
			b.write(t, member)
			require.Equal(t, true, redacted(), "a member who does not exist for alice")
		})
	}
}

// householdCheck finds a check that cites who lives in the household.
func householdCheck(t *testing.T, engine *rules.Engine) (offer, check string) {
	t.Helper()
	for _, one := range engine.Offers() {
		for _, def := range one.Checks {
			if slices.ContainsFunc(def.Facts, func(fact string) bool { return engine.FactGroup(fact) == "household" }) {
				return one.Code, def.Name
			}
		}
	}
	require.Fail(t, "no offer cites the household")
	return "", ""
}
