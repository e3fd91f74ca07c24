package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"foyer/model"
)

// rights is the scope of what the bank does to look after rights.
var rights = model.EntireScope("rights")

// EmployeeByID reads an employee, active or not, for the bank's own work.
func EmployeeByID(ctx context.Context, from Source, id model.ID) (*model.Employee, error) {
	return oneEmployee(ctx, from, "id = ?", id)
}

// EmployeeByLogin is EmployeeByID for a login.
func EmployeeByLogin(ctx context.Context, from Source, login string) (*model.Employee, error) {
	return oneEmployee(ctx, from, "login = ?", login)
}

func oneEmployee(ctx context.Context, from Source, condition string, key any) (*model.Employee, error) {
	found, err := Select[model.Employee](ctx, from, rights, condition, key)
	if err != nil {
		return nil, fmt.Errorf("find an employee: %w", err)
	}
	if len(found) == 0 {
		return nil, model.NotFoundf("no such employee")
	}
	return found[0], nil
}

// LockEmployee keeps other transactions from changing the rights of an employee
// until this one ends, and reads the employee.
func LockEmployee(ctx context.Context, w *Writer, id model.ID) (*model.Employee, error) {
	if _, err := w.Exec(ctx, "UPDATE employees SET active = active WHERE id = ?", id); err != nil {
		return nil, fmt.Errorf("lock an employee: %w", err)
	}
	return EmployeeByID(ctx, w, id)
}

// LockPortfolio is LockEmployee for a portfolio.
func LockPortfolio(ctx context.Context, w *Writer, id model.ID) (*model.Portfolio, error) {
	if _, err := w.Exec(ctx, "UPDATE portfolios SET code = code WHERE id = ?", id); err != nil {
		return nil, fmt.Errorf("lock a portfolio: %w", err)
	}
	found, err := Select[model.Portfolio](ctx, w, rights, "id = ?", id)
	if err != nil {
		return nil, fmt.Errorf("find a portfolio: %w", err)
	}
	if len(found) == 0 {
		return nil, model.NotFoundf("no such portfolio")
	}
	return found[0], nil
}

// RegionOf gives the region of a branch, zero when there is no such branch.
func RegionOf(ctx context.Context, from Source, branch model.ID) (model.ID, error) {
	found, err := Select[model.Branch](ctx, from, rights, "id = ?", branch)
	if err != nil || len(found) == 0 {
		return model.ID{}, err
	}
	return found[0].RegionID, nil
}

// RightFilter narrows a list of rights. Zero fields narrow nothing.
type RightFilter struct {
	Kind        model.RightKind
	IDs         []model.ID
	Employees   []model.ID
	BranchID    model.ID // of the employee
	PortfolioID model.ID
	Role        model.Role
	On          model.Date // in force on this day
	From, To    model.Date // in force on some day from From, and before To when that is given

	WithinBranch model.ID // of employees of this branch only, whichever BranchID asks for
	WithinRegion model.ID // of employees of this region only
	NoEmergency  bool     // leaves emergency accesses out
}

// condition is what follows WHERE for the rows of a table of rights.
func (f RightFilter) condition() *fragment {
	out := (&fragment{}).add("1 = 1")
	if len(f.IDs) > 0 {
		out.add(" AND id IN @ids", f.IDs)
	}
	if len(f.Employees) > 0 {
		out.add(" AND employee_id IN @ids", f.Employees)
	}
	if !f.BranchID.IsZero() {
		out.add(" AND employee_id IN (SELECT e.id FROM employees e WHERE e.branch_id = ?)", f.BranchID)
	}
	if !f.WithinBranch.IsZero() {
		out.add(" AND employee_id IN (SELECT e.id FROM employees e WHERE e.branch_id = ?)", f.WithinBranch)
	}
	if !f.WithinRegion.IsZero() {
		out.add(" AND employee_id IN (SELECT e.id FROM employees e JOIN branches b ON b.id = e.branch_id WHERE b.region_id = ?)", f.WithinRegion)
	}
	return out
}

