package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

func TestFactsThatDependOnTheDateAreDerivedFromStoredDays(t *testing.T) {
	t.Parallel()
	date := model.NewDate
	for name, wanted := range map[string]struct {
		today model.Date
		known map[string]any
		fact  string
		value any // nil: unknown
	}{
		"a birthday is the first day of the new age":     {date(2026, 5, 2), map[string]any{"birth_day": date(1980, 5, 2)}, "age_years", 46},
		"the day before a birthday is the former age":    {date(2026, 5, 1), map[string]any{"birth_day": date(1980, 5, 2)}, "age_years", 45},
		"29 February ages on 1 March":                    {date(2026, 2, 28), map[string]any{"birth_day": date(2008, 2, 29)}, "age_years", 17},
		"29 February has aged on 1 March":                {date(2026, 3, 1), map[string]any{"birth_day": date(2008, 2, 29)}, "age_years", 18},
		"a birth date nobody knows gives no age":         {today, nil, "age_years", nil},
		"days to majority":                               {date(2026, 1, 1), map[string]any{"birth_day": date(2008, 1, 31)}, "age_18_in_days", 30},
		"days since majority are negative":               {date(2026, 2, 1), map[string]any{"birth_day": date(2008, 1, 31)}, "age_18_in_days", -1},
		"somebody born on the last day of 1969":          {date(2026, 12, 31), map[string]any{"birth_day": date(1969, 12, 31)}, "age_years", 57},
		"studies begin in September of the 18th year":    {date(2026, 8, 31), map[string]any{"birth_day": date(2008, 12, 31)}, "studies_start_in_days", 1},
		"the first cohort retires at 62":                 {date(2026, 11, 22), map[string]any{"birth_day": date(1961, 8, 31)}, "retirement_in_days", -1179},
		"the next day's cohort has three months more":    {date(2026, 11, 22), map[string]any{"birth_day": date(1961, 9, 1)}, "retirement_in_days", -1087},
		"a cohort that the table leaves out is unknown":  {date(2026, 11, 22), map[string]any{"birth_day": date(1965, 1, 1)}, "retirement_in_days", nil},
		"before the table, retirement is unknown":        {date(2020, 1, 1), map[string]any{"birth_day": date(1961, 9, 1)}, "retirement_in_days", nil},
		"an event to come":                               {today, map[string]any{"event_child_expected_day": today.AddDays(40)}, "event_child_expected_in_days", 40},
		"an event past":                                  {today, map[string]any{"event_child_expected_day": today.AddDays(-3)}, "event_child_expected_in_days", -3},
		"no event":                                       {today, nil, "event_child_expected_in_days", nil},
		"a refusal ages":                                 {today, map[string]any{"outcome_vehicle_loan_rejected_day": today.AddDays(-89)}, "outcome_vehicle_loan_rejected_days", 89},
		"what was never refused was so long ago":         {today, nil, "outcome_vehicle_loan_rejected_days", model.Never},
		"a salary ages":                                  {today, map[string]any{"salary_day": today.AddDays(-40)}, "salary_days", 40},
		"movements nobody knows say nothing of a salary": {today, nil, "salary_days", nil},
		"a customer never met was met long ago":          {today, nil, "meeting_days", model.Never},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fact := knownFacts(smallDay(t, wanted.today), wanted.known).Get(wanted.fact)
			if wanted.value == nil {
				require.False(t, fact.Known)
				return
			}
			require.True(t, fact.Known)
			require.EqualValues(t, wanted.value, fact.Int)
		})
	}
}

func TestDerivingAgainForgetsTheFormerAnswer(t *testing.T) {
	t.Parallel()
	day := smallDay(t, today)
	facts := knownFacts(day, map[string]any{"birth_day": model.NewDate(1980, 5, 2)})
	facts.Values[facts.Dictionary.Index("birth_day")] = model.Fact{}
	day.Derive(facts)
	require.False(t, facts.Get("age_years").Known)
}

