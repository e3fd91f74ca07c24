package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"foyer/desk"
	"foyer/intake"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// withBank opens the rules and the database, sees to its tables, activates the
// revision, and closes everything after work.
func (m *machine) withBank(ctx context.Context, data databaseFlags, policy rulesFlags, tables schemaPolicy, work func(*store.DB, *rules.Engine, *desk.Desk) error) error {
	logger, err := m.logger(data.LogLevel)
	if err != nil {
		return err
	}
	engine, err := policy.engine(ctx)
	if err != nil {
		return err
	}
	key, err := data.readAuditKey()
	if err != nil {
		return err
	}
	return m.withTables(ctx, data, tables, func(db *store.DB) error {
		bank := desk.Config{DB: db, Engine: engine, Clock: m.clock, Random: m.random, Logger: logger, AuditKey: key}
		if err := activate(ctx, desk.New(bank)); err != nil {
			return err
		}
		if err := work(db, engine, desk.New(bank)); err != nil {
			return errors.Join(err, desk.New(bank).SequenceAudit(context.WithoutCancel(ctx)))
		}
		var err error
		if bank.AuditKey, err = data.signingKey(m); err != nil {
			return err
		}
		return desk.New(bank).SequenceAudit(context.WithoutCancel(ctx))
	})
}

// activate brings the revision into the database. What a person can mend about
// that is told in words of its own, without the name of the revision.
func activate(ctx context.Context, bank *desk.Desk) error {
	err := bank.Activate(ctx)
	var shown *model.Error
	if errors.As(err, &shown) {
		return shown
	}
	return err
}

// The sizes that a demonstration bank may have.
const (
	mostCustomers = 20_000_000
	mostMovements = 1000
)

type demoCommand struct {
	databaseFlags
	rulesFlags
	Customers         int        `default:"2000" placeholder:"N" help:"Customers to make: persons, organisations and prospects, children included. Default: ${default}."`
	Seed              uint64     `default:"1" placeholder:"S" help:"The same seed and date give the same bank. Default: ${default}."`
	Date              model.Date `placeholder:"YYYY-MM-DD" help:"The day on which the bank is described. Default: today."`
	MovementsPerMonth int        `default:"${movements}" placeholder:"N" help:"Movements on each current account, over 24 months. Default: ${default}."`
}

// Help is shown by --help.
func (demoCommand) Help() string {
	return `The bank is made up, and always the same for a seed and a date: the digest printed at the end says so. Demonstration logins are alice (account manager), bruno (branch manager), chloe (marketing analyst), david (auditor), emma (developer), farid (call centre), gaelle (regional manager), hugo (rule analyst), ines (compliance officer), jules (data protection officer) and karim (administrator).

    foyer demo --customers 2000
    foyer demo --customers 100000 --movements-per-month 0 --database-url sqlite:big.db

` + exitTable
}

// Run makes the bank.
func (c *demoCommand) Run(ctx context.Context, m *machine) error {
	if c.Customers < 1 || c.Customers > mostCustomers {
		return model.Invalidf("--customers", "%d is not a size of a bank: give 1 to %d", c.Customers, mostCustomers)
	}
	if c.MovementsPerMonth < 0 || c.MovementsPerMonth > mostMovements {
		return model.Invalidf("--movements-per-month", "%d is out of range: give 0 to %d", c.MovementsPerMonth, mostMovements)
	}
	if c.Date.IsZero() {
		c.Date = model.DateOf(m.clock())
	}
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaFilling, func(db *store.DB, engine *rules.Engine, bank *desk.Desk) error {
		shown := m.progress("customers")
		report, err := intake.Demo(ctx, db, intake.DemoOptions{Customers: c.Customers, Seed: c.Seed, Date: c.Date,
			MovementsPerMonth: c.MovementsPerMonth, Products: engine.Products(), Progress: shown.report})
		seconds := shown.end()
		if err != nil {
			return err
		}
		if report.Already {
			fmt.Fprintln(m.stderr, "This bank is there already: nothing was written.")
			return nil // its digest may be another one by now, after a night or a day's work
		}
		if err := bank.RecordOperation(ctx, &model.AuditRecord{Operation: "command demo"}); err != nil {
			return err
		}
		fmt.Fprintf(m.stderr, "Made in %.1f s (%.0f customers/s).\n", seconds, float64(report.Customers)/seconds)
		digest, err := db.Digest(ctx)
		if err != nil {
			return err
		}
		for _, table := range slices.Sorted(maps.Keys(report.Rows)) {
			fmt.Fprintf(m.stdout, "%-22s %d\n", table, report.Rows[table])
		}
		fmt.Fprintf(m.stdout, "%-22s %s\n", "digest", digest)
		return nil
	})
}

type importCommand struct {
	Berka berkaCommand `cmd:"" help:"The Czech bank published as the Berka data set (PKDD'99)."`
	CSV   csvCommand   `cmd:"" name:"csv" help:"CSV files in the layout that docs/csv.md describes."`
}

// importFlags are what both imports take.
type importFlags struct {
	databaseFlags
	rulesFlags
	Rejects string `default:"rejects" placeholder:"DIR" help:"Where rows that are refused go, with line and reason. Default: ${default}."`
}

// check refuses folders that can't be used.
func (f importFlags) check(dir string) error {
	if err := mustBeFolder("import", dir); err != nil {
		return err
	}
	if info, err := os.Stat(f.Rejects); err == nil && !info.IsDir() {
		return model.Invalidf("--rejects", "%s is a file: give a folder, which is made when needed", f.Rejects)
	}
	return nil
}

