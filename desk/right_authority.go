package desk

import (
	"context"
	"slices"

	"foyer/model"
	"foyer/store"
)

// authority is how far somebody who changes rights reaches, and which roles they
// may give or take. Who may change rights at all is the policy's to say.
type authority struct {
	role  model.Role
	over  model.Relation
	gives []model.Role
}

// authorities are those of the roles that look after rights, the furthest first.
var authorities = []authority{
	{model.Administrator, model.RelationNetwork, slices.DeleteFunc(slices.Clone(model.Roles), func(r model.Role) bool { return r == model.MachineClient })},
	{model.RegionalManager, model.RelationRegion, []model.Role{model.AccountManager, model.CallCentreAgent, model.BranchManager}},
	{model.BranchManager, model.RelationBranch, []model.Role{model.AccountManager, model.CallCentreAgent}},
}

// Readable narrows a filter of rights to those that a scope may read: emergency
// accesses where the policy shows them, and where the authority of the actor ends at
// a branch or a region, the rights of the employees there.
func Readable(scope model.Scope, filter store.RightFilter) store.RightFilter {
	if scope.Entire() != "" {
		return filter
	}
	filter.NoEmergency = permitted(scope, "Query.emergencyAccesses") != nil
	for _, candidate := range authorities {
		if !scope.Actor.HasRole(candidate.role) {
			continue
		}
		switch candidate.over {
		case model.RelationRegion:
			filter.WithinRegion = scope.Actor.RegionID
		case model.RelationBranch:
			filter.WithinBranch = scope.Actor.BranchID
		}
		return filter
	}
	return filter
}

// reaches asks the policy for a coordinate, and whether the actor's authority
// covers every one of some branches. The bank itself reaches everywhere.
func (d *Desk) reaches(ctx context.Context, from store.Source, scope model.Scope, coordinate string, branches ...model.ID) error {
	_, err := d.authorityOver(ctx, from, scope, coordinate, branches...)
	return err
}

// mayGrant is reaches for a role given or taken in a branch.
func (d *Desk) mayGrant(ctx context.Context, from store.Source, scope model.Scope, coordinate string, role model.Role, branch model.ID) error {
	held, err := d.authorityOver(ctx, from, scope, coordinate, branch)
	if err != nil || slices.Contains(held.gives, role) {
		return err
	}
	return model.Forbiddenf("your role does not give or take this role: ask an administrator")
}

func (d *Desk) authorityOver(ctx context.Context, from store.Source, scope model.Scope, coordinate string, branches ...model.ID) (authority, error) {
	if scope.Entire() != "" {
		return authorities[0], nil
	}
	if err := permitted(scope, coordinate); err != nil {
		return authority{}, err
	}
	for _, candidate := range authorities {
		if !scope.Actor.HasRole(candidate.role) {
			continue
		}
		within, err := d.within(ctx, from, scope.Actor, candidate.over, branches)
		if err != nil || within {
			return candidate, err
		}
	}
	return authority{}, model.Forbiddenf("this is outside your branch or region: ask who is responsible there, or an administrator")
}

// permitted asks the policy for what has no customer behind it; the bank's own work
// always is.
func permitted(scope model.Scope, coordinate string) error {
	if scope.Entire() != "" || scope.Table.Of(coordinate, model.ClassNone).Kind == model.Show {
		return nil
	}
	return model.Forbiddenf("your role does not allow this: ask an administrator")
}

func (d *Desk) within(ctx context.Context, from store.Source, actor *model.Actor, over model.Relation, branches []model.ID) (bool, error) {
	for _, branch := range branches {
		switch over {
		case model.RelationBranch:
			if branch != actor.BranchID {
				return false, nil
			}
		case model.RelationRegion:
			region, err := store.RegionOf(ctx, from, branch)
			if err != nil || region != actor.RegionID {
				return false, err
			}
		}
	}
	return true, nil
}

// receiver locks and reads who is to get a right: an active person, and not who
// grants it.
func (d *Desk) receiver(ctx context.Context, w *store.Writer, scope model.Scope, id model.ID) (*model.Employee, error) {
	employee, err := store.LockEmployee(ctx, w, id)
	if err != nil {
		return nil, err
	}
	switch {
	case scope.Actor != nil && scope.Actor.EmployeeID == id:
		return nil, model.Invalidf("employeeId", "nobody grants a right to themself: ask somebody else who may")
	case !employee.Active:
		return nil, model.Invalidf("employeeId", "%s does not work at the bank any more", employee.Login)
	case employee.Kind == model.MachineEmployee:
		return nil, model.Invalidf("employeeId", "%s is a machine: what it may do are its scopes", employee.Login)
	}
	return employee, nil
}

func languageOf(scope model.Scope) model.Language {
	if scope.Actor == nil {
		return model.English
	}
	return scope.Actor.Language
}
