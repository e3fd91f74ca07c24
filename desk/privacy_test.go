package desk_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

func TestR15_ACopyHoldsWhatTheBankHoldsTheLogicUsedAndWhoSawIt(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		_, err := b.RecordEvent(t.Context(), scope, desk.EventInput{CustomerID: b.claire, Kind: "CHILD_EXPECTED", ExpectedOn: today.AddDays(100), Note: "Told at the desk"})
		require.NoError(t, err)
		require.NoError(t, b.RecordOperation(t.Context(), &model.AuditRecord{
			EmployeeID: b.alice, Purpose: model.PurposeService, Operation: "query", Rows: model.EncodeRows(map[string][]model.ID{"Customer": {b.claire}}),
		}))
		jules, record := b.as(t, "jules")
		copied, customer, err := b.SubjectAccess(t.Context(), jules, b.claire, record)
		require.NoError(t, err)
		require.Equal(t, b.claire, customer.ID)
		for table, rows := range map[string]int{"customers": 1, "incomes": 1, "assets": 1, "consents": 1, "life_events": 2, "household_members": 1, "representations": 1} {
			require.Len(t, copied.Tables[table], rows, table)
		}
		require.Contains(t, []any{copied.Tables["life_events"][0]["note"], copied.Tables["life_events"][1]["note"]}, "Told at the desk")
		require.Equal(t, b.claire, copied.Tables["customers"][0]["id"])

		require.NotEmpty(t, copied.Decisions)
		facts := map[string]any{}
		require.NoError(t, json.Unmarshal(copied.Decisions[0].Facts, &facts))
		require.NotEmpty(t, facts, "the facts are opened")
		require.Len(t, copied.Logic, len(b.engine.Offers()))
		for _, offer := range copied.Logic {
			require.NotEmpty(t, offer.Checks, offer.Code)
			for _, check := range offer.Checks {
				require.NotEmpty(t, check.Why.FR, check.Name)
			}
		}
		saw := map[string]int{}
		for _, one := range copied.Recipients {
			saw[one.Employee] = one.Operations
		}
		require.Equal(t, 1, saw["alice"])

		text, err := json.Marshal(copied)
		require.NoError(t, err)
		key, err := store.SealingKeys(t.Context(), b.db, []model.ID{b.claire})
		require.NoError(t, err)
		secret, err := json.Marshal(key[b.claire])
		require.NoError(t, err)
		require.NotContains(t, string(text), string(secret), "the key stays secret")
		require.Equal(t, 1, b.audited(t, "jules"))
		again, _, err := b.SubjectAccess(t.Context(), jules, b.claire, record)
		require.NoError(t, err)
		require.Len(t, again.Recipients, len(copied.Recipients)+1, "the copy itself was recorded")
	})
}

func TestOnlyWhoAnswersForPrivacyGetsACopy(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		for _, login := range []string{"alice", "bruno", "david", "ines", "karim"} {
			as, record := b.as(t, login)
			_, _, err := b.SubjectAccess(t.Context(), as, b.claire, record)
			require.Contains(t, []model.Code{model.CodeForbidden, model.CodeNotFound}, model.CodeOf(err), login)
		}
	})
}

func TestR14_AnObjectionToProfilingCountsAtOnce(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		_, err := b.RecordEvent(t.Context(), scope, desk.EventInput{CustomerID: b.claire, Kind: "CHILD_EXPECTED", ExpectedOn: today.AddDays(100)})
		require.NoError(t, err)
		before := b.bank.open(t, b.claire)
		require.NotEmpty(t, before)
		require.NotEmpty(t, b.list(t, b.alice))
		jules, record := b.as(t, "jules")
		_, consents, err := b.ObjectToProfiling(t.Context(), jules, desk.ObjectionInput{CustomerID: b.claire, Received: "Letter of 20 November", Audit: record})
		require.NoError(t, err)
		require.Len(t, consents, 2)
		for offer, row := range b.bank.open(t, b.claire) {
			require.NotEqual(t, model.ClassSale, row.OfferClass, offer)
		}
		for offer := range before {
			if b.bank.open(t, b.claire)[offer] == nil {
				require.NotContains(t, b.list(t, b.alice), offer, "it is off the list too")
			}
		}
		require.Less(t, len(b.bank.open(t, b.claire)), len(before))
		rows, err := store.Select[model.Consent](t.Context(), b.db, scope, "customer_id = ? AND effective_to IS NULL", b.claire)
		require.NoError(t, err)
		for _, row := range rows {
			require.Equal(t, model.ConsentDenied, row.State)
			require.Equal(t, "Letter of 20 November", row.CaptureSource)
		}
		old, err := store.Select[model.Consent](t.Context(), b.db, scope, "id = ?", id("yes"))
		require.NoError(t, err)
		require.Equal(t, today, old[0].EffectiveTo, "the consent given before is kept as proof")
		_, _, err = b.ObjectToProfiling(t.Context(), jules, desk.ObjectionInput{CustomerID: b.claire, Audit: record})
		require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		alice, record := b.as(t, "alice")
		_, _, err = b.ObjectToProfiling(t.Context(), alice, desk.ObjectionInput{CustomerID: b.claire, Received: "Phone", Audit: record})
		require.Equal(t, model.CodeForbidden, model.CodeOf(err))
	})
}

