package store

import (
	"context"
	"sync"

	"foyer/model"
)

// auditQueue gathers the records of concurrent operations into one transaction.
type auditQueue struct {
	mutex   sync.Mutex
	waiting []*auditWait
	writing bool
}

type auditWait struct {
	entry *model.AuditRecord
	done  chan error
}

// AppendAudit writes a record of an operation inside the transaction, to be given
// its place in the tree later.
func (w *Writer) AppendAudit(ctx context.Context, entry *model.AuditRecord) error {
	return w.appendAudit(ctx, []*model.AuditRecord{entry})
}

// appendAudit writes records and that they wait for a place. It wakes no watcher.
func (w *Writer) appendAudit(ctx context.Context, entries []*model.AuditRecord) error {
	arrivals := make([]*model.AuditArrival, len(entries))
	for i, entry := range entries {
		arrivals[i] = &model.AuditArrival{RecordID: entry.ID}
	}
	return w.quietly(func() error {
		if err := w.Insert(ctx, entries); err != nil {
			return err
		}
		return w.Insert(ctx, arrivals)
	})
}

// quietly makes changes that no watcher waits for.
func (w *Writer) quietly(change func() error) error {
	changed := w.changed
	err := change()
	w.changed = changed
	return err
}

// AppendAudit writes a record of an operation and returns when it is durable.
// Concurrent callers share one transaction.
func (db *DB) AppendAudit(ctx context.Context, entry *model.AuditRecord) error {
	wait := &auditWait{entry, make(chan error, 1)}
	queue := &db.audit
	queue.mutex.Lock()
	queue.waiting = append(queue.waiting, wait)
	leads := !queue.writing
	queue.writing = true
	queue.mutex.Unlock()
	if leads {
		go db.writeAudit(context.WithoutCancel(ctx))
	}
	return <-wait.done
}

// writeAudit writes what waits, in batches, until nothing does.
func (db *DB) writeAudit(ctx context.Context) {
	queue := &db.audit
	for {
		queue.mutex.Lock()
		batch := queue.waiting
		queue.waiting = nil
		queue.writing = len(batch) > 0
		queue.mutex.Unlock()
		if len(batch) == 0 {
			return
		}
		err := db.appendBatch(ctx, batch)
		for _, wait := range batch {
			if err != nil && len(batch) > 1 {
				wait.done <- db.appendBatch(ctx, []*auditWait{wait}) // one bad record must not fail the others
				continue
			}
			wait.done <- err
		}
	}
}

func (db *DB) appendBatch(ctx context.Context, batch []*auditWait) error {
	entries := make([]*model.AuditRecord, len(batch))
	for i, wait := range batch {
		entries[i] = wait.entry
	}
	return db.Write(ctx, func(w *Writer) error { return w.appendAudit(ctx, entries) })
}
