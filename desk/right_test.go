package desk_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

func TestAnAdministratorGrantsARoleAndItCountsAtOnce(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		right, err := b.grant(t, "karim", "zoe", model.CallCentreAgent)
		require.NoError(t, err)
		require.Equal(t, &model.Right{
			ID: right.ID, Kind: model.RightRole, EmployeeID: id("zoe"), Role: model.CallCentreAgent, ValidFrom: today, GrantedBy: id("karim"), Reason: "Needed",
		}, right)
		require.Equal(t, []model.Role{model.AccountManager, model.CallCentreAgent}, b.roles(t, "zoe"))
		require.Equal(t, 1, b.audited(t, "karim"))

		scope, record := b.as(t, "karim")
		ended, err := b.RevokeRole(t.Context(), scope, desk.EndInput{RightID: right.ID, Reason: "Was a mistake", Audit: record})
		require.NoError(t, err)
		require.Equal(t, today, ended.ValidTo)
		require.Equal(t, id("karim"), ended.EndedBy)
		require.Equal(t, "Was a mistake", ended.EndReason)
		require.Equal(t, []model.Role{model.AccountManager}, b.roles(t, "zoe"))
		_, err = b.RevokeRole(t.Context(), scope, desk.EndInput{RightID: right.ID, Reason: "Again", Audit: record})
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		require.Len(t, rightsOf(t, b, store.RightFilter{Employees: []model.ID{id("zoe")}, Kind: model.RightRole}), 2, "the row is still there")
	})
}

func rightsOf(t *testing.T, b *staffed, filter store.RightFilter) []*model.Right {
	t.Helper()
	found, err := store.Rights(t.Context(), b.db, filter)
	require.NoError(t, err)
	return found
}

func TestNobodyGrantsWhatTheyMayNot(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		for name, wrong := range map[string]struct {
			by, to string
			role   model.Role
			code   model.Code
		}{
			"to themself":                          {"karim", "karim", model.DataProtectionOfficer, model.CodeInvalid},
			"without a right to":                   {"alice", "paul", model.BranchManager, model.CodeForbidden},
			"an auditor who also acts":             {"karim", "alice", model.Auditor, model.CodeConflict},
			"an account manager who audits":        {"karim", "david", model.AccountManager, model.CodeConflict},
			"a role that is held already":          {"karim", "alice", model.AccountManager, model.CodeConflict},
			"a role that does not exist":           {"karim", "alice", "KING", model.CodeInvalid},
			"a machine's role to a person":         {"karim", "alice", model.MachineClient, model.CodeForbidden},
			"to somebody who does not exist":       {"karim", "nobody", model.Auditor, model.CodeNotFound},
			"compliance, which only reviews them":  {"ines", "alice", model.BranchManager, model.CodeForbidden},
			"an auditor, who changes nothing":      {"david", "alice", model.CallCentreAgent, model.CodeForbidden},
			"a manager of another branch and more": {"omar", "alice", model.Administrator, model.CodeForbidden},
		} {
			_, err := b.grant(t, wrong.by, wrong.to, wrong.role)
			require.Equal(t, wrong.code, model.CodeOf(err), "%s: %v", name, err)
			require.Zero(t, b.audited(t, wrong.by), name)
		}
		require.Equal(t, []model.Role{model.AccountManager}, b.roles(t, "alice"))
	})
}

func TestAToxicGrantTellsThePolicysReason(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		_, err := b.grant(t, "karim", "alice", model.Auditor)
		require.ErrorContains(t, err, b.engine.Toxic([]model.Role{model.AccountManager, model.Auditor}).Reason.EN)
	})
}

func TestARoleThatBeginsLaterIsStillToxicThen(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		scope, record := b.as(t, "karim")
		later := desk.GrantInput{EmployeeID: id("alice"), Role: model.Auditor, ValidFrom: today.AddDays(30), Reason: "Moves to audit", Audit: record}
		_, err := b.GrantRole(t.Context(), scope, later)
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		role := rightsOf(t, b, store.RightFilter{Employees: []model.ID{id("alice")}, Role: model.AccountManager})[0]
		_, err = b.RevokeRole(t.Context(), scope, desk.EndInput{RightID: role.ID, Until: today.AddDays(30), Reason: "Moves to audit", Audit: record})
		require.NoError(t, err)
		_, err = b.GrantRole(t.Context(), scope, later)
		require.NoError(t, err)
		require.Equal(t, []model.Role{model.AccountManager}, b.roles(t, "alice"))
		b.at = b.at.AddDate(0, 0, 30)
		require.Equal(t, []model.Role{model.Auditor}, b.roles(t, "alice"))
	})
}

