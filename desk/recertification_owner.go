package desk

import (
	"context"
	"slices"

	"foyer/model"
	"foyer/store"
)

// staff is who works at the bank on a day, in which role.
type staff struct {
	employees map[model.ID]*model.Employee
	regions   map[model.ID]model.ID // of branches
	byRole    map[model.Role][]*model.Employee
	reviewers map[model.ID]bool // whom the policy lets review rights
}

// staffOf reads the employees and their roles of a day.
func (d *Desk) staffOf(ctx context.Context, from store.Source, today model.Date) (*staff, error) {
	s := &staff{employees: map[model.ID]*model.Employee{}, regions: map[model.ID]model.ID{}, byRole: map[model.Role][]*model.Employee{}, reviewers: map[model.ID]bool{}}
	employees, err := store.Select[model.Employee](ctx, from, bankScope, "1 = 1 ORDER BY login")
	if err != nil {
		return nil, err
	}
	for _, employee := range employees {
		s.employees[employee.ID] = employee
	}
	branches, err := store.Select[model.Branch](ctx, from, bankScope, "")
	if err != nil {
		return nil, err
	}
	for _, branch := range branches {
		s.regions[branch.ID] = branch.RegionID
	}
	roles, err := store.Rights(ctx, from, store.RightFilter{Kind: model.RightRole, On: today})
	if err != nil {
		return nil, err
	}
	held := map[model.ID][]model.Role{}
	for _, right := range roles {
		held[right.EmployeeID] = append(held[right.EmployeeID], right.Role)
	}
	for _, employee := range employees {
		if !employee.Active {
			continue
		}
		s.reviewers[employee.ID] = d.reviews(held[employee.ID])
		for _, role := range held[employee.ID] {
			s.byRole[role] = append(s.byRole[role], employee)
		}
	}
	return s, nil
}

// reviews tells whether the policy lets somebody with these roles review rights.
func (d *Desk) reviews(roles []model.Role) bool {
	return slices.ContainsFunc(roles, func(role model.Role) bool {
		return slices.ContainsFunc(d.engine.RoleDef(role).Purposes, func(purpose model.Purpose) bool {
			return d.engine.Table(roles, purpose).Of("Mutation.reviewRight", model.ClassNone).Kind == model.Show
		})
	})
}

// works tells whether somebody works at the bank.
func (s *staff) works(employee model.ID) bool {
	found := s.employees[employee]
	return found != nil && found.Active
}

// ownerOf is who answers for a right: the owner of a machine; for the rights of a
// branch its manager; for a branch manager's the regional manager; for all others
// the compliance officer. Nobody answers for their own, nor whom the policy does not
// let review; of several the first by login does, and when one is missing the next
// is asked. It is zero when nobody is left.
func (s *staff) ownerOf(right *model.Right) model.ID {
	holder := s.employees[right.EmployeeID]
	if holder.Kind == model.MachineEmployee && s.reviewers[holder.OwnerID] {
		return holder.OwnerID
	}
	for _, role := range asked(right) {
		for _, candidate := range s.byRole[role] {
			if candidate.ID != holder.ID && s.reviewers[candidate.ID] && s.answersIn(candidate, role, holder.BranchID) {
				return candidate.ID
			}
		}
	}
	return model.ID{}
}

// asked lists the roles that answer for a right, in order.
func asked(right *model.Right) []model.Role {
	switch {
	case right.Kind != model.RightRole, slices.Contains([]model.Role{model.AccountManager, model.CallCentreAgent}, right.Role):
		return []model.Role{model.BranchManager, model.RegionalManager, model.ComplianceOfficer}
	case right.Role == model.BranchManager:
		return []model.Role{model.RegionalManager, model.ComplianceOfficer}
	}
	return []model.Role{model.ComplianceOfficer, model.RegionalManager, model.BranchManager}
}

func (s *staff) answersIn(candidate *model.Employee, role model.Role, branch model.ID) bool {
	switch role {
	case model.BranchManager:
		return candidate.BranchID == branch
	case model.RegionalManager:
		return s.regions[candidate.BranchID] == s.regions[branch]
	}
	return true
}
