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
		Permissions: permissions(scope.Table),
	}, nil
}

// permissions lists, for every mutation, the classes of customers on which the
// table allows it.
func permissions(table *model.Table) []*view.Permission {
	var found []*view.Permission
	for _, coordinate := range slices.Sorted(maps.Keys(table.Verdicts)) {
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