func TestTheBankKeepsAnAdministrator(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		role := rightsOf(t, b, store.RightFilter{Role: model.Administrator})[0]
		scope, record := b.as(t, "karim")
		end := desk.EndInput{RightID: role.ID, Reason: "Leaves", Audit: record}
		_, err := b.RevokeRole(t.Context(), scope, end)
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		_, err = b.grant(t, "karim", "hugo", model.DataProtectionOfficer)
		if err != nil { // whether they exclude each other is the policy's to say
			require.Equal(t, model.CodeConflict, model.CodeOf(err))
		}
	})
}

func TestAToxicHoldingThatWasImportedIsFoundAndTold(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		found, err := b.ToxicHoldings(t.Context(), today)
		require.NoError(t, err)
		require.Empty(t, found)
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			return w.Insert(t.Context(), &model.EmployeeRole{ID: id("imported"), EmployeeID: id("alice"), Role: model.Auditor, ValidFrom: today})
		}))
		found, err = b.ToxicHoldings(t.Context(), today)
		require.NoError(t, err)
		require.Len(t, found, 1)
		require.Equal(t, "alice", found[0].Employee.Login)
		for range 2 {
			require.NoError(t, b.RaiseToxic(t.Context(), today))
		}
		require.Len(t, b.alerts(t, model.AlertToxicRoles), 1, "told once a month")
	})
}

func TestAPortfolioIsHandedOverAndTheListsFollow(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		_, err := b.RecordEvent(t.Context(), scope, desk.EventInput{CustomerID: b.claire, Kind: "CHILD_EXPECTED", ExpectedOn: today.AddDays(100)})
		require.NoError(t, err)
		require.NotEmpty(t, b.list(t, b.alice))
		as, record := b.as(t, "bruno")
		right, err := b.AssignPortfolio(t.Context(), as, desk.HoldInput{PortfolioID: b.hers, EmployeeID: b.paul, Reason: "Alice is away", Audit: record})
		require.NoError(t, err)
		require.Equal(t, model.RightPortfolio, right.Kind)
		require.Empty(t, b.list(t, b.alice))
		require.NotEmpty(t, b.list(t, b.paul))
		before := rightsOf(t, b, store.RightFilter{Kind: model.RightPortfolio, Employees: []model.ID{b.alice}})
		require.Equal(t, today, before[0].ValidTo)
		require.Equal(t, "Alice is away", before[0].EndReason)
		_, err = b.EndPortfolio(t.Context(), as, desk.EndInput{RightID: right.ID, Reason: "Nobody for now", Audit: record})
		require.NoError(t, err)
		require.Empty(t, b.list(t, b.paul))
	})
}

func TestRightsOnPortfoliosStayWithinTheBranchOfTheManager(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		for name, wrong := range map[string]struct {
			by            string
			portfolio, to string
			code          model.Code
		}{
			"another branch's portfolio":   {"bruno", "near", "nora", model.CodeForbidden},
			"to another branch's employee": {"bruno", "hers", "nora", model.CodeForbidden},
			"to another branch at all":     {"karim", "hers", "nora", model.CodeInvalid},
			"another region's portfolio":   {"gaelle", "far", "zoe", model.CodeForbidden},
			"by who has no authority":      {"alice", "his", "paul", model.CodeForbidden},
		} {
			as, record := b.as(t, wrong.by)
			_, err := b.AssignPortfolio(t.Context(), as, desk.HoldInput{PortfolioID: id(wrong.portfolio), EmployeeID: id(wrong.to), Reason: "Needed", Audit: record})
			require.Equal(t, wrong.code, model.CodeOf(err), "%s: %v", name, err)
		}
		as, record := b.as(t, "gaelle")
		_, err := b.AssignPortfolio(t.Context(), as, desk.HoldInput{PortfolioID: id("near"), EmployeeID: id("nora"), Reason: "Of her region", Audit: record})
		require.NoError(t, err)
	})
}

