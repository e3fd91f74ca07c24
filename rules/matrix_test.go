package rules_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

func TestTheCompactMatrixSaysTheSameAsTheCells(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	type place struct {
		role    model.Role
		purpose model.Purpose
		group   string
		class   model.RowClass
	}
	compact := map[place]model.Verdict{}
	for _, row := range engine.CompactMatrix([]model.Role{model.AccountManager, model.Auditor}, nil) {
		for _, purpose := range row.Purposes {
			for _, group := range row.Cells {
				for _, class := range group.Classes {
					compact[place{row.Role, purpose, row.Group, class}] = group.Verdict
				}
			}
		}
	}
	for cell := range engine.Matrix([]model.Role{model.AccountManager, model.Auditor}, nil) {
		at := place{cell.Role, cell.Purpose, cell.Group, cell.Class}
		if verdict, told := compact[at]; !told || verdict != cell.Verdict {
			require.Equal(t, cell.Verdict, compact[at], "%v", at)
		}
	}
}

func TestClassesAreWrittenInShort(t *testing.T) {
	t.Parallel()
	own := []model.RowClass{model.ClassOf(model.RelationOwn, model.Ordinary), model.ClassOf(model.RelationOwn, model.Staff), model.ClassOf(model.RelationOwn, model.VIP)}
	for text, classes := range map[string][]model.RowClass{
		"*":                       append(slices.Clone(model.CustomerClasses), model.ClassNone),
		"OWN/*":                   own,
		"OWN/ORDINARY OWN/VIP":    {own[0], own[2]},
		"OWN/* BRANCH/STAFF NONE": append(slices.Clone(own), model.ClassOf(model.RelationBranch, model.Staff), model.ClassNone),
		"":                        nil,
	} {
		require.Equal(t, text, rules.ClassesText(classes))
	}
}

func TestADifferenceOfAccessNamesTheCellsThatChanged(t *testing.T) {
	t.Parallel()
	before, err := edited(t)
	require.NoError(t, err)
	require.Empty(t, rules.AccessDiff(before, before))

	after, err := edited(t,
		edit{"access/role/account_manager/account_manager.rego", `mask.income := "BAND"`, `mask.income := "YEAR"`},
		edit{"access/claims/customer.json", `"Customer.decisions": "decision",`, `"Customer.decisions": "decision", "Customer.salary": "income",`},
	)
	require.NoError(t, err)
	branch := model.ClassOf(model.RelationBranch, model.VIP)
	var income []rules.CellChange
	for _, change := range rules.AccessDiff(before, after) {
		require.NotEqual(t, change.Before, change.After)
		require.Contains(t, []string{"Income.amount", "Customer.salary"}, change.Coordinate)
		if change.Coordinate == "Income.amount" && change.Class == branch && change.Purpose == model.PurposeSales {
			income = append(income, change)
		}
		if change.Coordinate == "Customer.salary" {
			require.Zero(t, change.Before)
		}
	}
	require.Equal(t, []rules.CellChange{{
		Role: model.AccountManager, Purpose: model.PurposeSales, Class: branch, Coordinate: "Income.amount",
		Before: model.Verdict{Kind: model.Mask, Mask: "BAND", Rule: "ACC-AM-02"}, After: model.Verdict{Kind: model.Mask, Mask: "YEAR", Rule: "ACC-AM-02"},
	}}, income)
	require.Len(t, rules.AccessDiff(after, before), len(rules.AccessDiff(before, after)))
}
