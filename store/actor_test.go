package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// kinsfolk writes the own file of the manager of the north, and people who are or
// are not near to it.
func kinsfolk(t testing.TB, db *store.DB) {
	t.Helper()
	network(t, db)
	manager := id("manager north")
	for _, name := range []string{"self", "spouse", "flatmate", "former flatmate", "child", "mother", "divorced", "stranger"} {
		write(t, db, person(name, "south", nil))
	}
	for _, home := range []string{"home", "old home", "fiscal home"} {
		write(t, db, &model.Household{ID: id(home)})
	}
	lives := func(name, home string, until model.Date) *model.HouseholdMember {
		return &model.HouseholdMember{ID: id(name + home), HouseholdID: id(home), CustomerID: id(name), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: ago(99), ValidTo: until}
	}
	write(t, db, lives("self", "home", 0), lives("spouse", "home", 0), lives("flatmate", "home", today.AddDays(1)), lives("former flatmate", "home", today),
		lives("self", "old home", today), lives("stranger", "old home", 0), lives("self", "fiscal home", 0), lives("child", "fiscal home", 0),
		&model.Relationship{ID: id("to"), FromID: id("self"), ToID: id("spouse"), Kind: model.SpouseOf},
		&model.Relationship{ID: id("from"), FromID: id("mother"), ToID: id("self"), Kind: model.ParentOf},
		&model.Relationship{ID: id("ended"), FromID: id("self"), ToID: id("divorced"), Kind: model.SpouseOf, ValidTo: ago(50)})
	change(t, db, "UPDATE employees SET customer_id = ? WHERE id = ?", id("self"), manager)
}

// change sends a statement.
func change(t testing.TB, db *store.DB, sql string, args ...any) {
	t.Helper()
	require.NoError(t, db.Write(context.Background(), func(w *store.Writer) error {
		_, err := w.Exec(context.Background(), sql, args...)
		return err
	}))
}

func TestTheOwnFileAndThoseOfRelativesAreKin(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		kinsfolk(t, db)
		actor, err := db.Reader().Actor(context.Background(), "manager north", model.InstantOf(noon))
		require.NoError(t, err)
		require.ElementsMatch(t, idsOf("self", "spouse", "flatmate", "child", "mother", "divorced"), actor.Kin)
		other, err := db.Reader().Actor(context.Background(), "manager south", model.InstantOf(noon))
		require.NoError(t, err)
		require.Empty(t, other.Kin)
	})
}

func TestAnEmergencyAccessBindsWhileItRuns(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		at := func(minutes int) model.Instant {
			return model.InstantOf(noon.Add(time.Duration(minutes) * time.Minute))
		}
		for _, one := range []struct {
			name                   string
			opened, closes, closed model.Instant
		}{
			{"open", at(0), at(60), 0}, {"shorter", at(-10), at(20), 0}, {"closed by hand", at(0), at(60), at(1)}, {"over", at(-60), at(0), 0}, {"to come", at(30), at(50), 0},
		} {
			write(t, db, person(one.name, "south", nil), &model.EmergencyAccess{ID: id("access " + one.name), EmployeeID: id("manager north"), CustomerID: id(one.name), Reason: "fire", OpenedAt: one.opened, ClosesAt: one.closes, ClosedAt: one.closed})
		}
		for minutes, wanted := range map[int][]model.ID{0: idsOf("open", "shorter"), 19: idsOf("open", "shorter"), 20: idsOf("open"), 45: idsOf("open", "to come"), 60: nil} {
			actor, err := db.Reader().ActorByID(ctx, id("manager north"), at(minutes))
			require.NoError(t, err)
			require.ElementsMatch(t, wanted, actor.Emergency, minutes)
			require.Equal(t, map[int]model.Instant{0: at(20), 19: at(20), 20: at(60), 45: at(50), 60: 0}[minutes], actor.ValidUntil, minutes)
		}
		change(t, db, "UPDATE emergency_accesses SET closed_at = ?", at(5))
		actor, err := db.Reader().ActorByID(ctx, id("manager north"), at(6))
		require.NoError(t, err)
		require.Empty(t, actor.Emergency, "what is closed is lost on the next request")
	})
}

func TestAProgramNeedsAnOwnerAndADayOnWhichItExpires(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		tomorrow := today.AddDays(1)
		write(t, db, &model.Employee{ID: id("left"), Login: "left", BranchID: id("branch north")})
		for _, one := range []struct {
			login   string
			owner   string
			expires model.Date
			active  bool
			known   bool
		}{
			{"runs", "manager north", tomorrow, true, true}, {"expires today", "manager north", today, true, false}, {"never expires", "manager north", 0, true, false},
			{"ownerless", "", tomorrow, true, false}, {"owner left", "left", tomorrow, true, false}, {"owned by a program", "runs", tomorrow, true, false}, {"stopped", "manager north", tomorrow, false, false},
		} {
			machine := &model.Employee{ID: id(one.login), Login: one.login, BranchID: id("branch north"), Active: one.active, Kind: model.MachineEmployee, ExpiresOn: one.expires, Scopes: `["directory","events"]`}
			if one.owner != "" {
				machine.OwnerID = id(one.owner)
			}
			write(t, db, machine)
			actor, err := db.Reader().Actor(ctx, one.login, model.InstantOf(noon))
			if !one.known {
				require.Equal(t, model.CodeNotFound, model.CodeOf(err), one.login)
				continue
			}
			require.NoError(t, err)
			require.True(t, actor.Machine)
			require.Equal(t, []string{"directory", "events"}, actor.Scopes)
		}
		change(t, db, "UPDATE employees SET active = ? WHERE id = ?", false, id("manager north"))
		_, err := db.Reader().Actor(ctx, "runs", model.InstantOf(noon))
		require.Equal(t, model.CodeNotFound, model.CodeOf(err), "a program stops with the next request after its owner left")
	})
}

func TestBindingsTakeTwoStatements(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		counter := &statementCounter{}
		db := counter.open(t, target.Full(t))
		kinsfolk(t, db)
		require.Equal(t, 2, counter.during(func() {
			_, err := db.Reader().Actor(context.Background(), "manager north", model.InstantOf(noon))
			require.NoError(t, err)
		}))
	}
}

func BenchmarkBindings(b *testing.B) {
	for _, target := range storetest.Databases(b) {
		b.Run(target.Name, func(b *testing.B) {
			db := target.Open(b)
			kinsfolk(b, db)
			for i := range 20 {
				write(b, db, &model.Portfolio{ID: id(fmt.Sprint("p", i)), BranchID: id("branch north"), Code: fmt.Sprint("p", i)},
					&model.PortfolioHolder{ID: id(fmt.Sprint("h", i)), PortfolioID: id(fmt.Sprint("p", i)), EmployeeID: id("manager north"), ValidFrom: ago(3)})
			}
			b.ResetTimer()
			for b.Loop() {
				_, err := db.Reader().ActorByID(context.Background(), id("manager north"), model.InstantOf(noon))
				require.NoError(b, err)
			}
		})
	}
}
