package store

import (
	"context"
	"fmt"

	"foyer/model"
)

// AlertFilter narrows a list of alerts. Zero fields narrow nothing.
type AlertFilter struct {
	Open       *bool // still to be looked into, or not
	Kind       model.AlertKind
	EmployeeID model.ID // who is concerned
	Since      model.Instant
}

var alertKeys = &keyset[model.Alert]{
	by: []string{"t.raised_at"}, desc: true, parse: parseInstantKey,
	key: func(row *model.Alert) string { return instantKey(row.RaisedAt) }, id: (*model.Alert).RowID,
}

// Alerts reads a page of alerts, latest first.
func (r *Reader) Alerts(ctx context.Context, scope model.Scope, filter AlertFilter, page Page) (*Slice[model.Alert], error) {
	if !r.db.view(&scope).staff() {
		return &Slice[model.Alert]{}, nil
	}
	statement := listOf[model.Alert](r.db)
	switch {
	case filter.Open != nil && *filter.Open:
		statement.add(" AND t.acknowledged_at IS NULL")
	case filter.Open != nil:
		statement.add(" AND t.acknowledged_at IS NOT NULL")
	}
	if filter.Kind != "" {
		statement.add(" AND t.kind = ?", string(filter.Kind))
	}
	if !filter.EmployeeID.IsZero() {
		statement.add(" AND t.employee_id = ?", filter.EmployeeID)
	}
	if !filter.Since.IsZero() {
		statement.add(" AND t.raised_at >= ?", filter.Since)
	}
	return alertKeys.list(ctx, r.db, statement, page)
}

// AlertByID reads an alert for the bank's own work.
func AlertByID(ctx context.Context, from Source, id model.ID) (*model.Alert, error) {
	found, err := Select[model.Alert](ctx, from, rights, "id = ?", id)
	if err != nil {
		return nil, fmt.Errorf("find an alert: %w", err)
	}
	if len(found) == 0 {
		return nil, model.NotFoundf("no such alert")
	}
	return found[0], nil
}

// Acknowledge writes who looked into an alert and what they found; one that was
// looked into already is a conflict.
func Acknowledge(ctx context.Context, w *Writer, alert *model.Alert) error {
	changed, err := w.Exec(ctx, "UPDATE alerts SET acknowledged_by = ?, acknowledged_at = ?, note = ? WHERE id = ? AND acknowledged_at IS NULL",
		alert.AcknowledgedBy, alert.AcknowledgedAt, alert.Note, alert.ID)
	if err != nil {
		return fmt.Errorf("acknowledge an alert: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("somebody has looked into this alert already: read it again")
	}
	return nil
}
