package desk

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"foyer/model"
	"foyer/store"
)

// target reads the customer that a command is about and asks whether the actor
// may do it to a customer of that class.
func (d *Desk) target(ctx context.Context, scope model.Scope, id model.ID, coordinate string) (*model.Customer, error) {
	found, err := d.db.Reader().Customers(ctx, scope, []model.ID{id})
	if err != nil {
		return nil, err
	}
	customer := found[id]
	if customer == nil {
		return nil, model.NotFoundf("no such customer")
	}
	return customer, allowed(scope, coordinate, customer.ID, customer.Class)
}

// allowed asks the table; the bank's own work is always allowed.
func allowed(scope model.Scope, coordinate string, customer model.ID, class model.RowClass) error {
	verdict := scope.Table.Of(coordinate, class)
	if scope.Entire() != "" || verdict.Kind == model.Show {
		return nil
	}
	refusal := model.Forbiddenf("your role does not allow this for this customer: ask the employee responsible")
	refusal.Err = &model.Refusal{Coordinate: coordinate, Rule: verdict.Rule, CustomerID: customer}
	return refusal
}

// prepareHousehold lays out the customers who are decided together.
func (d *Desk) prepareHousehold(ctx context.Context, key model.ID) (*casework, error) {
	ids, err := store.DecidedWith(ctx, d.db, key)
	if err != nil {
		return nil, err
	}
	return d.prepare(ctx, d.Today(), ids)
}

func (d *Desk) causeOf(kind model.DecisionCause, id model.ID, now model.Instant, customer model.ID) cause {
	return cause{kind: kind, id: id, now: now, base: now, always: map[model.ID]bool{customer: true}}
}

// commit writes what a decision changed, the lists that follow and the audit.
func (d *Desk) commit(ctx context.Context, w *store.Writer, work *casework, rows *rowsToWrite, audit *model.AuditRecord, now model.Instant) error {
	if err := rows.write(ctx, w); err != nil {
		return err
	}
	if err := d.planFor(ctx, w, work.ids, work.today); err != nil {
		return err
	}
	return d.audit(ctx, w, audit, now)
}

// openFor reads the open recommendations of a customer as the viewer sees them.
func (d *Desk) openFor(ctx context.Context, scope model.Scope, customer model.ID) ([]*model.Recommendation, error) {
	states := []model.RecommendationState{model.RecommendationOpen}
	open, err := d.db.Reader().Recommendations(ctx, scope, []model.ID{customer}, states)
	return slices.Concat([]*model.Recommendation{}, open[customer]), err
}

func (d *Desk) holderOf(ctx context.Context, customer model.ID, today model.Date) (model.ID, error) {
	holders, err := d.db.Holders(ctx, []model.ID{customer}, today)
	if err != nil {
		return model.ID{}, fmt.Errorf("find the responsible employee: %w", err)
	}
	return holders[customer], nil
}

// decisionOf gives the decision of a customer, under the class it is seen in.
func (r *rowsToWrite) decisionOf(customer *model.Customer) *model.Decision {
	for _, decision := range r.decisions {
		if decision.CustomerID == customer.ID {
			decision.Class = customer.Class
			return decision
		}
	}
	return nil
}

func lengthUnder(field, text string, longest int) error {
	if utf8.RuneCountInString(text) <= longest {
		return nil
	}
	return model.Invalidf(field, "longer than %d characters: shorten it", longest)
}

func between(field string, value, low, high int64) error {
	if low <= value && value <= high {
		return nil
	}
	return model.Invalidf(field, "%d is out of range: expected %d to %d", value, low, high)
}