func TestADelegationIsDatedHasAReasonAndCanBeTakenBack(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		as, record := b.as(t, "bruno")
		lend := desk.DelegateInput{PortfolioID: b.hers, EmployeeID: b.paul, ValidTo: today.AddDays(30), Reason: "Leave", Audit: record}
		for name, change := range map[string]func(in *desk.DelegateInput){
			"open":           func(in *desk.DelegateInput) { in.ValidTo = 0 },
			"too long":       func(in *desk.DelegateInput) { in.ValidTo = today.AddDays(91) },
			"backwards":      func(in *desk.DelegateInput) { in.ValidTo = today },
			"in the past":    func(in *desk.DelegateInput) { in.ValidFrom = today.AddDays(-1) },
			"without reason": func(in *desk.DelegateInput) { in.Reason = "  " },
		} {
			wrong := lend
			change(&wrong)
			_, err := b.DelegatePortfolio(t.Context(), as, wrong)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err), name)
		}
		right, err := b.DelegatePortfolio(t.Context(), as, lend)
		require.NoError(t, err)
		paul, _ := b.as(t, "paul")
		require.Equal(t, []model.ID{b.hers}, paul.Actor.Delegated)
		_, err = b.DelegatePortfolio(t.Context(), as, lend)
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		b.at = b.at.Add(30 * 24 * time.Hour)
		paul, _ = b.as(t, "paul")
		require.Empty(t, paul.Actor.Delegated, "it ended by itself")
		b.at = b.at.Add(-29 * 24 * time.Hour)
		_, err = b.EndDelegation(t.Context(), as, desk.EndInput{RightID: right.ID, Reason: "Back early", Audit: record})
		require.NoError(t, err)
		paul, _ = b.as(t, "paul")
		require.Empty(t, paul.Actor.Delegated)
	})
}

func TestAMachineHasAnOwnerAnExpiryAndScopes(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		as, record := b.as(t, "karim")
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			return errors.Join(
				w.Insert(t.Context(), &model.Employee{ID: id("second"), Login: "second", FirstName: "S", LastName: "S", BranchID: id("branch"), Language: model.French, Active: true}),
				w.Insert(t.Context(), &model.EmployeeRole{ID: id("role second"), EmployeeID: id("second"), Role: model.Administrator, ValidFrom: today}))
		}))
		register := desk.MachineInput{
			Login: "crm-sync", Name: "CRM", OwnerID: id("hugo"), ExpiresOn: today.AddDays(180), Scopes: []string{"recommendations.read"}, Reason: "Daily", Audit: record,
		}
		for name, change := range map[string]func(in *desk.MachineInput){
			"more than a year":   func(in *desk.MachineInput) { in.ExpiresOn = today.AddDays(367) },
			"expired":            func(in *desk.MachineInput) { in.ExpiresOn = today },
			"no scope":           func(in *desk.MachineInput) { in.Scopes = nil },
			"an unknown scope":   func(in *desk.MachineInput) { in.Scopes = []string{"everything"} },
			"a strange login":    func(in *desk.MachineInput) { in.Login = "Robert'); --" },
			"no name":            func(in *desk.MachineInput) { in.Name = "" },
			"no reason":          func(in *desk.MachineInput) { in.Reason = "" },
			"owned by a machine": func(in *desk.MachineInput) { in.OwnerID = id("nobody") },
		} {
			wrong := register
			change(&wrong)
			_, err := b.RegisterMachine(t.Context(), as, wrong)
			require.Contains(t, []model.Code{model.CodeInvalid, model.CodeNotFound}, model.CodeOf(err), name)
		}
		for name, owner := range map[string]string{"owned by who registers it": "karim", "reaches customers whom its owner may not see": "second"} {
			wrong := register
			wrong.OwnerID = id(owner)
			_, err := b.RegisterMachine(t.Context(), as, wrong)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err), name)
		}
		catalogue := register
		catalogue.Login, catalogue.OwnerID, catalogue.Scopes = "catalogue-sync", id("second"), []string{"catalogue.read"}
		_, err := b.RegisterMachine(t.Context(), as, catalogue)
		require.NoError(t, err, "a machine without customers may be an administrator's")
		bruno, _ := b.as(t, "bruno")
		_, err = b.RegisterMachine(t.Context(), bruno, register)
		require.Equal(t, model.CodeForbidden, model.CodeOf(err))
		machine, err := b.RegisterMachine(t.Context(), as, register)
		require.NoError(t, err)
		scope, _ := b.as(t, "crm-sync")
		require.True(t, scope.Actor.Machine)
		require.Equal(t, []string{"recommendations.read"}, scope.Actor.Scopes)
		_, err = b.RegisterMachine(t.Context(), as, register)
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		_, err = b.grant(t, "karim", "alice", model.CallCentreAgent)
		require.NoError(t, err)
		_, err = b.GrantRole(t.Context(), as, desk.GrantInput{EmployeeID: machine.ID, Role: model.Auditor, Reason: "Why not", Audit: record})
		require.Equal(t, model.CodeInvalid, model.CodeOf(err), "a machine gets no role of people")
		_, err = b.ExpireMachine(t.Context(), as, desk.ExpireInput{EmployeeID: machine.ID, Reason: "Replaced", Audit: record})
		require.NoError(t, err)
		_, err = b.db.Reader().Actor(t.Context(), "crm-sync", model.InstantOf(b.at))
		require.Equal(t, model.CodeNotFound, model.CodeOf(err), "on its next request it is nobody")
	})
}