// dated adds the conditions on the period of a row. A right that was ended before
// it began never was in force.
func (f RightFilter) dated() *fragment {
	out := f.condition()
	if !f.On.IsZero() {
		out.add(" AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)", f.On, f.On)
	}
	if !f.From.IsZero() {
		out.add(" AND (valid_to IS NULL OR (valid_to > ? AND valid_to > valid_from))", f.From)
	}
	if !f.To.IsZero() {
		out.add(" AND valid_from < ?", f.To)
	}
	return out
}

func (f RightFilter) wants(kind model.RightKind) bool {
	switch {
	case f.Kind != "" && f.Kind != kind, f.NoEmergency && kind == model.RightEmergency:
		return false
	case f.Role != "":
		return kind == model.RightRole
	case !f.PortfolioID.IsZero():
		return kind == model.RightPortfolio || kind == model.RightDelegation
	}
	return true
}

// Rights lists rights of every kind for the bank's own work, in the order of
// employee, kind, beginning and id.
func Rights(ctx context.Context, from Source, filter RightFilter) ([]*model.Right, error) {
	var found []*model.Right
	for _, read := range []func(context.Context, Source, RightFilter) ([]*model.Right, error){roleRights, holderRights, delegationRights, emergencyRights} {
		some, err := read(ctx, from, filter)
		if err != nil {
			return nil, fmt.Errorf("read rights: %w", err)
		}
		found = append(found, some...)
	}
	slices.SortFunc(found, func(a, b *model.Right) int {
		return cmp.Or(strings.Compare(rightKey(a), rightKey(b)), a.ID.Compare(b.ID))
	})
	return found, nil
}

func rightKey(right *model.Right) string {
	return right.EmployeeID.String() + " " + string(right.Kind) + " " + right.ValidFrom.String()
}

func roleRights(ctx context.Context, from Source, filter RightFilter) ([]*model.Right, error) {
	if !filter.wants(model.RightRole) {
		return nil, nil
	}
	where := filter.dated()
	if filter.Role != "" {
		where.add(" AND role = ?", string(filter.Role))
	}
	rows, err := Select[model.EmployeeRole](ctx, from, rights, where.text.String(), where.args...)
	out := make([]*model.Right, len(rows))
	for i, row := range rows {
		out[i] = &model.Right{
			ID: row.ID, Kind: model.RightRole, EmployeeID: row.EmployeeID, Role: row.Role, ValidFrom: row.ValidFrom, ValidTo: row.ValidTo,
			GrantedBy: row.GrantedBy, Reason: row.Reason, EndedBy: row.EndedBy, EndReason: row.EndReason,
		}
	}
	return out, err
}

func holderRights(ctx context.Context, from Source, filter RightFilter) ([]*model.Right, error) {
	if !filter.wants(model.RightPortfolio) {
		return nil, nil
	}
	where := filter.dated().ofPortfolio(filter.PortfolioID)
	rows, err := Select[model.PortfolioHolder](ctx, from, rights, where.text.String(), where.args...)
	out := make([]*model.Right, len(rows))
	for i, row := range rows {
		out[i] = &model.Right{
			ID: row.ID, Kind: model.RightPortfolio, EmployeeID: row.EmployeeID, PortfolioID: row.PortfolioID, ValidFrom: row.ValidFrom,
			ValidTo: row.ValidTo, GrantedBy: row.GrantedBy, Reason: row.Reason, EndedBy: row.EndedBy, EndReason: row.EndReason,
		}
	}
	return out, err
}

func delegationRights(ctx context.Context, from Source, filter RightFilter) ([]*model.Right, error) {
	if !filter.wants(model.RightDelegation) {
		return nil, nil
	}
	where := filter.dated().ofPortfolio(filter.PortfolioID)
	rows, err := Select[model.Delegation](ctx, from, rights, where.text.String(), where.args...)
	out := make([]*model.Right, len(rows))
	for i, row := range rows {
		out[i] = &model.Right{
			ID: row.ID, Kind: model.RightDelegation, EmployeeID: row.EmployeeID, PortfolioID: row.PortfolioID, ValidFrom: row.ValidFrom,
			ValidTo: row.ValidTo, GrantedBy: row.GrantedBy, Reason: row.Reason, EndedBy: row.EndedBy, EndReason: row.EndReason,
		}
	}
	return out, err
}

