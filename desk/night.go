package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"foyer/model"
	"foyer/store"
)

// Page sizes adapt so that the writing of a page stays under the time for which
// nobody else may write.
const (
	firstPage   = 200
	smallest    = 20
	largest     = 2000
	longestHold = 40 * time.Millisecond
)

// NightOptions says which night to plan.
type NightOptions struct {
	Date model.Date
	// Progress, when set, is called after each page with customers done and in all.
	Progress func(done, total int64)
}

// NightReport says what a night did.
type NightReport struct {
	Date        model.Date
	Customers   int64
	Decisions   int64
	Lists       int64
	AlreadyDone bool
	Resumed     bool
	// Undecidable counts, per parameter without a valid row on the date, the
	// checks that could not be decided.
	Undecidable map[string]int

	total int64 // customers in the bank
}

// Night judges every customer for a date, then writes the work list of every
// employee. It may be interrupted at any point: doing it again goes on after the
// last page written, and the result is the same. A night that is done is not
// done again, unless customers arrived since; a bank without customers has none.
func (d *Desk) Night(ctx context.Context, options NightOptions) (*NightReport, error) {
	run, report, err := d.openNight(ctx, options.Date)
	if err != nil || report.AlreadyDone {
		return report, err
	}
	if run.State == model.RunRunning {
		if err := d.judgeAll(ctx, run, report.total, options.Progress); err != nil {
			return nil, err
		}
	}
	report.Customers, report.Decisions = run.Customers, run.Decisions
	if report.Lists, err = d.listAll(ctx, run); err != nil {
		return nil, err
	}
	return report, nil
}

func (d *Desk) openNight(ctx context.Context, date model.Date) (*model.NightRun, *NightReport, error) {
	day, err := d.engine.Day(ctx, date)
	if err != nil {
		return nil, nil, fmt.Errorf("judge on %s: %w", date, err)
	}
	undecidable := map[string]int{}
	for parameter, checks := range day.Undecidable() {
		undecidable[parameter] = len(checks)
	}
	report := &NightReport{Date: date, Undecidable: undecidable}
	if report.total, err = d.db.Reader().CustomerCount(ctx, bankScope, store.CustomerFilter{}); err != nil {
		return nil, nil, err
	}
	if report.total == 0 {
		return nil, nil, model.Invalidf("", "the bank has no customers to judge: make a demonstration bank or import one first")
	}
	run, err := store.NightOf(ctx, d.db, date)
	if err != nil {
		return nil, nil, err
	}
	revision := d.engine.Revision().ID()
	switch {
	case run == nil || run.State == model.RunDone && run.Customers != report.total:
		run, err = d.beginNight(ctx, date, run, undecidable)
		return run, report, err
	case run.State == model.RunDone:
		report.AlreadyDone, report.Customers, report.Decisions = true, run.Customers, run.Decisions
		return run, report, nil
	case run.Revision != revision:
		return nil, nil, model.Conflictf("the night of %s was begun under revision %s and can't go on under %s: start it with the rules it was begun with", date, run.Revision, revision)
	}
	report.Resumed = true
	return run, report, nil
}

// beginNight opens the run of a day, or opens it again when customers arrived
// after the day was planned.
func (d *Desk) beginNight(ctx context.Context, date model.Date, before *model.NightRun, undecidable map[string]int) (*model.NightRun, error) {
	text, err := json.Marshal(undecidable)
	if err != nil {
		return nil, fmt.Errorf("encode undecidable parameters: %w", err)
	}
	run := &model.NightRun{
		RunDate: date, Attempt: 1, Revision: d.engine.Revision().ID(), State: model.RunRunning,
		Undecidable: string(text), StartedAt: d.now(),
	}
	return run, d.db.Write(ctx, func(w *store.Writer) error {
		if before == nil {
			return w.Insert(ctx, run)
		}
		run.Attempt = before.Attempt + 1
		return w.Update(ctx, run)
	})
}

// causeOfNight is why a night decides: ids derive from its date and attempt alone.
func causeOfNight(run *model.NightRun) cause {
	return cause{
		kind: model.CauseNight, now: run.StartedAt, base: model.InstantOf(run.RunDate.Time()),
		id: model.DeriveID(run.RunDate.Time(), "night", strconv.FormatInt(run.Attempt, 10)),
	}
}

// page is a page of customers laid out, and the decision key that ends it.
type page struct {
	work *casework
	last model.ID
}

