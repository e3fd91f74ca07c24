package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"foyer/audit"
	"foyer/model"
	"foyer/store"
)

// When the sequencer signs a checkpoint, and how it works: batches are small, so
// that on SQLite nobody waits for it.
const (
	checkpointEvery   = time.Minute
	checkpointRecords = 10_000
	sequenceEvery     = time.Second
	sequenceBatch     = 256  // records
	sequenceRows      = 4000 // rows behind them
	lastCheckpointIn  = 5 * time.Second
)

// audit records a change in its own transaction.
func (d *Desk) audit(ctx context.Context, w *store.Writer, entry *model.AuditRecord, now model.Instant) error {
	if err := d.complete(entry, now); err != nil {
		return err
	}
	return w.AppendAudit(ctx, entry)
}

// RecordOperation records a read; it returns once the record is durable, and the
// answer may leave only then.
func (d *Desk) RecordOperation(ctx context.Context, entry *model.AuditRecord) error {
	if err := d.complete(entry, d.now()); err != nil {
		return err
	}
	return d.db.AppendAudit(ctx, entry)
}

func (d *Desk) complete(entry *model.AuditRecord, now model.Instant) error {
	id, err := d.newID(now)
	if err != nil {
		return err
	}
	entry.ID, entry.At, entry.Revision = id, now, d.engine.Revision().ID()
	entry.Outcome = cmp.Or(entry.Outcome, "OK")
	entry.Shown = cmp.Or(entry.Shown, "[]")
	entry.Masked = cmp.Or(entry.Masked, "{}")
	entry.Denied = cmp.Or(entry.Denied, "{}")
	return nil
}

// KeepAudit gives records their places, signs checkpoints and looks for what
// compliance must be told, until ctx ends; then it signs a last checkpoint. It runs
// as long as the desk is open; of several processes one at a time works.
func (d *Desk) KeepAudit(ctx context.Context) {
	if err := d.CheckAuditKey(ctx); err != nil {
		d.log.Warn().Err(err).Msg("comparing the key of the audit log with its last checkpoint failed")
	}
	watch := d.newDetector()
	turn := time.NewTicker(sequenceEvery)
	defer turn.Stop()
	for ctx.Err() == nil {
		err := d.TendAudit(ctx)
		if err == nil {
			err = watch.look(ctx)
		}
		if err != nil && ctx.Err() == nil {
			d.log.Warn().Err(err).Msg("keeping the audit log failed: it is tried again")
		}
		select {
		case <-ctx.Done():
		case <-turn.C:
		}
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastCheckpointIn)
	defer cancel()
	if err := d.SequenceAudit(last); err != nil {
		d.log.Warn().Err(err).Msg("the last checkpoint of the audit log was not signed")
	}
}

// CheckAuditKey tells compliance when the last checkpoint is not signed with the
// key of this desk: the key was exchanged, or several servers have several.
func (d *Desk) CheckAuditKey(ctx context.Context) error {
	last, err := d.db.LastCheckpoint(ctx)
	if err != nil || last == nil || d.auditKey == nil {
		return err
	}
	keys, err := audit.ParseKeys(d.auditKey.Public())
	if err != nil {
		return err
	}
	if _, err := keys.Open(last.Note); err != nil {
		return d.tellBroken(ctx, &audit.Broken{First: 0, Last: last.Size - 1, What: "the last checkpoint is not signed with the key of this desk"})
	}
	return nil
}

// TendAudit is one turn of what KeepAudit does to the tree: records that wait get
// their places, and a checkpoint is signed when it is due.
func (d *Desk) TendAudit(ctx context.Context) error { return d.sequence(ctx, false) }

// SequenceAudit gives every record that waits its place in the tree, and signs a
// checkpoint over them when this desk has a key.
func (d *Desk) SequenceAudit(ctx context.Context) error { return d.sequence(ctx, true) }

// sequence places what waits. A checkpoint is signed when it is due, or with now
// whenever a record is under none.
func (d *Desk) sequence(ctx context.Context, now bool) error {
	for more := true; more; {
		held, err := d.db.SequenceAudit(ctx, func(s *store.Sequence) error {
			placed, err := d.place(ctx, s)
			more = placed > 0
			return err
		})
		if err != nil {
			return fmt.Errorf("sequence the audit log: %w", err)
		}
		if !held { // another process works
			return nil
		}
	}
	if d.auditKey == nil {
		return nil
	}
	_, err := d.db.SequenceAudit(ctx, func(s *store.Sequence) error { return d.checkpoint(ctx, s, now) })
	var broken *audit.Broken
	if errors.As(err, &broken) {
		return errors.Join(err, d.tellBroken(ctx, broken))
	}
	return err
}

// place gives one batch of records their places and tells how many.
func (d *Desk) place(ctx context.Context, s *store.Sequence) (int, error) {
	records, err := s.Arrivals(ctx, sequenceBatch)
	if err != nil || len(records) == 0 {
		return 0, err
	}
	records, reached := d.cut(records)
	size, err := s.Size(ctx)
	if err != nil {
		return 0, err
	}
	tree, err := audit.OpenTree(size, hashReader(ctx, s))
	if err != nil {
		return 0, err
	}
	places := make([]*model.AuditPlace, len(records))
	nodes := []*model.AuditNode{}
	for i, record := range records {
		leaf, err := tree.Add(record)
		if err != nil {
			return 0, err
		}
		places[i] = &model.AuditPlace{Place: leaf.Place, RecordID: record.ID, Hash: leaf.Hash[:]}
		for _, node := range leaf.Nodes {
			nodes = append(nodes, &model.AuditNode{Position: node.Stored, Hash: node.Hash[:]})
		}
	}
	customers, err := customersOf(ctx, s, places, reached)
	if err != nil {
		return 0, err
	}
	return len(records), s.Place(ctx, places, nodes, customers)
}

