package graph

import (
	"context"
	"maps"
	"slices"
	"strings"

	"foyer/graph/view"
	"foyer/model"
)

// viewer says who asks and what they may do.
func (r *Resolver) viewer(ctx context.Context) (*view.Viewer, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	op := operationFrom(ctx)
	return &view.Viewer{
		Actor: op.actor, Roles: op.actor.Roles, Purpose: op.purpose, Language: op.language(),
		Permissions: permissions(scope.Table), RoleTitles: r.roleTitles(op.actor), Purposes: r.purposesOf(op.actor),
	}, nil
}

// roleTitles names the roles of a person.
func (r *Resolver) roleTitles(actor *model.Actor) []*view.RoleTitle {
	titles := []*view.RoleTitle{}
	for _, role := range actor.Roles {
		if def := r.engine.RoleDef(role); def != nil {
			titles = append(titles, &view.RoleTitle{Role: role, Title: &def.Title})
		}
	}
	return titles
}

// purposesOf lists the purposes that a person may act for, the default first.
func (r *Resolver) purposesOf(actor *model.Actor) []model.Purpose {
	purposes := []model.Purpose{}
	add := func(purpose model.Purpose) {
		if !slices.Contains(purposes, purpose) {
			purposes = append(purposes, purpose)
		}
	}
	for _, role := range actor.Roles {
		if def := r.engine.RoleDef(role); def != nil {
			add(def.DefaultPurpose)
		}
	}
	for _, role := range actor.Roles {
		if def := r.engine.RoleDef(role); def != nil {
			for _, purpose := range def.Purposes {
				add(purpose)
			}
		}
	}
	return purposes
}

// Limits of a table of access.
const (
	maxTableTypes       = 50
	maxTableCoordinates = 500
)

// accessTable tells the verdicts of coordinates and of the fields of types in the
// classes that the viewer sees. What is denied in each of them is left out, so that
// the table does not tell what the schema has.
func (r *Resolver) accessTable(ctx context.Context, types, coordinates []string) ([]*view.ViewerVerdict, error) {
	if len(types) > maxTableTypes || len(coordinates) > maxTableCoordinates {
		return nil, model.Invalidf("", "ask for at most %d types and %d coordinates", maxTableTypes, maxTableCoordinates)
	}
	op := operationFrom(ctx)
	table, err := op.table(ctx)
	if err != nil {
		return nil, err
	}
	asked := slices.Clone(coordinates)
	for _, name := range types {
		asked = append(asked, slices.Collect(maps.Keys(r.guarded.coordinatesOf(name)))...)
	}
	slices.Sort(asked)
	found := []*view.ViewerVerdict{}
	for _, coordinate := range slices.Compact(asked) {
		found = append(found, r.verdictsOf(op, table, coordinate)...)
	}
	return found, nil
}

// verdictsOf gives the verdicts of a coordinate in every class that the viewer
// sees and for what has no customer behind it; nothing when all deny.
func (r *Resolver) verdictsOf(op *operation, table *model.Table, coordinate string) []*view.ViewerVerdict {
	var found []*view.ViewerVerdict
	open := false
	for _, class := range append(slices.Clip(model.CustomerClasses), model.ClassNone) {
		if class != model.ClassNone && !table.Visible.Has(class) {
			continue
		}
		verdict := table.Of(coordinate, class)
		reason, remedy := r.texts(op, verdict.Rule)
		open = open || verdict.Kind != model.Deny
		found = append(found, &view.ViewerVerdict{
			Coordinate: coordinate, RowClass: class, Verdict: view.VerdictWords[verdict.Kind],
			Mask: verdict.Mask, Rule: verdict.Rule, Reason: reason, Remedy: remedy,
		})
	}
	if !open {
		return nil
	}
	return found
}

// permissions lists, for every mutation, the classes of customers on which the
// table allows it.
func permissions(table *model.Table) []*view.Permission {
	var found []*view.Permission
	for _, coordinate := range slices.Sorted(maps.Keys(table.Places)) {
		mutation, isMutation := strings.CutPrefix(coordinate, "Mutation.")
		if !isMutation {
			continue
		}
		permission := &view.Permission{Mutation: mutation, RowClasses: []model.RowClass{}}
		for _, class := range model.CustomerClasses {
			if table.Visible.Has(class) && table.Of(coordinate, class).Kind == model.Show {
				permission.RowClasses = append(permission.RowClasses, class)
			}
		}
		found = append(found, permission)
	}
	return found
}

// factDefinitions gives the dictionary in the form of the schema.
func (r *Resolver) factDefinitions() []*model.FactDef {
	definitions := r.engine.Dictionary().Defs
	found := make([]*model.FactDef, len(definitions))
	for i := range definitions {
		found[i] = &definitions[i]
	}
	return found
}
