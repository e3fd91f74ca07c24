package store

import (
	"context"

	"foyer/model"
)

// AuditLog reads the whole log as it is at one moment, page by page, for its
// verification and its export.
type AuditLog struct {
	db   *DB
	from link
}

// ReadAudit runs read on one consistent state of the log.
func (db *DB) ReadAudit(ctx context.Context, read func(log *AuditLog) error) error {
	return db.snapshot(ctx, func(from link) error { return read(&AuditLog{db, from}) })
}

// AuditEntry is a record at its place, with the hash that was kept for it.
type AuditEntry struct {
	Place  int64
	Hash   []byte
	Record *model.AuditRecord
}

// Size is the number of records that have a place.
func (l *AuditLog) Size(ctx context.Context) (int64, error) { return auditSize(ctx, l.db, l.from) }

// Entries reads records from a place on, in the order of places. Places whose
// record is gone are left out.
func (l *AuditLog) Entries(ctx context.Context, first int64, most int) ([]AuditEntry, error) {
	answer, err := l.db.query(ctx, l.from, "SELECT p.place, p.hash, "+columnsOf[model.AuditRecord](l.db, "t")+
		" FROM audit_places p CROSS JOIN audit_records t WHERE t.id = p.record_id AND p.place >= ? ORDER BY p.place LIMIT ?", first, int64(most))
	if err != nil {
		return nil, err
	}
	found := make([]AuditEntry, 0, most)
	var entry AuditEntry
	var read model.AuditRecord
	into := append([]any{&entry.Place, &entry.Hash}, fieldsOf(&read)...)
	for answer.Next() {
		if err := answer.Scan(into...); err != nil {
			return nil, l.db.explain("read the audit log", closeRows(answer, err))
		}
		record := read
		found = append(found, AuditEntry{entry.Place, entry.Hash, &record})
	}
	return found, l.db.explain("read the audit log", closeRows(answer, answer.Err()))
}

// Nodes reads inner nodes of the tree at the positions [first, end), in order.
func (l *AuditLog) Nodes(ctx context.Context, first, end int64, most int) ([]*model.AuditNode, error) {
	return Select[model.AuditNode](ctx, l, work, "position >= ? AND position < ? ORDER BY position LIMIT ?", first, end, int64(most))
}

// Checkpoints reads checkpoints of the sizes [first, end), in order.
func (l *AuditLog) Checkpoints(ctx context.Context, first, end int64, most int) ([]*model.AuditCheckpoint, error) {
	return Select[model.AuditCheckpoint](ctx, l, work, "size >= ? AND size < ? ORDER BY size LIMIT ?", first, end, int64(most))
}

// Customers reads the index of customers over the places [first, end), by place.
func (l *AuditLog) Customers(ctx context.Context, first, end int64) (map[int64]map[model.ID]bool, error) {
	answer, err := l.db.query(ctx, l.from, "SELECT place, customer_id FROM audit_customers WHERE place >= ? AND place < ?", first, end)
	if err != nil {
		return nil, err
	}
	found := map[int64]map[model.ID]bool{}
	for answer.Next() {
		var place int64
		var customer model.ID
		if err := answer.Scan(&place, &customer); err != nil {
			return nil, l.db.explain("read the customers of the audit", closeRows(answer, err))
		}
		if found[place] == nil {
			found[place] = map[model.ID]bool{}
		}
		found[place][customer] = true
	}
	return found, l.db.explain("read the customers of the audit", closeRows(answer, answer.Err()))
}

// Behind gives the customers behind rows, by kind and identifier.
func (l *AuditLog) Behind(ctx context.Context, rows map[string][]model.ID) (map[model.ID][]model.ID, error) {
	return l.db.customersBehind(ctx, l.from, rows)
}

