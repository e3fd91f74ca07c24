package desk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

func TestARefusedOfferIsNotProposedAgainAndLeavesTheList(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		offered := b.open(t, b.claire)["livret_a_newborn"]
		result, err := b.Respond(t.Context(), scope, desk.ResponseInput{
			RecommendationID: offered.ID, Outcome: model.OutcomeRejected, Reason: "déjà ouvert ailleurs",
			Audit: model.AuditRecord{EmployeeID: b.alice},
		})
		require.NoError(t, err)
		require.Equal(t, model.RecommendationAnswered, result.Recommendation.State)
		require.Equal(t, model.CauseReply, result.Decision.Cause)
		require.NotContains(t, b.open(t, b.claire), "livret_a_newborn")
		require.NotContains(t, b.list(t, b.alice), "livret_a_newborn")

		_, err = b.Respond(t.Context(), scope, desk.ResponseInput{RecommendationID: offered.ID, Outcome: model.OutcomeAccepted})
		require.Equal(t, model.CodeConflict, model.CodeOf(err), "an answer is given once")
	})
}

func TestARefusalNeedsAReason(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.Respond(t.Context(), scope, desk.ResponseInput{RecommendationID: id("any"), Outcome: model.OutcomeRejected})
		require.Equal(t, model.CodeInvalid, model.CodeOf(err))
	})
}

func TestShowingAnOfferLeavesItOpen(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		offered := b.open(t, b.claire)["livret_a_newborn"]
		_, err = b.Respond(t.Context(), scope, desk.ResponseInput{RecommendationID: offered.ID, Outcome: model.OutcomeImpression})
		require.NoError(t, err)
		require.Equal(t, model.OutcomeImpression, b.open(t, b.claire)["livret_a_newborn"].Outcome)
	})
}

func TestADoneActionLeavesTheListForGood(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		list, err := b.db.Reader().Actions(t.Context(), scope, b.alice, today, store.Page{First: 10})
		require.NoError(t, err)
		action := list.Items[0]
		done, err := b.CompleteAction(t.Context(), scope, desk.CompleteInput{ActionID: action.ID, State: model.ActionDone})
		require.NoError(t, err)
		require.Equal(t, model.ActionDone, done.State)
		_, err = b.CompleteAction(t.Context(), scope, desk.CompleteInput{ActionID: action.ID, State: model.ActionDone})
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		_, err = b.RecordEvent(t.Context(), scope, born(b, "2"))
		require.NoError(t, err)
		require.NotContains(t, b.list(t, b.alice), action.Code)
	})
}

func TestAnInteractionWithANextStepMakesAFollowUp(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		in := desk.InteractionInput{
			CustomerID: b.claire, Channel: model.PhoneCall, Direction: "OUTBOUND", Subject: "Projet de voiture",
			Report: "Rappeler avec une simulation", NextStepOn: today.AddDays(2), Audit: model.AuditRecord{EmployeeID: b.alice},
		}
		interaction, followUp, err := b.AddInteraction(t.Context(), scope, in)
		require.NoError(t, err)
		require.Equal(t, b.claire, interaction.CustomerID)
		require.Equal(t, today.AddDays(2), followUp.PlannedFor)
		require.Empty(t, b.list(t, b.alice), "not today")
		_, err = b.Night(t.Context(), desk.NightOptions{Date: today.AddDays(2)})
		require.NoError(t, err)
		list, err := b.db.Reader().Actions(t.Context(), scope, b.alice, today.AddDays(2), store.Page{First: 10})
		require.NoError(t, err)
		require.Equal(t, model.ActionFollowUp, list.Items[0].Kind)
	})
}

func TestAReassignedCustomerGoesToTheOtherList(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		moved, err := b.Reassign(t.Context(), scope, desk.ReassignInput{CustomerID: b.claire, PortfolioID: b.his})
		require.NoError(t, err)
		require.Equal(t, b.his, moved.PortfolioID)
		require.NotContains(t, b.list(t, b.alice), "livret_a_newborn")
		require.Contains(t, b.list(t, b.paul), "livret_a_newborn")
		_, err = b.Reassign(t.Context(), scope, desk.ReassignInput{CustomerID: b.claire, PortfolioID: b.his})
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
	})
}

func TestAnOfferThatWasAnsweredDoesNotComeBackAtOnce(t *testing.T) {
	for _, outcome := range []model.Outcome{model.OutcomeNoResponse, model.OutcomeNoAction, model.OutcomeAccepted} {
		t.Run(string(outcome), func(t *testing.T) {
			eachBank(t, func(t *testing.T, b *bank) {
				_, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
				require.NoError(t, err)
				result, err := b.Respond(t.Context(), scope, desk.ResponseInput{
					RecommendationID: b.open(t, b.claire)["livret_a_newborn"].ID, Outcome: outcome,
				})
				require.NoError(t, err)
				require.NotNil(t, result.Recommendations, "nothing open is an empty list")
				require.NotContains(t, b.open(t, b.claire), "livret_a_newborn")
			})
		})
	}
}
