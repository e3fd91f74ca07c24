package intake

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

func TestRightsArriveWithTheirReasonsAndMachinesWithTheirScopes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		importCSV(t, db, csvSmall)
		machine, err := store.EmployeeByLogin(t.Context(), db, "crm-sync")
		require.NoError(t, err)
		felix, err := store.EmployeeByLogin(t.Context(), db, "felix")
		require.NoError(t, err)
		require.Equal(t, model.MachineEmployee, machine.Kind)
		require.Equal(t, felix.ID, machine.OwnerID)
		require.Equal(t, `["recommendations.read","recommendations.respond"]`, machine.Scopes)
		require.Equal(t, all[model.Customer](t, db, "external_id = ?", "1002")[0].ID, felix.CustomerID)
		role := all[model.EmployeeRole](t, db, "role = ?", string(model.AccountManager))[0]
		require.Equal(t, "Prise de poste", role.Reason)
		require.Equal(t, felix.ID, role.GrantedBy)
		actor, err := db.Reader().Actor(t.Context(), "crm-sync", model.InstantOf(clock()))
		require.NoError(t, err)
		require.Equal(t, []string{"recommendations.read", "recommendations.respond"}, actor.Scopes)
	})
}

func TestAWrongRightGoesToTheRejectFileWithItsLineAndColumn(t *testing.T) {
	t.Parallel()
	for name, each := range map[string]struct{ file, old, replacement, reason string }{
		"a machine without an owner":  {"employees", ",MACHINE,,felix,", ",MACHINE,,,", "column owner"},
		"a machine without an end":    {"employees", ",2027-06-01,recommendations.read", ",,recommendations.read", "column expires_on"},
		"a machine without a scope":   {"employees", "recommendations.read recommendations.respond", "", "column scopes"},
		"a scope that nobody knows":   {"employees", "recommendations.respond", "everything.write", "column scopes"},
		"a person with scopes":        {"employees", "PERSON,,,,", "PERSON,,,,recommendations.read", "column kind"},
		"an owner who is not there":   {"employees", "MACHINE,,felix", "MACHINE,,nobody", "owner"},
		"a kind that is no word":      {"employees", "PERSON,1002", "ROBOT,1002", "column kind"},
		"a role that is no word":      {"employee_roles", "BRANCH_MANAGER", "KING", "column role"},
		"a granter who is not there":  {"employee_roles", "2020-01-01,,felix", "2020-01-01,,nobody", "granted_by"},
		"a holder's period backwards": {"portfolio_holders", "2021-06-01,,", "2021-06-01,2020-06-01,", "column valid_to"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := importCSV(t, storetest.SQLite(t), copyOf(t, csvSmall, in(each.file+".csv", each.old, each.replacement)))
			require.Contains(t, rejected(t, report, each.file+".csv"), each.reason)
		})
	}
}

func TestTheDemoHasSomebodyForEveryRole(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	options := demoOptions(t, 300)
	options.MovementsPerMonth = 0
	makeDemo(t, db, options)
	now := model.InstantOf(options.Date.Time())
	seen := map[model.Role]bool{}
	for login, role := range map[string]model.Role{
		"alice": model.AccountManager, "bruno": model.BranchManager, "chloe": model.MarketingAnalyst, "david": model.Auditor, "emma": model.Developer,
		"farid": model.CallCentreAgent, "gaelle": model.RegionalManager, "hugo": model.RuleAnalyst, "ines": model.ComplianceOfficer,
		"jules": model.DataProtectionOfficer, "karim": model.Administrator, "crm-sync": model.MachineClient,
	} {
		actor, err := db.Reader().Actor(t.Context(), login, now)
		require.NoError(t, err, login)
		require.Equal(t, []model.Role{role}, actor.Roles, login)
		seen[role] = true
		if login == "alice" {
			require.Len(t, actor.Kin, 3, "her file, and those of her husband and child")
		}
	}
	require.Len(t, seen, len(model.Roles))
	for _, login := range clients {
		employee, err := store.EmployeeByLogin(t.Context(), db, login)
		require.NoError(t, err)
		file := all[model.Customer](t, db, "id = ?", employee.CustomerID)
		require.Len(t, file, 1, login)
		require.Equal(t, model.Staff, file[0].Sensitivity)
		require.Equal(t, employee.Name(), file[0].FirstName+" "+file[0].LastName)
	}
	machine, err := db.Reader().Actor(t.Context(), "crm-sync", model.InstantOf(options.Date.AddDays(180).Time()))
	require.Nil(t, machine)
	require.Equal(t, model.CodeNotFound, model.CodeOf(err), "it expires in 180 days")
	require.Len(t, all[model.EmergencyAccess](t, db, ""), 1)
	require.Len(t, all[model.Alert](t, db, "acknowledged_at IS NOT NULL"), 1)
	require.NotEmpty(t, all[model.Delegation](t, db, "")[0].Reason)
}