// cut keeps as many records as reach a bounded number of rows together, one at
// least, and gives the rows of each.
func (d *Desk) cut(records []*model.AuditRecord) ([]*model.AuditRecord, []map[string][]model.ID) {
	var reached []map[string][]model.ID
	total := 0
	for i, record := range records {
		rows, err := model.DecodeRows(record.Rows)
		if err != nil { // it still gets its place, or it would keep all others waiting
			d.log.Warn().Err(err).Str("record", record.ID.String()).Msg("the rows of an audit record can't be read")
		}
		for _, ids := range rows {
			total += len(ids)
		}
		if i > 0 && total > sequenceRows {
			return records[:i], reached
		}
		reached = append(reached, rows)
	}
	return records, reached
}

// customersOf is the index of the customers whom records reached.
func customersOf(ctx context.Context, s *store.Sequence, places []*model.AuditPlace, reached []map[string][]model.ID) ([]*model.AuditCustomer, error) {
	kinds := map[string][]model.ID{}
	for _, rows := range reached {
		for kind, ids := range rows {
			kinds[kind] = append(kinds[kind], ids...)
		}
	}
	behind, err := s.Customers(ctx, kinds)
	if err != nil {
		return nil, err
	}
	found := []*model.AuditCustomer{}
	for i, place := range places {
		seen := map[model.ID]bool{}
		for _, ids := range reached[i] {
			for _, id := range ids {
				for _, customer := range behind[id] {
					if !seen[customer] {
						seen[customer] = true
						found = append(found, &model.AuditCustomer{CustomerID: customer, Place: place.Place})
					}
				}
			}
		}
	}
	return found, nil
}

// checkpoint signs the tree when it grew beyond the last checkpoint and it is time,
// or at once with now. A tree that did not grow from the last checkpoint is
// Broken, and nothing is signed.
func (d *Desk) checkpoint(ctx context.Context, s *store.Sequence, now bool) error {
	size, err := s.Size(ctx)
	if err != nil {
		return err
	}
	last, err := s.LastCheckpoint(ctx)
	if err != nil {
		return err
	}
	if last == nil {
		if err := d.mayBegin(ctx, s, size); err != nil {
			return err
		}
		last = &model.AuditCheckpoint{}
	}
	at := max(d.now(), last.At)
	due := size-last.Size >= checkpointRecords || time.Duration(at-last.At)*time.Microsecond >= checkpointEvery
	if size == last.Size || !now && !due {
		return nil
	}
	if size < last.Size {
		return &audit.Broken{First: size, Last: last.Size - 1, What: "records under the last checkpoint are gone"}
	}
	root, err := d.rootSince(last, size, hashReader(ctx, s))
	if err != nil {
		return err
	}
	note, err := d.auditKey.Sign(size, root, at)
	if err != nil {
		return err
	}
	return s.Keep(ctx, &model.AuditCheckpoint{Size: size, Root: root[:], At: at, Note: note})
}

// mayBegin refuses to sign for the first time a log that began long ago under a key
// that was there already: its checkpoints were deleted.
func (d *Desk) mayBegin(ctx context.Context, s *store.Sequence, size int64) error {
	first, err := s.FirstAt(ctx)
	window := model.Instant(auditWindow.Microseconds())
	if err != nil || size == 0 || d.auditKey.Made() == 0 || first < d.auditKey.Made() || first >= d.now()-window {
		return err
	}
	return &audit.Broken{First: 0, Last: size - 1, What: "the log is under no checkpoint although its key was there from the beginning: checkpoints were deleted"}
}

// rootSince computes the root of a tree, which must have grown from a checkpoint.
func (d *Desk) rootSince(last *model.AuditCheckpoint, size int64, read audit.HashReader) (audit.Hash, error) {
	root, err := audit.RootAt(size, read)
	if err != nil || last.Size == 0 {
		return root, err
	}
	if len(last.Root) != len(root) || audit.Extends(last.Size, audit.Hash(last.Root), size, root, read) != nil {
		return root, &audit.Broken{First: 0, Last: last.Size - 1, What: "the hashes of the tree are not those of the last checkpoint"}
	}
	return root, nil
}

// hashes are where the hashes of the tree are kept.
type hashes interface {
	Hashes(ctx context.Context, places, positions []int64) (leaves, nodes map[int64][]byte, err error)
}

// hashReader reads hashes of the tree as the audit asks for them.
func hashReader(ctx context.Context, from hashes) audit.HashReader {
	return func(wanted []audit.Position) ([]audit.Hash, error) {
		var places, positions []int64
		for _, position := range wanted {
			if position.Level == 0 {
				places = append(places, position.Place)
			} else {
				positions = append(positions, position.Stored)
			}
		}
		leaves, nodes, err := from.Hashes(ctx, places, positions)
		if err != nil {
			return nil, err
		}
		out := make([]audit.Hash, len(wanted))
		for i, position := range wanted {
			kept := nodes[position.Stored]
			if position.Level == 0 {
				kept = leaves[position.Place]
			}
			if len(kept) != len(out[i]) {
				return nil, fmt.Errorf("a hash of the audit tree has %d bytes", len(kept))
			}
			out[i] = audit.Hash(kept)
		}
		return out, nil
	}
}
