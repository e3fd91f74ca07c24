package rules_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestAnOperationWithoutAPurposeHasThatOfTheFirstRole(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for _, wanted := range []struct {
		roles   []model.Role
		named   string
		purpose model.Purpose
		code    model.Code
	}{
		{[]model.Role{model.AccountManager}, "", model.PurposeService, ""},
		{[]model.Role{model.MarketingAnalyst}, "", model.PurposeMarketing, ""},
		{[]model.Role{model.ComplianceOfficer}, "", model.PurposeComplaint, ""},
		{[]model.Role{"DIRECTOR", model.Auditor}, "", model.PurposeAudit, ""},
		{nil, "", model.PurposeService, ""},
		{[]model.Role{model.AccountManager}, "SALES", model.PurposeSales, ""},
		{[]model.Role{model.AccountManager, model.RuleAnalyst}, "COMPLAINT", model.PurposeComplaint, ""},
		{[]model.Role{model.AccountManager}, "AUDIT", "", model.CodeForbidden},
		{[]model.Role{model.Administrator}, "SALES", "", model.CodeForbidden},
		{nil, "SERVICE", "", model.CodeForbidden},
		{[]model.Role{model.AccountManager}, "sales", "", model.CodeInvalid},
		{[]model.Role{model.AccountManager}, "CURIOSITY", "", model.CodeInvalid},
	} {
		purpose, err := engine.Purpose(&model.Actor{Roles: wanted.roles, Language: model.French}, wanted.named)
		if wanted.code != "" {
			require.Equal(t, wanted.code, model.CodeOf(err), "%v %s", wanted.roles, wanted.named)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, wanted.purpose, purpose)
	}
}

func TestARefusedPurposeIsToldInTheViewersLanguage(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for language, word := range map[model.Language]string{model.French: "finalité", model.English: "purpose"} {
		_, err := engine.Purpose(&model.Actor{Roles: []model.Role{model.Auditor}, Language: language}, "SALES")
		require.ErrorContains(t, err, word)
	}
}

// together are combinations that security asks to keep apart, and some that are usual.
var together = map[bool][][]model.Role{
	true: {
		{model.RuleAnalyst, model.ComplianceOfficer}, {model.AccountManager, model.Auditor}, {model.BranchManager, model.Auditor},
		{model.Administrator, model.AccountManager}, {model.Administrator, model.CallCentreAgent}, {model.Administrator, model.Auditor},
		{model.MarketingAnalyst, model.AccountManager}, {model.MarketingAnalyst, model.CallCentreAgent}, {model.MarketingAnalyst, model.BranchManager},
		{model.MarketingAnalyst, model.RegionalManager}, {model.RuleAnalyst, model.AccountManager}, {model.RuleAnalyst, model.CallCentreAgent},
		{model.RuleAnalyst, model.BranchManager}, {model.RuleAnalyst, model.RegionalManager}, {model.MachineClient, model.AccountManager}, {model.Developer, model.Auditor},
		{model.Developer, model.RuleAnalyst}, {model.BranchManager, model.AccountManager, model.ComplianceOfficer},
	},
	false: {
		nil, {model.AccountManager}, {model.AccountManager, model.BranchManager}, {model.BranchManager, model.RegionalManager},
		{model.ComplianceOfficer, model.DataProtectionOfficer}, {model.AccountManager, model.CallCentreAgent}, {"DIRECTOR", model.Auditor},
	},
}

func TestRolesThatExcludeEachOtherAreTold(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for toxic, combinations := range together {
		for _, roles := range combinations {
			pair := engine.Toxic(roles)
			require.Equal(t, toxic, pair != nil, "%v", roles)
			if pair == nil {
				continue
			}
			require.Contains(t, roles, pair.A)
			require.Contains(t, roles, pair.B)
			require.NotEmpty(t, pair.Reason.FR)
			require.NotEmpty(t, pair.Reason.EN)
			slices.Reverse(roles)
			require.Equal(t, pair, engine.Toxic(roles))
		}
	}
}

func TestEveryRoleHasItsLimits(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	for _, role := range model.Roles {
		def := engine.RoleDef(role)
		require.NotNil(t, def, role)
		require.Equal(t, role == model.Developer, def.Introspection, role)
		require.Positive(t, def.PageLimit)
		require.GreaterOrEqual(t, def.CostPerMinute, def.MaxCost)
		for _, other := range def.ToxicWith {
			require.Contains(t, engine.RoleDef(other).ToxicWith, role)
		}
	}
	require.Nil(t, engine.RoleDef("DIRECTOR"))
}

func TestEveryFactHasAGroup(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	groups := engine.Groups()
	for _, def := range engine.Dictionary().Defs {
		require.Contains(t, groups, engine.FactGroup(def.Name), def.Name)
	}
	for fact, group := range map[string]string{
		"financially_fragile": "protection", "income_minor": "income", "holds_vehicle_loan": "contract", "event_child_turns_18_in_days": "personal_date",
		"event_child_turns_18_active": "life_event", "age_18_in_days": "birth", "outcome_vehicle_loan_rejected_days": "recommendation",
		"salary_days": "movement", "no_such_fact": "",
	} {
		require.Equal(t, group, engine.FactGroup(fact), fact)
	}
}
