package intake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"foyer/model"
	"foyer/store"
)

// DefaultMovementsPerMonth is the usual number of movements on an account.
const DefaultMovementsPerMonth = 8

// demoBatch is about how many customers are handed to the database at once.
const demoBatch = 1000

// DemoOptions describe a demonstration bank. The same options always make the
// same bank.
type DemoOptions struct {
	Customers         int        // persons, organisations and prospects, children included
	Seed              uint64     // another seed makes another bank
	Date              model.Date // the day on which the bank is described
	MovementsPerMonth int        // on each account, over 24 months; 0: none, and movements are unknown
	Products          []model.Product
	Progress          func(done, total int64) // customers; may be nil
}

// DemoReport says what a demonstration bank holds. Already tells that the same
// bank was there and nothing was written; Rows is empty then.
type DemoReport struct {
	Customers int64
	Rows      map[string]int64 // by table
	Already   bool
}

// Demo fills an empty database with a demonstration bank: a French retail bank
// with households, contracts, movements, events and a fixed login for each role,
// from alice to karim. A database that holds the same bank is left alone, one
// where making it was interrupted is filled again, any other one is refused with
// a *model.Error.
func Demo(ctx context.Context, db *store.DB, options DemoOptions) (*DemoReport, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	run := options.run()
	finished, err := finishedDemo(ctx, db, run)
	if err != nil {
		return nil, err
	}
	if finished != nil {
		return &DemoReport{Customers: finished.Imported, Rows: map[string]int64{}, Already: true}, nil
	}
	report := &DemoReport{Rows: map[string]int64{}}
	a := &adder{db: db}
	if addProducts(ctx, a, options.Products); a.err != nil {
		return nil, fmt.Errorf("add products: %w", a.err)
	}
	err = db.Load(ctx, func(loader *store.Loader) error {
		if err := options.load(ctx, loader, report); err != nil {
			return err
		}
		run.State, run.Read, run.Imported = model.RunDone, report.Customers, report.Customers
		return loader.Insert(ctx, run)
	})
	if err != nil {
		return nil, fmt.Errorf("make the demonstration bank: %w", err)
	}
	return report, nil
}

func (o *DemoOptions) check() error {
	families := map[string]model.ContractType{}
	for _, product := range o.Products {
		families[product.Code] = product.Family
	}
	switch {
	case o.Customers < 1 || o.Customers > 20_000_000:
		return model.Invalidf("customers", "%d is not a size of a bank: expected 1 to 20,000,000", o.Customers)
	case o.MovementsPerMonth < 0 || o.MovementsPerMonth > 1000:
		return model.Invalidf("movements-per-month", "%d is out of range: expected 0 to 1000", o.MovementsPerMonth)
	case o.Date < model.NewDate(1950, time.January, 1) || o.Date > model.NewDate(2150, time.January, 1):
		return model.Invalidf("date", "%s is out of range: expected 1950-01-01 to 2150-01-01", o.Date)
	case families["current_account"] != model.CurrentAccount:
		return model.Invalidf("products", "the bank sells no current_account: add it to the products of the rules")
	}
	return nil
}

// run names the bank by its options, so that it is known again.
func (o *DemoOptions) run() *model.ImportRun {
	at := model.InstantOf(o.Date.Time())
	return &model.ImportRun{
		ID: deriveID("demo", "import_runs", "demo"), Source: "demo",
		Digest: fmt.Sprintf("customers %d, seed %d, date %s, movements per month %d", o.Customers, o.Seed, o.Date, o.MovementsPerMonth),
		State:  model.RunRunning, StartedAt: at, FinishedAt: at,
	}
}

