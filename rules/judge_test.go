package rules_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
	"foyer/rules"
)

// oldVehicle is a customer to whom a vehicle loan may be proposed.
func oldVehicle() map[string]any {
	return map[string]any{
		"is_person": true, "birth_day": model.NewDate(1980, 5, 2), "legal_capacity": "FULL", "event_vehicle_older_than_average_active": true,
		"holds_vehicle_loan": false, "vehicle_acquired_day": model.NewDate(2015, 1, 1), "vehicle_registered_day": model.NewDate(2012, 1, 1),
		"loan_in_arrears": false, "financially_fragile": false, "effort_rate_permille": 100,
	}
}

// but gives the same customer with other facts; nil makes one unknown.
func but(known map[string]any, name string, value any) map[string]any {
	changed := maps.Clone(known)
	changed[name] = value
	return changed
}

// smallDay is a date under the small policy with edits.
func smallDay(t *testing.T, on model.Date, edits ...edit) *rules.Day {
	t.Helper()
	engine, err := edited(t, edits...)
	require.NoError(t, err)
	return dayOf(t, engine, on)
}

// verdicts gives what each check of an offer says.
func verdicts(t *testing.T, day *rules.Day, facts model.Facts, offer string) map[string]rules.Verdict {
	t.Helper()
	judgements, err := day.Judge(t.Context(), facts)
	require.NoError(t, err)
	for _, judgement := range judgements {
		if judgement.Offer.Code == offer {
			said := map[string]rules.Verdict{}
			for _, check := range judgement.Checks {
				said[check.Check.Name] = check.Verdict
			}
			return said
		}
	}
	require.Fail(t, "no such offer", offer)
	return nil
}

func TestAChecksVerdictTellsWhyItDoesNotHold(t *testing.T) {
	t.Parallel()
	day, past := smallDay(t, today), smallDay(t, model.NewDate(2014, 12, 31))
	for name, wanted := range map[string]struct {
		day    *rules.Day
		effort any
		said   rules.Verdict
	}{
		"within the limit":           {day, 330, rules.Holds},
		"above the limit":            {day, 331, rules.Fails},
		"not known":                  {day, nil, rules.Unknown},
		"no limit on the date":       {past, 330, rules.Undecidable},
		"neither limit nor the fact": {past, nil, rules.Undecidable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			facts := knownFacts(wanted.day, but(oldVehicle(), "effort_rate_permille", wanted.effort))
			said := verdicts(t, wanted.day, facts, "vehicle_loan")
			require.Equal(t, wanted.said, said["suitable.effort_rate_within_limit"])
		})
	}
}

func TestAnOfferFiresWhenEveryCheckHolds(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today)
	proposals, err := day.Fired(t.Context(), knownFacts(day, oldVehicle()))
	require.NoError(t, err)
	require.Len(t, proposals, 1)
	require.Equal(t, "vehicle_loan", proposals[0].Offer.Code)
	require.EqualValues(t, 45, proposals[0].VPoints)
	require.EqualValues(t, 45_000_000, proposals[0].Priority)
	require.Equal(t, []string{
		"available.vehicle_older_than_average", "eligible.person", "eligible.of_full_age", "eligible.full_capacity", "applicable.no_vehicle_loan_yet",
		"applicable.vehicle_kept_for_a_while", "applicable.not_refused_lately", "suitable.no_arrears", "suitable.not_fragile", "suitable.effort_rate_within_limit",
	}, proposals[0].Reasons)

	for name, value := range map[string]any{"is_person": false, "effort_rate_permille": 331, "legal_capacity": nil, "birth_day": model.NewDate(2009, 1, 1)} {
		proposals, err = day.Fired(t.Context(), knownFacts(day, but(oldVehicle(), name, value)))
		require.NoError(t, err)
		require.Empty(t, proposals, name)
	}
}

func TestADutyComesBeforeASale(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today, edit{loan, "suitable.no_arrears if input.facts.loan_in_arrears == false", "suitable.no_arrears if input.facts.loan_in_arrears == true"})
	proposals, err := day.Fired(t.Context(), knownFacts(day, but(oldVehicle(), "loan_in_arrears", true)))
	require.NoError(t, err)
	require.Len(t, proposals, 2)
	require.Equal(t, "arrears_help", proposals[0].Offer.Code)
	require.Equal(t, "vehicle_loan", proposals[1].Offer.Code)
}

func TestARuleWhoseParameterHasNoRowOnTheDateIsUndecidable(t *testing.T) {
	t.Parallel()
	day := smallDay(t, model.NewDate(1999, 1, 1))
	require.Equal(t, map[string][]string{
		"vehicle.mean_age_days":             {"event.VEHICLE_OLDER_THAN_AVERAGE/detected.older_than_average"},
		"credit.effort_rate_limit_permille": {"offer.vehicle_loan/suitable.effort_rate_within_limit"},
	}, day.Undecidable())
	facts := knownFacts(day, but(oldVehicle(), "vehicle_registered_day", model.NewDate(1970, 1, 1)))
	detections, err := day.Detect(t.Context(), facts)
	require.NoError(t, err)
	require.Empty(t, detections)
	proposals, err := day.Fired(t.Context(), facts)
	require.NoError(t, err)
	require.Empty(t, proposals)
	require.Empty(t, smallDay(t, today).Undecidable())
}

