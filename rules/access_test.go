package rules_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
	"foyer/rules"
)

// groupOf gives a coordinate that claims a group.
func groupOf(t *testing.T, engine *rules.Engine, group string) string {
	t.Helper()
	claims := engine.Claims()
	var found []string
	for coordinate, claimed := range claims {
		if claimed == group {
			found = append(found, coordinate)
		}
	}
	require.NotEmpty(t, found, "no coordinate claims %s", group)
	slices.Sort(found)
	return found[0]
}

func TestEachRoleSeesWhatItsPolicySays(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	show, deny := model.Verdict{Kind: model.Show}, model.Verdict{Kind: model.Deny}
	mask := func(name string) model.Verdict { return model.Verdict{Kind: model.Mask, Mask: name} }
	for _, wanted := range []struct {
		role        model.Role
		relation    model.Relation
		sensitivity model.Sensitivity
		group       string
		verdict     model.Verdict
	}{
		{model.AccountManager, model.RelationOwn, model.Ordinary, "movement", show},
		{model.AccountManager, model.RelationOwn, model.VIP, "movement", show},
		{model.AccountManager, model.RelationDelegated, model.Ordinary, "income", show},
		{model.AccountManager, model.RelationBranch, model.Ordinary, "contact", show},
		{model.AccountManager, model.RelationBranch, model.Ordinary, "movement", deny},
		{model.AccountManager, model.RelationBranch, model.Ordinary, "income", mask("BAND")},
		{model.AccountManager, model.RelationBranch, model.Staff, "name", deny},
		{model.AccountManager, model.RelationNetwork, model.Ordinary, "name", show},
		{model.AccountManager, model.RelationNetwork, model.Ordinary, "birth", mask("YEAR")},
		{model.AccountManager, model.RelationNetwork, model.Ordinary, "contact", deny},
		{model.AccountManager, model.RelationOwn, model.Ordinary, "reassignment", deny},
		{model.BranchManager, model.RelationBranch, model.Staff, "movement", show},
		{model.BranchManager, model.RelationBranch, model.Ordinary, "reassignment", show},
		{model.BranchManager, model.RelationRegion, model.Ordinary, "income", deny},
		{model.BranchManager, model.RelationRegion, model.VIP, "name", deny},
		{model.MarketingAnalyst, model.RelationNetwork, model.Ordinary, "profile", show},
		{model.MarketingAnalyst, model.RelationNetwork, model.Ordinary, "birth", mask("YEAR")},
		{model.MarketingAnalyst, model.RelationOwn, model.Ordinary, "name", deny},
		{model.MarketingAnalyst, model.RelationOwn, model.Staff, "profile", deny},
		{model.Auditor, model.RelationNetwork, model.VIP, "decision", show},
		{model.Auditor, model.RelationOwn, model.Ordinary, "name", deny},
		{model.Auditor, model.RelationOwn, model.Ordinary, "event_recording", deny},
	} {
		table := engine.Table([]model.Role{wanted.role}, engine.RoleDef(wanted.role).DefaultPurpose)
		class := model.ClassOf(wanted.relation, wanted.sensitivity)
		verdict := table.Of(groupOf(t, engine, wanted.group), class)
		rule, known := engine.AccessRule(verdict.Rule)
		require.True(t, known, "%s %s %s: no rule says so", wanted.role, class, wanted.group)
		require.Equal(t, wanted.role, rule.Role)
		require.NotEmpty(t, rule.Reason.FR)
		require.NotEmpty(t, rule.Remedy.EN)
		verdict.Rule = ""
		require.Equal(t, wanted.verdict, verdict, "%s %s %s", wanted.role, class, wanted.group)
	}
}

func TestWhoseCustomersExistForWhom(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	exists := func(role model.Role, relation model.Relation, sensitivity model.Sensitivity) bool {
		return engine.Table([]model.Role{role}, engine.RoleDef(role).DefaultPurpose).Visible.Has(model.ClassOf(relation, sensitivity))
	}
	require.True(t, exists(model.AccountManager, model.RelationOwn, model.VIP))
	require.True(t, exists(model.AccountManager, model.RelationNetwork, model.Ordinary))
	require.False(t, exists(model.AccountManager, model.RelationBranch, model.VIP))
	require.True(t, exists(model.BranchManager, model.RelationBranch, model.Staff))
	require.False(t, exists(model.BranchManager, model.RelationRegion, model.Staff))
	require.True(t, exists(model.MarketingAnalyst, model.RelationNetwork, model.Ordinary))
	require.False(t, exists(model.MarketingAnalyst, model.RelationOwn, model.Staff))
	require.True(t, exists(model.Auditor, model.RelationNetwork, model.VIP))
}