// Unplaced reads records without a place that were written before an instant,
// oldest first, and gives the number of all records without a place.
func (l *AuditLog) Unplaced(ctx context.Context, before model.Instant, most int) ([]*model.AuditRecord, int64, error) {
	const none = " NOT EXISTS (SELECT 1 FROM audit_places p WHERE p.record_id = audit_records.id)"
	old, err := Select[model.AuditRecord](ctx, l, work, "at < ? AND"+none+" ORDER BY at, id LIMIT ?", before, int64(most))
	if err != nil {
		return nil, 0, err
	}
	count, err := l.db.one(ctx, l.from, "SELECT COUNT(*) FROM audit_records WHERE"+none)
	return old, count, err
}

// Lost counts records that were said to wait for a place and are gone.
func (l *AuditLog) Lost(ctx context.Context) (int64, error) {
	return l.db.one(ctx, l.from, "SELECT COUNT(*) FROM audit_arrivals a WHERE NOT EXISTS (SELECT 1 FROM audit_records t WHERE t.id = a.record_id)")
}

// Period gives the smallest run of places that holds every record of a period;
// first and end are equal when there is none.
func (l *AuditLog) Period(ctx context.Context, from, to model.Instant) (first, end int64, err error) {
	const places = " FROM audit_records t JOIN audit_places p ON p.record_id = t.id WHERE t.at >= ? AND t.at < ?"
	if first, err = l.db.one(ctx, l.from, "SELECT COALESCE(MIN(p.place), 0)"+places, from, to); err != nil {
		return 0, 0, err
	}
	end, err = l.db.one(ctx, l.from, "SELECT COALESCE(MAX(p.place) + 1, 0)"+places, from, to)
	return first, end, err
}

func (l *AuditLog) source() (*DB, link) { return l.db, l.from }

// fieldsOf is where the columns of a record are read to, in their order.
func fieldsOf(record *model.AuditRecord) []any {
	return []any{
		&record.ID, &record.At, &record.DurationMicros, &record.EmployeeID, &record.Roles, &record.Purpose, &record.RequestID,
		&record.Operation, &record.Document, &record.Schema, &record.Revision, &record.Shown, &record.Masked, &record.Denied,
		&record.Rows, &record.Misses, &record.Emergency, &record.Outcome,
	}
}

// Hashes is Sequence.Hashes on this state of the log.
func (l *AuditLog) Hashes(ctx context.Context, places, positions []int64) (leaves, nodes map[int64][]byte, err error) {
	return auditHashes(ctx, l.db, l.from, places, positions)
}

// Waiting counts the records that have no place yet.
func (l *AuditLog) Waiting(ctx context.Context) (int64, error) {
	return l.db.one(ctx, l.from, "SELECT COUNT(*) FROM audit_arrivals")
}

// Present counts the records at the places [first, end), and names the first
// places among them that have none.
func (l *AuditLog) Present(ctx context.Context, first, end int64, most int) (int64, []int64, error) {
	const present = "FROM audit_places p JOIN audit_records t ON t.id = p.record_id WHERE p.place >= ? AND p.place < ?"
	count, err := l.db.one(ctx, l.from, "SELECT COUNT(*) "+present, first, end)
	missing := []int64{}
	if err != nil || count == end-first {
		return count, missing, err
	}
	answer, err := l.db.query(ctx, l.from, "SELECT p.place "+present+" ORDER BY p.place", first, end)
	if err != nil {
		return 0, nil, err
	}
	next := first
	add := func(until int64) {
		for ; next < until && len(missing) < most; next++ {
			missing = append(missing, next)
		}
		next = until + 1
	}
	for answer.Next() {
		var place int64
		if err := answer.Scan(&place); err != nil {
			return 0, nil, l.db.explain("read the places of the audit", closeRows(answer, err))
		}
		add(place)
	}
	add(end)
	return count, missing, l.db.explain("read the places of the audit", closeRows(answer, answer.Err()))
}

// At reads the records at some places, in the order of places; those that are gone
// are left out.
func (l *AuditLog) At(ctx context.Context, places []int64) ([]*model.AuditRecord, error) {
	found := []*model.AuditRecord{}
	for _, place := range places {
		entries, err := l.Entries(ctx, place, 1)
		if err != nil {
			return nil, err
		}
		if len(entries) == 1 && entries[0].Place == place {
			found = append(found, entries[0].Record)
		}
	}
	return found, nil
}
