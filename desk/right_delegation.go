package desk

import (
	"context"
	"slices"

	"foyer/model"
	"foyer/store"
)

// longestDelegation is for how many days a portfolio may be lent at a time.
const longestDelegation = 90

// DelegateInput lends a portfolio to a colleague from ValidFrom (today when zero)
// until ValidTo, the first day without it.
type DelegateInput struct {
	PortfolioID model.ID
	EmployeeID  model.ID
	ValidFrom   model.Date
	ValidTo     model.Date
	Reason      string
	Audit       model.AuditRecord
}

// DelegatePortfolio lends the rights on a portfolio: its holder to a colleague of
// the branch, or who looks after rights within their authority. It is for a reason
// and for at most 90 days.
func (d *Desk) DelegatePortfolio(ctx context.Context, scope model.Scope, in DelegateInput) (*model.Right, error) {
	now, today := d.now(), d.Today()
	in.ValidFrom = orDay(in.ValidFrom, today)
	if in.ValidTo.IsZero() {
		return nil, model.Invalidf("validTo", "say until when the portfolio is lent")
	}
	if err := checkRight(today, in.ValidFrom, in.ValidTo, in.Reason); err != nil {
		return nil, err
	}
	if in.ValidTo > in.ValidFrom.AddDays(longestDelegation) {
		return nil, model.Invalidf("validTo", "%s is more than %d days after the beginning: lend it again then", in.ValidTo, longestDelegation)
	}
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	row := &model.Delegation{
		ID: id, PortfolioID: in.PortfolioID, EmployeeID: in.EmployeeID, GrantedBy: in.Audit.EmployeeID, Reason: in.Reason,
		ValidFrom: in.ValidFrom, ValidTo: in.ValidTo,
	}
	err = d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		if err := d.mayLend(ctx, w, scope, row); err != nil {
			return nil, err
		}
		return map[string][]model.ID{"Employee": {row.EmployeeID}, "Portfolio": {row.PortfolioID}, "Right": {id}}, w.Insert(ctx, row)
	})
	if err != nil {
		return nil, err
	}
	return d.right(ctx, model.RightDelegation, id)
}

func (d *Desk) mayLend(ctx context.Context, w *store.Writer, scope model.Scope, row *model.Delegation) error {
	portfolio, err := store.LockPortfolio(ctx, w, row.PortfolioID)
	if err != nil {
		return err
	}
	employee, err := d.receiver(ctx, w, scope, row.EmployeeID)
	if err != nil {
		return err
	}
	if err := d.lends(ctx, w, scope, "Mutation.delegatePortfolio", portfolio, employee.BranchID); err != nil {
		return err
	}
	given, err := store.Rights(ctx, w, store.RightFilter{
		Employees: []model.ID{employee.ID}, PortfolioID: portfolio.ID, From: row.ValidFrom, To: row.ValidTo,
	})
	if err == nil && len(given) > 0 {
		return model.Conflictf("the employee has this portfolio already in that period")
	}
	return err
}

// lends lets the holder of a portfolio act within its branch, and who looks after
// rights within their authority.
func (d *Desk) lends(ctx context.Context, from store.Source, scope model.Scope, coordinate string, portfolio *model.Portfolio, branch model.ID) error {
	if scope.Actor != nil && branch == portfolio.BranchID && slices.Contains(scope.Actor.Portfolios, portfolio.ID) {
		return permitted(scope, coordinate)
	}
	return d.reaches(ctx, from, scope, coordinate, portfolio.BranchID, branch)
}

// EndDelegation takes a lent portfolio back.
func (d *Desk) EndDelegation(ctx context.Context, scope model.Scope, in EndInput) (*model.Right, error) {
	return d.end(ctx, model.RightDelegation, in, func(w *store.Writer, right *model.Right) error {
		portfolio, err := store.LockPortfolio(ctx, w, right.PortfolioID)
		if err != nil {
			return err
		}
		return d.lends(ctx, w, scope, "Mutation.endDelegation", portfolio, portfolio.BranchID)
	})
}