func TestAPurposeThatIsNotOfTheRoleShowsReferenceDataOnly(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for _, role := range model.Roles {
		for _, purpose := range model.Purposes {
			table := engine.Table([]model.Role{role}, purpose)
			require.Equal(t, model.Show, table.Of(groupOf(t, engine, "catalogue"), model.ClassNone).Kind)
			if strings.HasPrefix(string(role), "A") && purpose == model.PurposeMarketing {
				require.Zero(t, table.Visible)
			}
		}
	}
}

func TestRolesAreMergedTheMostOpenVerdictWins(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	both := engine.Table([]model.Role{model.BranchManager, model.AccountManager}, model.PurposeService)
	require.Same(t, both, engine.Table([]model.Role{model.AccountManager, model.BranchManager}, model.PurposeService))
	for coordinate := range engine.Claims() {
		for class := range model.ClassCount {
			widest := model.Deny
			for _, role := range []model.Role{model.AccountManager, model.BranchManager} {
				widest = max(widest, engine.Table([]model.Role{role}, model.PurposeService).Of(coordinate, model.RowClass(class)).Kind)
			}
			require.Equal(t, widest, both.Of(coordinate, model.RowClass(class)).Kind, coordinate)
		}
	}
}

func TestNobodyWithoutARoleSeesAnything(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for _, roles := range [][]model.Role{nil, {"DIRECTOR"}} {
		table := engine.Table(roles, model.PurposeService)
		require.Zero(t, table.Visible)
		for coordinate := range engine.Claims() {
			require.Equal(t, model.Verdict{}, table.Of(coordinate, model.ClassOf(model.RelationOwn, model.Ordinary)))
		}
	}
	require.Equal(t, model.Deny, engine.Table(model.Roles, model.PurposeService).Of("Customer.nothing", 0).Kind)
}

// keep tells whether a filter holds for a row, as a database must.
func keep(filter model.Filter, row map[string]any) bool {
	switch filter := filter.(type) {
	case model.AllRows:
		return true
	case model.And:
		return !slices.ContainsFunc(filter, func(part model.Filter) bool { return !keep(part, row) })
	case model.Or:
		return slices.ContainsFunc(filter, func(part model.Filter) bool { return keep(part, row) })
	case model.Not:
		return !keep(filter.Filter, row)
	case model.Compare:
		value, present := row[filter.Field]
		return present && (value == filter.Value) == (filter.Op == "eq")
	case model.OneOf:
		value, present := row[filter.Field]
		return present && slices.Contains(filter.Values, value)
	}
	return false
}

func nearest(scope model.Scope, row map[string]any) model.Relation {
	for relation, filter := range scope.Near {
		if keep(filter, row) {
			return model.Relation(relation)
		}
	}
	return model.RelationNetwork
}

// hostile are values of a column that a translation may get wrong.
func hostile(ids []model.ID) *rapid.Generator[any] {
	values := []any{nil, "", " ", "null", "'", "%", "_", "\\", "é", "e\u0301", "0", strings.ToUpper(ids[0].String())}
	for _, id := range ids {
		values = append(values, id.String(), id.String())
	}
	return rapid.SampledFrom(values)
}

func TestTheFilterOfAPersonIsTheRelationOfEachRow(t *testing.T) {
	t.Parallel()
	small := []edit{{"access/relation/relation.rego", "branch if input.customer.branch_id == input.actor.branch_id", `branch if {
	input.customer.branch_id == input.actor.branch_id
	not input.customer.status == "FORMER"
}

branch if {
	input.customer.kind in {"ORGANISATION"}
	input.customer.region_id == input.actor.region_id
	input.customer.sensitivity != "VIP"
}`}}
	shipped := embeddedEngine(t)
	twisted, err := edited(t, small...)
	require.NoError(t, err)
	for name, engine := range map[string]*rules.Engine{"the shipped relations": shipped, "relations with several definitions and negation": twisted} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(rt *rapid.T) { requireSameRelation(rt, engine) })
		})
	}
}