func TestTheDictionaryGrowsWithTheDataOfTheRevision(t *testing.T) {
	t.Parallel()
	engine, err := edited(t)
	require.NoError(t, err)
	dictionary := engine.Dictionary()
	for name, wanted := range map[string]struct {
		family, key string
		kind        model.FactType
	}{
		"holds_vehicle_loan":                {rules.FamilyHolds, "vehicle_loan", model.BoolFact},
		"event_child_expected_active":       {rules.FamilyEvent, "CHILD_EXPECTED", model.BoolFact},
		"event_child_expected_day":          {rules.FamilyEvent, "CHILD_EXPECTED", model.DayFact},
		"event_child_expected_tentative":    {rules.FamilyEvent, "CHILD_EXPECTED", model.BoolFact},
		"outcome_vehicle_loan_rejected_day": {rules.FamilyOutcome, "vehicle_loan", model.DayFact},
		"outcome_vehicle_loan_accepted_day": {rules.FamilyOutcome, "vehicle_loan", model.DayFact},
		"age_25_in_days":                    {rules.FamilyAge, "25", model.IntFact},
		"salary_day":                        {rules.FamilyAggregate, "salary", model.DayFact},
		"salaries_183d":                     {rules.FamilyAggregate, "salaries_183d", model.IntFact},
		"retirement_in_days":                {rules.FamilyCohort, "", model.IntFact},
	} {
		i := dictionary.Index(name)
		require.GreaterOrEqual(t, i, 0, name)
		def := dictionary.Defs[i]
		require.Equal(t, wanted.family, def.Family, name)
		require.Equal(t, wanted.key, def.Key, name)
		require.Equal(t, wanted.kind, def.Type, name)
		require.NotEmpty(t, def.Doc, name)
		require.NotEmpty(t, def.Unknown, name)
	}

	wider, err := edited(t, edit{"data/ages.json", "25", "25, 26"})
	require.NoError(t, err)
	require.Positive(t, wider.Dictionary().Index("age_26_in_days"))
	require.NotEqual(t, dictionary.Hash(), wider.Dictionary().Hash())
	narrower, err := edited(t, edit{"data/ages.json", "18, 25", "25, 18"})
	require.NoError(t, err)
	require.Equal(t, dictionary.Hash(), narrower.Dictionary().Hash(), "the order of declarations does not matter")
}

func TestEveryShippedFactIsDocumented(t *testing.T) {
	t.Parallel()
	for _, def := range embeddedEngine(t).Dictionary().Defs {
		require.NotEmpty(t, def.Doc, def.Name)
		require.NotEmpty(t, def.Unknown, def.Name)
		if def.Type == model.IntFact || def.Type == model.DayFact {
			require.NotEmpty(t, def.Unit, def.Name)
		}
	}
}

func TestADayIsKeptAndADateOutOfRangeIsRefused(t *testing.T) {
	t.Parallel()
	engine, err := edited(t)
	require.NoError(t, err)
	require.Same(t, dayOf(t, engine, today), dayOf(t, engine, today))
	_, err = engine.Day(t.Context(), model.NewDate(1700, 1, 1))
	require.Equal(t, model.CodeInvalid, model.CodeOf(err))
	for i := range 20 {
		dayOf(t, engine, today.AddDays(i))
	}
}

func TestAnOfferSaysWhatItsMetadataSay(t *testing.T) {
	t.Parallel()
	engine, err := edited(t)
	require.NoError(t, err)
	offer := engine.Offer("vehicle_loan")
	require.Equal(t, model.Text{FR: "Prêt automobile", EN: "Vehicle loan"}, offer.Title)
	require.Equal(t, model.ClassSale, offer.Class)
	require.Equal(t, []model.Channel{model.Branched, model.PhoneCall, model.App}, offer.Channels)
	require.Equal(t, model.NewDate(2027, 6, 30), offer.ReviewDate)
	require.False(t, offer.ToRepresentative)
	require.Equal(t, []string{"VEHICLE_OLDER_THAN_AVERAGE"}, offer.Triggers)
	limit := offer.Checks[len(offer.Checks)-1]
	require.Equal(t, "suitable.effort_rate_within_limit", limit.Name)
	require.Equal(t, []string{"effort_rate_permille"}, limit.Facts)
	require.Equal(t, []string{"credit.effort_rate_limit_permille"}, limit.Parameters)
	require.Equal(t, "Le taux d'effort laisse une marge", limit.Why.FR)
	require.Positive(t, limit.Line)

	require.Nil(t, engine.Offer("boat_loan"))
	require.Nil(t, engine.Event("SHIPWRECK"))
	require.False(t, engine.Event("CHILD_EXPECTED").Detected)
	require.True(t, engine.Event("LOAN_ENDING").Detected)
	require.Len(t, engine.Products(), 1)
	require.Len(t, engine.Parameters(), 6)
}
