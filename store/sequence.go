package store

import (
	"context"
	"fmt"

	"foyer/model"
)

// sequenceLock is the advisory lock of PostgreSQL that the sequencer of the audit
// holds until its transaction ends: "foyer" and one, any number will do.
const sequenceLock = 0x666f79657201

// Sequence gives records of the audit their places in the tree. It exists inside
// one transaction, and at one time in one process only.
type Sequence struct{ w *Writer }

// SequenceAudit runs do when no other process does, and tells whether it did. On
// PostgreSQL a process that comes second is told false at once; on SQLite it waits.
func (db *DB) SequenceAudit(ctx context.Context, do func(s *Sequence) error) (bool, error) {
	held := true
	err := db.WriteBulk(ctx, func(w *Writer) error {
		if db.dialect == Postgres {
			locked, err := db.one(ctx, w.to, "SELECT CASE WHEN pg_try_advisory_xact_lock(?) THEN 1 ELSE 0 END", int64(sequenceLock))
			if held = locked == 1; err != nil || !held {
				return err
			}
		}
		return w.quietly(func() error { return do(&Sequence{w}) })
	})
	return held && err == nil, err
}

// Size is the number of records that have a place.
func (s *Sequence) Size(ctx context.Context) (int64, error) { return auditSize(ctx, s.w.db, s.w.to) }

func auditSize(ctx context.Context, db *DB, from link) (int64, error) {
	return db.one(ctx, from, "SELECT COALESCE(MAX(place) + 1, 0) FROM audit_places")
}

// Arrivals reads records that have no place yet, in the order of their
// identifiers, that is about that of time.
func (s *Sequence) Arrivals(ctx context.Context, most int) ([]*model.AuditRecord, error) {
	return arrivals(ctx, s.w.db, s.w.to, most)
}

func arrivals(ctx context.Context, db *DB, from link, most int) ([]*model.AuditRecord, error) {
	statement := (&fragment{}).add("SELECT t.id, 0, "+columnsOf[model.AuditRecord](db, "t")+
		" FROM audit_arrivals a CROSS JOIN audit_records t WHERE t.id = a.record_id ORDER BY a.record_id LIMIT ?", int64(most))
	rows, err := collect[model.AuditRecord](ctx, db, from, statement)
	return listed(rows), err
}

// Hashes reads kept hashes of the tree: leaves by their places, inner nodes by
// their positions. One that is not there is an error.
func (s *Sequence) Hashes(ctx context.Context, places, positions []int64) (leaves, nodes map[int64][]byte, err error) {
	return auditHashes(ctx, s.w.db, s.w.to, places, positions)
}

// Hashes is Sequence.Hashes outside of sequencing.
func (db *DB) Hashes(ctx context.Context, places, positions []int64) (leaves, nodes map[int64][]byte, err error) {
	return auditHashes(ctx, db, db.reads, places, positions)
}

func auditHashes(ctx context.Context, db *DB, from link, places, positions []int64) (leaves, nodes map[int64][]byte, err error) {
	if leaves, err = hashesAt(ctx, db, from, "SELECT place, hash FROM audit_places WHERE place", places); err != nil {
		return nil, nil, err
	}
	nodes, err = hashesAt(ctx, db, from, "SELECT position, hash FROM audit_nodes WHERE position", positions)
	return leaves, nodes, err
}

func hashesAt(ctx context.Context, db *DB, from link, selecting string, at []int64) (map[int64][]byte, error) {
	found := make(map[int64][]byte, len(at))
	if len(at) == 0 {
		return found, nil
	}
	statement := (&fragment{}).add(selecting + " IN (")
	for i, number := range at {
		if i > 0 {
			statement.add(", ")
		}
		statement.add("?", number)
	}
	answer, err := db.query(ctx, from, statement.add(")").text.String(), statement.args...)
	if err != nil {
		return nil, err
	}
	for answer.Next() {
		var number int64
		var hash []byte
		if err := answer.Scan(&number, &hash); err != nil {
			return nil, db.explain("read hashes of the audit", closeRows(answer, err))
		}
		found[number] = hash
	}
	if err := closeRows(answer, answer.Err()); err != nil {
		return nil, db.explain("read hashes of the audit", err)
	}
	for _, number := range at {
		if found[number] == nil {
			return nil, fmt.Errorf("read hashes of the audit: that at %d is missing", number)
		}
	}
	return found, nil
}

// Place writes the places of records with the hashes that they complete and the
// customers whom they reached, and ends their waiting.
func (s *Sequence) Place(ctx context.Context, places []*model.AuditPlace, nodes []*model.AuditNode, customers []*model.AuditCustomer) error {
	records := make([]model.ID, len(places))
	for i, place := range places {
		records[i] = place.RecordID
	}
	for _, rows := range []any{places, nodes, customers} {
		if err := s.w.Insert(ctx, rows); err != nil {
			return err
		}
	}
	_, err := s.w.Exec(ctx, "DELETE FROM audit_arrivals WHERE record_id IN @ids", records)
	return err
}

// LastCheckpoint reads the latest checkpoint, nil when there is none.
func (s *Sequence) LastCheckpoint(ctx context.Context) (*model.AuditCheckpoint, error) {
	return lastCheckpoint(ctx, s.w)
}

// LastCheckpoint reads the latest checkpoint, nil when there is none.
func (db *DB) LastCheckpoint(ctx context.Context) (*model.AuditCheckpoint, error) {
	return lastCheckpoint(ctx, db)
}

func lastCheckpoint(ctx context.Context, from Source) (*model.AuditCheckpoint, error) {
	rows, err := Select[model.AuditCheckpoint](ctx, from, work, "1 = 1 ORDER BY size DESC LIMIT 1")
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// FirstAt is when the first record of the log was written, zero when there is none.
func (s *Sequence) FirstAt(ctx context.Context) (model.Instant, error) {
	rows, err := Select[model.AuditRecord](ctx, s.w, work, "id = (SELECT record_id FROM audit_places WHERE place = 0)")
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].At, nil
}

// Keep writes a checkpoint.
func (s *Sequence) Keep(ctx context.Context, checkpoint *model.AuditCheckpoint) error {
	return s.w.Insert(ctx, checkpoint)
}

// Customers finds the customers behind rows that records reached.
func (s *Sequence) Customers(ctx context.Context, rows map[string][]model.ID) (map[model.ID][]model.ID, error) {
	return s.w.db.customersBehind(ctx, s.w.to, rows)
}