func TestConsentsOfMinorsAndOfThoseWhoCameOfAge(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		grown := b.person(id("grown"), "Grown", model.NewDate(2004, 2, 29), model.FullCapacity)
		captured := func(name string, customer model.ID, on model.Date) *model.Consent {
			return &model.Consent{
				ID: id(name), CustomerID: customer, Purpose: model.Marketing, Channel: model.AnyChannel, State: model.ConsentGranted,
				CapturedOn: on, CaptureSource: "The mother, at the branch", EffectiveFrom: on,
			}
		}
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			for _, row := range []any{
				grown, captured("minor", b.leo, today.AddDays(-100)), captured("before", grown.ID, model.NewDate(2022, 2, 28)),
				captured("after", grown.ID, model.NewDate(2022, 3, 1)), captured("adult", b.marc, today.AddDays(-1)),
			} {
				if err := w.Insert(t.Context(), row); err != nil {
					return err
				}
			}
			return nil
		}))
		jules, _ := b.as(t, "jules")
		of := func(comeOfAge bool) []model.ID {
			page, err := b.db.Reader().MinorConsents(t.Context(), jules, comeOfAge, today, store.Page{First: 10})
			require.NoError(t, err)
			var found []model.ID
			for _, consent := range page.Items {
				found = append(found, consent.ID)
				require.NotZero(t, consent.Class)
			}
			return found
		}
		require.Equal(t, []model.ID{id("minor"), id("before")}, of(false))
		require.Equal(t, []model.ID{id("before")}, of(true), "born on a 29th of February: of age on the 1st of March")
	})
}

func TestR19_TheRetentionReportCountsWhatIsPastItsTime(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		long := today.AddMonths(-61)
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			for _, row := range []any{
				&model.Interaction{ID: id("old"), CustomerID: b.claire, Channel: model.PhoneCall, Direction: "INBOUND", OccurredAt: model.InstantOf(long.Time()), Subject: "Old"},
				&model.Interaction{ID: id("young"), CustomerID: b.claire, Channel: model.PhoneCall, Direction: "INBOUND", OccurredAt: model.InstantOf(today.Time()), Subject: "New"},
				&model.Consent{ID: id("ended"), CustomerID: b.claire, Purpose: model.Marketing, Channel: model.AnyChannel, State: model.ConsentGranted, CapturedOn: long, EffectiveFrom: long, EffectiveTo: long.AddDays(9)},
			} {
				if err := w.Insert(t.Context(), row); err != nil {
					return err
				}
			}
			return nil
		}))
		report, err := b.RetentionReport(t.Context())
		require.NoError(t, err)
		past := map[string]int64{}
		for _, line := range report {
			require.NotEmpty(t, line.Basis.FR, line.Class)
			require.NotEmpty(t, line.Source, line.Class)
			if line.Rows > 0 {
				past[line.Class] = line.Rows
			}
		}
		require.Equal(t, map[string]int64{"interactions": 1, "consents": 1}, past)
	})
}

func TestNobodyAnswersThemselfARelativeOrAColleague(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			_, err := w.Exec(t.Context(), "UPDATE employees SET customer_id = ? WHERE id = ?", b.claire, id("jules"))
			return err
		}))
		jules, record := b.as(t, "jules")
		for name, customer := range map[string]model.ID{"their own": b.claire, "a relative's": b.marc, "a child's": b.leo} {
			require.Empty(t, b.sees(t, "jules", customer), name)
			_, _, err := b.SubjectAccess(t.Context(), jules, customer, record)
			require.Equal(t, model.CodeNotFound, model.CodeOf(err), name)
		}
		require.Empty(t, b.sees(t, "ines", b.claire), "a colleague of the branch")
		_, _, err := b.SubjectAccess(t.Context(), jules, id("anna"), record)
		require.NoError(t, err)
	})
}
