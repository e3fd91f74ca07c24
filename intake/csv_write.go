package intake

import (
	"context"
	"reflect"
	"strings"

	"foyer/model"
	"foyer/store"
)

func (r *csvRow) id() model.ID { return r.value.Elem().FieldByName("ID").Interface().(model.ID) }

// stored reads the rows of the table of T that have the ids.
func stored[T any](ctx context.Context, from store.Source, ids []model.ID) (map[model.ID]any, error) {
	rows, err := store.Select[T](ctx, from, model.EntireScope("CSV import"), "id IN @ids", ids)
	if err != nil {
		return nil, err
	}
	there := make(map[model.ID]any, len(rows))
	for _, row := range rows {
		there[reflect.ValueOf(row).Elem().FieldByName("ID").Interface().(model.ID)] = row
	}
	return there, nil
}

// refusal is a row that the database has no room for.
type refusal struct {
	row    *csvRow
	reason string
}

// writeBatch writes rows in one transaction, after refusing those that don't fit
// the rows they refer to.
func (run *csvRun) writeBatch(ctx context.Context, l *layout, tally *tally, rows []*csvRow) error {
	rows, err := run.resolve(ctx, l, tally, rows)
	if err != nil || len(rows) == 0 {
		return err
	}
	var added int64
	var refused []refusal
	err = run.db.WriteBulk(ctx, func(w *store.Writer) error {
		added, refused, err = run.insert(ctx, w, l, rows)
		return err
	})
	if err != nil {
		return err
	}
	tally.Imported += added
	tally.Unchanged += int64(len(rows)) - added - int64(len(refused))
	for _, one := range refused {
		if err := tally.reject(one.row.line, one.reason, one.row.raw); err != nil {
			return err
		}
	}
	return nil
}

// resolve keeps the rows whose references exist, among the rows of this import
// or in the database, and that fit them. The others go to the reject file.
func (run *csvRun) resolve(ctx context.Context, l *layout, tally *tally, rows []*csvRow) ([]*csvRow, error) {
	if err := run.lookUp(ctx, rows); err != nil {
		return nil, err
	}
	kept := rows[:0]
	for _, row := range rows {
		for _, ref := range row.refs {
			if !run.knows(ref) {
				row.fail(ref.column, "%s has no row %q: import it first, above this row when it is in the same file", ref.target, ref.text)
			}
		}
		if row.err == nil && l.fit != nil {
			l.fit(run, row)
		}
		if row.err != nil {
			if err := tally.reject(row.line, row.err.Error(), row.raw); err != nil {
				return nil, err
			}
			continue
		}
		if known := run.known[l.name]; known != nil {
			known[row.id()] = traitOf(row.value.Interface())
		}
		kept = append(kept, row)
	}
	return kept, nil
}

// knows tells whether the row that is referred to was seen.
func (run *csvRun) knows(ref reference) bool {
	_, known := run.known[ref.target][ref.id]
	return known
}

// lookUp asks the database for the rows that are referred to and were not in
// the files.
func (run *csvRun) lookUp(ctx context.Context, rows []*csvRow) error {
	wanted := map[string][]model.ID{}
	for _, row := range rows {
		for _, ref := range row.refs {
			if !run.knows(ref) {
				wanted[ref.target] = append(wanted[ref.target], ref.id)
			}
		}
	}
	for target, ids := range wanted {
		there, err := run.layouts[target].find(ctx, run.db, ids)
		if err != nil {
			return err
		}
		for id, row := range there {
			run.known[target][id] = traitOf(row)
		}
	}
	return nil
}

// insert adds the rows that are not there yet with what follows from them. It
// gives the rows whose place is taken by a row of another id, and those that say
// something else than the row stored.
func (run *csvRun) insert(ctx context.Context, w *store.Writer, l *layout, rows []*csvRow) (added int64, refused []refusal, err error) {
	batch := reflect.MakeSlice(reflect.SliceOf(reflect.PointerTo(l.of)), 0, len(rows))
	ids := make([]model.ID, len(rows))
	for i, row := range rows {
		batch, ids[i] = reflect.Append(batch, row.value), row.id()
	}
	if added, err = w.InsertNew(ctx, batch.Interface()); err != nil {
		return 0, nil, err
	}
	follow := followers{}
	if added == int64(len(rows)) {
		for _, row := range rows {
			follow.add(row.extra)
		}
		return added, nil, follow.write(ctx, w)
	}
	there, err := l.find(ctx, w, ids)
	if err != nil {
		return 0, nil, err
	}
	for i, row := range rows {
		if reason := row.clash(there[ids[i]]); reason != "" {
			refused = append(refused, refusal{row, reason})
		} else {
			follow.add(row.extra)
		}
		run.remember(l, ids[i], there[ids[i]])
	}
	return added, refused, follow.write(ctx, w)
}

// remember keeps what is stored of a row, not what the file says of it.
func (run *csvRun) remember(l *layout, id model.ID, stored any) {
	known := run.known[l.name]
	switch {
	case known == nil:
	case stored == nil:
		delete(known, id)
	default:
		known[id] = traitOf(stored)
	}
}

// clash says why a row can't be added beside the row stored, nil when its id is
// not there after the insert: "" when the columns of the file say the same.
// What the import fills by itself is not compared.
func (r *csvRow) clash(stored any) string {
	if stored == nil {
		return "another row of the bank has the same code, external id or open primary household: give it one of its own"
	}
	old := reflect.ValueOf(stored).Elem()
	var columns []string
	for i := range r.layout.columns {
		column := &r.layout.columns[i]
		_, given := r.header[column.name]
		if given && !r.value.Elem().FieldByIndex(column.field).Equal(old.FieldByIndex(column.field)) {
			columns = append(columns, column.name)
		}
	}
	if len(columns) == 0 {
		return ""
	}
	return "column " + strings.Join(columns, ", ") + ": differs from the row stored: an import adds, it does not overwrite"
}

// followers are the rows and changes that follow from imported rows.
type followers struct {
	tokens        []*model.NameToken
	relationships []*model.Relationship
	households    []primaryHousehold
}

func (f *followers) add(extra []any) {
	for _, each := range extra {
		switch each := each.(type) {
		case *model.NameToken:
			f.tokens = append(f.tokens, each)
		case *model.Relationship:
			f.relationships = append(f.relationships, each)
		case primaryHousehold:
			f.households = append(f.households, each)
		}
	}
}

func (f *followers) write(ctx context.Context, w *store.Writer) error {
	if _, err := w.InsertNew(ctx, f.tokens); err != nil {
		return err
	}
	if _, err := w.InsertNew(ctx, f.relationships); err != nil {
		return err
	}
	for _, each := range f.households {
		_, err := w.Exec(ctx, "UPDATE customers SET household_id = ?, decision_key = ? WHERE id = ? AND household_id IS NULL",
			each.household, each.household, each.customer)
		if err != nil {
			return err
		}
	}
	return nil
}
