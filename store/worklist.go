package store

import (
	"context"
	"fmt"

	"foyer/model"
)

// work is the scope of what the bank does for itself; no person reads it.
var work = model.EntireScope("work lists")

// heldBy selects the customers whose portfolio an employee is responsible for on a day.
const heldBy = `SELECT c.id FROM customers c JOIN portfolio_holders h ON h.portfolio_id = c.portfolio_id
	WHERE h.employee_id = ? AND h.valid_from <= ? AND (h.valid_to IS NULL OR h.valid_to > ?)`

// ListedRecommendations are the open recommendations that belong on an employee's
// list of a day: those of the customers they are responsible for, unless the
// employee has already acted on them.
func ListedRecommendations(ctx context.Context, from Source, employee model.ID, day model.Date) ([]*model.Recommendation, error) {
	return Select[model.Recommendation](ctx, from, work, `customer_id IN (`+heldBy+`)
		AND state = ? AND proposed_on <= ? AND (expires_on IS NULL OR expires_on > ?)
		AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.recommendation_id = recommendations.id AND a.state <> ?)`,
		employee, day, day, string(model.RecommendationOpen), day, day, string(model.ActionTodo))
}

// CarriedActions are an employee's requests and follow-ups still to do on a day.
func CarriedActions(ctx context.Context, from Source, employee model.ID, day model.Date) ([]*model.Action, error) {
	return Select[model.Action](ctx, from, work, `employee_id = ? AND kind <> ? AND state = ? AND planned_for <= ?`,
		employee, string(model.ActionRecommendation), string(model.ActionTodo), day)
}

// ReplaceList writes the list of an employee for a day: recommendations still to
// do are replaced, carried actions are moved to the day and their place.
func ReplaceList(ctx context.Context, w *Writer, employee model.ID, day model.Date, lines []*model.Action) error {
	_, err := w.Exec(ctx, `DELETE FROM actions WHERE employee_id = ? AND planned_for = ? AND kind = ? AND state = ?`,
		employee, day, string(model.ActionRecommendation), string(model.ActionTodo))
	if err != nil {
		return fmt.Errorf("clear a work list: %w", err)
	}
	var fresh []*model.Action
	for _, line := range lines {
		if line.Kind == model.ActionRecommendation {
			fresh = append(fresh, line)
			continue
		}
		if err := w.Update(ctx, line, "planned_for", "position"); err != nil {
			return fmt.Errorf("carry an action over: %w", err)
		}
	}
	if err := w.Insert(ctx, fresh); err != nil {
		return fmt.Errorf("write a work list: %w", err)
	}
	return nil
}

// EndAction writes the end of an action that is still to do; one that has ended
// already is a conflict.
func EndAction(ctx context.Context, w *Writer, action *model.Action) error {
	changed, err := w.Exec(ctx, `UPDATE actions SET state = ?, note = ?, completed_at = ?, completed_by = ? WHERE id = ? AND state = ?`,
		string(action.State), action.Note, action.CompletedAt, action.CompletedBy, action.ID, string(model.ActionTodo))
	if err != nil {
		return fmt.Errorf("end an action: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("this action has already ended: read the list again")
	}
	return nil
}

// Answer writes the outcome of a recommendation that is still open and, when it is
// answered, ends the actions that carried it; one that is closed is a conflict.
func Answer(ctx context.Context, w *Writer, row *model.Recommendation) error {
	changed, err := w.Exec(ctx, `UPDATE recommendations SET state = ?, outcome = ?, outcome_reason = ?, responded_at = ?, responded_by = ?
		WHERE id = ? AND state = ?`,
		string(row.State), string(row.Outcome), row.OutcomeReason, row.RespondedAt, row.RespondedBy, row.ID, string(model.RecommendationOpen))
	if err != nil {
		return fmt.Errorf("answer a recommendation: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("this recommendation is no longer open: read the customer's recommendations again")
	}
	if row.State != model.RecommendationAnswered {
		return nil
	}
	_, err = w.Exec(ctx, `UPDATE actions SET state = ?, completed_at = ?, completed_by = ? WHERE recommendation_id = ? AND state = ?`,
		string(model.ActionDone), row.RespondedAt, row.RespondedBy, row.ID, string(model.ActionTodo))
	if err != nil {
		return fmt.Errorf("end the actions of a recommendation: %w", err)
	}
	return nil
}

// Responsible lists the employees who hold a portfolio on a day, by id.
func Responsible(ctx context.Context, from Source, day model.Date) ([]model.ID, error) {
	employees, err := Select[model.Employee](ctx, from, work, `id IN (SELECT employee_id FROM portfolio_holders
		WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)) ORDER BY id`, day, day)
	if err != nil {
		return nil, fmt.Errorf("find the responsible employees: %w", err)
	}
	ids := make([]model.ID, len(employees))
	for i, employee := range employees {
		ids[i] = employee.ID
	}
	return ids, nil
}

// HoldersOf lists the employees responsible for some of the customers on a day, by id.
func HoldersOf(ctx context.Context, from Source, customers []model.ID, day model.Date) ([]model.ID, error) {
	holders, err := Select[model.PortfolioHolder](ctx, from, work, `portfolio_id IN (SELECT portfolio_id FROM customers WHERE id IN @ids)
		AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY employee_id`, customers, day, day)
	if err != nil {
		return nil, fmt.Errorf("find the responsible employees: %w", err)
	}
	var ids []model.ID
	for _, holder := range holders {
		if len(ids) == 0 || ids[len(ids)-1] != holder.EmployeeID {
			ids = append(ids, holder.EmployeeID)
		}
	}
	return ids, nil
}

// MoveCustomer gives a customer another portfolio and keeps the history. The
// customer must still be as it was read.
func MoveCustomer(ctx context.Context, w *Writer, customer *model.Customer, to *model.Assignment) error {
	changed, err := w.Exec(ctx, `UPDATE customers SET portfolio_id = ?, updated_at = ?, version = version + 1 WHERE id = ? AND version = ?`,
		to.PortfolioID, to.AssignedAt, customer.ID, customer.Version)
	if err != nil {
		return fmt.Errorf("move a customer: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("the customer was changed meanwhile: read it again")
	}
	_, err = w.Exec(ctx, `UPDATE assignments SET valid_to = ? WHERE customer_id = ? AND valid_to IS NULL`, to.ValidFrom, customer.ID)
	if err != nil {
		return fmt.Errorf("end an assignment: %w", err)
	}
	return w.Insert(ctx, to)
}