// finishedDemo gives the run of the same bank when the database holds it, nil
// when the database is free, an error when it holds something else.
func finishedDemo(ctx context.Context, db *store.DB, wanted *model.ImportRun) (*model.ImportRun, error) {
	scope := model.EntireScope("demonstration bank")
	runs, err := store.Select[model.ImportRun](ctx, db, scope, "source = ?", "demo")
	if err != nil {
		return nil, fmt.Errorf("look for a demonstration bank: %w", err)
	}
	if len(runs) == 0 {
		return nil, nil
	}
	if runs[0].Digest == wanted.Digest {
		return runs[0], nil
	}
	return nil, model.Conflictf("the database holds a demonstration bank made with other options (%s): name an empty database, or the same options", runs[0].Digest)
}

// load makes the bank and hands it to the database: one goroutine makes
// households while the other one writes them.
func (o *DemoOptions) load(ctx context.Context, loader *store.Loader, report *DemoReport) error {
	network := newDemoNetwork(*o)
	if err := network.load(ctx, loader.Insert); err != nil {
		return err
	}
	for _, table := range network.tables() {
		report.Rows[table.table] += int64(table.count)
	}
	progress := &progress{tell: o.Progress, total: int64(o.Customers)}
	bank := newDemoBank(*o, network)
	full, empty := make(chan *demoRows, 1), make(chan *demoRows, 3)
	for range cap(empty) {
		empty <- &demoRows{}
	}
	group, working := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(full)
		return bank.make(working, full, empty)
	})
	group.Go(func() error {
		for rows := range full {
			if err := rows.load(working, loader, report); err != nil {
				return err
			}
			report.Customers += int64(len(rows.customers))
			progress.advance(int64(len(rows.customers)))
			rows.clear()
			empty <- rows
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return o.loadEmergency(ctx, loader, network, bank.first, report)
}

// load writes one batch and counts its rows.
func (r *demoRows) load(ctx context.Context, loader *store.Loader, report *DemoReport) error {
	for _, table := range r.tables() {
		if table.count == 0 {
			continue
		}
		if err := loader.Insert(ctx, table.rows); err != nil {
			return fmt.Errorf("load %s: %w", table.table, err)
		}
		report.Rows[table.table] += int64(table.count)
	}
	return nil
}

func newDemoBank(options DemoOptions, network *demoNetwork) *demoBank {
	bank := &demoBank{options: options, network: network, products: map[string]model.ContractType{}, now: model.InstantOf(options.Date.Time())}
	known := map[string]bool{}
	for _, code := range planned {
		known[code] = true
	}
	for _, product := range options.Products {
		bank.products[product.Code] = product.Family
		if !known[product.Code] {
			bank.others = append(bank.others, product.Code)
		}
	}
	return bank
}

// errStopped ends the making of a bank that nobody writes any more.
var errStopped = errors.New("the demonstration bank is not wanted any more")

// make makes households until the bank has as many customers as wanted.
func (b *demoBank) make(ctx context.Context, full chan<- *demoRows, empty <-chan *demoRows) error {
	stories := b.stories()
	left := b.options.Customers
	for household := 0; left > 0; {
		select {
		case b.rows = <-empty:
		case <-ctx.Done():
			return errors.Join(errStopped, ctx.Err())
		}
		for len(b.rows.customers) < demoBatch && left > 0 {
			before := len(b.rows.customers)
			b.dice.throw(b.options.Seed, uint64(household)+1, b.options.Date.Time().Add(time.Duration(household)*time.Millisecond))
			p := &b.plan
			if household < len(stories) {
				p = &stories[household]
			} else {
				b.draw(p)
			}
			p.shrink(left)
			b.addHousehold(p)
			left -= len(b.rows.customers) - before
			household++
		}
		select {
		case full <- b.rows:
		case <-ctx.Done():
			return errors.Join(errStopped, ctx.Err())
		}
	}
	return nil
}

// shrink keeps a household to so many persons; adults go last.
func (p *plan) shrink(most int) {
	p.adults = p.adults[:min(len(p.adults), most)]
	p.children = p.children[:min(len(p.children), most-len(p.adults))]
	if len(p.adults) == 1 && p.second != nil {
		p.second = nil
	}
}
