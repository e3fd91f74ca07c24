package desk

import (
	"context"
	"fmt"
	"time"

	"foyer/audit"
	"foyer/model"
	"foyer/store"
)

// How the log is read for its verification and export, and how long a record may
// wait for its place while a sequencer works.
const (
	auditPage   = 2000
	auditWindow = 10 * time.Minute
)

// AuditReport is what the verification of the whole log found when nothing is
// wrong.
type AuditReport struct {
	audit.Report
	Waiting int64 // records that have no place yet
}

// VerifyAudit computes the whole log again and compares it with what is kept and
// signed; outside are signed checkpoints that were kept apart. The first thing that
// is wrong is an *audit.Broken. It writes nothing, and needs no key but public ones.
func VerifyAudit(ctx context.Context, db *store.DB, keys audit.Keys, outside []string, now model.Instant) (AuditReport, error) {
	var report AuditReport
	err := db.ReadAudit(ctx, func(log *store.AuditLog) error {
		reading := &auditReading{ctx: ctx, log: log}
		v, err := audit.NewVerifier(keys, outside, reading.node)
		if err != nil {
			return err
		}
		if err := reading.checkpointsOf(v, 0); err != nil {
			return err
		}
		if err := reading.records(v); err != nil {
			return err
		}
		if report.Report, err = v.End(); err != nil {
			return err
		}
		report.Waiting, err = reading.rest(now)
		return err
	})
	if err != nil {
		return AuditReport{}, fmt.Errorf("verify the audit log: %w", err)
	}
	return report, nil
}

// auditReading hands the pages of a log to a verifier.
type auditReading struct {
	ctx         context.Context
	log         *store.AuditLog
	nodes       []*model.AuditNode
	nextNode    int64
	checkpoints []*model.AuditCheckpoint
	nextSize    int64
	allRead     bool // of the checkpoints
}

// node gives the next inner node that is kept.
func (r *auditReading) node() (audit.Node, bool, error) {
	if len(r.nodes) == 0 {
		var err error
		if r.nodes, err = r.log.Nodes(r.ctx, r.nextNode, auditPage); err != nil || len(r.nodes) == 0 {
			return audit.Node{}, false, err
		}
		r.nextNode = r.nodes[len(r.nodes)-1].Position + 1
	}
	node := r.nodes[0]
	r.nodes = r.nodes[1:]
	if len(node.Hash) != len(audit.Hash{}) {
		return audit.Node{Stored: node.Position}, true, nil
	}
	return audit.Node{Stored: node.Position, Hash: audit.Hash(node.Hash)}, true, nil
}

// readCheckpoints sees to it that the next checkpoint is at hand.
func (r *auditReading) readCheckpoints() error {
	if len(r.checkpoints) > 0 || r.allRead {
		return nil
	}
	var err error
	if r.checkpoints, err = r.log.Checkpoints(r.ctx, r.nextSize, auditPage); err != nil {
		return err
	}
	if r.allRead = len(r.checkpoints) == 0; !r.allRead {
		r.nextSize = r.checkpoints[len(r.checkpoints)-1].Size + 1
	}
	return nil
}

// checkpointsOf hands over the checkpoint of a size, if there is one.
func (r *auditReading) checkpointsOf(v *audit.Verifier, size int64) error {
	if err := r.readCheckpoints(); err != nil {
		return err
	}
	if len(r.checkpoints) == 0 || r.checkpoints[0].Size > size {
		return nil
	}
	checkpoint := r.checkpoints[0]
	r.checkpoints = r.checkpoints[1:]
	return v.Checkpoint(checkpoint.Note, &audit.Checkpoint{Size: checkpoint.Size, Root: hashOrNone(checkpoint.Root), At: checkpoint.At})
}

// records hands over every record, in the order of places.
func (r *auditReading) records(v *audit.Verifier) error {
	next := int64(0)
	for {
		entries, err := r.log.Entries(r.ctx, next, auditPage)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			break
		}
		customers, err := r.log.Customers(r.ctx, next, entries[len(entries)-1].Place+1)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if err := r.record(v, entry, customers[entry.Place]); err != nil {
				return err
			}
		}
		next = entries[len(entries)-1].Place + 1
	}
	size, err := r.log.Size(r.ctx)
	if err == nil && next < size {
		err = &audit.Broken{First: next, Last: size - 1, What: "the records are gone, their places are not"}
	}
	if err == nil && (len(r.checkpoints) > 0 || !r.allRead) {
		err = r.leftCheckpoint(size)
	}
	return err
}

// leftCheckpoint tells of a checkpoint of more records than there are.
func (r *auditReading) leftCheckpoint(size int64) error {
	left, err := r.log.Checkpoints(r.ctx, size+1, 1)
	if err != nil || len(left) == 0 {
		return err
	}
	return &audit.Broken{First: size, Last: left[0].Size - 1, What: fmt.Sprintf("the log ends after %d records, a checkpoint has %d: the end was cut", size, left[0].Size)}
}

func (r *auditReading) record(v *audit.Verifier, entry store.AuditEntry, indexed map[model.ID]bool) error {
	kept := hashOrNone(entry.Hash)
	if err := v.Record(entry.Place, entry.Record, &kept); err != nil {
		return err
	}
	if err := r.checkpointsOf(v, entry.Place+1); err != nil {
		return err
	}
	rows, err := model.DecodeRows(entry.Record.Rows)
	if err != nil { // as it was written: the record has its signed hash
		return nil
	}
	for _, customer := range rows["Customer"] {
		if !indexed[customer] {
			return &audit.Broken{First: entry.Place, Last: entry.Place, What: "the index of customers leaves out one whom the record reached"}
		}
	}
	return nil
}

// rest looks at the records without a place: those that wait longer than a
// sequencer takes were put there past the bank's program, or it does not run.
func (r *auditReading) rest(now model.Instant) (waiting int64, err error) {
	old, waiting, err := r.log.Unplaced(r.ctx, now-model.Instant(auditWindow.Microseconds()), 1)
	if err != nil {
		return 0, err
	}
	size, err := r.log.Size(r.ctx)
	if err != nil {
		return 0, err
	}
	if len(old) > 0 {
		return 0, &audit.Broken{First: size, Last: size, What: fmt.Sprintf(
			"the record %s of %s has no place yet: it was put in past the program, or no sequencer runs", old[0].ID, old[0].At)}
	}
	lost, err := r.log.Lost(r.ctx)
	if err == nil && lost > 0 {
		err = &audit.Broken{First: size, Last: size, What: fmt.Sprintf("%d records were deleted before they got a place", lost)}
	}
	return waiting, err
}

// hashOrNone is the zero hash, which nothing has, for bytes of another length.
func hashOrNone(kept []byte) audit.Hash {
	if len(kept) != len(audit.Hash{}) {
		return audit.Hash{}
	}
	return audit.Hash(kept)
}
