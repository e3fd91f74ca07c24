package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"foyer/auth"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" help:"Apply every migration that is missing."`
	Down   migrateDown   `cmd:"" help:"Undo the group of migrations applied last. Data in its tables is lost."`
	Status migrateStatus `cmd:"" help:"List what is applied and what is missing."`
}

// Help is shown by --help.
func (migrateCommand) Help() string {
	return `An SQLite file is brought up to date by "foyer serve", "foyer night", "foyer demo", "foyer import" and "foyer restore"; on PostgreSQL run "foyer migrate up" after each upgrade.

` + exitTable
}

type (
	migrateUp     struct{ databaseFlags }
	migrateDown   struct{ databaseFlags }
	migrateStatus struct{ databaseFlags }
)

// Run applies what is missing.
func (c *migrateUp) Run(ctx context.Context, m *machine) error {
	return m.withTables(ctx, c.databaseFlags, schemaAsIs, func(db *store.DB) error {
		names, err := db.MigrateUp(ctx)
		m.list("applied", names)
		return err
	})
}

// Run undoes the last group.
func (c *migrateDown) Run(ctx context.Context, m *machine) error {
	return m.withTables(ctx, c.databaseFlags, schemaStored, func(db *store.DB) error {
		names, err := db.MigrateDown(ctx)
		m.list("undone", names)
		return err
	})
}

// Run lists the migrations.
func (c *migrateStatus) Run(ctx context.Context, m *machine) error {
	return m.withTables(ctx, c.databaseFlags, schemaStored, func(db *store.DB) error {
		applied, pending, err := db.MigrationStatus(ctx)
		m.list("applied", applied)
		m.list("pending", pending)
		return err
	})
}

func (m *machine) list(word string, names []string) {
	for _, name := range names {
		fmt.Fprintln(m.stdout, word, name)
	}
	if len(names) == 0 {
		fmt.Fprintln(m.stdout, word, "nothing")
	}
}

type tokenCommand struct {
	databaseFlags
	issuerFlags
	Employee string `required:"" placeholder:"LOGIN" help:"Login of the employee, e.g. alice."`
}

// Help is shown by --help.
func (tokenCommand) Help() string {
	return `The token is all that is printed; it is good for 30 days, and only where "foyer serve" uses the development issuer with the same key.

    TOKEN=$(foyer token --employee alice)
    curl -H "Authorization: Bearer $TOKEN" ...

` + exitTable
}

// Run prints a token of an employee who may log in today.
func (c *tokenCommand) Run(ctx context.Context, m *machine) error {
	return m.withTables(ctx, c.databaseFlags, schemaNeeded, func(db *store.DB) error {
		if _, err := db.Reader().Actor(ctx, c.Employee, model.InstantOf(m.clock())); err != nil {
			if model.CodeOf(err) == model.CodeNotFound {
				return model.NotFoundf("--employee: no active employee has the login %q in %s", c.Employee, c.shown())
			}
			return err
		}
		issuer, err := c.issuer(c.DatabaseURL, m)
		if err != nil {
			return err
		}
		token, err := issuer.Token(c.Employee, m.clock())
		if err != nil {
			return err
		}
		fmt.Fprintln(m.stdout, token)
		return nil
	})
}

// issuerFlags say where the development issuer keeps its key.
type issuerFlags struct {
	DevKeyFile string `placeholder:"FILE" help:"Key of the development issuer, made on first use. Default: beside an SQLite file, else in the user's configuration folder."`
}

func (f issuerFlags) issuer(databaseURL string, m *machine) (*auth.DevelopmentIssuer, error) {
	file := f.DevKeyFile
	if file == "" {
		var err error
		if file, err = auth.DevelopmentKeyFile(databaseURL); err != nil {
			return nil, err
		}
	}
	return auth.OpenDevelopmentIssuer(file, m.random)
}

type backupCommand struct {
	databaseFlags
	File string `arg:"" help:"File to write; it must not exist."`
}

// Help is shown by --help.
func (backupCommand) Help() string {
	return "The file is one consistent state, compressed, with a checksum; it can be restored on either kind of database. The desk may stay open meanwhile.\n\n    foyer backup bank-2026-11-02.foyer\n\n" + exitTable
}

// Run writes the backup.
func (c *backupCommand) Run(ctx context.Context, m *machine) error {
	return m.withTables(ctx, c.databaseFlags, schemaNeeded, func(db *store.DB) error {
		if err := db.Backup(ctx, c.File); err != nil {
			return err
		}
		fmt.Fprintln(m.stdout, "backed up to", c.File)
		return nil
	})
}

type restoreCommand struct {
	databaseFlags
	File string `arg:"" type:"path" help:"Backup to read."`
}

// Help is shown by --help.
func (restoreCommand) Help() string {
	return "The database must be empty; it is filled entirely or not at all.\n\n    foyer restore bank-2026-11-02.foyer --database-url sqlite:restored.db\n\n" + exitTable
}

// Run fills the database.
func (c *restoreCommand) Run(ctx context.Context, m *machine) error {
	if err := mustBeFile("restore", c.File); err != nil {
		return err
	}
	return m.withTables(ctx, c.databaseFlags, schemaFilling, func(db *store.DB) error {
		if err := db.Restore(ctx, c.File); err != nil {
			return err
		}
		fmt.Fprintln(m.stdout, "restored from", c.File)
		return nil
	})
}

type versionCommand struct{ databaseFlags }

// Run prints the version, from the build, and the revision inside the program.
func (versionCommand) Run(m *machine) error {
	version := "unknown"
	if info, known := debug.ReadBuildInfo(); known {
		version = info.Main.Version
	}
	revision, err := rules.Embedded()
	if err != nil {
		return err
	}
	fmt.Fprintf(m.stdout, "foyer %s\nrules %s\n", version, revision.ID())
	return nil
}
