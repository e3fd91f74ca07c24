package graph

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

func TestAConditionOnWhatIsSharedIsJudgedInNearerClassesToo(t *testing.T) {
	t.Parallel()
	emergency, branch := model.ClassOf(model.RelationEmergency, model.Ordinary), model.ClassOf(model.RelationBranch, model.Ordinary)
	network := model.ClassOf(model.RelationNetwork, model.Ordinary)
	table := &model.Table{Visible: model.ClassSet(0).Add(emergency).Add(branch).Add(network)}
	asked := model.ClassSet(0).Add(branch)
	require.Equal(t, asked.Add(emergency), orNearer(table, asked))
	require.Zero(t, orNearer(table, 0)&model.ClassSet(0).Add(network))
}

func TestEveryConditionOnContractsIsOnWhatIsShared(t *testing.T) {
	t.Parallel()
	revision, err := rules.Embedded()
	require.NoError(t, err)
	engine, err := rules.NewEngine(t.Context(), revision)
	require.NoError(t, err)
	conditions := newGuarded(served(), engine).inputs["ContractFilter"]
	require.NotEmpty(t, conditions)
	for _, condition := range conditions {
		require.True(t, condition.joint, condition.coordinate)
	}
}
