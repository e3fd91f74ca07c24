package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"foyer/model"
)

// Writer changes rows inside one transaction; it is used by one goroutine and
// only until the function it was handed to returns.
type Writer struct {
	db      *DB
	to      link
	changed bool // something that watchers look at
}

// Write runs do in one transaction: all of it is stored when do returns nil,
// nothing otherwise. On SQLite it holds the write lock of the file from the
// start; when another process keeps it for more than 5 s the error has
// model.CodeUnavailable. do must not call Write again.
func (db *DB) Write(ctx context.Context, do func(w *Writer) error) error {
	if db.dialect == Postgres {
		return db.writePostgres(ctx, do)
	}
	return db.writeSQLite(ctx, do)
}

// WriteBulk is Write with low priority, for the night and imports: callers keep
// each transaction under 50 ms, and on SQLite writers of this and other
// processes get in between two of them.
func (db *DB) WriteBulk(ctx context.Context, do func(w *Writer) error) error {
	if db.dialect == Postgres {
		return db.writePostgres(ctx, do)
	}
	db.sqlite.bulk.Lock()
	defer db.sqlite.bulk.Unlock()
	if err := db.sqlite.waitForGap(ctx); err != nil {
		return err
	}
	started := time.Now()
	err := db.writeSQLite(ctx, do)
	ended := time.Now()
	db.sqlite.gapUntil = ended.Add(max(shortestGap, ended.Sub(started)/4))
	return err
}

func (db *DB) writeSQLite(ctx context.Context, do func(w *Writer) error) error {
	if err := db.sqlite.take(ctx); err != nil {
		return err
	}
	defer db.sqlite.give()
	return db.transactSQLite(ctx, do)
}

// transactSQLite runs a transaction for who has the turn.
func (db *DB) transactSQLite(ctx context.Context, do func(w *Writer) error) (err error) {
	if err := db.sqlite.begin(ctx); err != nil {
		return db.explain("begin a transaction", err)
	}
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, db.explain("roll back", db.sqlite.end(ctx, "ROLLBACK")))
		}
	}()
	writer := &Writer{db: db, to: db.sqlite}
	if err := do(writer); err != nil {
		return err
	}
	if writer.changed {
		if err := db.sqlite.countChange(ctx); err != nil {
			return db.explain("count a change", err)
		}
	}
	if err := db.sqlite.end(ctx, "COMMIT"); err != nil {
		return db.explain("commit", err)
	}
	done = true
	if writer.changed {
		db.changes.ring()
	}
	return nil
}

func (db *DB) writePostgres(ctx context.Context, do func(w *Writer) error) (err error) {
	tx, err := db.pool.Begin(ctx)
	if err != nil {
		return db.explain("begin a transaction", err)
	}
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, db.explain("roll back", tx.Rollback(context.WithoutCancel(ctx))))
		}
	}()
	writer := &Writer{db: db, to: pgLink{tx}}
	if err := do(writer); err != nil {
		return err
	}
	if writer.changed {
		if _, err := tx.Exec(ctx, notifyStatement); err != nil {
			return db.explain("tell of a change", err)
		}
	}
	done = true
	if err := tx.Commit(ctx); err != nil {
		return db.explain("commit", err)
	}
	if writer.changed {
		db.changes.ring()
	}
	return nil
}

// Exec sends a statement with "?" placeholders and gives the number of rows
// that it changed. Lists of ids and words go as one value: IN @ids, IN @words.
func (w *Writer) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	w.changed = true
	return w.db.exec(ctx, w.to, sql, args...)
}

// Update writes the given columns of a row, found by its primary key; without
// columns it writes all of them. A row that does not exist is an error.
func (w *Writer) Update(ctx context.Context, row any, columns ...string) error {
	rows, table, err := w.db.tables.rowsOf(row)
	if err != nil {
		return err
	}
	for _, one := range rows {
		if err := w.update(ctx, table, one, columns); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) update(ctx context.Context, table *table, row reflect.Value, columns []string) error {
	statement := &fragment{}
	statement.add("UPDATE " + table.name + " SET ")
	separator := ""
	for _, known := range table.columns {
		if !isWritten(known.name, columns, table.keys) {
			continue
		}
		value, err := w.db.valueOf(known, row)
		if err != nil {
			return err
		}
		statement.add(separator+known.name+" = ?", value)
		separator = ", "
	}
	if separator == "" {
		return fmt.Errorf("update of %s names no column: %s", table.name, strings.Join(columns, ", "))
	}
	separator = " WHERE "
	for _, key := range table.keys {
		known, _ := table.column(key)
		value, err := w.db.valueOf(known, row)
		if err != nil {
			return err
		}
		statement.add(separator+key+" = ?", value)
		separator = " AND "
	}
	changed, err := w.Exec(ctx, statement.text.String(), statement.args...)
	if err == nil && changed == 0 {
		err = model.NotFoundf("the row to change does not exist (%s)", table.name)
	}
	return err
}

func isWritten(column string, chosen, keys []string) bool {
	for _, key := range keys {
		if key == column {
			return false
		}
	}
	for _, name := range chosen {
		if name == column {
			return true
		}
	}
	return len(chosen) == 0
}
