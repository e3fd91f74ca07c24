package desk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

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
		reading := &auditReading{log: log}
		v, err := audit.NewVerifier(keys, outside, reading.node)
		if err != nil {
			return err
		}
		if err := reading.verify(ctx, v); err != nil {
			return err
		}
		if report.Report, err = v.End(); err != nil {
			return err
		}
		report.Waiting, err = reading.rest(ctx, now)
		return err
	})
	if err != nil {
		return AuditReport{}, fmt.Errorf("verify the audit log: %w", err)
	}
	return report, nil
}

// auditReading hands the pages of a log to a verifier.
type auditReading struct {
	log         *store.AuditLog
	nodes       []*model.AuditNode
	checkpoints []*model.AuditCheckpoint
	unsigned    *store.AuditEntry // the first record under no checkpoint so far
}

// logPage is a run of the log with all that was kept about it. The last page has no
// entries, and what is kept beyond the end, if anything is.
type logPage struct {
	entries     []store.AuditEntry
	customers   map[int64]map[model.ID]bool
	nodes       []*model.AuditNode
	checkpoints []*model.AuditCheckpoint
	gone        error         // of the last page: records are gone whose places are not
	forged      *audit.Broken // the index names a customer whom a record did not reach
}

// verify hands over every page, in the order of places. The next page is read while
// one is verified.
func (r *auditReading) verify(ctx context.Context, v *audit.Verifier) error {
	group, ctx := errgroup.WithContext(ctx)
	pages := make(chan *logPage, 1)
	group.Go(func() error {
		defer close(pages)
		return r.read(ctx, pages)
	})
	group.Go(func() error {
		for page := range pages {
			if err := r.page(v, page); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}

// read reads the log page by page.
func (r *auditReading) read(ctx context.Context, pages chan<- *logPage) error {
	size, err := r.log.Size(ctx)
	if err != nil {
		return err
	}
	for next, end := int64(0), false; !end; {
		page := &logPage{}
		if page.entries, err = r.log.Entries(ctx, next, auditPage); err != nil {
			return err
		}
		until := size
		if end = len(page.entries) == 0; !end {
			until = page.entries[len(page.entries)-1].Place + 1
		}
		if err := r.about(ctx, page, next, until, end); err != nil {
			return err
		}
		if end && next < size {
			page.gone = &audit.Broken{First: next, Last: size - 1, What: "the records are gone, their places are not"}
		}
		select {
		case pages <- page:
		case <-ctx.Done():
			return ctx.Err()
		}
		next = until
	}
	return nil
}

// about reads what is kept of the places [first, until), and beyond the last one.
func (r *auditReading) about(ctx context.Context, page *logPage, first, until int64, last bool) error {
	var err error
	if last {
		if page.nodes, err = r.log.Nodes(ctx, audit.Completed(first), math.MaxInt64, 1); err != nil {
			return err
		}
		if page.customers, err = r.log.Customers(ctx, first, math.MaxInt64); err != nil {
			return err
		}
		if len(page.customers) > 0 {
			page.forged = &audit.Broken{First: first, Last: first, What: "the index of customers names places after the end"}
		}
		page.checkpoints, err = r.log.Checkpoints(ctx, first+1, math.MaxInt64, 1)
		return err
	}
	if page.customers, err = r.log.Customers(ctx, first, until); err != nil {
		return err
	}
	if page.forged, err = r.strangers(ctx, page); err != nil {
		return err
	}
	if page.nodes, err = r.log.Nodes(ctx, audit.Completed(first), audit.Completed(until), 2*auditPage); err != nil {
		return err
	}
	from := first + 1
	if first == 0 {
		from = 0
	}
	page.checkpoints, err = r.log.Checkpoints(ctx, from, until+1, 2*auditPage)
	return err
}

// strangers looks for customers whom the index names at a place though no row that
// its record reached leads to them.
func (r *auditReading) strangers(ctx context.Context, page *logPage) (*audit.Broken, error) {
	doubtful, kinds := map[int64]map[string][]model.ID{}, map[string][]model.ID{}
	for _, entry := range page.entries {
		if entry.Record == nil || len(page.customers[entry.Place]) == 0 {
			continue
		}
		rows, err := model.DecodeRows(entry.Record.Rows)
		if err != nil || !names(page.customers[entry.Place], rows["Customer"]) {
			continue
		}
		doubtful[entry.Place] = rows
		for kind, ids := range rows {
			kinds[kind] = append(kinds[kind], ids...)
		}
	}
	behind, err := r.log.Behind(ctx, kinds)
	if err != nil {
		return nil, err
	}
	for place, rows := range doubtful {
		reached := []model.ID{}
		for _, ids := range rows {
			for _, id := range ids {
				reached = append(reached, behind[id]...)
			}
		}
		if names(page.customers[place], reached) {
			return &audit.Broken{First: place, Last: place, What: "the index names a customer whom the record did not reach"}, nil
		}
	}
	return nil, nil
}

// names tells whether the index names a customer who is not among some.
func names(indexed map[model.ID]bool, known []model.ID) bool {
	for customer := range indexed {
		if !slices.Contains(known, customer) {
			return true
		}
	}
	return false
}

// page hands one page over.
func (r *auditReading) page(v *audit.Verifier, page *logPage) error {
	r.nodes, r.checkpoints = append(r.nodes, page.nodes...), append(r.checkpoints, page.checkpoints...)
	for _, entry := range page.entries {
		if err := r.signedAt(v, entry.Place); err != nil {
			return err
		}
		if err := record(v, entry, page.customers[entry.Place]); err != nil {
			return err
		}
		if r.unsigned == nil {
			r.unsigned = &entry
		}
		if err := r.signedAt(v, entry.Place+1); err != nil {
			return err
		}
	}
	if page.gone != nil {
		return page.gone
	}
	if page.forged != nil {
		return page.forged
	}
	if len(page.entries) == 0 && len(r.checkpoints) > 0 {
		size := v.Size()
		return &audit.Broken{First: size, Last: max(size, r.checkpoints[0].Size-1), What: fmt.Sprintf(
			"the log ends after %d records, a checkpoint has %d: the end was cut", size, r.checkpoints[0].Size)}
	}
	return nil
}

// node gives the next inner node that is kept.
func (r *auditReading) node() (audit.Node, bool, error) {
	if len(r.nodes) == 0 {
		return audit.Node{}, false, nil
	}
	node := r.nodes[0]
	r.nodes = r.nodes[1:]
	return audit.Node{Stored: node.Position, Hash: hashOrNone(node.Hash)}, true, nil
}

// signedAt hands over the checkpoints of up to a size that were not yet.
func (r *auditReading) signedAt(v *audit.Verifier, size int64) error {
	for len(r.checkpoints) > 0 && r.checkpoints[0].Size <= size {
		checkpoint := r.checkpoints[0]
		r.checkpoints = r.checkpoints[1:]
		kept := &audit.Checkpoint{Size: checkpoint.Size, Root: hashOrNone(checkpoint.Root), At: checkpoint.At}
		if err := v.Checkpoint(checkpoint.Note, kept); err != nil {
			return err
		}
		r.unsigned = nil
	}
	return nil
}

// record hands over a record, and looks whether the index has the customers whom it
// names.
func record(v *audit.Verifier, entry store.AuditEntry, indexed map[model.ID]bool) error {
	kept := hashOrNone(entry.Hash)
	if err := v.Record(entry.Place, entry.Record, &kept); err != nil {
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

// rest looks at what no checkpoint covers, and at the records without a place: those that wait longer than a
// sequencer takes were put there past the bank's program, or it does not run.
func (r *auditReading) rest(ctx context.Context, now model.Instant) (waiting int64, err error) {
	old, waiting, err := r.log.Unplaced(ctx, now-model.Instant(auditWindow.Microseconds()), 1)
	if err != nil {
		return 0, err
	}
	size, err := r.log.Size(ctx)
	if err != nil {
		return 0, err
	}
	if r.unsigned != nil && r.unsigned.Record.At < now-model.Instant(auditWindow.Microseconds()) {
		return 0, &audit.Broken{First: r.unsigned.Place, Last: size - 1, What: fmt.Sprintf(
			"the record of %s is under no checkpoint: checkpoints were deleted, or none was signed since", r.unsigned.Record.At)}
	}
	if len(old) > 0 {
		return 0, &audit.Broken{First: size, Last: size, What: fmt.Sprintf(
			"the record %s of %s has no place yet: it was put in past the program, or no sequencer runs", old[0].ID, old[0].At)}
	}
	lost, err := r.log.Lost(ctx)
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
