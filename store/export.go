package store

import (
	"context"

	"foyer/model"
)

// Export reads an export of the viewer, nil when there is none: those of others do
// not exist.
func (r *Reader) Export(ctx context.Context, scope model.Scope, id model.ID) (*model.Export, error) {
	if scope.Actor == nil {
		return nil, nil
	}
	rows, err := Select[model.Export](ctx, r.db, work, `id = ? AND employee_id = ?`, id, scope.Actor.EmployeeID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// TakeExport notes that an export is sent. One that was sent already, or whose time
// is over, is a conflict: it is sent once.
func TakeExport(ctx context.Context, w *Writer, export *model.Export) error {
	changed, err := w.Exec(ctx, `UPDATE exports SET sent_at = ?, row_count = ? WHERE id = ? AND sent_at IS NULL AND expires_at > ?`,
		export.SentAt, export.RowCount, export.ID, export.SentAt)
	if err == nil && changed == 0 {
		return model.Conflictf("the export was fetched already, or its time is over: ask for it again")
	}
	return err
}
