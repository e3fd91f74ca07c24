package graph

import (
	"context"
	"fmt"

	"foyer/graph/view"
	"foyer/model"
)

// asNodes makes a loader of rows one of nodes.
func asNodes[T view.Node](load loader[model.ID, T]) loader[model.ID, view.Node] {
	return func(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]view.Node, error) {
		rows, err := load(ctx, scope, ids)
		found := make(map[model.ID]view.Node, len(rows))
		for id, row := range rows {
			found[id] = row
		}
		return found, err
	}
}

// nodeLoader gives the loader of a type by the word that ids use; nil when its
// objects can't be read by id.
func (r *Resolver) nodeLoader(kind string) loader[model.ID, view.Node] {
	switch kind {
	case "Customer":
		return asNodes(r.reader.Customers)
	case "Household":
		return asNodes(r.reader.Households)
	case "Contract":
		return asNodes(r.contracts)
	case "LifeEvent":
		return asNodes(r.reader.LifeEventsByID)
	case "Interaction":
		return asNodes(r.reader.InteractionsByID)
	case "Recommendation":
		return asNodes(r.reader.RecommendationsByID)
	case "Decision":
		return asNodes(r.reader.Decisions)
	case "Action":
		return asNodes(r.reader.ActionsByID)
	case "Employee":
		return asNodes(r.reader.Employees)
	case "Branch":
		return asNodes(r.reader.Branches)
	case "Region":
		return asNodes(r.reader.Regions)
	case "Portfolio":
		return asNodes(r.reader.Portfolios)
	}
	return nil
}

// nodes reads objects of any types, one reading per type.
func (r *Resolver) nodes(ctx context.Context, ids []*view.GlobalID) ([]view.Node, error) {
	if len(ids) > maxFirst {
		return nil, model.Invalidf("ids", "at most %d identifiers at a time, not %d", maxFirst, len(ids))
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	wanted := map[string][]model.ID{}
	for i, id := range ids {
		if id.Type == "" {
			return nil, view.NoIdentifier(fmt.Sprintf("ids[%d]", i))
		}
		wanted[id.Type] = append(wanted[id.Type], id.ID)
	}
	found := map[view.GlobalID]view.Node{}
	for kind, keys := range wanted {
		load := r.nodeLoader(kind)
		if load == nil {
			continue
		}
		rows, err := load(ctx, scope, keys)
		if err != nil {
			return nil, err
		}
		rows = existing(scope.Table, kind, rows)
		register(ctx, rows)
		for key, row := range rows {
			found[view.GlobalID{Type: kind, ID: key}] = row
		}
	}
	answer := make([]view.Node, len(ids))
	missed := 0
	for i, id := range ids {
		node, exists := found[*id]
		if !exists {
			missed++
			continue
		}
		answer[i] = node
	}
	operationFrom(ctx).trace.missed(missed)
	return answer, nil
}