func (f *fragment) ofPortfolio(portfolio model.ID) *fragment {
	if portfolio.IsZero() {
		return f
	}
	return f.add(" AND portfolio_id = ?", portfolio)
}

// rightTables are the tables of the rights that can be ended.
var rightTables = map[model.RightKind]string{
	model.RightRole: "employee_roles", model.RightPortfolio: "portfolio_holders", model.RightDelegation: "delegations",
}

// EndRight ends a right on ValidTo, the first day without it, by EndedBy and for
// EndReason. One that has ended by then already is a conflict.
func EndRight(ctx context.Context, w *Writer, right *model.Right) error {
	table, known := rightTables[right.Kind]
	if !known {
		return fmt.Errorf("a right of kind %s can't be ended", right.Kind)
	}
	changed, err := w.Exec(ctx, "UPDATE "+table+" SET valid_to = ?, ended_by = ?, end_reason = ? WHERE id = ? AND (valid_to IS NULL OR valid_to > ?)",
		right.ValidTo, right.EndedBy, right.EndReason, right.ID, right.ValidTo)
	if err != nil {
		return fmt.Errorf("end a right: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("this right has ended already: read the rights again")
	}
	return nil
}

// Rights reads a page of rights of every kind.
func (r *Reader) Rights(ctx context.Context, scope model.Scope, filter RightFilter, page Page) (*Slice[model.Right], error) {
	if !r.db.view(&scope).staff() {
		return &Slice[model.Right]{}, nil
	}
	found, err := Rights(ctx, r.db, filter)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(found, func(right *model.Right) bool {
		return page.After.IsZero() || cmp.Or(strings.Compare(rightKey(right), page.After.Key), right.ID.Compare(page.After.ID)) > 0
	})
	if at < 0 {
		at = len(found)
	}
	keys := keyset[model.Right]{key: rightKey, id: (*model.Right).RowID}
	return keys.slice(found[at:], page), nil
}

// RightsOf reads the rights of the employees of a filter; without any there are none.
func (r *Reader) RightsOf(ctx context.Context, scope model.Scope, filter RightFilter) (map[model.ID][]*model.Right, error) {
	out := map[model.ID][]*model.Right{}
	if !r.db.view(&scope).staff() || len(filter.Employees) == 0 {
		return out, nil
	}
	found, err := Rights(ctx, r.db, filter)
	for _, right := range found {
		out[right.EmployeeID] = append(out[right.EmployeeID], right)
	}
	return out, err
}

// Administrators lists the rights of the active administrators of a day.
func Administrators(ctx context.Context, from Source, day model.Date) ([]*model.Right, error) {
	found, err := Rights(ctx, from, RightFilter{Role: model.Administrator, On: day})
	if err != nil {
		return nil, err
	}
	active, err := Select[model.Employee](ctx, from, rights, "active AND id IN @ids", holdersOfRights(found))
	if err != nil {
		return nil, fmt.Errorf("find the administrators: %w", err)
	}
	return slices.DeleteFunc(found, func(right *model.Right) bool {
		return !slices.ContainsFunc(active, func(e *model.Employee) bool { return e.ID == right.EmployeeID })
	}), nil
}

func holdersOfRights(found []*model.Right) []model.ID {
	ids := make([]model.ID, len(found))
	for i, right := range found {
		ids[i] = right.EmployeeID
	}
	return ids
}

// RightsByID reads the rights of the ids of a filter; without any there are none.
func (r *Reader) RightsByID(ctx context.Context, scope model.Scope, filter RightFilter) (map[model.ID]*model.Right, error) {
	out := make(map[model.ID]*model.Right, len(filter.IDs))
	if !r.db.view(&scope).staff() || len(filter.IDs) == 0 {
		return out, nil
	}
	found, err := Rights(ctx, r.db, filter)
	for _, right := range found {
		out[right.ID] = right
	}
	return out, err
}
