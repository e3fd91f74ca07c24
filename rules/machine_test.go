package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestAMachineSeesItsScopesOnly(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	own := model.ClassOf(model.RelationNetwork, model.Ordinary)
	for name, wanted := range map[string]struct {
		scopes []string
		shown  []string
		denied []string
	}{
		"one scope":                  {[]string{"recommendations.read"}, []string{"recommendation", "system"}, []string{"name", "contact", "response_recording", "network"}},
		"two scopes":                 {[]string{"recommendations.read", "customers.identify"}, []string{"recommendation", "name"}, []string{"contact", "balance"}},
		"no scope":                   {nil, nil, []string{"system", "catalogue", "name", "recommendation", "network"}},
		"a scope that nobody knows":  {[]string{"everything.read", "*", ""}, nil, []string{"system", "name"}},
		"a scope beyond the policy":  {[]string{"customers.profile"}, []string{"profile"}, []string{"protection", "report"}},
		"a scope written otherwise":  {[]string{"RECOMMENDATIONS.READ", "recommendations.read "}, nil, []string{"recommendation", "system"}},
		"scopes joined by separator": {[]string{"recommendations.read,customers.identify"}, nil, []string{"recommendation", "name"}},
	} {
		actor := &model.Actor{Machine: true, Roles: []model.Role{model.MachineClient}, Scopes: wanted.scopes}
		scope, err := engine.Scope(t.Context(), actor, model.PurposeService)
		require.NoError(t, err)
		require.Equal(t, len(wanted.shown) > 0, scope.Table.Visible.Has(own), name)
		for _, group := range wanted.shown {
			require.Equal(t, model.Show, scope.Table.Of(groupOf(t, engine, group), own).Kind, "%s: %s", name, group)
		}
		for _, group := range wanted.denied {
			verdict := scope.Table.Of(groupOf(t, engine, group), own)
			require.Equal(t, model.Deny, verdict.Kind, "%s: %s", name, group)
			require.NotEmpty(t, verdict.Rule)
		}
	}
}

func TestAMachineThatWasGivenAPersonsRoleStillHasItsScopesOnly(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	actor := &model.Actor{Machine: true, Roles: []model.Role{model.AccountManager, model.Auditor}, Scopes: []string{"customers.identify"}}
	for _, purpose := range model.Purposes {
		scope, err := engine.Scope(t.Context(), actor, purpose)
		require.NoError(t, err)
		for coordinate, group := range engine.Claims() {
			for class := range model.ClassCount {
				if verdict := scope.Table.Of(coordinate, model.RowClass(class)); verdict.Kind != model.Deny {
					require.Contains(t, engine.ScopeGroups(actor.Scopes), group)
				}
			}
		}
	}
}

func TestScopesSayWhatTheyOpen(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	require.NotEmpty(t, engine.Scopes())
	for _, scope := range engine.Scopes() {
		require.NotEmpty(t, scope.Title.FR)
		require.NotEmpty(t, scope.Title.EN)
		require.Subset(t, engine.ScopeGroups([]string{scope.Name}), scope.Groups)
	}
	require.Empty(t, engine.ScopeGroups([]string{"no.such"}))
}