const importHelp = `Every row arrives or is in a reject file with its line and the reason. Running it twice changes nothing; an interrupted import goes on, or starts again with nothing half-written.

`

type berkaCommand struct {
	importFlags
	Dir string `arg:"" type:"path" help:"Folder with account.asc, client.asc, disp.asc, district.asc, order.asc, loan.asc, card.asc and the movements."`
}

// Help is shown by --help.
func (berkaCommand) Help() string {
	return importHelp + "    foyer import berka data/berka --database-url sqlite:berka.db\n    foyer night --date 1999-01-01 --database-url sqlite:berka.db\n\n" + exitTable
}

// Run imports the files.
func (c *berkaCommand) Run(ctx context.Context, m *machine) error {
	if err := c.check(c.Dir); err != nil {
		return err
	}
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaFilling, func(db *store.DB, engine *rules.Engine, bank *desk.Desk) error {
		shown := m.progress("rows")
		report, err := intake.Berka(ctx, db, intake.BerkaOptions{Dir: c.Dir, RejectDir: c.Rejects,
			Products: engine.Products(), Clock: m.clock, Progress: shown.report})
		shown.end()
		return m.imported(ctx, bank, "command import berka", report, err)
	})
}

type csvCommand struct {
	importFlags
	Source string `default:"csv" placeholder:"NAME" help:"System that the external ids belong to. Default: ${default}."`
	Dir    string `arg:"" type:"path" help:"Folder with the CSV files."`
}

// Help is shown by --help.
func (csvCommand) Help() string {
	return importHelp + "    foyer import csv exports/2026-11-02 --source core-banking\n\n" + exitTable
}

// Run imports the files.
func (c *csvCommand) Run(ctx context.Context, m *machine) error {
	if err := c.check(c.Dir); err != nil {
		return err
	}
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaFilling, func(db *store.DB, engine *rules.Engine, bank *desk.Desk) error {
		var kinds []string
		for _, event := range engine.Events() {
			kinds = append(kinds, event.Kind)
		}
		var scopes []string
		for _, scope := range engine.Scopes() {
			scopes = append(scopes, scope.Name)
		}
		shown := m.progress("bytes")
		report, err := intake.CSV(ctx, db, intake.CSVOptions{Dir: c.Dir, Source: c.Source, RejectDir: c.Rejects,
			Products: engine.Products(), EventKinds: kinds, Scopes: scopes, Clock: m.clock, Progress: shown.report})
		shown.end()
		return m.imported(ctx, bank, "command import csv", report, err)
	})
}

// imported records an import, and prints the warnings and what became of each
// file; refused rows have their exit code.
func (m *machine) imported(ctx context.Context, bank *desk.Desk, operation string, report *intake.ImportReport, err error) error {
	if err != nil {
		return err
	}
	if err := bank.RecordOperation(ctx, &model.AuditRecord{Operation: operation}); err != nil {
		return err
	}
	for _, warning := range report.Warnings {
		fmt.Fprintln(m.stderr, "foyer: warning:", warning)
	}
	total := report.Total()
	printCounts(m.stdout, append(slices.Clone(report.Files), total))
	if total.Rejected == 0 {
		return nil
	}
	return &exitError{exitRejected, fmt.Sprintf("%d of %d rows were refused: see %v", total.Rejected, total.Read, report.RejectFiles)}
}

func printCounts(out io.Writer, files []intake.FileReport) {
	fmt.Fprintf(out, "%-44s %10s %10s %10s %10s\n", "file", "read", "imported", "unchanged", "rejected")
	for _, file := range files {
		fmt.Fprintf(out, "%-44s %10d %10d %10d %10d\n", file.Name, file.Read, file.Imported, file.Unchanged, file.Rejected)
	}
}

type nightCommand struct {
	databaseFlags
	rulesFlags
	Date model.Date `required:"" placeholder:"YYYY-MM-DD" help:"The day to plan."`
}

// Help is shown by --help.
func (nightCommand) Help() string {
	return `Detects life events, decides which offers each customer gets, and writes the list of every employee for the day. It makes no database: the bank must be there. A day is planned once; an interrupted night goes on after the last page that it finished.

    foyer night --date 2026-11-02

` + exitTable
}

// Run plans the day.
func (c *nightCommand) Run(ctx context.Context, m *machine) error {
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaWorking, func(_ *store.DB, _ *rules.Engine, bank *desk.Desk) error {
		if err := beforeNight(ctx, m, bank, c.Date); err != nil {
			return err
		}
		shown := m.progress("customers")
		report, err := bank.Night(ctx, desk.NightOptions{Date: c.Date, Progress: shown.report})
		seconds := shown.end()
		if err != nil {
			return err
		}
		if report.AlreadyDone {
			fmt.Fprintf(m.stderr, "%s is planned already: nothing was written.\n", c.Date)
			return nil
		}
		fmt.Fprintf(m.stderr, "Planned in %.1f s.\n", seconds)
		fmt.Fprintf(m.stdout, "date       %s\ncustomers  %d\ndecisions  %d\nlists      %d\n", c.Date, report.Customers, report.Decisions, report.Lists)
		for _, name := range slices.Sorted(maps.Keys(report.Undecidable)) {
			fmt.Fprintf(m.stdout, "undecided  %s has no row valid on %s: %d checks can't be decided\n", name, c.Date, report.Undecidable[name])
		}
		return nil
	})
}
