package store

import (
	"context"
	"fmt"

	"foyer/model"
)

func emergencyRights(ctx context.Context, from Source, filter RightFilter) ([]*model.Right, error) {
	if !filter.wants(model.RightEmergency) {
		return nil, nil
	}
	where := filter.condition()
	if !filter.On.IsZero() {
		where.add(" AND opened_at < ? AND COALESCE(closed_at, closes_at) > ?", startOf(filter.On.AddDays(1)), startOf(filter.On))
	}
	if !filter.From.IsZero() {
		where.add(" AND COALESCE(closed_at, closes_at) > ?", startOf(filter.From))
	}
	if !filter.To.IsZero() {
		where.add(" AND opened_at < ?", startOf(filter.To))
	}
	rows, err := Select[model.EmergencyAccess](ctx, from, rights, where.text.String(), where.args...)
	out := make([]*model.Right, len(rows))
	for i, row := range rows {
		out[i] = &model.Right{
			ID: row.ID, Kind: model.RightEmergency, EmployeeID: row.EmployeeID, CustomerID: row.CustomerID, ValidFrom: row.OpenedAt.Date(),
			ValidTo: row.EndsAt().Date().AddDays(1), GrantedBy: row.EmployeeID, Reason: row.Reason,
		}
	}
	return out, err
}

// startOf is the first instant of a day.
func startOf(day model.Date) model.Instant { return model.InstantOf(day.Time()) }

// CustomerNamed gives the customer that a source names by an external id, zero
// when there is none. It is for the bank's own work.
func CustomerNamed(ctx context.Context, from Source, source, external string) (model.ID, error) {
	found, err := Select[model.Customer](ctx, from, rights, "source = ? AND external_id = ?", source, external)
	if err != nil || len(found) == 0 {
		return model.ID{}, err
	}
	return found[0].ID, nil
}

// EmergencyByID reads an emergency access for the bank's own work.
func EmergencyByID(ctx context.Context, from Source, id model.ID) (*model.EmergencyAccess, error) {
	found, err := Select[model.EmergencyAccess](ctx, from, rights, "id = ?", id)
	if err != nil {
		return nil, fmt.Errorf("find an emergency access: %w", err)
	}
	if len(found) == 0 {
		return nil, model.NotFoundf("no such emergency access")
	}
	return found[0], nil
}

// RunningEmergency tells whether an employee has a customer's file open at an instant.
func RunningEmergency(ctx context.Context, from Source, employee, customer model.ID, at model.Instant) (bool, error) {
	found, err := Select[model.EmergencyAccess](ctx, from, rights,
		"employee_id = ? AND customer_id = ? AND closes_at > ? AND closed_at IS NULL", employee, customer, at)
	return len(found) > 0, err
}

// CountEmergencies counts the files that an employee opened since the beginning of
// the day of an instant.
func CountEmergencies(ctx context.Context, from Source, employee model.ID, at model.Instant) (int, error) {
	found, err := Select[model.EmergencyAccess](ctx, from, rights, "employee_id = ? AND opened_at >= ?", employee, startOf(at.Date()))
	return len(found), err
}

// CloseEmergency writes the end of an access; one that has ended by ClosedAt is a conflict.
func CloseEmergency(ctx context.Context, w *Writer, access *model.EmergencyAccess) error {
	changed, err := w.Exec(ctx, "UPDATE emergency_accesses SET closed_at = ? WHERE id = ? AND closed_at IS NULL AND closes_at > ?",
		access.ClosedAt, access.ID, access.ClosedAt)
	if err != nil {
		return fmt.Errorf("close an emergency access: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("this emergency access has ended already")
	}
	return nil
}

// EmergencyFilter narrows a list of emergency accesses. Zero fields narrow nothing.
type EmergencyFilter struct {
	EmployeeID model.ID
	From, To   model.Instant // opened from, and before
}

var emergencyKeys = &keyset[model.EmergencyAccess]{
	by: []string{"t.opened_at"}, desc: true, parse: parseInstantKey,
	key: func(row *model.EmergencyAccess) string { return instantKey(row.OpenedAt) }, id: (*model.EmergencyAccess).RowID,
}

// EmergencyAccesses reads a page of emergency accesses, latest first.
func (r *Reader) EmergencyAccesses(ctx context.Context, scope model.Scope, filter EmergencyFilter, page Page) (*Slice[model.EmergencyAccess], error) {
	if !r.db.view(&scope).staff() {
		return &Slice[model.EmergencyAccess]{}, nil
	}
	statement := listOf[model.EmergencyAccess](r.db)
	if !filter.EmployeeID.IsZero() {
		statement.add(" AND t.employee_id = ?", filter.EmployeeID)
	}
	if !filter.From.IsZero() {
		statement.add(" AND t.opened_at >= ?", filter.From)
	}
	if !filter.To.IsZero() {
		statement.add(" AND t.opened_at < ?", filter.To)
	}
	return emergencyKeys.list(ctx, r.db, statement, page)
}

// listOf starts the reading of rows that have no customer's class, aliased t.
func listOf[T any](db *DB) *fragment {
	return (&fragment{}).add("SELECT t.id, 0, " + columnsOf[T](db, "t") + " FROM " + tableOf[T](db) + " t WHERE 1 = 1")
}

// EmergencyUses counts, for each of some accesses, the operations that its
// employee did under an emergency while it ran.
func (r *Reader) EmergencyUses(ctx context.Context, scope model.Scope, accesses []model.ID) (map[model.ID]int64, error) {
	out := map[model.ID]int64{}
	if !r.db.view(&scope).staff() || len(accesses) == 0 {
		return out, nil
	}
	answer, err := r.db.query(ctx, r.db.reads, `SELECT e.id, COUNT(*) FROM emergency_accesses e JOIN audit_records a ON a.employee_id = e.employee_id
		AND a.emergency AND a.at >= e.opened_at AND a.at < COALESCE(e.closed_at, e.closes_at) WHERE e.id IN @ids GROUP BY e.id`, accesses)
	if err != nil {
		return nil, err
	}
	for answer.Next() {
		var id model.ID
		var count int64
		if err := answer.Scan(&id, &count); err != nil {
			return nil, r.db.explain("count emergency operations", closeRows(answer, err))
		}
		out[id] = count
	}
	return out, r.db.explain("count emergency operations", closeRows(answer, answer.Err()))
}