func requireSameRelation(t *rapid.T, engine *rules.Engine) {
	ids := []model.ID{{1}, {2}, {3}}
	one := rapid.SampledFrom(append(ids, model.ID{}))
	some := rapid.SliceOfN(rapid.SampledFrom(ids), 0, 3)
	actor := &model.Actor{
		EmployeeID: model.ID{9}, Roles: model.Roles, BranchID: one.Draw(t, "branch"), RegionID: one.Draw(t, "region"),
		Portfolios: some.Draw(t, "portfolios"), Delegated: some.Draw(t, "delegated"),
	}
	scope, err := engine.Scope(context.Background(), actor, model.PurposeService)
	require.NoError(t, err)
	row := map[string]any{
		"status": rapid.SampledFrom([]any{"CUSTOMER", "FORMER", nil}).Draw(t, "status"), "kind": rapid.SampledFrom([]any{"PERSON", "ORGANISATION", nil}).Draw(t, "kind"),
		"sensitivity": rapid.SampledFrom([]any{"ORDINARY", "VIP"}).Draw(t, "sensitivity"),
	}
	for _, column := range []string{"branch_id", "region_id", "portfolio_id"} {
		row[column] = hostile(ids).Draw(t, column)
	}
	for column, value := range row {
		if value == nil {
			delete(row, column)
		}
	}
	relation, err := engine.RelationHolds(context.Background(), bindings(actor), row)
	require.NoError(t, err)
	require.Equal(t, relation, nearest(scope, row), "actor %v, row %v, filters %v", bindings(actor), row, scope.Near)
}

// bindings is what the relation rules know of an actor.
func bindings(actor *model.Actor) map[string]any {
	texts := func(ids []model.ID) []any {
		all := []any{}
		for _, id := range ids {
			all = append(all, id.String())
		}
		return all
	}
	known := map[string]any{"employee_id": actor.EmployeeID.String(), "portfolios": texts(actor.Portfolios), "delegated": texts(actor.Delegated)}
	if !actor.BranchID.IsZero() {
		known["branch_id"] = actor.BranchID.String()
	}
	if !actor.RegionID.IsZero() {
		known["region_id"] = actor.RegionID.String()
	}
	return known
}

func TestTwoPersonsNeverShareAFilter(t *testing.T) {
	t.Parallel()
	engine, err := edited(t)
	require.NoError(t, err)
	row := map[string]any{"portfolio_id": model.ID{1}.String()}
	for relation, actor := range map[model.Relation]*model.Actor{
		model.RelationOwn:       {Roles: model.Roles, Portfolios: []model.ID{{1}}},
		model.RelationDelegated: {Roles: model.Roles, Delegated: []model.ID{{1}}},
		model.RelationNetwork:   {Roles: model.Roles, Portfolios: []model.ID{{2}}, Delegated: []model.ID{{3}}, BranchID: model.ID{1}},
	} {
		for range 2 {
			scope, err := engine.Scope(t.Context(), actor, model.PurposeService)
			require.NoError(t, err)
			require.Equal(t, relation, nearest(scope, row))
		}
	}
}

func TestTheFilterOfAPersonSaysWhichRowsExist(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	rapid.Check(t, func(rt *rapid.T) {
		actor := &model.Actor{Roles: rapid.SliceOfN(rapid.SampledFrom(model.Roles), 0, 3).Draw(rt, "roles")}
		purpose := rapid.SampledFrom(model.Purposes).Draw(rt, "purpose")
		row := map[string]any{"marketing": rapid.SampledFrom([]any{"OPEN", "OPPOSED"}).Draw(rt, "marketing")}
		if source := rapid.SampledFrom([]string{"demo", "core", "", "demo ", "Demo"}).Draw(rt, "source"); source != "" {
			row["source"] = source
		}
		scope, err := engine.Scope(rt.Context(), actor, purpose)
		require.NoError(rt, err)
		roles := []any{}
		for _, role := range actor.Roles {
			roles = append(roles, string(role))
		}
		exists, err := engine.RowExists(rt.Context(), map[string]any{"roles": roles, "purpose": string(purpose), "actor": bindings(actor)}, row)
		require.NoError(rt, err)
		require.Equal(rt, exists, model.EvaluateFilter(scope.Rows, row), "%v %s %v", actor.Roles, purpose, row)
		if slices.Contains(actor.Roles, model.Developer) && exists {
			require.Equal(rt, "demo", row["source"])
		}
		if purpose == model.PurposeMarketing && exists {
			require.Equal(rt, "OPEN", row["marketing"])
		}
	})
}

