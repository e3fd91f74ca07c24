package desk

import (
	"context"
	"slices"
	"strings"

	"foyer/model"
	"foyer/store"
)

// longestReason is the size of the reason of a right, in characters.
const longestReason = 500

// GrantInput gives a role to an employee from ValidFrom (today when zero) until
// ValidTo, the first day without it (open when zero).
type GrantInput struct {
	EmployeeID model.ID
	Role       model.Role
	ValidFrom  model.Date
	ValidTo    model.Date
	Reason     string
	Audit      model.AuditRecord
}

// HoldInput makes an employee responsible for a portfolio from ValidFrom (today
// when zero). Who was responsible before is so until then.
type HoldInput struct {
	PortfolioID model.ID
	EmployeeID  model.ID
	ValidFrom   model.Date
	Reason      string
	Audit       model.AuditRecord
}

// EndInput ends a right. Until is the first day without it, today when zero.
type EndInput struct {
	RightID model.ID
	Until   model.Date
	Reason  string
	Audit   model.AuditRecord
}

// GrantRole gives a role to a person. Nobody grants a right to themself, a role
// that excludes another one held in the same period is refused with the policy's
// reason, and so is a role that the granting employee may not give.
func (d *Desk) GrantRole(ctx context.Context, scope model.Scope, in GrantInput) (*model.Right, error) {
	if !slices.Contains(model.Roles, in.Role) {
		return nil, model.Invalidf("role", "there is no role %q", in.Role)
	}
	now, today := d.now(), d.Today()
	in.ValidFrom = orDay(in.ValidFrom, today)
	if err := checkRight(today, in.ValidFrom, in.ValidTo, in.Reason); err != nil {
		return nil, err
	}
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	row := &model.EmployeeRole{
		ID: id, EmployeeID: in.EmployeeID, Role: in.Role, ValidFrom: in.ValidFrom, ValidTo: in.ValidTo,
		GrantedBy: in.Audit.EmployeeID, Reason: in.Reason,
	}
	err = d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		employee, err := d.receiver(ctx, w, scope, in.EmployeeID)
		if err != nil {
			return nil, err
		}
		if err := d.mayGrant(ctx, w, scope, "Mutation.grantRole", in.Role, employee.BranchID); err != nil {
			return nil, err
		}
		if err := d.fits(ctx, w, scope, row); err != nil {
			return nil, err
		}
		return map[string][]model.ID{"Employee": {employee.ID}, "Right": {id}}, w.Insert(ctx, row)
	})
	if err != nil {
		return nil, err
	}
	return d.right(ctx, model.RightRole, id)
}

// fits refuses a role that the employee has in the same period already, or that
// excludes one of those.
func (d *Desk) fits(ctx context.Context, w *store.Writer, scope model.Scope, row *model.EmployeeRole) error {
	held, err := store.Rights(ctx, w, store.RightFilter{Kind: model.RightRole, Employees: []model.ID{row.EmployeeID}, From: row.ValidFrom, To: row.ValidTo})
	if err != nil {
		return err
	}
	roles := []model.Role{row.Role}
	for _, right := range held {
		if right.Role == row.Role {
			return model.Conflictf("the employee has this role already in that period: end it first")
		}
		roles = append(roles, right.Role)
	}
	if pair := d.engine.Toxic(roles); pair != nil {
		return model.Conflictf("%s and %s exclude each other: %s", pair.A, pair.B, pair.Reason.In(languageOf(scope)))
	}
	return nil
}

// RevokeRole ends a role of somebody; the bank keeps at least one administrator.
func (d *Desk) RevokeRole(ctx context.Context, scope model.Scope, in EndInput) (*model.Right, error) {
	return d.end(ctx, model.RightRole, in, func(w *store.Writer, right *model.Right) error {
		employee, err := store.LockEmployee(ctx, w, right.EmployeeID)
		if err != nil {
			return err
		}
		if err := d.mayGrant(ctx, w, scope, "Mutation.revokeRole", right.Role, employee.BranchID); err != nil {
			return err
		}
		return d.keepsAdministrator(ctx, w, right)
	})
}

var errLastAdministrator = model.Conflictf("the bank would have no administrator: grant the role to somebody else first")

// keepsAdministrator refuses to end the right of the last administrator: nobody
// could grant a right any more.
func (d *Desk) keepsAdministrator(ctx context.Context, w *store.Writer, ending *model.Right) error {
	if ending.Role != model.Administrator {
		return nil
	}
	others, err := store.Administrators(ctx, w, d.Today())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(others, func(r *model.Right) bool { return r.ID != ending.ID && r.ValidTo.IsZero() }) {
		return nil
	}
	return errLastAdministrator
}

// AssignPortfolio makes an employee of the portfolio's branch responsible for it.
// The right of who was responsible ends on the same day.
func (d *Desk) AssignPortfolio(ctx context.Context, scope model.Scope, in HoldInput) (*model.Right, error) {
	now, today := d.now(), d.Today()
	in.ValidFrom = orDay(in.ValidFrom, today)
	if err := checkRight(today, in.ValidFrom, 0, in.Reason); err != nil {
		return nil, err
	}
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	err = d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		portfolio, err := store.LockPortfolio(ctx, w, in.PortfolioID)
		if err != nil {
			return nil, err
		}
		employee, err := d.receiver(ctx, w, scope, in.EmployeeID)
		if err != nil {
			return nil, err
		}
		if err := d.reaches(ctx, w, scope, "Mutation.assignPortfolio", portfolio.BranchID, employee.BranchID); err != nil {
			return nil, err
		}
		if employee.BranchID != portfolio.BranchID {
			return nil, model.Invalidf("employeeId", "the employee works in another branch than that of the portfolio")
		}
		return d.handOver(ctx, w, &model.PortfolioHolder{
			ID: id, PortfolioID: portfolio.ID, EmployeeID: employee.ID, ValidFrom: in.ValidFrom, GrantedBy: in.Audit.EmployeeID, Reason: in.Reason,
		})
	})
	if err != nil {
		return nil, err
	}
	return d.right(ctx, model.RightPortfolio, id)
}

