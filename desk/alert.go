package desk

import (
	"context"
	"fmt"
	"strings"

	"foyer/model"
	"foyer/store"
)

// Raise tells compliance of something, inside the transaction of what it is about.
// The identifier, the instant and an empty detail are filled in. An alert with a
// Dedup that was raised before is left as it is, so telling twice is harmless.
func (d *Desk) Raise(ctx context.Context, w *store.Writer, alert *model.Alert) error {
	if alert.RaisedAt.IsZero() {
		alert.RaisedAt = d.now()
	}
	id, err := d.newID(alert.RaisedAt)
	if err != nil {
		return err
	}
	alert.ID = id
	if alert.Dedup == "" {
		alert.Dedup = id.String()
	}
	if alert.Detail == "" {
		alert.Detail = "{}"
	}
	if _, err := w.InsertNew(ctx, alert); err != nil {
		return fmt.Errorf("raise an alert: %w", err)
	}
	return nil
}

// AcknowledgeInput says what the compliance officer found behind an alert.
type AcknowledgeInput struct {
	AlertID model.ID
	Note    string
	Audit   model.AuditRecord
}

// AcknowledgeAlert ends an alert with what was found; the person concerned does not.
func (d *Desk) AcknowledgeAlert(ctx context.Context, scope model.Scope, in AcknowledgeInput) (*model.Alert, error) {
	if strings.TrimSpace(in.Note) == "" {
		return nil, model.Invalidf("note", "say what you found")
	}
	if err := lengthUnder("note", in.Note, longestNote); err != nil {
		return nil, err
	}
	if err := permitted(scope, "Mutation.acknowledgeAlert"); err != nil {
		return nil, err
	}
	now := d.now()
	var alert *model.Alert
	err := d.change(ctx, &in.Audit, now, func(w *store.Writer) (touched map[string][]model.ID, err error) {
		if alert, err = store.AlertByID(ctx, w, in.AlertID); err != nil {
			return nil, err
		}
		if scope.Actor != nil && alert.EmployeeID == scope.Actor.EmployeeID {
			return nil, model.Forbiddenf("the alert is about you: somebody else looks into it")
		}
		alert.AcknowledgedBy, alert.AcknowledgedAt, alert.Note = in.Audit.EmployeeID, now, in.Note
		return map[string][]model.ID{"Alert": {alert.ID}}, store.Acknowledge(ctx, w, alert)
	})
	if err != nil {
		return nil, err
	}
	return alert, nil
}
