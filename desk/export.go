package desk

import (
	"context"
	"time"

	"foyer/model"
	"foyer/store"
)

// exportLife is how long an export may be fetched.
const exportLife = 15 * time.Minute

// RequestExport keeps what somebody wants to export, to be fetched once.
func (d *Desk) RequestExport(ctx context.Context, export *model.Export, entry model.AuditRecord) error {
	now := d.now()
	id, err := d.newID(now)
	if err != nil {
		return err
	}
	export.ID, export.RequestedAt, export.ExpiresAt = id, now, model.InstantOf(now.Time().Add(exportLife))
	return d.db.Write(ctx, func(w *store.Writer) error {
		if err := w.Insert(ctx, export); err != nil {
			return err
		}
		return d.audit(ctx, w, &entry, now)
	})
}

// TakeExport records that an export is sent, with what its rows show; it returns
// once the record is durable, and the rows may leave only then. An export that was
// taken before, or too late, is a conflict.
func (d *Desk) TakeExport(ctx context.Context, export *model.Export, entry model.AuditRecord) error {
	now := d.now()
	export.SentAt = now
	return d.db.Write(ctx, func(w *store.Writer) error {
		if err := store.TakeExport(ctx, w, export); err != nil {
			return err
		}
		return d.audit(ctx, w, &entry, now)
	})
}