func TestTheNightFiresWhatAFullJudgementFires(t *testing.T) {
	t.Parallel()
	for _, on := range []model.Date{today, model.NewDate(1999, 1, 1)} {
		day := shippedDay(t, on)
		rapid.Check(t, func(rt *rapid.T) {
			facts := boundaryFacts(day).Draw(rt, "facts")
			proposals, err := day.Fired(context.Background(), facts)
			require.NoError(rt, err)
			judgements, err := day.Judge(context.Background(), facts)
			require.NoError(rt, err)
			var fired, judged []string
			for _, proposal := range proposals {
				fired = append(fired, proposal.Offer.Code)
			}
			for _, judgement := range judgements {
				holds := !slices.ContainsFunc(judgement.Checks, func(check rules.CheckVerdict) bool { return check.Verdict != rules.Holds })
				require.Equal(rt, holds, judgement.Fires)
				if judgement.Fires {
					judged = append(judged, judgement.Offer.Code)
				}
			}
			require.ElementsMatch(rt, judged, fired)
		})
	}
}

func TestProposalsComeInOneOrder(t *testing.T) {
	t.Parallel()
	day := shippedDay(t, today)
	rank := map[model.OfferClass]int{model.ClassDuty: 0, model.ClassService: 1, model.ClassAdvice: 2, model.ClassSale: 2}
	several := false
	for _, facts := range sampleFacts(day, 3000) {
		proposals, err := day.Fired(t.Context(), facts)
		require.NoError(t, err)
		for i, proposal := range proposals {
			require.Equal(t, rules.Priority(proposal.PPM, proposal.CPermille, proposal.VPoints, proposal.LPermille), proposal.Priority)
			require.NotEmpty(t, proposal.Reasons)
			if i == 0 {
				continue
			}
			several = true
			before := proposals[i-1]
			require.LessOrEqual(t, rank[before.Offer.Class], rank[proposal.Offer.Class])
			if rank[before.Offer.Class] == 2 {
				require.GreaterOrEqual(t, before.Priority, proposal.Priority)
			}
		}
	}
	require.True(t, several, "no customer of the sample has two proposals")
}

func TestPriorityIsAProductInMillionthsOfAPoint(t *testing.T) {
	t.Parallel()
	require.EqualValues(t, 45_000_000, rules.Priority(1_000_000, 1000, 45, 1000))
	require.EqualValues(t, 13_500_000, rules.Priority(300_000, 1000, 45, 1000))
	require.EqualValues(t, 27_000_000, rules.Priority(300_000, 2000, 45, 1000))
	require.EqualValues(t, 0, rules.Priority(0, 1000, 45, 1000))
}

func TestAnOfferThatCanNotBeEvaluatedStopsNoOther(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today,
		edit{loan, "input.facts.is_person == true", "100 / input.facts.effort_rate_permille >= 0"},
		edit{loan, "suitable.no_arrears if input.facts.loan_in_arrears == false", "suitable.no_arrears if input.facts.loan_in_arrears == true"})
	facts := knownFacts(day, but(but(oldVehicle(), "effort_rate_permille", 0), "loan_in_arrears", true))

	judgements, err := day.Judge(t.Context(), facts)
	require.ErrorContains(t, err, "evaluate the offer vehicle_loan")
	require.ErrorContains(t, err, "divide by zero")
	require.Len(t, judgements, 2)
	require.True(t, judgements[0].Fires)
	require.False(t, judgements[1].Fires)

	proposals, err := day.Fired(t.Context(), facts)
	require.ErrorContains(t, err, "divide by zero")
	require.Len(t, proposals, 1)
	require.Equal(t, "arrears_help", proposals[0].Offer.Code)
}

func TestAnEventThatCanNotBeEvaluatedStopsNoOther(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today, edit{"event/loan_ending/loan_ending.rego", "input.facts.loan_end_in_days >= 0", "1 / input.facts.loan_end_in_days >= 0"})
	facts := knownFacts(day, but(oldVehicle(), "loan_end_day", today))
	detections, err := day.Detect(t.Context(), facts)
	require.ErrorContains(t, err, "evaluate the event LOAN_ENDING")
	require.Len(t, detections, 1)
	require.Equal(t, "VEHICLE_OLDER_THAN_AVERAGE", detections[0].Kind.Kind)
}

func TestAContextThatEndedGivesNoAnswer(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	facts := knownFacts(day, oldVehicle())
	judgements, err := day.Judge(ctx, facts)
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, judgements)
	proposals, err := day.Fired(ctx, facts)
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, proposals)
	detections, err := day.Detect(ctx, facts)
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, detections)
}

func TestADetectedEventSaysWhenItIsAndWhenItEnds(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today)
	detections, err := day.Detect(t.Context(), knownFacts(day, but(oldVehicle(), "loan_end_day", today.AddDays(30))))
	require.NoError(t, err)
	require.Equal(t, []rules.Detection{
		{Kind: day.Engine().Event("LOAN_ENDING"), Checks: []string{"detected.soon"}, ExpectedOn: today.AddDays(30), ExpiresOn: today.AddDays(120)},
		{Kind: day.Engine().Event("VEHICLE_OLDER_THAN_AVERAGE"), Checks: []string{"detected.older_than_average"}, ExpectedOn: today},
	}, detections)
}

func TestAnAverageVehicleIsNotOlderThanTheAverage(t *testing.T) {
	t.Parallel()
	for on, average := range map[model.Date]int{today: 4200, model.NewDate(2024, 12, 31): 3287} {
		day := smallDay(t, on)
		for age, wanted := range map[int]int{average: 0, average + 1: 1} {
			detections, err := day.Detect(t.Context(), knownFacts(day, map[string]any{"vehicle_registered_day": on.AddDays(-age)}))
			require.NoError(t, err)
			require.Len(t, detections, wanted)
		}
	}
}