func TestJoinersMoversAndLeavers(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			return w.Insert(t.Context(), &model.Employee{ID: id("new"), Login: "new", FirstName: "N", LastName: "N", BranchID: id("branch"), Language: model.French, Active: true})
		}))
		for to, role := range map[string]model.Role{"new": model.AccountManager, "farid": model.AccountManager} {
			_, err := b.grant(t, "karim", to, role)
			require.NoError(t, err)
		}
		as, record := b.as(t, "karim")
		_, err := b.RevokeRole(t.Context(), as, desk.EndInput{RightID: id("role zoe"), Reason: "Leaves", Audit: record})
		require.NoError(t, err)
		changes, err := b.RightChanges(t.Context(), as, today.AddDays(-10), today.AddDays(1))
		require.NoError(t, err)
		kinds := map[model.ID]model.RightChangeKind{}
		for _, change := range changes {
			kinds[change.EmployeeID] = change.Kind
		}
		require.Equal(t, map[model.ID]model.RightChangeKind{id("new"): model.Joined, id("farid"): model.Moved, id("zoe"): model.Left}, kinds)
		changes, err = b.RightChanges(t.Context(), as, today.AddDays(1), today.AddDays(10))
		require.NoError(t, err)
		require.Empty(t, changes)
		for login, expected := range map[string]int{"bruno": 2, "gaelle": 2, "omar": 0, "david": 3} {
			as, _ := b.as(t, login)
			changes, err := b.RightChanges(t.Context(), as, today.AddDays(-10), today.AddDays(1))
			require.NoError(t, err)
			require.Len(t, changes, expected, "%s reads of their own branch or region", login)
		}
	})
}

func TestRightsAreReadWithinTheTerritoryAndEmergenciesByThoseWhoFollowThem(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		_, err := b.open(t, "alice", desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 30})
		require.NoError(t, err)
		for login, expected := range map[string]struct {
			near, far   bool
			emergencies int
		}{
			"bruno":  {},
			"omar":   {near: true},
			"gaelle": {near: true},
			"karim":  {near: true, far: true},
			"david":  {near: true, far: true, emergencies: 1},
			"ines":   {near: true, far: true, emergencies: 1},
		} {
			as, _ := b.as(t, login)
			page, err := b.db.Reader().Rights(t.Context(), as, desk.Readable(as, store.RightFilter{On: today}), store.Page{First: 100})
			require.NoError(t, err)
			held, emergencies := map[model.ID]bool{}, 0
			for _, right := range page.Items {
				held[right.EmployeeID] = true
				if right.Kind == model.RightEmergency {
					emergencies++
				}
			}
			require.Equal(t, expected.near, held[id("nora")], login)
			require.Equal(t, expected.far, held[id("zoe")], login)
			require.Equal(t, login != "omar", held[id("alice")], login)
			require.Equal(t, expected.emergencies, emergencies, login)
		}
	})
}

func TestRightsAsOfADaySayWhoGrantedThemAndWhy(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		_, err := b.grant(t, "karim", "zoe", model.CallCentreAgent)
		require.NoError(t, err)
		as, _ := b.as(t, "david")
		page, err := b.db.Reader().Rights(t.Context(), as, store.RightFilter{On: today, Employees: []model.ID{id("zoe")}}, store.Page{First: 1})
		require.NoError(t, err)
		require.True(t, page.HasNext)
		next, err := b.db.Reader().Rights(t.Context(), as, store.RightFilter{On: today, Employees: []model.ID{id("zoe")}}, store.Page{First: 5, After: page.Cursors[0]})
		require.NoError(t, err)
		require.Len(t, next.Items, 1)
		require.Equal(t, id("karim"), next.Items[0].GrantedBy)
		require.Equal(t, "Needed", next.Items[0].Reason)
		yesterday, err := b.db.Reader().Rights(t.Context(), as, store.RightFilter{On: today.AddDays(-1), Employees: []model.ID{id("zoe")}}, store.Page{First: 5})
		require.NoError(t, err)
		require.Len(t, yesterday.Items, 1)
		branch, err := b.db.Reader().Rights(t.Context(), as, store.RightFilter{On: today, BranchID: id("branch near")}, store.Page{First: 50})
		require.NoError(t, err)
		require.Len(t, branch.Items, 2, "those of nora and omar")
	})
}
