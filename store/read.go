package store

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"foyer/model"
)

// found is a row with the id that it was asked by. The mark holds its row class
// in the lowest eight bits, and above them what else the statement says of it.
type found[T any] struct {
	row    *T
	parent model.ID
	mark   int64
}

// collect reads rows whose columns are: the id that they were asked by, their
// mark, then every column of T.
func collect[T any](ctx context.Context, db *DB, from link, statement *fragment) ([]found[T], error) {
	table, err := db.tables.of(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	answer, err := db.query(ctx, from, db.entire(statement.text.String()), statement.args...)
	if err != nil {
		return nil, err
	}
	var out []found[T]
	into := make([]any, 2+len(table.columns))
	for answer.Next() {
		one := found[T]{row: new(T)}
		value := reflect.ValueOf(one.row).Elem()
		into[0], into[1] = &one.parent, &one.mark
		for i := range table.columns {
			into[2+i] = value.Field(table.columns[i].field).Addr().Interface()
		}
		if err := answer.Scan(into...); err != nil {
			return nil, db.explain("read "+table.name, closeRows(answer, err))
		}
		if table.class != nil {
			value.FieldByIndex(table.class).SetUint(uint64(one.mark & 0xff))
		}
		out = append(out, one)
	}
	return out, db.explain("read "+table.name, closeRows(answer, answer.Err()))
}

// entire makes SQLite find every row of a statement before it gives the first one:
// the driver stops a statement whose context ends only until then.
func (db *DB) entire(statement string) string {
	if db.dialect != SQLite {
		return statement
	}
	rest, isUnkept := strings.CutPrefix(statement, unkept)
	statement = "WITH entire AS MATERIALIZED (" + rest + ") SELECT * FROM entire"
	if isUnkept {
		return unkept + statement
	}
	return statement
}

// byID makes a map of rows by the id that they were asked by.
func byID[T any](rows []found[T]) map[model.ID]*T {
	out := make(map[model.ID]*T, len(rows))
	for _, one := range rows {
		out[one.parent] = one.row
	}
	return out
}

// byParent makes a map of lists by the id that they were asked by.
func byParent[T any](rows []found[T]) map[model.ID][]*T {
	out := map[model.ID][]*T{}
	for _, one := range rows {
		out[one.parent] = append(out[one.parent], one.row)
	}
	return out
}

// columnsOf lists the columns of T behind an alias.
func columnsOf[T any](db *DB, alias string) string {
	table, err := db.tables.of(reflect.TypeFor[T]())
	if err != nil {
		return ""
	}
	return table.prefixed(alias)
}

// tableOf names the table of T.
func tableOf[T any](db *DB) string {
	table, err := db.tables.of(reflect.TypeFor[T]())
	if err != nil {
		return ""
	}
	return table.name
}

// Source is where Select reads: a DB, or a Writer to read inside its transaction.
type Source interface {
	source() (*DB, link)
}

func (db *DB) source() (*DB, link)    { return db, db.reads }
func (w *Writer) source() (*DB, link) { return w.db, w.to }

// Select reads whole rows of the table of T for the bank's own work, so scope
// must be an EntireScope. The condition is what follows WHERE, for example
// "run_date = ? ORDER BY run_date"; "" reads the whole table.
func Select[T any](ctx context.Context, from Source, scope model.Scope, condition string, args ...any) ([]*T, error) {
	if scope.Entire() == "" {
		return nil, fmt.Errorf("select for a person: only the bank's own work reads without row classes")
	}
	db, through := from.source()
	if condition = strings.TrimPrefix(condition, "WHERE "); condition == "" {
		condition = "1 = 1"
	}
	statement := (&fragment{}).add("SELECT "+db.noID()+", 0, "+columnsOf[T](db, tableOf[T](db))+" FROM "+tableOf[T](db)+" WHERE "+condition, args...)
	rows, err := collect[T](ctx, db, through, statement)
	if err != nil {
		return nil, err
	}
	out := make([]*T, len(rows))
	for i, one := range rows {
		out[i] = one.row
	}
	return out, nil
}
