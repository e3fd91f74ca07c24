package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foyer/model"
	"github.com/jackc/pgx/v5"
)

// tableMark begins the line before the rows of a table. No row begins like it:
// a backslash in a text is written twice.
const tableMark = `\@table `

// canonical writes whole tables as text that is the same on both databases: a
// line per row in the order of the primary key, columns separated by tabs,
// \N for NULL.
type canonical struct {
	db      *DB
	from    link
	columns func(table *table) []column // those that are written; none leaves the table out
	line    func(line []byte) error     // gets each line, without its end; it must not keep it
}

// write writes every table.
func (c *canonical) write(ctx context.Context) error {
	for _, table := range c.db.tables.ordered {
		columns := c.columns(table)
		if len(columns) == 0 {
			continue
		}
		if err := c.writeTable(ctx, table, columns); err != nil {
			return err
		}
	}
	return nil
}

func (c *canonical) writeTable(ctx context.Context, table *table, columns []column) error {
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = column.name
	}
	if err := c.line([]byte(tableMark + table.name + " " + strings.Join(names, ","))); err != nil {
		return err
	}
	order := make([]string, len(table.keys))
	for i, key := range table.keys {
		order[i] = key
		if known, _ := table.column(key); known.kind == textKind {
			order[i] = c.db.bytes(key)
		}
	}
	rows, err := c.db.query(ctx, c.from, "SELECT "+strings.Join(names, ", ")+" FROM "+table.name+" ORDER BY "+strings.Join(order, ", "))
	if err != nil {
		return err
	}
	return c.db.explain("read "+table.name, closeRows(rows, c.writeRows(rows, columns)))
}

func (c *canonical) writeRows(rows rows, columns []column) error {
	values := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	var line []byte
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		line = line[:0]
		for i, value := range values {
			if i > 0 {
				line = append(line, '\t')
			}
			var err error
			if line, err = appendCanonical(line, columns[i].kind, value); err != nil {
				return fmt.Errorf("column %s: %w", columns[i].name, err)
			}
		}
		if err := c.line(line); err != nil {
			return err
		}
	}
	return rows.Err()
}

// appendCanonical appends the canonical text of a value as a driver gave it.
func appendCanonical(line []byte, kind kind, value any) ([]byte, error) {
	switch value := value.(type) {
	case nil:
		return append(line, `\N`...), nil
	case int64:
		if kind == boolKind {
			return strconv.AppendBool(line, value != 0), nil
		}
		return strconv.AppendInt(line, value, 10), nil
	case bool:
		return strconv.AppendBool(line, value), nil
	case [16]byte:
		return append(line, model.ID(value).String()...), nil
	case []byte:
		return hex.AppendEncode(line, value), nil
	case time.Time:
		if kind == dateKind {
			return value.AppendFormat(line, time.DateOnly), nil
		}
		return appendInstant(line, model.InstantOf(value)), nil
	case string:
		if kind != instantKind {
			return appendEscaped(line, value), nil
		}
		var at model.Instant
		err := at.Scan(value)
		return appendInstant(line, at), err
	}
	return nil, fmt.Errorf("a value of type %T has no canonical text", value)
}

func appendInstant(line []byte, at model.Instant) []byte {
	return strconv.AppendInt(line, int64(at), 10)
}

var escapes = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func appendEscaped(line []byte, text string) []byte {
	if strings.ContainsAny(text, "\\\t\n\r") {
		text = escapes.Replace(text)
	}
	return append(line, text...)
}

// snapshot runs read on one consistent state of the database.
func (db *DB) snapshot(ctx context.Context, read func(from link) error) error {
	if db.dialect == Postgres {
		tx, err := db.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
		if err != nil {
			return db.explain("begin a reading transaction", err)
		}
		return errors.Join(read(pgLink{tx}), tx.Rollback(context.WithoutCancel(ctx)))
	}
	tx, err := db.reads.(*sqlitePool).db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return db.explain("begin a reading transaction", err)
	}
	return errors.Join(read(sqliteTx{tx}), tx.Rollback())
}

// sqliteTx reads inside a transaction.
type sqliteTx struct{ tx *sql.Tx }

func (t sqliteTx) query(ctx context.Context, text string, args []any) (rows, error) {
	found, err := t.tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (t sqliteTx) exec(context.Context, string, []any) (int64, error) {
	return 0, errors.New("write inside a reading transaction")
}
