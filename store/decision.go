package store

import (
	"context"
	"fmt"

	"foyer/model"
)

// SealingKeys gives the sealing keys of those customers who have one.
func SealingKeys(ctx context.Context, from Source, customers []model.ID) (map[model.ID][]byte, error) {
	rows, err := Select[model.CustomerKey](ctx, from, work, `customer_id IN @ids`, customers)
	if err != nil {
		return nil, fmt.Errorf("read sealing keys: %w", err)
	}
	keys := make(map[model.ID][]byte, len(rows))
	for _, row := range rows {
		keys[row.CustomerID] = row.SealingKey
	}
	return keys, nil
}

// DecidedWith lists the customers who are decided together under a key, by id.
func DecidedWith(ctx context.Context, from Source, key model.ID) ([]model.ID, error) {
	rows, err := Select[model.Customer](ctx, from, work, `decision_key = ? ORDER BY id`, key)
	if err != nil {
		return nil, fmt.Errorf("read who is decided together: %w", err)
	}
	ids := make([]model.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return ids, nil
}

// EventOf gives the event of a customer that a source knows under an external id,
// nil when there is none or the external id is empty.
func EventOf(ctx context.Context, from Source, customer model.ID, source, externalID string) (*model.LifeEvent, error) {
	if externalID == "" {
		return nil, nil
	}
	rows, err := Select[model.LifeEvent](ctx, from, work, `source = ? AND external_id = ? AND customer_id = ?`, source, externalID, customer)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// DecisionsCausedBy lists the decisions on a customer that an event or answer
// asked for, latest first.
func DecisionsCausedBy(ctx context.Context, from Source, cause, customer model.ID) ([]*model.Decision, error) {
	return Select[model.Decision](ctx, from, work, `customer_id = ? AND cause_id = ? ORDER BY decided_at DESC, id`, customer, cause)
}

// TurnPage notes that the night is done up to a page. Another process that turned
// a page meanwhile is a conflict: customers is how many were judged before.
func TurnPage(ctx context.Context, w *Writer, run *model.NightRun, customers int64) error {
	changed, err := w.Exec(ctx, `UPDATE night_runs SET pages_done_up_to = ?, customers = ?, decisions = ?
		WHERE run_date = ? AND attempt = ? AND state = ? AND customers = ?`,
		run.PagesDoneUpTo, run.Customers, run.Decisions, run.RunDate, run.Attempt, string(model.RunRunning), customers)
	if err != nil {
		return fmt.Errorf("note how far the night is: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("another process plans %s already: wait until it ends", run.RunDate)
	}
	return nil
}

// LiveDecisions counts the decisions on customers since an instant that an event
// or an answer asked for, not a night.
func LiveDecisions(ctx context.Context, from Source, customers []model.ID, since model.Instant) (int, error) {
	rows, err := Select[model.Decision](ctx, from, work, `customer_id IN @ids AND decided_at >= ? AND cause <> ?`,
		customers, since, string(model.CauseNight))
	if err != nil {
		return 0, fmt.Errorf("count the day's decisions: %w", err)
	}
	return len(rows), nil
}

// Close ends a recommendation that is still open as withdrawn or expired; one that
// was answered meanwhile stays answered.
func Close(ctx context.Context, w *Writer, row *model.Recommendation) error {
	_, err := w.Exec(ctx, `UPDATE recommendations SET state = ? WHERE id = ? AND state = ?`,
		string(row.State), row.ID, string(model.RecommendationOpen))
	if err != nil {
		return fmt.Errorf("close a recommendation: %w", err)
	}
	return nil
}

// AnsweredSince lists the recommendations that customers answered on a day or
// later, whatever the answer.
func AnsweredSince(ctx context.Context, from Source, customers []model.ID, day model.Date) ([]*model.Recommendation, error) {
	rows, err := Select[model.Recommendation](ctx, from, work, `customer_id IN @ids AND state = ? AND responded_at >= ?`,
		customers, string(model.RecommendationAnswered), model.InstantOf(day.Time()))
	if err != nil {
		return nil, fmt.Errorf("read the latest answers: %w", err)
	}
	return rows, nil
}

// NightOf gives the state of the night of a day, nil when it was never begun.
func NightOf(ctx context.Context, from Source, day model.Date) (*model.NightRun, error) {
	rows, err := Select[model.NightRun](ctx, from, work, `run_date = ?`, day)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}
