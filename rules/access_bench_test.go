package rules_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

// BenchmarkFieldCheck is what every field of every answer costs: the verdict of a
// coordinate by its place.
func BenchmarkFieldCheck(b *testing.B) {
	engine := embeddedEngine(b)
	table := engine.Table([]model.Role{model.AccountManager}, model.PurposeService)
	place, claimed := engine.CoordinateIndex("Customer.displayName")
	require.True(b, claimed)
	class := model.ClassOf(model.RelationOwn, model.Ordinary)
	shown := 0
	b.ReportAllocs()
	for b.Loop() {
		if table.At(place, class).Kind == model.Show {
			shown++
		}
	}
	require.Equal(b, b.N, shown)
}

// BenchmarkActivation makes the engine of the shipped revision: it compiles the
// policies, computes every verdict and tries every filter.
func BenchmarkActivation(b *testing.B) {
	revision, err := rules.Embedded()
	require.NoError(b, err)
	for b.Loop() {
		engine, err := rules.NewEngine(b.Context(), revision)
		require.NoError(b, err)
		b.ReportMetric(float64(len(engine.Claims())), "coordinates")
	}
}

// BenchmarkNewSubject binds the rules over rows to somebody whom the engine has
// not met.
func BenchmarkNewSubject(b *testing.B) {
	engine := embeddedEngine(b)
	count := 0
	for b.Loop() {
		count++
		actor := bound(count)
		_, err := engine.Scope(b.Context(), actor, model.PurposeService)
		require.NoError(b, err)
	}
}

// BenchmarkKnownSubject binds them to somebody whom it has met.
func BenchmarkKnownSubject(b *testing.B) {
	engine := embeddedEngine(b)
	actor := bound(0)
	b.ReportAllocs()
	for b.Loop() {
		_, err := engine.Scope(b.Context(), actor, model.PurposeService)
		require.NoError(b, err)
	}
}

// bound is an employee with bindings of every kind, another one for each number.
func bound(number int) *model.Actor {
	id := func(kind byte) model.ID {
		made := model.ID{kind}
		copy(made[8:], fmt.Sprintf("%08d", number%100000000))
		return made
	}
	return &model.Actor{
		EmployeeID: id(1), Roles: []model.Role{model.AccountManager}, BranchID: id(2), RegionID: id(3), Portfolios: []model.ID{id(4)},
		Delegated: []model.ID{id(5)}, Kin: []model.ID{id(6), id(7)}, Emergency: []model.ID{id(8)},
	}
}
