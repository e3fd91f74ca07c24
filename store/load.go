package store

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"

	"foyer/model"
)

// While a bank is loaded more garbage may gather, since collecting it again and
// again takes a tenth of the time, up to a size in bytes from which it may not.
const (
	loadGarbage = 400
	loadMemory  = 256 << 20
)

// The ways of the writing connection while a bank is loaded, and otherwise:
// whether references are checked, how many KiB are cached, and whether indexes
// are sorted in a file, which bounds the memory of a load, or in memory.
var (
	loading = []string{"PRAGMA foreign_keys = 0", "PRAGMA cache_size = -96000", "PRAGMA temp_store = FILE"}
	writing = []string{"PRAGMA foreign_keys = 1", "PRAGMA cache_size = -32000", "PRAGMA temp_store = MEMORY"}
)

// Loader adds rows to a database that is filled for the first time.
type Loader struct {
	writer Writer
	line   *assembly   // on SQLite
	known  *references // on SQLite
}

// Load fills a database that has no customers yet, much faster than Write does:
// indexes are made when the rows are there. A row comes after those that it
// names. All of it is one transaction, so a load that is cut short leaves
// nothing; a database that has customers is a conflict.
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
		known, err := w.references(ctx)
		if err != nil {
			return err
		}
		loader := &Loader{writer: *w, line: db.assemble(ctx), known: known}
		return errors.Join(do(loader), db.explain("load", loader.line.finish()))
	}
	if db.dialect == Postgres {
		return db.writePostgres(ctx, func(w *Writer) error { return w.loadPostgres(ctx, fill) })
	}
	if err := db.sqlite.take(ctx); err != nil {
		return err
	}
	defer db.sqlite.give()
	defer debug.SetGCPercent(debug.SetGCPercent(loadGarbage))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(loadMemory))
	if err := db.sqlite.set(ctx, loading); err != nil {
		return db.explain("prepare the load", err)
	}
	err := db.transactSQLite(ctx, func(w *Writer) error { return w.loadSQLite(ctx, fill) })
	return errors.Join(err, db.explain("end the load", db.sqlite.set(ctx, writing)))
}

// Insert adds rows of one type: *model.X, []*model.X or []model.X. Rows come after
// those that they name, and may be reused when it returns.
func (l *Loader) Insert(ctx context.Context, rows any) error {
	if l.line == nil {
		return l.writer.Insert(ctx, rows)
	}
	values, table, err := l.writer.db.tables.rowsOf(rows)
	if err != nil {
		return err
	}
	if err := l.known.check(table, values); err != nil {
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
	return nil
}

// set changes the ways of the writing connection; who calls it has the turn.
func (s *sqliteWriter) set(ctx context.Context, pragmas []string) error {
	ctx = context.WithoutCancel(ctx)
	for _, pragma := range pragmas {
		if _, err := s.conn.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	return s.forget()
}