// handOver ends the rights of other holders when a new one's begins, and brings
// the work lists of all of them up to date.
func (d *Desk) handOver(ctx context.Context, w *store.Writer, row *model.PortfolioHolder) (map[string][]model.ID, error) {
	before, err := store.Rights(ctx, w, store.RightFilter{Kind: model.RightPortfolio, PortfolioID: row.PortfolioID, From: row.ValidFrom})
	if err != nil {
		return nil, err
	}
	touched := []model.ID{row.EmployeeID}
	for _, right := range before {
		if right.EmployeeID == row.EmployeeID && right.ValidTo.IsZero() {
			return nil, model.Conflictf("the employee is responsible for this portfolio already")
		}
		right.ValidTo, right.EndedBy, right.EndReason = max(row.ValidFrom, right.ValidFrom), row.GrantedBy, row.Reason
		if err := store.EndRight(ctx, w, right); err != nil {
			return nil, err
		}
		touched = append(touched, right.EmployeeID)
	}
	if err := w.Insert(ctx, row); err != nil {
		return nil, err
	}
	return map[string][]model.ID{"Employee": touched, "Portfolio": {row.PortfolioID}, "Right": {row.ID}}, d.relist(ctx, w, touched)
}

// relist brings today's lists of some employees up to date.
func (d *Desk) relist(ctx context.Context, w *store.Writer, employees []model.ID) error {
	for _, employee := range employees {
		if err := d.plan(ctx, w, employee, d.Today()); err != nil {
			return err
		}
	}
	return nil
}

// EndPortfolio ends somebody's responsibility for a portfolio.
func (d *Desk) EndPortfolio(ctx context.Context, scope model.Scope, in EndInput) (*model.Right, error) {
	return d.end(ctx, model.RightPortfolio, in, func(w *store.Writer, right *model.Right) error {
		portfolio, err := store.LockPortfolio(ctx, w, right.PortfolioID)
		if err != nil {
			return err
		}
		return d.reaches(ctx, w, scope, "Mutation.endPortfolio", portfolio.BranchID)
	})
}

// end ends a right once may has agreed.
func (d *Desk) end(ctx context.Context, kind model.RightKind, in EndInput, may func(w *store.Writer, right *model.Right) error) (*model.Right, error) {
	now, today := d.now(), d.Today()
	in.Until = orDay(in.Until, today)
	if in.Until < today {
		return nil, model.Invalidf("until", "%s is past: a right ends today or later", in.Until)
	}
	if err := checkReason(in.Reason); err != nil {
		return nil, err
	}
	err := d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		right, err := oneRight(ctx, w, kind, in.RightID)
		if err != nil {
			return nil, err
		}
		if err := may(w, right); err != nil {
			return nil, err
		}
		right.ValidTo, right.EndedBy, right.EndReason = max(in.Until, right.ValidFrom), in.Audit.EmployeeID, in.Reason
		if err := store.EndRight(ctx, w, right); err != nil {
			return nil, err
		}
		touched := map[string][]model.ID{"Employee": {right.EmployeeID}, "Right": {right.ID}}
		if kind != model.RightPortfolio {
			return touched, nil
		}
		return touched, d.relist(ctx, w, touched["Employee"])
	})
	if err != nil {
		return nil, err
	}
	return d.right(ctx, kind, in.RightID)
}

// change runs do in a transaction and records it there, with the rows that do names.
func (d *Desk) change(ctx context.Context, record *model.AuditRecord, now model.Instant, do func(w *store.Writer) (map[string][]model.ID, error)) error {
	return d.db.Write(ctx, func(w *store.Writer) error {
		touched, err := do(w)
		if err != nil {
			return err
		}
		record.Rows = model.EncodeRows(touched)
		return d.audit(ctx, w, record, now)
	})
}

func (d *Desk) right(ctx context.Context, kind model.RightKind, id model.ID) (*model.Right, error) {
	return oneRight(ctx, d.db, kind, id)
}

func oneRight(ctx context.Context, from store.Source, kind model.RightKind, id model.ID) (*model.Right, error) {
	found, err := store.Rights(ctx, from, store.RightFilter{Kind: kind, IDs: []model.ID{id}})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, model.NotFoundf("no such right")
	}
	return found[0], nil
}

// checkRight refuses a period or a reason that a right can't have.
func checkRight(today, from, to model.Date, reason string) error {
	switch {
	case from < today:
		return model.Invalidf("validFrom", "%s is past: a right begins today or later", from)
	case from > today.AddMonths(12):
		return model.Invalidf("validFrom", "%s is more than a year ahead", from)
	case !to.IsZero() && to <= from:
		return model.Invalidf("validTo", "%s is not after the beginning, %s", to, from)
	}
	return checkReason(reason)
}

func checkReason(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return model.Invalidf("reason", "say why: the reason stays with the right")
	}
	return lengthUnder("reason", reason, longestReason)
}

func orDay(day, standard model.Date) model.Date {
	if day.IsZero() {
		return standard
	}
	return day
}
