package desk

import (
	"context"

	"foyer/model"
	"foyer/store"
)

// Reassign moves a customer to another portfolio, keeps the history of the old
// one and brings both employees' lists of today up to date.
func (d *Desk) Reassign(ctx context.Context, scope model.Scope, in ReassignInput) (*model.Customer, error) {
	customer, err := d.target(ctx, scope, in.CustomerID, "Mutation.reassignCustomer")
	if err != nil {
		return nil, err
	}
	portfolios, err := d.db.Reader().Portfolios(ctx, scope, []model.ID{in.PortfolioID})
	if err != nil {
		return nil, err
	}
	portfolio := portfolios[in.PortfolioID]
	if portfolio == nil {
		return nil, model.NotFoundf("no such portfolio")
	}
	if portfolio.BranchID != customer.BranchID {
		return nil, model.Invalidf("portfolioId", "the portfolio belongs to another branch: choose one of the customer's branch")
	}
	if portfolio.ID == customer.PortfolioID {
		return nil, model.Conflictf("the customer is already in this portfolio")
	}
	now := d.now()
	before, err := d.holderOf(ctx, customer.ID, d.Today())
	if err != nil {
		return nil, err
	}
	if err := d.reassign(ctx, customer, portfolio.ID, before, in, now); err != nil {
		return nil, err
	}
	moved, err := d.db.Reader().Customers(ctx, scope, []model.ID{customer.ID})
	return moved[customer.ID], err
}

func (d *Desk) reassign(ctx context.Context, customer *model.Customer, to, before model.ID, in ReassignInput, now model.Instant) error {
	today := d.Today()
	id, err := d.newID(now)
	if err != nil {
		return err
	}
	in.Audit.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {customer.ID}, "Portfolio": {to}})
	return d.db.Write(ctx, func(w *store.Writer) error {
		history := &model.Assignment{
			ID: id, CustomerID: customer.ID, PortfolioID: to, ValidFrom: today, AssignedBy: in.Audit.EmployeeID, AssignedAt: now,
		}
		if err := store.MoveCustomer(ctx, w, customer, history); err != nil {
			return err
		}
		if !before.IsZero() {
			if err := d.plan(ctx, w, before, today); err != nil {
				return err
			}
		}
		if err := d.planFor(ctx, w, []model.ID{customer.ID}, today); err != nil {
			return err
		}
		return d.audit(ctx, w, &in.Audit, now)
	})
}
