package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// commands is the command line: its fields are the sub-commands.
type commands struct {
	Serve   serveCommand   `cmd:"" set:"log_level=info" help:"Open the desk: GraphQL, GraphiQL, health and metrics."`
	Demo    demoCommand    `cmd:"" help:"Make a demonstration bank in an empty database."`
	Import  importCommand  `cmd:"" help:"Bring in a bank's data from files."`
	Night   nightCommand   `cmd:"" help:"Decide for every customer and plan the day of every employee."`
	Migrate migrateCommand `cmd:"" help:"Change the tables of the database to what this version needs, or back."`
	Token   tokenCommand   `cmd:"" help:"Print a token of the development issuer for an employee."`
	Rules   rulesCommand   `cmd:"" help:"Check and test a policy folder; needs no database."`
	Backup  backupCommand  `cmd:"" help:"Write the whole database to a file."`
	Restore restoreCommand `cmd:"" help:"Fill an empty database from a backup."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of its rules."`
}

// databaseFlags say where the bank's data is.
type databaseFlags struct {
	DatabaseURL string `name:"database-url" default:"sqlite:foyer.db" placeholder:"URL" help:"Database: sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME. Default: ${default}."`
	LogLevel    string `default:"${log_level}" placeholder:"LEVEL" help:"Least level to log: debug, info, warn or error. Default: ${default}."`
}

// Help is shown by --help of commands that have nothing more to tell.
func (databaseFlags) Help() string { return exitTable }

// rulesFlags say which policies decide.
type rulesFlags struct {
	Rules string `placeholder:"DIR" help:"Policy folder to use instead of the one inside the program."`
}

// engine compiles the policies; a broken file is named with its line.
func (f rulesFlags) engine(ctx context.Context) (*rules.Engine, error) {
	load := rules.Embedded
	if f.Rules != "" {
		load = func() (*rules.Revision, error) { return rules.FromDir(f.Rules) }
	}
	revision, err := load()
	if err != nil {
		return nil, err
	}
	return rules.NewEngine(ctx, revision)
}

// schemaPolicy says what a command does about missing tables.
type schemaPolicy int

const (
	schemaAsIs    schemaPolicy = iota // the command looks after them itself
	schemaNeeded                      // they must be there, and so must the file
	schemaServing                     // SQLite is brought up to date, PostgreSQL must be
	schemaFilling                     // an empty database gets them too
)

// open connects to the database and sees to its tables. The logger is what the
// rest of the command logs with.
func (f databaseFlags) open(ctx context.Context, m *machine, policy schemaPolicy, observe func(context.Context, string)) (*store.DB, error) {
	logger, err := m.logger(f.LogLevel)
	if err != nil {
		return nil, err
	}
	if policy == schemaNeeded {
		if err := f.mustExist(); err != nil {
			return nil, err
		}
	}
	db, err := store.Open(ctx, f.DatabaseURL, store.Options{Observe: observe, Logger: logger})
	if err != nil && strings.HasPrefix(f.DatabaseURL, "postgres") {
		return nil, fmt.Errorf("%s: %w", f.shown(), err) // a file is named by the error itself
	}
	if err != nil {
		return nil, err
	}
	if err := f.prepare(ctx, db, policy); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// mustExist refuses a path with nothing there, which opening would create.
func (f databaseFlags) mustExist() error {
	path, isFile := strings.CutPrefix(f.DatabaseURL, "sqlite:")
	if !isFile {
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return model.NotFoundf("there is no database %s: name it with --database-url, or make one with \"foyer demo\"", f.DatabaseURL)
	}
	return nil
}

func (f databaseFlags) prepare(ctx context.Context, db *store.DB, policy schemaPolicy) error {
	if policy == schemaAsIs {
		return nil
	}
	applied, pending, err := db.MigrationStatus(ctx)
	if err != nil || len(pending) == 0 {
		return err
	}
	embedded := db.Dialect() == "sqlite"
	if embedded && policy != schemaNeeded || policy == schemaFilling && len(applied) == 0 {
		_, err := db.MigrateUp(ctx)
		return err
	}
	return model.Conflictf("%s lacks %d migrations (first %s): run \"foyer migrate up\" with the same --database-url",
		f.shown(), len(pending), pending[0])
}

// shown is the address of the database without its password.
func (f databaseFlags) shown() string {
	if address, err := url.Parse(f.DatabaseURL); err == nil && address.Host != "" {
		return address.Redacted()
	}
	return f.DatabaseURL
}
