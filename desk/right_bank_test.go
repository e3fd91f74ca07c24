package desk_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
	"foyer/store/storetest"
)

// staffed is the bank with somebody for every role, a second branch in the region
// and a third one in another, and a clock that the test moves.
type staffed struct {
	*bank
	engine *rules.Engine
	at     time.Time
}

// cast are the employees of the staffed bank: login, branch, role.
var cast = []struct {
	login, branch string
	role          model.Role
}{
	{"alice", "branch", model.AccountManager}, {"paul", "branch", model.AccountManager}, {"bruno", "branch", model.BranchManager},
	{"chloe", "branch", model.MarketingAnalyst}, {"david", "branch", model.Auditor}, {"farid", "branch", model.CallCentreAgent},
	{"gaelle", "branch", model.RegionalManager}, {"hugo", "branch", model.RuleAnalyst}, {"ines", "branch", model.ComplianceOfficer},
	{"jules", "branch", model.DataProtectionOfficer}, {"karim", "branch", model.Administrator},
	{"nora", "branch near", model.AccountManager}, {"omar", "branch near", model.BranchManager}, {"zoe", "branch far", model.AccountManager},
}

// eachStaffed runs a test on a fresh staffed bank on both databases.
func eachStaffed(t *testing.T, test func(t *testing.T, b *staffed)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		b := &staffed{bank: &bank{db: db}, at: today.Time().Add(9 * time.Hour)}
		var err error
		require.NoError(t, revisionErr)
		b.engine, err = sharedEngine()
		require.NoError(t, err)
		clock := func() time.Time { b.at = b.at.Add(time.Millisecond); return b.at }
		b.Desk = desk.New(desk.Config{DB: db, Engine: b.engine, Clock: clock, Random: rand.NewChaCha8([32]byte{1}), Logger: zerolog.Nop()})
		require.NoError(t, b.Activate(t.Context()))
		require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error { return b.hire(t.Context(), w) }))
		test(t, b)
	})
}

// hire furnishes the bank and gives everybody their role.
func (b *staffed) hire(ctx context.Context, w *store.Writer) error {
	if err := b.furnish(ctx, w); err != nil {
		return err
	}
	rows := []any{
		&model.Region{ID: id("region far"), Code: "R2", Name: "Est"},
		&model.Branch{ID: id("branch near"), RegionID: id("region"), Code: "B2", Name: "Vannes", City: "Vannes"},
		&model.Branch{ID: id("branch far"), RegionID: id("region far"), Code: "B3", Name: "Nancy", City: "Nancy"},
		&model.Portfolio{ID: id("near"), BranchID: id("branch near"), Code: "P3", Name: "P3"},
		&model.Portfolio{ID: id("far"), BranchID: id("branch far"), Code: "P4", Name: "P4"},
		b.stranger("victor", model.VIP), b.stranger("anna", model.Ordinary),
	}
	for _, one := range cast {
		if one.login != "alice" && one.login != "paul" {
			rows = append(rows, &model.Employee{
				ID: id(one.login), Login: one.login, FirstName: one.login, LastName: "Test", BranchID: id(one.branch), Language: model.English,
				Active: true, Kind: model.HumanEmployee, Scopes: "[]",
			})
		}
		rows = append(rows, &model.EmployeeRole{ID: id("role " + one.login), EmployeeID: id(one.login), Role: one.role, ValidFrom: today.AddMonths(-60)})
	}
	for _, row := range rows {
		if err := w.Insert(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

// stranger is a customer of the far branch.
func (b *staffed) stranger(name string, level model.Sensitivity) *model.Customer {
	row := b.person(id(name), name, today.AddMonths(-12*50), model.FullCapacity)
	row.BranchID, row.PortfolioID, row.HouseholdID, row.DecisionKey, row.Sensitivity = id("branch far"), id("far"), model.ID{}, row.ID, level
	return row
}

// as is how somebody stands in the bank now, for the purpose that is usual for
// their role.
func (b *staffed) as(t *testing.T, login string) (model.Scope, model.AuditRecord) {
	t.Helper()
	actor, err := b.db.Reader().Actor(t.Context(), login, model.InstantOf(b.at))
	require.NoError(t, err)
	purpose, err := b.engine.Purpose(actor, "")
	require.NoError(t, err)
	scope, err := b.engine.Scope(t.Context(), actor, purpose)
	require.NoError(t, err)
	return scope, model.AuditRecord{EmployeeID: actor.EmployeeID, Operation: "test", Purpose: purpose}
}

// roles are those that somebody has now.
func (b *staffed) roles(t *testing.T, login string) []model.Role {
	t.Helper()
	scope, _ := b.as(t, login)
	return scope.Actor.Roles
}

// audited counts the records of changes by somebody.
func (b *staffed) audited(t *testing.T, login string) int {
	t.Helper()
	rows, err := store.Select[model.AuditRecord](t.Context(), b.db, scope, "employee_id = ?", id(login))
	require.NoError(t, err)
	return len(rows)
}

// alerts lists the alerts of a kind.
func (b *staffed) alerts(t *testing.T, kind model.AlertKind) []*model.Alert {
	t.Helper()
	rows, err := store.Select[model.Alert](t.Context(), b.db, scope, "kind = ? ORDER BY raised_at", string(kind))
	require.NoError(t, err)
	return rows
}

func (b *staffed) grant(t *testing.T, by, to string, role model.Role) (*model.Right, error) {
	t.Helper()
	scope, record := b.as(t, by)
	return b.GrantRole(t.Context(), scope, desk.GrantInput{EmployeeID: id(to), Role: role, Reason: "Needed", Audit: record})
}
