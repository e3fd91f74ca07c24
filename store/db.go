package store

import (
	"context"
	"strings"
	"sync"

	"foyer/model"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"
)

// The databases that a bank may be kept in.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Options are what a database is opened with.
type Options struct {
	// Observe, when set, is called once per statement sent to the database.
	Observe func(ctx context.Context, statement string)
	Logger  zerolog.Logger
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect  string
	options  Options
	tables   *tables
	compiled sync.Map // statement as written → as the dialect wants it

	reads   link
	file    string         // SQLite: path of the database
	sqlite  *sqliteWriter  // SQLite: the one writing connection
	pool    *pgxpool.Pool  // PostgreSQL
	closers []func() error // in the order of closing
	audit   auditQueue
	changes changeBell
}

// Open opens the database that url names: sqlite:PATH (made when it does not
// exist) or postgres://USER:PASSWORD@HOST:PORT/NAME. Errors say what is wrong
// with the place and what to do.
func Open(ctx context.Context, url string, options Options) (*DB, error) {
	db := &DB{options: options}
	path, isSQLite := strings.CutPrefix(url, "sqlite:")
	switch {
	case isSQLite:
		db.dialect, db.file = SQLite, path
		db.tables = newTables(sqliteDialect())
		if err := db.openSQLite(ctx); err != nil {
			return nil, closed(db, err)
		}
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		db.dialect = Postgres
		db.tables = newTables(postgresDialect())
		if err := db.openPostgres(ctx, url); err != nil {
			return nil, closed(db, err)
		}
	default:
		return nil, model.Invalidf("database-url", "this is not a database address: give sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME")
	}
	return db, nil
}

func closed(db *DB, err error) error {
	_ = db.Close() // what failed to open says more than what fails to close
	return err
}

// Close ends every connection; the database can't be used afterwards.
func (db *DB) Close() error {
	db.changes.close()
	var first error
	for _, closer := range db.closers {
		if err := closer(); err != nil && first == nil {
			first = err
		}
	}
	db.closers = nil
	return db.explain("close the database", first)
}

// Dialect is the kind of database: SQLite or Postgres.
func (db *DB) Dialect() string { return db.dialect }

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	_, err := db.one(ctx, db.reads, "SELECT 1")
	return err
}

// one reads a single number.
func (db *DB) one(ctx context.Context, from link, text string, args ...any) (int64, error) {
	rows, err := db.query(ctx, from, text, args...)
	if err != nil {
		return 0, err
	}
	var number int64
	for rows.Next() {
		if err := rows.Scan(&number); err != nil {
			return 0, db.explain("read a number", closeRows(rows, err))
		}
	}
	return number, db.explain("read a number", closeRows(rows, rows.Err()))
}

// query sends a statement that returns rows, which the caller closes.
func (db *DB) query(ctx context.Context, from link, text string, args ...any) (rows, error) {
	sql, err := db.compile(text)
	if err != nil {
		return nil, err
	}
	values, err := db.bind(args)
	if err != nil {
		return nil, err
	}
	db.observe(ctx, sql)
	found, err := from.query(ctx, sql, values)
	return found, db.explain("read", err)
}

// exec sends a statement that changes rows and gives their number.
func (db *DB) exec(ctx context.Context, to link, text string, args ...any) (int64, error) {
	sql, err := db.compile(text)
	if err != nil {
		return 0, err
	}
	values, err := db.bind(args)
	if err != nil {
		return 0, err
	}
	db.observe(ctx, sql)
	changed, err := to.exec(ctx, sql, values)
	return changed, db.explain("write", err)
}

func (db *DB) observe(ctx context.Context, statement string) {
	if db.options.Observe != nil {
		db.options.Observe(ctx, statement)
	}
}

// link is what statements are sent through: a pool or a transaction.
type link interface {
	query(ctx context.Context, sql string, args []any) (rows, error)
	exec(ctx context.Context, sql string, args []any) (int64, error)
}

// rows is an answer being read.
type rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
	Close() error
}

// closeRows closes rows and keeps the first error.
func closeRows(rows rows, err error) error {
	if closing := rows.Close(); err == nil {
		return closing
	}
	return err
}
