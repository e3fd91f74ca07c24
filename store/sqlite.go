package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"foyer/model"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	sqliteReaders = 4
	// pollEvery is how often a writer asks for the lock that another process
	// holds, patience how long it does so.
	pollEvery = 2 * time.Millisecond
	patience  = 5 * time.Second
)

// sqliteAddress is the driver's address of a file with the settings of a
// connection.
func sqliteAddress(file string, pragmas ...string) string {
	query := url.Values{"_pragma": append([]string{"foreign_keys(1)", "temp_store(memory)"}, pragmas...)}
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath(), RawQuery: query.Encode()}
	return address.String()
}

func writerAddress(file string) string {
	return sqliteAddress(file, "busy_timeout(1)", "journal_mode(WAL)", "synchronous(FULL)", "wal_autocheckpoint(1000)", "cache_size(-32000)")
}

func (db *DB) openSQLite(ctx context.Context) error {
	if err := checkFile(db.file); err != nil {
		return err
	}
	if err := createFile(db.file); err != nil {
		return err
	}
	writes, err := sql.Open("sqlite", writerAddress(db.file))
	if err != nil {
		return db.explain("open the database", err)
	}
	db.closers = append(db.closers, writes.Close)
	writes.SetMaxOpenConns(1)
	db.sqlite = &sqliteWriter{turn: make(chan struct{}, 1), statements: map[string]*sql.Stmt{}}
	if err := patiently(ctx, func() error {
		db.sqlite.conn, err = writes.Conn(ctx)
		return err
	}); err != nil {
		return db.explain("open the database", err)
	}
	db.closers = append([]func() error{db.sqlite.close}, db.closers...)
	if err := db.sqlite.begin(ctx); err != nil {
		return db.explain("open the database", err)
	}
	if err := db.sqlite.end(ctx, "ROLLBACK"); err != nil {
		return db.explain("open the database", err)
	}
	return db.openReaders()
}

func (db *DB) openReaders() error {
	reads, err := sql.Open("sqlite", sqliteAddress(db.file, "busy_timeout(5000)", "query_only(1)", "cache_size(-16000)"))
	if err != nil {
		return db.explain("open the database", err)
	}
	reads.SetMaxOpenConns(sqliteReaders)
	reads.SetMaxIdleConns(sqliteReaders)
	pool := &sqlitePool{db: reads}
	db.reads = pool
	db.closers = append([]func() error{pool.close}, db.closers...)
	return nil
}

// checkFile finds what SQLite would say less clearly.
func checkFile(file string) error {
	if file == "" || file == ":memory:" {
		return model.Invalidf("database-url", "sqlite: needs the path of a file, for example sqlite:foyer.db")
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return model.Invalidf("database-url", "%s is a folder: give the path of a file in it", file)
	}
	folder := filepath.Dir(file)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return model.Invalidf("database-url", "the folder %s does not exist: create it first", folder)
	}
	return nil
}

// createFile makes the file when it is absent, for its owner alone: it holds the
// keys that facts are sealed with, and SQLite would let others read it. The files
// beside it get the mode from it.
func createFile(file string) error {
	made, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return unavailable(err, cantOpen, file)
	}
	return made.Close()
}

// patiently tries again while another process holds the file, up to patience.
func patiently(ctx context.Context, try func() error) error {
	var err error
	for waited := time.Duration(0); ; waited += pollEvery {
		if err = try(); !isBusy(err) || waited >= patience {
			return err
		}
		timer := time.NewTimer(pollEvery)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}

func isBusy(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_BUSY
}

// sqlitePool reads through several connections; statements are prepared once
// per connection.
type sqlitePool struct {
	db         *sql.DB
	statements sync.Map // text → *sql.Stmt
}

func (p *sqlitePool) query(ctx context.Context, text string, args []any) (rows, error) {
	if strings.HasPrefix(text, unkept) {
		found, err := p.db.QueryContext(ctx, text, args...)
		if err != nil {
			return nil, err
		}
		return found, nil
	}
	statement, err := p.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	found, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (p *sqlitePool) exec(context.Context, string, []any) (int64, error) {
	return 0, fmt.Errorf("write through a reading connection")
}

func (p *sqlitePool) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if known, found := p.statements.Load(text); found {
		return known.(*sql.Stmt), nil
	}
	statement, err := p.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if known, lost := p.statements.LoadOrStore(text, statement); lost {
		return known.(*sql.Stmt), statement.Close()
	}
	return statement, nil
}

func (p *sqlitePool) close() error { return p.db.Close() }
