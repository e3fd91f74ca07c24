package rules

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"foyer/model"
)

// Cell is one verdict of a revision: what a role sees of a coordinate, for a
// purpose, in a row class, and the rule that says so.
type Cell struct {
	Role       model.Role
	Purpose    model.Purpose
	Class      model.RowClass
	Coordinate string
	Group      string // that the coordinate claims
	Verdict    model.Verdict
}

// Matrix gives the verdicts of some roles for some purposes, all of them when
// none is named, in the order of roles, purposes, coordinates and classes. The
// verdicts are those of each role alone, for every purpose, even one that the role
// may not act for.
func (e *Engine) Matrix(roles []model.Role, purposes []model.Purpose) iter.Seq[Cell] {
	g := e.grants
	coordinates := e.Coordinates()
	return func(yield func(Cell) bool) {
		for _, role := range chosen(roles, model.Roles) {
			for _, purpose := range chosen(purposes, model.Purposes) {
				for place, coordinate := range coordinates {
					group := g.groups[place]
					for _, class := range everyClass {
						cell := Cell{role, purpose, class, coordinate, group, g.verdicts[role][purpose][group][class]}
						if !yield(cell) {
							return
						}
					}
				}
			}
		}
	}
}

// chosen are the words of all that are named, all of them when none is.
func chosen[T comparable](named, all []T) []T {
	if len(named) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(word T) bool { return !slices.Contains(named, word) })
}

// Coordinates lists the claimed coordinates, each at its place in the tables.
func (e *Engine) Coordinates() []string {
	coordinates := make([]string, len(e.grants.places))
	for coordinate, place := range e.grants.places {
		coordinates[place] = coordinate
	}
	return coordinates
}

// CellChange is a verdict that differs between two revisions. A coordinate that
// one of them does not claim has the zero Verdict there.
type CellChange struct {
	Role          model.Role
	Purpose       model.Purpose
	Class         model.RowClass
	Coordinate    string
	Before, After model.Verdict
}

// AccessDiff gives the verdicts that differ from one revision to another, in the
// order of Matrix. A rule of another name that says the same is a difference too.
func AccessDiff(before, after *Engine) []CellChange {
	coordinates := sortedUnique(append(before.Coordinates(), after.Coordinates()...))
	var changes []CellChange
	for _, role := range model.Roles {
		for _, purpose := range model.Purposes {
			for _, coordinate := range coordinates {
				old, changed := before.cells(role, purpose, coordinate), after.cells(role, purpose, coordinate)
				for _, class := range everyClass {
					if old[class] != changed[class] {
						changes = append(changes, CellChange{role, purpose, class, coordinate, old[class], changed[class]})
					}
				}
			}
		}
	}
	return changes
}

// cells are the verdicts of a coordinate in every class.
func (e *Engine) cells(role model.Role, purpose model.Purpose, coordinate string) *verdicts {
	if found := e.grants.verdicts[role][purpose][e.grants.access.claims[coordinate]]; found != nil {
		return found
	}
	return &verdicts{}
}

// CellGroup is part of a compact matrix: the classes in which a verdict is the same.
type CellGroup struct {
	Classes []model.RowClass
	Verdict model.Verdict
}

// MatrixRow is a line of the compact matrix: what a role sees of the coordinates
// that claim a group, for the purposes in which it is the same, most open first.
type MatrixRow struct {
	Role     model.Role
	Purposes []model.Purpose
	Group    string
	Cells    []CellGroup
}

// CompactMatrix is Matrix with the coordinates of a group, equal classes and equal
// purposes put together.
func (e *Engine) CompactMatrix(roles []model.Role, purposes []model.Purpose) []MatrixRow {
	var rows []MatrixRow
	for _, role := range chosen(roles, model.Roles) {
		for _, group := range e.Groups() {
			first := len(rows)
			for _, purpose := range chosen(purposes, model.Purposes) {
				given := e.grants.verdicts[role][purpose][group]
				same := slices.IndexFunc(rows[first:], func(row MatrixRow) bool {
					return *e.grants.verdicts[role][row.Purposes[0]][group] == *given
				})
				if same >= 0 {
					rows[first+same].Purposes = append(rows[first+same].Purposes, purpose)
					continue
				}
				rows = append(rows, MatrixRow{role, []model.Purpose{purpose}, group, cellGroups(given)})
			}
		}
	}
	return rows
}

func cellGroups(given *verdicts) []CellGroup {
	var groups []CellGroup
	for _, class := range everyClass {
		same := slices.IndexFunc(groups, func(group CellGroup) bool { return group.Verdict == given[class] })
		if same < 0 {
			same = len(groups)
			groups = append(groups, CellGroup{Verdict: given[class]})
		}
		groups[same].Classes = append(groups[same].Classes, class)
	}
	slices.SortStableFunc(groups, func(a, b CellGroup) int { return cmp.Compare(b.Verdict.Kind, a.Verdict.Kind) })
	return groups
}

// ClassesText writes classes in short: "*" for every class, OWN/* for every
// sensitivity of a relation, else the class.
func ClassesText(classes []model.RowClass) string {
	if len(classes) == len(everyClass) {
		return "*"
	}
	var words []string
	for _, class := range classes {
		if class == model.ClassNone {
			words = append(words, class.String())
			continue
		}
		relation := model.ClassesWithin(class.Relation())
		whole := !slices.ContainsFunc(model.CustomerClasses, func(other model.RowClass) bool {
			return relation.Has(other) && !slices.Contains(classes, other)
		})
		word := class.String()
		if whole {
			word = model.RelationNames[class.Relation()] + "/*"
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}
