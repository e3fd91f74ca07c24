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
	Access  accessCommand  `cmd:"" help:"Change and report the rights of employees and programs."`
	Privacy privacyCommand `cmd:"" help:"Answer requests of persons about their data."`
	Audit   auditCommand   `cmd:"" help:"Verify and export the audit log."`
	Backup  backupCommand  `cmd:"" help:"Write the whole database to a file."`
	Restore restoreCommand `cmd:"" help:"Fill an empty database from a backup."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of its rules."`
}

// databaseFlags say where the bank's data is.
type databaseFlags struct {
	DatabaseURL string `name:"database-url" default:"sqlite:foyer.db" placeholder:"URL" help:"Database: sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME. Default: ${default}."`
	AuditKey    string `placeholder:"FILE" help:"Key that signs checkpoints of the audit log; \"foyer serve\" makes it on first use. Default: beside an SQLite file, else in the user's configuration folder."`
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
		if err := mustBeFolder("--rules", f.Rules); err != nil {
			return nil, err
		}
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
	schemaStored                      // the same, in a file that must be there
	schemaNeeded                      // they must be there and up to date
	schemaWorking                     // they must be there; SQLite is brought up to date
	schemaServing                     // SQLite is made and brought up to date, PostgreSQL must be
	schemaFilling                     // an empty database gets them, SQLite is brought up to date
)

// makes tells whether a file may be made for the command.
func (p schemaPolicy) makes() bool {
	return p == schemaAsIs || p == schemaServing || p == schemaFilling
}

// open connects to the database and sees to its tables. The logger is what the
// rest of the command logs with.
func (f databaseFlags) open(ctx context.Context, m *machine, policy schemaPolicy, observe func(context.Context, string)) (*store.DB, error) {
	logger, err := m.logger(f.LogLevel)
	if err != nil {
		return nil, err
	}
	if !policy.makes() && f.isNew() {
		return nil, model.NotFoundf("there is no database %s: name another one with --database-url, or make one first with \"make run\", \"foyer demo\" or \"foyer import\"", f.file())
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

// file is the path of an SQLite database, "" for another kind.
func (f databaseFlags) file() string {
	path, isFile := strings.CutPrefix(f.DatabaseURL, store.SQLite+":")
	if !isFile {
		return ""
	}
	return path
}

// isNew tells whether opening would make a file.
func (f databaseFlags) isNew() bool {
	if f.file() == "" {
		return false
	}
	_, err := os.Stat(f.file())
	return errors.Is(err, fs.ErrNotExist)
}

// prepare sees to the tables of an open database; docs/decisions/0011 says why.
func (f databaseFlags) prepare(ctx context.Context, db *store.DB, policy schemaPolicy) error {
	if policy == schemaAsIs || policy == schemaStored {
		return nil
	}
	applied, pending, err := db.MigrationStatus(ctx)
	if err != nil || len(pending) == 0 {
		return err
	}
	embedded, empty := db.Dialect() == store.SQLite, len(applied) == 0
	switch {
	case empty && policy == schemaFilling, empty && embedded && policy == schemaServing, !empty && embedded && policy != schemaNeeded:
		_, err := db.MigrateUp(ctx)
		return err
	case empty:
		return model.Conflictf("the database %s has no tables yet: make a bank in it with \"foyer demo\" or \"foyer import\", or the tables alone with \"foyer migrate up\"", f.shown())
	}
	return model.Conflictf("the database %s lacks %d migrations (first %s): run \"foyer migrate up\" with the same --database-url",
		f.shown(), len(pending), pending[0])
}

// withTables opens the database for work and closes it afterwards. A file made
// for input that is then refused goes again, so that nothing was done.
func (m *machine) withTables(ctx context.Context, data databaseFlags, policy schemaPolicy, work func(*store.DB) error) (err error) {
	isNew := data.isNew()
	db, err := data.open(ctx, m, policy, nil)
	if err != nil {
		return err
	}
	defer func() {
		unused := isNew && err != nil && exitCode(err) == exitInput && isEmpty(ctx, db)
		err = errors.Join(err, db.Close())
		if unused {
			err = errors.Join(err, os.Remove(data.file()))
		}
	}()
	return work(db)
}

// isEmpty tells whether a database surely holds no customer.
func isEmpty(ctx context.Context, db *store.DB) bool {
	customers, _, err := db.DecisionPage(ctx, model.ID{}, 1)
	return err == nil && len(customers) == 0
}

// shown is the address of the database without its password.
func (f databaseFlags) shown() string {
	if address, err := url.Parse(f.DatabaseURL); err == nil && address.Host != "" {
		return address.Redacted()
	}
	return f.DatabaseURL
}

// mustBeFolder refuses a path that leads to no folder, before anything is made.
func mustBeFolder(place, path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return model.Invalidf(place, "there is no folder %s: check the path", path)
	case err != nil:
		return model.Invalidf(place, "the folder %s can't be reached: check the path and your rights on it", path)
	case !info.IsDir():
		return model.Invalidf(place, "%s is a file: give the folder that holds it", path)
	}
	return nil
}

// mustBeFile refuses a path that leads to no file, before anything is made.
func mustBeFile(place, path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return model.Invalidf(place, "there is no file %s: check the path", path)
	case err != nil:
		return model.Invalidf(place, "the file %s can't be reached: check the path and your rights on it", path)
	case info.IsDir():
		return model.Invalidf(place, "%s is a folder: give the path of a file in it", path)
	}
	return nil
}
