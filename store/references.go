package store

import (
	"context"
	"reflect"

	"foyer/model"
)

// references check, while a bank is loaded, that rows name only rows that came
// before them. Remembering ids costs far less than SQLite's search for each at
// the end, and is done beside the inserts.
type references struct {
	named map[string]*keysSeen   // by table, those that others refer to
	from  map[string][]reference // by table
}

// reference is a column that names a row of another table.
type reference struct {
	column column
	to     string
}

// keysSeen are the primary keys of a table: ids, or texts.
type keysSeen struct {
	key   column
	ids   map[model.ID]struct{}
	texts map[string]struct{}
}

// references reads what refers to what, and the keys of the rows that exist.
func (w *Writer) references(ctx context.Context) (*references, error) {
	out := &references{named: map[string]*keysSeen{}, from: map[string][]reference{}}
	pairs, err := w.pairs(ctx, `SELECT m.name || '.' || f."from", f."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`)
	if err != nil {
		return nil, err
	}
	for _, pair := range pairs {
		for _, table := range w.db.tables.ordered {
			for _, column := range table.columns {
				if table.name+"."+column.name == pair[0] {
					out.from[table.name] = append(out.from[table.name], reference{column, pair[1]})
				}
			}
			if key, found := table.column(table.keys[0]); found && table.name == pair[1] {
				out.named[table.name] = &keysSeen{key, map[model.ID]struct{}{}, map[string]struct{}{}}
			}
		}
	}
	for name, seen := range out.named {
		if err := seen.read(ctx, w, name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// read notes the rows that a table holds already.
func (s *keysSeen) read(ctx context.Context, w *Writer, table string) error {
	rows, err := w.db.query(ctx, w.to, "SELECT "+s.key.name+" FROM "+table)
	if err != nil {
		return err
	}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return w.db.explain("read "+table, closeRows(rows, err))
		}
		s.texts[text] = struct{}{}
		if id, err := model.ParseID(text); err == nil && s.key.kind == idKind {
			s.ids[id] = struct{}{}
		}
	}
	return w.db.explain("read "+table, closeRows(rows, rows.Err()))
}

// check notes new rows of a table, and refuses one that names a row which did
// not come before it.
func (r *references) check(table *table, rows []reflect.Value) error {
	if seen := r.named[table.name]; seen != nil {
		for _, row := range rows {
			seen.note(row)
		}
	}
	for _, link := range r.from[table.name] {
		seen := r.named[link.to]
		for _, row := range rows {
			if !seen.has(row.Field(link.column.field)) {
				return model.Invalidf(table.name+"."+link.column.name, "a row names one of %s that does not exist: write that one first", link.to)
			}
		}
	}
	return nil
}

func (s *keysSeen) note(row reflect.Value) {
	field := row.Field(s.key.field)
	if s.key.kind == idKind {
		s.ids[*field.Addr().Interface().(*model.ID)] = struct{}{}
		return
	}
	s.texts[field.String()] = struct{}{}
}

// has tells whether a value names a known row; no id names none.
func (s *keysSeen) has(field reflect.Value) bool {
	if s.key.kind != idKind {
		_, found := s.texts[field.String()]
		return found
	}
	id := *field.Addr().Interface().(*model.ID)
	if id.IsZero() {
		return true
	}
	_, found := s.ids[id]
	return found
}
