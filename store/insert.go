package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"foyer/model"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// Insert adds rows of one type: *model.X, []*model.X or []model.X.
func (w *Writer) Insert(ctx context.Context, rows any) error {
	_, err := w.insert(ctx, rows, "")
	return err
}

// InsertNew adds those rows that do not exist yet, by any unique key, and gives
// the number of rows added.
func (w *Writer) InsertNew(ctx context.Context, rows any) (int64, error) {
	return w.insert(ctx, rows, " ON CONFLICT DO NOTHING")
}

func (w *Writer) insert(ctx context.Context, rows any, conflict string) (int64, error) {
	values, table, err := w.db.tables.rowsOf(rows)
	if err != nil || len(values) == 0 {
		return 0, err
	}
	if table.of != reflect.TypeFor[model.AuditRecord]() {
		w.changed = true
	}
	var added int64
	if w.db.dialect == Postgres {
		added, err = w.db.insertPostgres(ctx, w.to, table, values, conflict)
	} else {
		added, err = w.db.insertSQLite(ctx, w.db.sqlite, table, values, conflict)
	}
	return added, w.db.explain("insert into "+table.name, err)
}

// Rows per statement on SQLite: few sizes, so that few statements are prepared.
var chunkSizes = [...]int{64, 16, 4, 1}

// chunk is an insert statement of SQLite with its values.
type chunk struct {
	text   string
	values []driver.NamedValue
}

// chunks cuts rows into statements and hands each to send, which gives back the
// memory for the next one.
func (t *table) chunks(rows []reflect.Value, conflict string, values []driver.NamedValue, send func(chunk) ([]driver.NamedValue, error)) error {
	same := make([]repeated, len(t.columns))
	for len(rows) > 0 {
		size := 1
		for _, candidate := range chunkSizes {
			if candidate <= len(rows) {
				size = candidate
				break
			}
		}
		values = values[:0]
		for _, row := range rows[:size] {
			for i := range t.columns {
				value, err := same[i].value(&t.columns[i], row)
				if err != nil {
					return err
				}
				values = append(values, driver.NamedValue{Ordinal: len(values) + 1, Value: value})
			}
		}
		var err error
		if values, err = send(chunk{t.insertText(size, conflict), values}); err != nil {
			return err
		}
		rows = rows[size:]
	}
	return nil
}

func (db *DB) insertSQLite(ctx context.Context, to *sqliteWriter, table *table, rows []reflect.Value, conflict string) (int64, error) {
	var added int64
	err := table.chunks(rows, conflict, to.values, func(one chunk) ([]driver.NamedValue, error) {
		db.observe(ctx, one.text)
		changed, err := to.insert(ctx, one.text, one.values)
		added += changed
		to.values = one.values
		return one.values, err
	})
	return added, err
}

// repeated is the last value of a column: neighbouring rows often share it, and
// making it anew is most of the work of an insert.
type repeated struct {
	known  bool
	text   string
	number int64
	id     model.ID
	last   driver.Value
}

func (r *repeated) value(c *column, row reflect.Value) (driver.Value, error) {
	field := row.Field(c.field)
	switch c.kind {
	case textKind:
		text := field.String()
		if r.known && r.text == text {
			return r.last, nil
		}
		r.text = text
	case idKind:
		id := *field.Addr().Interface().(*model.ID)
		if r.known && r.id == id {
			return r.last, nil
		}
		r.id = id
	case bytesKind:
		return c.sqliteValue(row)
	case boolKind:
		return field.Bool(), nil
	default:
		number := field.Int()
		if r.known && r.number == number {
			return r.last, nil
		}
		r.number = number
	}
	value, err := c.sqliteValue(row)
	r.known, r.last = err == nil, value
	return value, err
}

// insertText is the insert statement of SQLite for a number of rows.
func (t *table) insertText(size int, conflict string) string {
	key := insertKey{size, conflict}
	if text, known := t.inserts.Load(key); known {
		return text.(string)
	}
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(t.columns)), ",") + ")"
	text := "INSERT INTO " + t.name + " (" + t.list + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(one+",", size), ",") + conflict
	t.inserts.Store(key, text)
	return text
}

type insertKey struct {
	size     int
	conflict string
}

// sqliteValue is the value of a column of a row as SQLite stores it.
func (c *column) sqliteValue(row reflect.Value) (driver.Value, error) {
	field := row.Field(c.field)
	switch c.kind {
	case textKind:
		text := field.String()
		return text, c.checkText(text)
	case intKind:
		return field.Int(), nil
	case boolKind:
		return field.Bool(), nil
	case bytesKind:
		return emptyNotNull(field.Bytes()), nil
	case idKind:
		return field.Interface().(model.ID).Value()
	case dateKind:
		return model.Date(field.Int()).Value()
	default:
		if field.Int() == 0 {
			return nil, nil
		}
		return sqliteInstant(model.Instant(field.Int())), nil
	}
}