// entangled are employees whose roles are words with which a key of a cache might
// be taken for another.
var entangled = [][]model.Role{
	{"DEVELOPER"}, {"ACCOUNT_MANAGER"}, {"ACCOUNT_MANAGER", "DEVELOPER"}, {`ACCOUNT_MANAGER","DEVELOPER`}, {`ACCOUNT_MANAGER" "DEVELOPER`},
	{"ACCOUNT_MANAGER,DEVELOPER"}, {"ACCOUNT_MANAGER DEVELOPER"}, {"", "DEVELOPER"}, {"\x00DEVELOPER"}, {`"DEVELOPER"`}, {"DEVELOPER]"}, {"DEVELOPER", "DEVELOPER"}, nil, {""},
}

func TestC18_KeysOfTheCachesAreNeverTakenForAnother(t *testing.T) {
	t.Parallel()
	engine, err := edited(t, edit{"access/row/row.rego", `allowed if input.purpose == "AUDIT"`, "allowed if {\n\tsome role in input.roles\n\trole == \"DEVELOPER\"\n\tinput.purpose == \"AUDIT\"\n}"})
	require.NoError(t, err)
	row := map[string]any{"status": "FORMER"}
	for range 2 { // filled, then kept
		for _, roles := range entangled {
			for _, purpose := range []model.Purpose{model.PurposeAudit, model.PurposeService, `AUDIT","SERVICE`, `AUDIT"`} {
				actor := &model.Actor{Roles: roles}
				scope, err := engine.Scope(t.Context(), actor, purpose)
				require.NoError(t, err)
				wanted := purpose == model.PurposeAudit && slices.Contains(roles, model.Developer)
				require.Equal(t, wanted, model.EvaluateFilter(scope.Rows, row), "%q %q", roles, purpose)
				seen := slices.ContainsFunc(roles, func(role model.Role) bool { return role == model.AccountManager }) && slices.Contains(model.Purposes, purpose)
				require.Equal(t, seen, scope.Table.Visible != 0, "%q %q", roles, purpose)
			}
		}
	}
}

func TestRolesThatDoNotActForThePurposeAddNothing(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	alone := engine.Table([]model.Role{model.AccountManager}, model.PurposeSales)
	both := engine.Table([]model.Role{model.AccountManager, model.RuleAnalyst, model.Auditor}, model.PurposeSales)
	for coordinate := range engine.Claims() {
		for class := range model.ClassCount {
			require.Equal(t, alone.Of(coordinate, model.RowClass(class)), both.Of(coordinate, model.RowClass(class)), coordinate)
		}
	}
}

func TestOfTwoMasksTheOneThatTellsMoreWins(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	class := model.ClassOf(model.RelationNetwork, model.Ordinary)
	both := engine.Table([]model.Role{model.RuleAnalyst, model.CallCentreAgent}, model.PurposeService)
	require.Equal(t, "LAST4", both.Of(groupOf(t, engine, "contract_number"), class).Mask)
}

func TestAPlaceOutsideOfTheTableIsDenied(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	table := engine.Table([]model.Role{model.AccountManager}, model.PurposeService)
	place, claimed := engine.CoordinateIndex("Customer.displayName")
	require.True(t, claimed)
	own := model.ClassOf(model.RelationOwn, model.Ordinary)
	require.Equal(t, model.Show, table.At(place, own).Kind)
	require.Equal(t, *table.At(place, own), table.Of("Customer.displayName", own))
	for _, at := range []int{-1, len(engine.Claims()), 1 << 40} {
		require.Equal(t, model.Verdict{}, *table.At(at, own))
	}
	for _, class := range []model.RowClass{0, model.ClassNone + 1, 255} {
		require.Equal(t, model.Verdict{}, *table.At(place, class))
	}
	var none *model.Table
	require.Equal(t, model.Verdict{}, *none.At(place, own))
	_, claimed = engine.CoordinateIndex("Customer.nothing")
	require.False(t, claimed)
}
