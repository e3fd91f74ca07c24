package desk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
)

func born(b *bank, external string) desk.EventInput {
	return desk.EventInput{
		CustomerID: b.claire, Kind: "CHILD_BORN", OccurredOn: today.AddDays(-3), Source: "registry", ExternalID: external,
		Audit: model.AuditRecord{EmployeeID: b.alice, Operation: "mutation recordLifeEvent", Purpose: model.PurposeService},
	}
}

func TestRecordingALifeEventDecidesAtOnceAndUpdatesTheList(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		result, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		require.False(t, result.Repeated)
		require.Equal(t, model.EventActive, result.Event.State)
		require.Equal(t, model.CauseEvent, result.Decision.Cause)
		require.Contains(t, b.open(t, b.claire), "livret_a_newborn")
		require.Contains(t, b.list(t, b.alice), "livret_a_newborn")
		require.Empty(t, b.list(t, b.paul), "nobody else's list changes")
	})
}

func TestSendingTheSameEventTwiceChangesNothing(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		first, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		before, err := b.db.Digest(t.Context())
		require.NoError(t, err)
		again, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		require.True(t, again.Repeated)
		require.Equal(t, first.Event.ID, again.Event.ID)
		require.Equal(t, first.Decision.ID, again.Decision.ID)
		require.Len(t, again.Recommendations, len(first.Recommendations))
		after, err := b.db.Digest(t.Context())
		require.NoError(t, err)
		require.Equal(t, before, after)
	})
}

func TestARepeatedEventIsRecordedOnceUnderConcurrency(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		const senders = 8
		results := make(chan *desk.EventResult, senders)
		for range senders {
			go func() {
				result, err := b.RecordEvent(t.Context(), scope, born(b, "same"))
				if err != nil {
					t.Error(err)
				}
				results <- result
			}()
		}
		recorded := 0
		for range senders {
			if result := <-results; result != nil && !result.Repeated {
				recorded++
			}
		}
		require.Equal(t, 1, recorded)
	})
}

func TestEventsThatTheBankCannotUnderstandAreRefusedWithTheirPlace(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		for name, wrong := range map[string]struct {
			change func(*desk.EventInput)
			code   model.Code
			field  string
		}{
			"an unknown kind":     {func(in *desk.EventInput) { in.Kind = "LOTTERY" }, model.CodeInvalid, "kind"},
			"no date":             {func(in *desk.EventInput) { in.OccurredOn = 0 }, model.CodeInvalid, "occurredOn"},
			"a date to come":      {func(in *desk.EventInput) { in.OccurredOn = today.AddDays(1) }, model.CodeInvalid, "occurredOn"},
			"a date before birth": {func(in *desk.EventInput) { in.OccurredOn = model.NewDate(1900, 1, 1) }, model.CodeInvalid, "occurredOn"},
			"an expectation long past": {func(in *desk.EventInput) {
				in.OccurredOn, in.ExpectedOn = 0, today.AddDays(-400)
			}, model.CodeInvalid, "expectedOn"},
			"a date too far ahead":    {func(in *desk.EventInput) { in.ExpectedOn = today.AddMonths(500) }, model.CodeInvalid, "expectedOn"},
			"a confidence above 1000": {func(in *desk.EventInput) { in.ConfidencePermille = 1001 }, model.CodeInvalid, "confidencePermille"},
			"an unknown customer":     {func(in *desk.EventInput) { in.CustomerID = id("nobody") }, model.CodeNotFound, ""},
		} {
			in := born(b, name)
			wrong.change(&in)
			_, err := b.RecordEvent(t.Context(), scope, in)
			require.Error(t, err, name)
			require.Equal(t, wrong.code, model.CodeOf(err), name)
			var shown *model.Error
			require.ErrorAs(t, err, &shown, name)
			require.Equal(t, wrong.field, shown.Field, name)
		}
		require.Empty(t, b.list(t, b.alice), "nothing is half-written")

		_, err := b.RecordEvent(t.Context(), scope, born(b, "1"))
		require.NoError(t, err)
		other := born(b, "1")
		other.OccurredOn = today.AddDays(-9)
		_, err = b.RecordEvent(t.Context(), scope, other)
		require.Equal(t, model.CodeInvalid, model.CodeOf(err), "a correction under the same name is not taken for a repetition")
	})
}

func TestAReaderWithoutAScopeSeesNobody(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.RecordEvent(t.Context(), model.Scope{}, born(b, "1"))
		require.Equal(t, model.CodeNotFound, model.CodeOf(err))
	})
}
