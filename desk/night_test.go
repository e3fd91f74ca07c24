package desk_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/intake"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// demoDesk opens a demonstration bank of n customers.
func demoDesk(t *testing.T, db *store.DB, n int) *desk.Desk {
	t.Helper()
	d := newDesk(t, db, rand.NewChaCha8([32]byte{2}))
	_, err := intake.Demo(t.Context(), db, intake.DemoOptions{
		Customers: n, Seed: 7, Date: today, MovementsPerMonth: 4, Products: d.Engine().Products(),
	})
	require.NoError(t, err)
	require.NoError(t, d.Activate(t.Context()))
	return d
}

func digest(t *testing.T, db *store.DB) string {
	t.Helper()
	text, err := db.Digest(t.Context())
	require.NoError(t, err)
	return text
}

func TestTheNightGivesEveryAccountManagerAListAndIsIdempotent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := demoDesk(t, db, 300)
		report, err := d.Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		require.GreaterOrEqual(t, report.Customers, int64(300))
		require.Positive(t, report.Decisions)
		alice, err := db.Reader().Actor(t.Context(), "alice", model.InstantOf(today.Time()))
		require.NoError(t, err)
		list, err := db.Reader().Actions(t.Context(), scope, alice.EmployeeID, today, store.Page{First: 100})
		require.NoError(t, err)
		require.NotEmpty(t, list.Items)
		for i, action := range list.Items {
			require.Equal(t, int64(i+1), action.Position)
		}
		before := digest(t, db)
		again, err := d.Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		require.True(t, again.AlreadyDone)
		require.Equal(t, before, digest(t, db))
	})
}

func TestTheNextNightWritesReceiptsOnlyWhereTheOutcomeChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := demoDesk(t, db, 200)
		first, err := d.Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		second, err := d.Night(t.Context(), desk.NightOptions{Date: today.AddDays(1)})
		require.NoError(t, err)
		require.Less(t, second.Decisions*4, first.Decisions, "few outcomes change from one day to the next")
	})
}

func TestAnInterruptedNightGoesOnToTheSameResult(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := demoDesk(t, db, 600)
		ctx, interrupt := context.WithCancel(t.Context())
		pages := 0
		_, err := d.Night(ctx, desk.NightOptions{Date: today, Progress: func(int64, int64) {
			if pages++; pages == 2 {
				interrupt()
			}
		}})
		require.ErrorIs(t, err, context.Canceled)
		report, err := d.Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		require.True(t, report.Resumed)
		interrupted := digest(t, db)
		storetest.Each(t, func(t *testing.T, other *store.DB) {
			if other.Dialect() != db.Dialect() {
				return
			}
			_, err := demoDesk(t, other, 600).Night(t.Context(), desk.NightOptions{Date: today})
			require.NoError(t, err)
			require.Equal(t, digest(t, other), interrupted)
		})
	})
}

func TestNothingIsAddressedToAMinor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		_, err := demoDesk(t, db, 400).Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		minors, err := store.Select[model.Customer](t.Context(), db, scope, "legal_capacity = ?", string(model.Minor))
		require.NoError(t, err)
		require.NotEmpty(t, minors)
		spoken, err := store.Select[model.Recommendation](t.Context(), db, scope, "")
		require.NoError(t, err)
		for _, minor := range minors {
			for _, row := range spoken {
				require.NotEqual(t, minor.ID, row.AddresseeID)
			}
		}
	})
}

func TestABankWithoutCustomersHasNoNight(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := newDesk(t, db, rand.NewChaCha8([32]byte{3}))
		_, err := d.Night(t.Context(), desk.NightOptions{Date: today})
		require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		run, err := store.NightOf(t.Context(), db, today)
		require.NoError(t, err)
		require.Nil(t, run, "the day is not used up")
	})
}

func TestCustomersWhoArriveAfterTheNightAreJudgedWhenItRunsAgain(t *testing.T) {
	eachBank(t, func(t *testing.T, b *bank) {
		_, err := b.Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		late := id("late")
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			customer := b.person(late, "Nora", today.AddMonths(-40*12), model.FullCapacity)
			customer.DecisionKey = late
			return w.Insert(t.Context(), customer)
		}))
		report, err := b.Night(t.Context(), desk.NightOptions{Date: today})
		require.NoError(t, err)
		require.False(t, report.AlreadyDone)
		require.Equal(t, int64(4), report.Customers)
	})
}

func TestTwoNightsOfADayDoNotRunSideBySide(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := demoDesk(t, db, 300)
		second := make(chan error, 1)
		once := sync.OnceFunc(func() {
			_, err := d.Night(t.Context(), desk.NightOptions{Date: today})
			second <- err
		})
		_, err := d.Night(t.Context(), desk.NightOptions{Date: today, Progress: func(int64, int64) { once() }})
		other := <-second
		require.NoError(t, errors.Join(onlyConflict(err), onlyConflict(other)))
		require.True(t, err == nil || other == nil, "one of them plans the day")
	})
}

func onlyConflict(err error) error {
	if model.CodeOf(err) == model.CodeConflict {
		return nil
	}
	return err
}

func TestEventsThatArriveDuringTheNightAreNotUndone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := demoDesk(t, db, 900)
		_, firstPage, err := db.DecisionPage(t.Context(), model.ID{}, 200)
		require.NoError(t, err)
		later, err := store.Select[model.Customer](t.Context(), db, scope, `kind = 'PERSON' AND legal_capacity = 'FULL'
			AND birth_date < '1996-01-01' AND status = 'CUSTOMER' AND decision_key > ? ORDER BY decision_key, id`, firstPage)
		require.NoError(t, err)
		record := sync.OnceFunc(func() { // the next page is read, or about to be
			for _, adult := range later[:100] {
				_, err := d.RecordEvent(t.Context(), scope, desk.EventInput{
					CustomerID: adult.ID, Kind: "CHILD_BORN", OccurredOn: today.AddDays(-1), Source: "test", ExternalID: adult.ID.String(),
				})
				require.NoError(t, err)
			}
		})
		_, err = d.Night(t.Context(), desk.NightOptions{Date: today, Progress: func(int64, int64) { record() }})
		require.NoError(t, err)
		born, err := store.Select[model.Recommendation](t.Context(), db, scope, "offer = 'livret_a_newborn' AND proposed_on = ?", today)
		require.NoError(t, err)
		require.NotEmpty(t, born)
		for _, row := range born {
			require.Equal(t, model.RecommendationOpen, row.State, "what an event proposed is still proposed")
			nights, err := store.Select[model.Decision](t.Context(), db, scope, "customer_id = ? AND cause = 'NIGHT'", row.CustomerID)
			require.NoError(t, err)
			for _, night := range nights {
				require.Contains(t, night.Outcome, row.Offer, "the night knew of the event")
			}
		}
	})
}
