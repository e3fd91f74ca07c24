package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"foyer/model"
)

// Cache of the writing connection in KiB: while a bank is loaded, and otherwise.
const (
	loadCache   = 192_000
	writerCache = 32_000
)

// Loader adds rows to a database that is filled for the first time.
type Loader struct {
	writer Writer
	line   *assembly // on SQLite
}

// Load fills a database that has no customers yet, much faster than Write does:
// on SQLite the indexes are made and the references checked at the end. All of
// it is one transaction, so that a load that is cut short leaves nothing; a
// database that has customers is a conflict.
func (db *DB) Load(ctx context.Context, do func(l *Loader) error) error {
	return db.load(ctx, false, do)
}

// load is Load; clear empties the tables first of what is there without customers.
func (db *DB) load(ctx context.Context, clear bool, do func(l *Loader) error) error {
	if err := db.requireTables(ctx); err != nil {
		return err
	}
	fill := func(w *Writer) error {
		if err := w.requireEmpty(ctx, clear); err != nil {
			return err
		}
		w.changed = true
		if db.dialect == Postgres {
			return do(&Loader{writer: *w})
		}
		loader := &Loader{writer: *w, line: db.assemble(ctx)}
		return errors.Join(do(loader), db.explain("load", loader.line.finish()))
	}
	if db.dialect == Postgres {
		return db.writePostgres(ctx, func(w *Writer) error { return w.loadPostgres(ctx, fill) })
	}
	return db.sqlite.relaxed(ctx, func() error {
		return db.writeSQLite(ctx, func(w *Writer) error { return w.loadSQLite(ctx, fill) })
	})
}

// Insert adds rows of one type: *model.X, []*model.X or []model.X.
// The rows may be reused when it returns.
func (l *Loader) Insert(ctx context.Context, rows any) error {
	if l.line == nil {
		return l.writer.Insert(ctx, rows)
	}
	values, table, err := l.writer.db.tables.rowsOf(rows)
	if err != nil {
		return err
	}
	return l.writer.db.explain("insert into "+table.name, l.line.add(table, values))
}

// requireEmpty refuses a database with customers, and clears what else it holds
// when that is wanted.
func (w *Writer) requireEmpty(ctx context.Context, clear bool) error {
	customers, err := w.db.one(ctx, w.to, "SELECT COUNT(*) FROM (SELECT id FROM customers LIMIT 1) c")
	if err != nil {
		return err
	}
	if customers > 0 {
		return model.Conflictf("the database already holds customers: name an empty database")
	}
	for _, table := range slices.Backward(w.db.tables.ordered) {
		if !clear {
			break
		}
		if _, err := w.Exec(ctx, "DELETE FROM "+table.name); err != nil {
			return err
		}
	}
	return nil
}

// loadSQLite fills tables that have no indexes meanwhile.
func (w *Writer) loadSQLite(ctx context.Context, fill func(w *Writer) error) error {
	indexes, err := w.pairs(ctx, "SELECT 'DROP INDEX ' || name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
	if err != nil {
		return err
	}
	for _, pair := range indexes {
		if _, err := w.Exec(ctx, pair[0]); err != nil {
			return err
		}
	}
	if err := fill(w); err != nil {
		return err
	}
	for _, pair := range indexes {
		if _, err := w.Exec(ctx, pair[1]); err != nil {
			return err
		}
	}
	return w.checkReferences(ctx)
}

// checkReferences finds a row that names one that does not exist.
func (w *Writer) checkReferences(ctx context.Context) error {
	rows, err := w.db.query(ctx, w.to, `SELECT "table", "parent" FROM pragma_foreign_key_check LIMIT 1`)
	if err != nil {
		return err
	}
	var dangling error
	for rows.Next() {
		var table, parent string
		if err := rows.Scan(&table, &parent); err != nil {
			return w.db.explain("check references", closeRows(rows, err))
		}
		dangling = model.Invalidf(table, "a row names one of %s that does not exist: write that one first", parent)
	}
	if err := closeRows(rows, rows.Err()); err != nil {
		return w.db.explain("check references", err)
	}
	return dangling
}

// relaxed runs a load while the connection checks no references and caches more.
func (s *sqliteWriter) relaxed(ctx context.Context, do func() error) error {
	set := func(keys, cache int) error {
		if err := s.take(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		defer s.give()
		for _, pragma := range []string{fmt.Sprintf("PRAGMA foreign_keys = %d", keys), fmt.Sprintf("PRAGMA cache_size = -%d", cache)} {
			if _, err := s.conn.ExecContext(context.WithoutCancel(ctx), pragma); err != nil {
				return err
			}
		}
		return s.forget()
	}
	if err := set(0, loadCache); err != nil {
		return err
	}
	return errors.Join(do(), set(1, writerCache))
}
