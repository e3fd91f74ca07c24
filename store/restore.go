package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"foyer/model"
)

// restoreBatch is how many rows are inserted at once.
const restoreBatch = 1000

// restore inserts the rows of every table.
func (r *restoring) restore(ctx context.Context, to *Loader) error {
	var table *table
	var columns []column
	var batch reflect.Value
	flush := func() error {
		if table == nil || batch.Len() == 0 {
			return nil
		}
		err := to.Insert(ctx, batch.Interface())
		batch.SetLen(0)
		return err
	}
	for {
		line, more, err := r.next()
		if err != nil {
			return err
		}
		if !more {
			return flush()
		}
		if described, begins := strings.CutPrefix(line, tableMark); begins {
			if err := flush(); err != nil {
				return err
			}
			if table, columns, err = r.table(described); err != nil {
				return err
			}
			batch = reflect.New(reflect.SliceOf(table.of)).Elem()
			continue
		}
		if table == nil {
			return damaged(errors.New("a row stands before its table"))
		}
		row := reflect.New(table.of).Elem()
		if err := parseRow(row, columns, line); err != nil {
			return damaged(err)
		}
		batch.Set(reflect.Append(batch, row))
		if batch.Len() == restoreBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
}

func (r *restoring) table(described string) (*table, []column, error) {
	name, list, _ := strings.Cut(described, " ")
	for _, known := range r.db.tables.ordered {
		if known.name != name {
			continue
		}
		if list != strings.ReplaceAll(known.list, ", ", ",") {
			return nil, nil, damaged(fmt.Errorf("table %s has other columns", name))
		}
		return known, known.columns, nil
	}
	return nil, nil, damaged(fmt.Errorf("there is no table %q", name))
}

func parseRow(row reflect.Value, columns []column, line string) error {
	values := strings.Split(line, "\t")
	if len(values) != len(columns) {
		return fmt.Errorf("a row has %d values instead of %d", len(values), len(columns))
	}
	for i, column := range columns {
		if err := column.parse(row.Field(column.field), values[i]); err != nil {
			return fmt.Errorf("column %s: %w", column.name, err)
		}
	}
	return nil
}

var unescapes = strings.NewReplacer(`\\`, "\\", `\t`, "\t", `\n`, "\n", `\r`, "\r")

// parse sets a field from its canonical text.
func (c *column) parse(field reflect.Value, text string) error {
	if text == `\N` {
		return nil
	}
	switch c.kind {
	case textKind:
		field.SetString(unescapes.Replace(text))
		return nil
	case boolKind:
		value, err := strconv.ParseBool(text)
		field.SetBool(value)
		return err
	case bytesKind:
		value, err := hex.DecodeString(text)
		field.SetBytes(value)
		return err
	case idKind:
		id, err := model.ParseID(text)
		field.Set(reflect.ValueOf(id))
		return err
	case dateKind:
		var date model.Date
		err := date.Scan(text)
		field.SetInt(int64(date))
		return err
	default:
		value, err := strconv.ParseInt(text, 10, 64)
		field.SetInt(value)
		return err
	}
}
