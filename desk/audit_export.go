package desk

import (
	"context"
	"fmt"
	"io"
	"math"

	"foyer/audit"
	"foyer/model"
	"foyer/store"
)

// AuditExport says what of the log is exported.
type AuditExport struct {
	From, To   model.Instant // To is the first instant that is not wanted
	Checkpoint string        // signed, that the records are proven against; "" for the latest
}

// ExportAudit writes the records of a period, and those between them, as NDJSON
// that can be verified without the database. It gives the number of records.
func ExportAudit(ctx context.Context, db *store.DB, keys audit.Keys, wanted AuditExport, to io.Writer) (int64, error) {
	written := int64(0)
	err := db.ReadAudit(ctx, func(log *store.AuditLog) error {
		header, err := exportHeader(ctx, db, log, keys, wanted)
		if err != nil {
			return err
		}
		export, err := audit.NewExport(to, header)
		if err != nil {
			return err
		}
		written = header.End - header.First
		signed, err := log.Checkpoints(ctx, header.First+1, header.End+1, math.MaxInt32)
		if err != nil {
			return err
		}
		return eachEntry(ctx, log, header.First, header.End, func(entry store.AuditEntry) error {
			if err := export.Record(entry.Place, entry.Record); err != nil || len(signed) == 0 || signed[0].Size != entry.Place+1 {
				return err
			}
			note := signed[0].Note
			signed = signed[1:]
			return export.Checkpoint(note)
		})
	})
	if err != nil {
		return 0, fmt.Errorf("export the audit log: %w", err)
	}
	return written, nil
}

// exportHeader finds the records and what lies around them in the tree.
func exportHeader(ctx context.Context, db *store.DB, log *store.AuditLog, keys audit.Keys, wanted AuditExport) (audit.Header, error) {
	signed := wanted.Checkpoint
	if signed == "" {
		latest, err := db.LastCheckpoint(ctx)
		if err != nil {
			return audit.Header{}, err
		}
		if latest == nil {
			return audit.Header{}, model.Conflictf("no checkpoint of the log is signed yet: open the desk for a minute, or run \"foyer audit checkpoint\"")
		}
		signed = latest.Note
	}
	checkpoint, err := keys.Open(signed)
	if err != nil {
		return audit.Header{}, model.Invalidf("--checkpoint", "%v", err)
	}
	size, err := log.Size(ctx)
	if err != nil {
		return audit.Header{}, err
	}
	if checkpoint.Size > size {
		return audit.Header{}, &audit.Broken{First: size, Last: checkpoint.Size - 1, What: fmt.Sprintf(
			"the log ends after %d records, the checkpoint has %d: it was cut, or an older state was put back", size, checkpoint.Size)}
	}
	first, end, err := log.Period(ctx, wanted.From, wanted.To)
	if err != nil {
		return audit.Header{}, err
	}
	first, end = min(first, checkpoint.Size), min(end, checkpoint.Size)
	frame, err := audit.ReadFrame(first, end, checkpoint.Size, hashReader(ctx, log))
	if err != nil {
		return audit.Header{}, err
	}
	return audit.NewHeader(frame, signed), err
}

// SheetAudit writes the records of a period as CSV for spreadsheets.
func SheetAudit(ctx context.Context, db *store.DB, wanted AuditExport, to io.Writer) (int64, error) {
	written := int64(0)
	err := db.ReadAudit(ctx, func(log *store.AuditLog) error {
		first, end, err := log.Period(ctx, wanted.From, wanted.To)
		if err != nil {
			return err
		}
		sheet, err := audit.NewSheet(to)
		if err != nil {
			return err
		}
		written = end - first
		if err := eachEntry(ctx, log, first, end, func(entry store.AuditEntry) error { return sheet.Record(entry.Place, entry.Record) }); err != nil {
			return err
		}
		return sheet.End()
	})
	if err != nil {
		return 0, fmt.Errorf("export the audit log: %w", err)
	}
	return written, nil
}

// eachEntry reads the records of the places [first, end).
func eachEntry(ctx context.Context, log *store.AuditLog, first, end int64, each func(store.AuditEntry) error) error {
	for first < end {
		entries, err := log.Entries(ctx, first, int(min(auditPage, end-first)))
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if entry.Place != first {
				return &audit.Broken{First: first, Last: first, What: "the record is gone"}
			}
			if err := each(entry); err != nil {
				return err
			}
			first++
		}
		if len(entries) == 0 {
			return &audit.Broken{First: first, Last: end - 1, What: "the records are gone"}
		}
	}
	return nil
}

// ProveAudit makes the proof that a record is in the log, against the latest
// checkpoint; a record under no checkpoint yet is a conflict.
func ProveAudit(ctx context.Context, db *store.DB, record *model.AuditRecord, place *model.AuditPlace) (audit.Proof, error) {
	checkpoint, err := db.LastCheckpoint(ctx)
	if err != nil {
		return audit.Proof{}, err
	}
	if place == nil || checkpoint == nil || place.Place >= checkpoint.Size {
		return audit.Proof{}, model.Conflictf("the record is not under a checkpoint yet: ask again in a minute")
	}
	way, err := audit.Inclusion(checkpoint.Size, place.Place, hashReader(ctx, db))
	if err != nil {
		return audit.Proof{}, err
	}
	return audit.NewProof(place.Place, record, way, checkpoint.Note), nil
}
