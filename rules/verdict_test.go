package rules_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
	"foyer/rules"
)

// everyCell visits each verdict of the shipped revision.
func everyCell(t *testing.T, visit func(cell rules.Cell)) {
	t.Helper()
	for cell := range embeddedEngine(t).Matrix(nil, nil) {
		visit(cell)
	}
}

func TestEveryCellOfTheMatrixNamesItsRule(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	cells := 0
	everyCell(t, func(cell rules.Cell) {
		cells++
		if rule, known := engine.AccessRule(cell.Verdict.Rule); !known || rule.Role != cell.Role {
			require.Failf(t, "no rule", "%v", cell)
		}
	})
	require.Equal(t, len(model.Roles)*len(model.Purposes)*len(engine.Claims())*(model.ClassCount-1), cells)
}

func TestMarketingShowsNoIdentityToAnybody(t *testing.T) {
	t.Parallel()
	identity := map[string]bool{"name": true, "identity": true, "contact": true, "contract_number": true, "report": true, "life_event_note": true}
	everyCell(t, func(cell rules.Cell) {
		if cell.Purpose == model.PurposeMarketing && identity[cell.Group] && cell.Verdict.Kind != model.Deny {
			require.Failf(t, "an identity", "%v", cell)
		}
	})
}

func TestSalesShowsNoProtectionToAnybody(t *testing.T) {
	t.Parallel()
	everyCell(t, func(cell rules.Cell) {
		if cell.Purpose == model.PurposeSales && cell.Group == "protection" && cell.Verdict.Kind != model.Deny {
			require.Failf(t, "a protection", "%v", cell)
		}
	})
}

func TestOfFilesInConflictOnlyTheAuditorKnowsAndSeesNoValue(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	everyCell(t, func(cell rules.Cell) {
		conflict := cell.Class != model.ClassNone && cell.Class.Relation() == model.RelationConflict
		if conflict && cell.Coordinate == "Customer" && cell.Verdict.Kind != model.Deny {
			require.Equal(t, model.Auditor, cell.Role)
		}
		if conflict && slices.Contains([]string{"name", "standing", "decision", "proposal_date", "consent", "contact", "reason"}, cell.Group) {
			require.Equal(t, model.Deny, cell.Verdict.Kind, "%v", cell)
		}
	})
	conflict := model.ClassOf(model.RelationConflict, model.Ordinary)
	for _, role := range model.Roles {
		for _, purpose := range engine.RoleDef(role).Purposes {
			require.Equal(t, role == model.Auditor, engine.Table([]model.Role{role}, purpose).Visible.Has(conflict), "%s %s", role, purpose)
		}
	}
}

// openTo lists who may have something, in any class and for any purpose.
var openTo = map[string][]model.Role{
	"emergency_opening":       {model.AccountManager, model.CallCentreAgent, model.BranchManager},
	"right_change":            {model.Administrator},
	"recertification_opening": {model.ComplianceOfficer, model.Administrator},
	"alert_handling":          {model.ComplianceOfficer},
	"privacy":                 {model.DataProtectionOfficer},
	"privacy_change":          {model.DataProtectionOfficer},
	"audit":                   {model.ComplianceOfficer, model.DataProtectionOfficer, model.Auditor},
	"reassignment":            {model.BranchManager, model.RegionalManager},
	"right_review":            {model.BranchManager, model.RegionalManager, model.ComplianceOfficer},
	"delegation_change":       {model.BranchManager, model.RegionalManager, model.Administrator},
	"export":                  {model.RegionalManager, model.MarketingAnalyst},
	"movement":                {model.AccountManager, model.CallCentreAgent, model.BranchManager, model.MachineClient, model.Developer},
}

func TestWhatIsReservedIsOpenToNobodyElse(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for group, allowed := range openTo {
		var found []model.Role
		for _, role := range model.Roles {
			open := false
			for _, purpose := range model.Purposes {
				for _, class := range append(model.CustomerClasses[:len(model.CustomerClasses):len(model.CustomerClasses)], model.ClassNone) {
					open = open || engine.GroupVerdict(role, purpose, class, group).Kind != model.Deny
				}
			}
			if open {
				found = append(found, role)
			}
		}
		require.Equal(t, allowed, found, group)
	}
}

func TestAnAdministratorSeesNoCustomer(t *testing.T) {
	t.Parallel()
	for _, purpose := range model.Purposes {
		require.Zero(t, embeddedEngine(t).Table([]model.Role{model.Administrator}, purpose).Visible)
	}
}

// TestTheEngineComputesWhatTheRulesSay asks Rego itself of drawn cells: the rules
// of the role together, as access.verdict puts them.
func TestTheEngineComputesWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	queries := map[model.Role]rego.PreparedEvalQuery{}
	modules := shippedModules(t)
	for _, role := range model.Roles {
		query, err := rego.New(append(modules, rego.Query("data.access.verdict.of(data.access.role."+strings.ToLower(string(role))+")"))...).PrepareForEval(t.Context())
		require.NoError(t, err)
		queries[role] = query
	}
	groups := engine.Groups()
	rapid.Check(t, func(rt *rapid.T) {
		role, purpose := rapid.SampledFrom(model.Roles).Draw(rt, "role"), rapid.SampledFrom(model.Purposes).Draw(rt, "purpose")
		class := model.RowClass(rapid.IntRange(1, int(model.ClassNone)).Draw(rt, "class"))
		group := rapid.SampledFrom(groups).Draw(rt, "group")
		relation, sensitivity := "NONE", "NONE"
		if class != model.ClassNone {
			relation, sensitivity = model.RelationNames[class.Relation()], string(class.Sensitivity())
		}
		results, err := queries[role].Eval(rt.Context(), rego.EvalInput(map[string]any{
			"role": role, "purpose": purpose, "relation": relation, "sensitivity": sensitivity, "group": group, "scope": "WITHIN",
		}))
		require.NoError(rt, err)
		verdict := engine.GroupVerdict(role, purpose, class, group)
		said := map[model.VerdictKind]string{model.Deny: "DENY", model.Show: "SHOW", model.Mask: verdict.Mask}[verdict.Kind]
		require.Equal(rt, results[0].Expressions[0].Value, said, "%s %s %s %s", role, purpose, class, group)
	})
}

func shippedModules(t *testing.T) []func(*rego.Rego) {
	t.Helper()
	var files map[string]string
	require.NoError(t, json.Unmarshal([]byte(embeddedEngine(t).Revision().Content()), &files))
	var modules []func(*rego.Rego)
	for file, text := range files {
		if strings.HasPrefix(file, "access/") && strings.HasSuffix(file, ".rego") && !strings.HasSuffix(file, "_test.rego") {
			modules = append(modules, rego.Module(file, text))
		}
	}
	return append(modules, rego.SetRegoVersion(ast.RegoV1))
}
