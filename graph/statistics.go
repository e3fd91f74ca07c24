package graph

import (
	"context"

	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// statistics counts the customers that exist for the viewer, by group.
func (r *Resolver) statistics(ctx context.Context, filter *invented.CustomerFilter, by store.CustomerGroup) (*view.CustomerStatistics, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	narrowed, err := customerFilter(filter)
	if err != nil {
		return nil, err
	}
	counts, err := r.reader.CustomerStatistics(ctx, scope, narrowed, by)
	if err != nil {
		return nil, err
	}
	found := &view.CustomerStatistics{Groups: make([]*view.CustomerCount, len(counts)), Smallest: store.SmallestCell}
	for i, count := range counts {
		found.Groups[i] = &view.CustomerCount{Key: count.Key, Customers: count.Customers}
	}
	return found, r.labelled(ctx, scope, by, found.Groups)
}

// labelled turns the keys of branches and regions into identifiers that clients
// know, with their names.
func (r *Resolver) labelled(ctx context.Context, scope model.Scope, by store.CustomerGroup, groups []*view.CustomerCount) error {
	if by != store.GroupBranch && by != store.GroupRegion {
		return nil
	}
	var ids []model.ID
	for _, group := range groups {
		if id, err := model.ParseID(group.Key); err == nil {
			ids = append(ids, id)
		}
	}
	kind, names := "Branch", map[string]string{}
	if by == store.GroupBranch {
		branches, err := r.reader.Branches(ctx, scope, ids)
		if err != nil {
			return err
		}
		for id, branch := range branches {
			names[id.String()] = branch.Name
		}
	} else {
		kind = "Region"
		regions, err := r.reader.Regions(ctx, scope, ids)
		if err != nil {
			return err
		}
		for id, region := range regions {
			names[id.String()] = region.Name
		}
	}
	for _, group := range groups {
		if id, err := model.ParseID(group.Key); err == nil {
			group.Label, group.Key = names[group.Key], view.GlobalID{Type: kind, ID: id}.String()
		}
	}
	return nil
}
