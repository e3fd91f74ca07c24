package store_test

import (
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// session is one of a manager that began at an instant.
func session(name, manager string, began time.Time) *model.Session {
	return &model.Session{ID: id(name), TokenHash: "hash of " + name, EmployeeID: id("manager " + manager), CreatedAt: model.InstantOf(began),
		LastSeenAt: model.InstantOf(began), ExpiresAt: model.InstantOf(began.Add(model.SessionLife))}
}

func openSessions(t *testing.T, db *store.DB, sessions ...*model.Session) {
	t.Helper()
	require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error {
		for _, one := range sessions {
			if err := w.OpenSession(t.Context(), one); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestSessionsAreFoundByTheirSecretAndEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		start, now := noon, model.InstantOf(noon.Add(time.Minute))
		openSessions(t, db, session("one", "north", start), session("two", "north", start), session("three", "south", start))
		all := []string{"hash of one", "hash of two", "hash of three", "hash of nobody"}
		found, err := db.Reader().Session(t.Context(), "hash of one")
		require.NoError(t, err)
		require.Equal(t, session("one", "north", start), found)
		_, err = db.Reader().Session(t.Context(), "hash of nobody")
		require.Equal(t, model.CodeNotFound, model.CodeOf(err))
		running := func(at model.Instant) []string {
			hashes, err := db.Reader().RunningSessions(t.Context(), all, at)
			require.NoError(t, err)
			return hashes
		}
		require.ElementsMatch(t, all[:3], running(now))
		require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error { return w.EndSession(t.Context(), "hash of one", now) }))
		require.ElementsMatch(t, all[1:3], running(now))
		found, err = db.Reader().Session(t.Context(), "hash of one")
		require.NoError(t, err)
		require.Equal(t, now, found.EndedAt)
		require.False(t, found.Runs(now))
		require.NoError(t, db.TouchSession(t.Context(), id("three"), now))
		require.NoError(t, db.TouchSession(t.Context(), id("one"), model.InstantOf(noon.Add(time.Hour))))
		idle := model.InstantOf(noon.Add(model.SessionIdle))
		require.Equal(t, []string{"hash of three"}, running(idle), "two was idle, one has ended")
		require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error { return w.EndSessions(t.Context(), id("manager south"), now) }))
		require.Equal(t, []string{"hash of two"}, running(now))
	})
}

func TestSessionsAreForgottenLongAfterTheirEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		openSessions(t, db, session("old", "north", noon))
		openSessions(t, db, session("young", "north", noon.Add(model.SessionMemory)))
		_, err := db.Reader().Session(t.Context(), "hash of old")
		require.NoError(t, err, "it ended less than thirty days before")
		openSessions(t, db, session("later", "north", noon.Add(model.SessionMemory+model.SessionLife+time.Second)))
		_, err = db.Reader().Session(t.Context(), "hash of old")
		require.Equal(t, model.CodeNotFound, model.CodeOf(err))
	})
}

func TestATouchedSessionWakesNobody(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		openSessions(t, db, session("one", "north", noon))
		woken, err := db.Watch(t.Context())
		require.NoError(t, err)
		<-woken // what happened before
		require.NoError(t, db.TouchSession(t.Context(), id("one"), model.InstantOf(noon.Add(time.Minute))))
		select {
		case <-woken:
			require.Fail(t, "watchers were woken")
		default:
		}
		require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error {
			return w.EndSession(t.Context(), "hash of one", model.InstantOf(noon.Add(time.Minute)))
		}))
		<-woken
	})
}

func TestRevokedTokensAreKeptUntilTheyExpire(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		at := func(hours int) model.Instant { return model.InstantOf(noon.Add(time.Duration(hours) * time.Hour)) }
		revoke := func(token string, now, expires model.Instant) {
			require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error { return w.RevokeToken(t.Context(), token, now, expires) }))
		}
		revoke("one", at(0), at(1))
		revoke("one", at(0), at(1))
		revoke("two", at(0), at(5))
		revoked, err := db.Reader().RevokedTokens(t.Context(), []string{"one", "two", "three"})
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"one", "two"}, revoked)
		revoke("three", at(2), at(3))
		revoked, err = db.Reader().RevokedTokens(t.Context(), []string{"one", "two", "three"})
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"two", "three"}, revoked)
	})
}

func TestPeopleWhoMayLogInAreOfferedWithTheirRoles(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db,
			&model.Employee{ID: id("gone"), Login: "gone", BranchID: id("branch north"), Kind: model.HumanEmployee, Scopes: "[]"},
			&model.Employee{ID: id("robot"), Login: "robot", BranchID: id("branch north"), Active: true, Kind: model.MachineEmployee, Scopes: "[]"},
			&model.Employee{ID: id("new"), Login: "new", FirstName: "Nora", LastName: "New", BranchID: id("branch north"), Active: true, Kind: model.HumanEmployee, Scopes: "[]"},
			&model.EmployeeRole{ID: id("second"), EmployeeID: id("manager north"), Role: model.Auditor, ValidFrom: today},
			&model.EmployeeRole{ID: id("coming"), EmployeeID: id("manager north"), Role: model.Developer, ValidFrom: today.AddDays(1)})
		people, err := db.Reader().Candidates(t.Context(), today)
		require.NoError(t, err)
		offered := map[string][]model.Role{}
		for _, person := range people {
			offered[person.Login] = person.Roles
		}
		require.Equal(t, []model.Role{model.AccountManager, model.Auditor}, offered["manager north"])
		require.Contains(t, offered, "new")
		require.Empty(t, offered["new"])
		require.NotContains(t, offered, "gone")
		require.NotContains(t, offered, "robot")
	})
}