// emptyNotNull keeps "no bytes" apart from NULL, which the columns refuse.
func emptyNotNull(bytes []byte) []byte {
	if bytes == nil {
		return []byte{}
	}
	return bytes
}

// checkText refuses what one of the databases can't keep.
func (c *column) checkText(text string) error {
	if strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) {
		return model.Invalidf(c.name, "the text holds a NUL or bytes that are not UTF-8: remove them")
	}
	return nil
}

// valueOf is the value of a column of a row for a statement of either database.
func (db *DB) valueOf(c column, row reflect.Value) (any, error) {
	if db.dialect == Postgres {
		return c.postgresValue(row)
	}
	return c.sqliteValue(row)
}

// postgresValue is the value of a column of a row as pgx takes it.
func (c *column) postgresValue(row reflect.Value) (any, error) {
	field := row.Field(c.field)
	switch c.kind {
	case textKind:
		text := field.String()
		return text, c.checkText(text)
	case intKind:
		return field.Int(), nil
	case boolKind:
		return field.Bool(), nil
	case bytesKind:
		return emptyNotNull(field.Bytes()), nil
	case idKind:
		id := field.Interface().(model.ID)
		return pgtype.UUID{Bytes: id, Valid: !id.IsZero()}, nil
	case dateKind:
		date := model.Date(field.Int())
		return pgtype.Date{Time: date.Time(), Valid: !date.IsZero()}, nil
	default:
		at := model.Instant(field.Int())
		return pgtype.Timestamptz{Time: at.Time(), Valid: !at.IsZero()}, nil
	}
}

// Rows from which COPY is worth its round trips.
const copyFrom = 100

func (db *DB) insertPostgres(ctx context.Context, to link, table *table, rows []reflect.Value, conflict string) (int64, error) {
	tx, ok := to.(pgLink)
	if !ok {
		return 0, fmt.Errorf("insert outside a transaction")
	}
	if len(rows) >= copyFrom && conflict == "" {
		return db.copyPostgres(ctx, tx, table, rows)
	}
	return db.unnestPostgres(ctx, tx, table, rows, conflict)
}

// copyPostgres streams rows with COPY.
func (db *DB) copyPostgres(ctx context.Context, to pgLink, table *table, rows []reflect.Value) (int64, error) {
	names := make([]string, len(table.columns))
	for i, column := range table.columns {
		names[i] = column.name
	}
	copier, ok := to.to.(interface {
		CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, source pgx.CopyFromSource) (int64, error)
	})
	if !ok {
		return 0, fmt.Errorf("COPY outside a transaction")
	}
	values := make([]any, len(table.columns))
	source := pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) {
		for j := range table.columns {
			value, err := table.columns[j].postgresValue(rows[i])
			if err != nil {
				return nil, err
			}
			values[j] = value
		}
		return values, nil
	})
	db.observe(ctx, "COPY "+table.name)
	return copier.CopyFrom(ctx, pgx.Identifier{table.name}, names, source)
}

// unnestPostgres sends rows as one array per column, so that the text of the
// statement does not depend on their number.
func (db *DB) unnestPostgres(ctx context.Context, to pgLink, table *table, rows []reflect.Value, conflict string) (int64, error) {
	arrays := make([]any, len(table.columns))
	types := make([]string, len(table.columns))
	for i := range table.columns {
		array, err := table.columns[i].array(rows)
		if err != nil {
			return 0, err
		}
		arrays[i] = array
		types[i] = fmt.Sprintf("$%d::%s[]", i+1, kindNames[table.columns[i].kind])
	}
	statement := "INSERT INTO " + table.name + " (" + table.list + ") SELECT * FROM unnest(" + strings.Join(types, ", ") + ")" + conflict
	db.observe(ctx, statement)
	return to.exec(ctx, statement, arrays)
}

// array gathers the values of a column.
func (c *column) array(rows []reflect.Value) (any, error) {
	switch c.kind {
	case textKind:
		return gather[string](c, rows)
	case intKind:
		return gather[int64](c, rows)
	case boolKind:
		return gather[bool](c, rows)
	case bytesKind:
		return gather[[]byte](c, rows)
	case idKind:
		return gather[pgtype.UUID](c, rows)
	case dateKind:
		return gather[pgtype.Date](c, rows)
	default:
		return gather[pgtype.Timestamptz](c, rows)
	}
}

func gather[T any](c *column, rows []reflect.Value) ([]T, error) {
	out := make([]T, len(rows))
	for i, row := range rows {
		value, err := c.postgresValue(row)
		if err != nil {
			return nil, err
		}
		out[i] = value.(T)
	}
	return out, nil
}