// judgeAll goes through the customers by decision key, page after page. A page is
// closed on itself (nobody's facts depend on what another page's decisions write),
// so the next one is read while this one is judged and written.
func (d *Desk) judgeAll(ctx context.Context, run *model.NightRun, total int64, progress func(done, total int64)) error {
	var size atomic.Int64
	size.Store(firstPage)
	pages := make(chan page, 1)
	group, both := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(pages)
		return d.readPages(both, run.RunDate, run.PagesDoneUpTo, &size, pages)
	})
	group.Go(func() error {
		for one := range pages {
			held, err := d.judgePage(both, run, one)
			if err != nil {
				return err
			}
			size.Store(adapt(size.Load(), held))
			if progress != nil {
				progress(run.Customers, total)
			}
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return d.turn(ctx, run, model.RunAllocated)
}

// readPages lays out the pages after a decision key, one ahead of who judges them.
func (d *Desk) readPages(ctx context.Context, date model.Date, after model.ID, size *atomic.Int64, pages chan<- page) error {
	for {
		ids, last, err := d.db.DecisionPage(ctx, after, int(size.Load()))
		if err != nil || len(ids) == 0 {
			return err
		}
		work, err := d.prepare(ctx, date, ids)
		if err != nil {
			return err
		}
		select {
		case pages <- page{work, last}:
			after = last
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func adapt(size int64, held time.Duration) int64 {
	switch {
	case held > longestHold:
		return max(smallest, size/2)
	case held < longestHold/3:
		return min(largest, size*5/4)
	}
	return size
}

// errOutOfDate rolls back a page whose customers were decided again since it was read.
var errOutOfDate = errors.New("the page is out of date")

// judgePage decides a page and gives the time for which it kept others from
// writing. A page whose customers were decided on an event or an answer since it
// was read is read and judged again.
func (d *Desk) judgePage(ctx context.Context, run *model.NightRun, one page) (time.Duration, error) {
	for {
		held, err := d.tryPage(ctx, run, one)
		if !errors.Is(err, errOutOfDate) {
			return held, err
		}
		if one.work, err = d.prepare(ctx, run.RunDate, one.work.ids); err != nil {
			return 0, err
		}
	}
}

func (d *Desk) tryPage(ctx context.Context, run *model.NightRun, one page) (time.Duration, error) {
	rows, err := d.judge(ctx, one.work, causeOfNight(run))
	if err != nil {
		return 0, err
	}
	next := *run
	next.PagesDoneUpTo = one.last
	next.Customers += int64(len(one.work.ids))
	next.Decisions += int64(len(rows.decisions))
	var held time.Duration
	err = d.db.WriteBulk(ctx, func(w *store.Writer) error {
		began := time.Now()
		defer func() { held = time.Since(began) }()
		live, err := d.liveDecisions(ctx, w, one.work.ids)
		if err != nil {
			return err
		}
		if live != one.work.live {
			return errOutOfDate
		}
		if err := rows.write(ctx, w); err != nil {
			return err
		}
		if err := store.TurnPage(ctx, w, &next, run.Customers); err != nil {
			return err
		}
		return d.audit(ctx, w, rows.record(&next), run.StartedAt)
	})
	if err != nil {
		return 0, fmt.Errorf("write the page after %s: %w", run.PagesDoneUpTo, err)
	}
	*run = next
	return held, nil
}

// record is the audit record of a page: whose decisions were written.
func (r *rowsToWrite) record(run *model.NightRun) *model.AuditRecord {
	decided := []model.ID{}
	for _, decision := range r.decisions {
		decided = append(decided, decision.CustomerID)
	}
	return &model.AuditRecord{Operation: nightly(run), Rows: model.EncodeRows(map[string][]model.ID{"Customer": decided})}
}

// nightly names the night in audit records.
func nightly(run *model.NightRun) string { return "command night " + run.RunDate.String() }

func (d *Desk) turn(ctx context.Context, run *model.NightRun, state model.RunState) error {
	run.State = state
	if state == model.RunDone {
		run.FinishedAt = d.now()
	}
	return d.db.Write(ctx, func(w *store.Writer) error { return w.Update(ctx, run, "state", "finished_at") })
}

// listAll writes the work list of every employee who is responsible for customers.
func (d *Desk) listAll(ctx context.Context, run *model.NightRun) (int64, error) {
	employees, err := store.Responsible(ctx, d.db, run.RunDate)
	if err != nil {
		return 0, err
	}
	for _, employee := range employees {
		err := d.db.WriteBulk(ctx, func(w *store.Writer) error {
			if err := d.plan(ctx, w, employee, run.RunDate); err != nil {
				return err
			}
			listed := &model.AuditRecord{Operation: nightly(run), Rows: model.EncodeRows(map[string][]model.ID{"Employee": {employee}})}
			return d.audit(ctx, w, listed, run.StartedAt)
		})
		if err != nil {
			return 0, fmt.Errorf("write the list of an employee: %w", err)
		}
	}
	return int64(len(employees)), d.turn(ctx, run, model.RunDone)
}
