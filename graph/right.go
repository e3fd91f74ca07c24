package graph

import (
	"context"
	"encoding/json"

	"foyer/desk"
	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// changing is what a change of rights works with: its scope, and the record that
// is written with it.
func (r *Resolver) changing(ctx context.Context) (model.Scope, model.AuditRecord, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return model.Scope{}, model.AuditRecord{}, err
	}
	return scope, r.entry(ctx, operationFrom(ctx)), nil
}

// changed remembers the rows that the record of a change covers. What the desk
// forbids is told in its own words, and recorded as forbidden.
func changed(ctx context.Context, err error, rows ...model.ID) error {
	op := operationFrom(ctx)
	if err == nil {
		op.trace.change(rows...)
		return nil
	}
	if model.CodeOf(err) == model.CodeForbidden {
		op.trace.fail(string(model.CodeForbidden))
	}
	return err
}

// rightPayload wraps the right that a change gave, or what the sender can mend.
func rightPayload(ctx context.Context, right *model.Right, err error) (*invented.RightPayload, error) {
	if err == nil {
		register(ctx, right)
	}
	told, err := userErrors(ctx, err)
	if err != nil {
		return nil, err
	}
	return &invented.RightPayload{Right: right, UserErrors: told}, nil
}

func (r *Resolver) grantRole(ctx context.Context, input invented.GrantRoleInput) (*model.Right, error) {
	employee, err := input.EmployeeID.Of("Employee", "employeeId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	right, err := r.desk.GrantRole(ctx, scope, desk.GrantInput{
		EmployeeID: employee, Role: input.Role, ValidFrom: orZero(input.ValidFrom), ValidTo: orZero(input.ValidTo), Reason: input.Reason, Audit: record,
	})
	return right, changed(ctx, err, employee)
}

// lent reads which portfolio is given to whom.
func lent(portfolioID, employeeID view.GlobalID) (portfolio, employee model.ID, err error) {
	if portfolio, err = portfolioID.Of("Portfolio", "portfolioId"); err != nil {
		return portfolio, employee, err
	}
	employee, err = employeeID.Of("Employee", "employeeId")
	return portfolio, employee, err
}

func (r *Resolver) assignPortfolio(ctx context.Context, input invented.AssignPortfolioInput) (*model.Right, error) {
	portfolio, employee, err := lent(input.PortfolioID, input.EmployeeID)
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	right, err := r.desk.AssignPortfolio(ctx, scope, desk.HoldInput{
		PortfolioID: portfolio, EmployeeID: employee, ValidFrom: orZero(input.ValidFrom), Reason: input.Reason, Audit: record,
	})
	return right, changed(ctx, err, employee, portfolio)
}

func (r *Resolver) delegatePortfolio(ctx context.Context, input invented.DelegatePortfolioInput) (*model.Right, error) {
	portfolio, employee, err := lent(input.PortfolioID, input.EmployeeID)
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	right, err := r.desk.DelegatePortfolio(ctx, scope, desk.DelegateInput{
		PortfolioID: portfolio, EmployeeID: employee, ValidFrom: orZero(input.ValidFrom), ValidTo: input.ValidTo, Reason: input.Reason, Audit: record,
	})
	return right, changed(ctx, err, employee, portfolio)
}

// endRight ends a right by one of the desk's ways.
func (r *Resolver) endRight(ctx context.Context, input invented.EndRightInput, end func(context.Context, model.Scope, desk.EndInput) (*model.Right, error)) (*invented.RightPayload, error) {
	id, err := input.RightID.Of("Right", "rightId")
	if err != nil {
		return rightPayload(ctx, nil, err)
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	right, err := end(ctx, scope, desk.EndInput{RightID: id, Until: orZero(input.Until), Reason: input.Reason, Audit: record})
	return rightPayload(ctx, right, changed(ctx, err, id))
}

func (r *Resolver) registerMachine(ctx context.Context, input invented.RegisterMachineInput) (*model.Employee, error) {
	owner, err := input.OwnerID.Of("Employee", "ownerId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	machine, err := r.desk.RegisterMachine(ctx, scope, desk.MachineInput{
		Login: input.Login, Name: input.Name, OwnerID: owner, ExpiresOn: input.ExpiresOn, Scopes: input.Scopes, Reason: input.Reason, Audit: record,
	})
	return machine, changed(ctx, err, owner)
}

func (r *Resolver) expireMachine(ctx context.Context, input invented.ExpireMachineInput) (*model.Employee, error) {
	id, err := input.EmployeeID.Of("Employee", "employeeId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	machine, err := r.desk.ExpireMachine(ctx, scope, desk.ExpireInput{EmployeeID: id, Reason: input.Reason, Audit: record})
	return machine, changed(ctx, err, id)
}

func machinePayload(ctx context.Context, machine *model.Employee, err error) (*invented.MachinePayload, error) {
	told, err := userErrors(ctx, err)
	if err != nil {
		return nil, err
	}
	if len(told) > 0 {
		machine = nil
	} else {
		register(ctx, machine)
	}
	return &invented.MachinePayload{Machine: machine, UserErrors: told}, nil
}

// rightsAsOf gives a page of the rights in force on a day.
func (r *Resolver) rightsAsOf(ctx context.Context, on model.Date, employee, branch *view.GlobalID, first int, after *string) (*view.RightConnection, error) {
	filter := store.RightFilter{On: on}
	wanted, err := optional(employee, "Employee", "employeeId")
	if err != nil {
		return nil, err
	}
	if employee != nil {
		filter.Employees = []model.ID{wanted}
	}
	if filter.BranchID, err = optional(branch, "Branch", "branchId"); err != nil {
		return nil, err
	}
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.Right], error) {
		return r.reader.Rights(ctx, scope, desk.Readable(scope, filter), page)
	})
}

func (r *Resolver) rightChanges(ctx context.Context, from, to model.Date) ([]*model.RightChange, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	changes, err := r.desk.RightChanges(ctx, scope, from, to)
	if err != nil {
		return nil, err
	}
	register(ctx, changes)
	return changes, nil
}

// optional reads an identifier that may be absent.
func optional(id *view.GlobalID, kind, field string) (model.ID, error) {
	if id == nil {
		return model.ID{}, nil
	}
	return id.Of(kind, field)
}

// customerID names a customer by its identifier alone, nil when there is none.
func customerID(id model.ID) *view.GlobalID {
	if id.IsZero() {
		return nil
	}
	return &view.GlobalID{Type: "Customer", ID: id}
}

// rightsOn reads the rights that employees have on a day.
func (r *Resolver) rightsOn(on *model.Date) loader[model.ID, []*model.Right] {
	day := r.dayAsked(on)
	return func(ctx context.Context, scope model.Scope, employees []model.ID) (map[model.ID][]*model.Right, error) {
		return r.reader.RightsOf(ctx, scope, desk.Readable(scope, store.RightFilter{Employees: employees, On: day}))
	}
}

// scopesOf lists the scopes of a machine; a person has none.
func scopesOf(employee *model.Employee) ([]string, error) {
	scopes := []string{}
	if employee.Scopes == "" {
		return scopes, nil
	}
	return scopes, json.Unmarshal([]byte(employee.Scopes), &scopes)
}
