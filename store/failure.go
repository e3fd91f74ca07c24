package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	"foyer/model"
	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// explain wraps a failure of the database; those that a person can mend become
// a *model.Error that says how, the rest stay internal.
func (db *DB) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *model.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	wrapped := fmt.Errorf("%s: %w", doing, concealed(err))
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		if shown := explainSQLite(lite.Code(), db.file, wrapped); shown != nil {
			return shown
		}
		return wrapped
	}
	if shown := explainPostgres(err, wrapped); shown != nil {
		return shown
	}
	return wrapped
}

// discreet is a failure whose words may hold values of customers' data: they are
// left out, the cause is kept.
type discreet struct {
	words string
	cause error
}

func (d *discreet) Error() string { return d.words }

func (d *discreet) Unwrap() error { return d.cause }

// tellingClasses are the classes of PostgreSQL's errors whose messages name tables,
// settings and servers, and never a value of a row.
var tellingClasses = []string{"08", "25", "28", "3D", "40", "42", "53", "55", "57", "58"}

// concealed hides the words of a failure that may hold values; those of SQLite
// never do.
func concealed(err error) error {
	var refused *pgconn.PgError
	var connect *pgconn.ConnectError
	var network net.Error
	var lite *sqlite.Error
	switch {
	case errors.As(err, &refused):
		if len(refused.Code) == 5 && slices.Contains(tellingClasses, refused.Code[:2]) {
			return err
		}
		return &discreet{"PostgreSQL refused with SQLSTATE " + refused.Code, err}
	case errors.As(err, &lite), errors.As(err, &connect), errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, sql.ErrConnDone):
		return err
	}
	return &discreet{fmt.Sprintf("the database failed (%T)", err), err}
}

const cantOpen = "the database %s can't be opened: check that its folder exists and that this user may write to it"

func explainSQLite(code int, file string, err error) error {
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return unavailable(err, "the database %s is busy with other work: try again in a moment", file)
	case sqlite3.SQLITE_FULL:
		return unavailable(err, "the disk that holds the database %s is full: free some space and try again", file)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return unavailable(err, "the database %s can't be written: give this user the right to write to the file and to its folder", file)
	case sqlite3.SQLITE_CANTOPEN:
		return unavailable(err, cantOpen, file)
	case sqlite3.SQLITE_NOTADB:
		return &model.Error{Code: model.CodeInvalid, Field: "database-url", Err: err,
			Message: fmt.Sprintf("the file %s is not a database: give the path of another file, or move this one away", file)}
	case sqlite3.SQLITE_CORRUPT:
		return unavailable(err, "the database %s is damaged: restore a backup into a new file", file)
	case sqlite3.SQLITE_IOERR:
		return unavailable(err, "the disk that holds the database %s fails: check the disk, then try again", file)
	case sqlite3.SQLITE_CONSTRAINT:
		switch code {
		case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
			return dangling(err)
		case sqlite3.SQLITE_CONSTRAINT_NOTNULL:
			return missing(err)
		}
		return double(err)
	}
	return nil
}

func explainPostgres(err, wrapped error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return explainRefusal(refused, wrapped)
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || pgconn.Timeout(err) {
		return unavailable(wrapped, "the PostgreSQL server can't be reached: check that it runs and that the host, port and name in the database address are right")
	}
	return nil
}

func explainRefusal(refused *pgconn.PgError, err error) error {
	switch refused.Code {
	case "23505":
		return double(err)
	case "23503":
		return dangling(err)
	case "23502":
		return missing(err)
	case "40001", "40P01", "55P03":
		return unavailable(err, "another change touched the same rows: try again")
	case "25006":
		return unavailable(err, "the PostgreSQL database is read-only: connect to the primary server")
	case "42501":
		return unavailable(err, "PostgreSQL refuses this user: grant it the right to create and change tables in the database")
	case "28P01", "28000":
		return unavailable(err, "PostgreSQL refuses the user or the password: check those of the database address")
	case "3D000":
		return unavailable(err, "the PostgreSQL server has no database of this name: create it, or mend the database address")
	case "42P01":
		return unavailable(err, "the database has no tables yet: run the migrations first")
	}
	switch refused.Code[:2] {
	case "53":
		return unavailable(err, "the PostgreSQL server has no room left (disk, memory or connections): free some and try again")
	case "57", "08":
		return unavailable(err, "the PostgreSQL server is stopping or starting: try again in a moment")
	}
	return nil
}

func dangling(err error) error {
	return &model.Error{Code: model.CodeInvalid, Message: "a row names another one that does not exist: write that one first", Err: err}
}

func missing(err error) error {
	return &model.Error{Code: model.CodeInvalid, Message: "a row lacks a value that it must have: give it", Err: err}
}

func double(err error) error {
	return &model.Error{Code: model.CodeConflict, Message: "such a row exists already", Err: err}
}

func unavailable(err error, format string, args ...any) error {
	return &model.Error{Code: model.CodeUnavailable, Message: fmt.Sprintf(format, args...), Err: err}
}
