package intake

import (
	"context"
	"reflect"

	"foyer/model"
	"foyer/store"
)

func (r *csvRow) id() model.ID { return r.value.Elem().FieldByName("ID").Interface().(model.ID) }

// found tells which of the ids are rows of the table of T.
func found[T any](ctx context.Context, from store.Source, ids []model.ID) (map[model.ID]bool, error) {
	rows, err := store.Select[T](ctx, from, model.EntireScope("CSV import"), "id IN @ids", ids)
	if err != nil {
		return nil, err
	}
	there := make(map[model.ID]bool, len(rows))
	for _, row := range rows {
		there[reflect.ValueOf(row).Elem().FieldByName("ID").Interface().(model.ID)] = true
	}
	return there, nil
}

// writeBatch writes rows in one transaction, after refusing those that refer to
// nothing.
func (run *csvRun) writeBatch(ctx context.Context, l *layout, tally *tally, rows []*csvRow) error {
	rows, err := run.resolve(ctx, l, tally, rows)
	if err != nil || len(rows) == 0 {
		return err
	}
	var added int64
	var taken []*csvRow
	err = run.db.WriteBulk(ctx, func(w *store.Writer) error {
		added, taken, err = run.insert(ctx, w, l, rows)
		return err
	})
	if err != nil {
		return err
	}
	tally.Imported += added
	tally.Unchanged += int64(len(rows)) - added - int64(len(taken))
	for _, row := range taken {
		delete(run.known[l.name], row.id())
		reason := "another row of the bank has the same code, external id or open primary household: give it one of its own"
		if err := tally.reject(row.line, reason, row.raw); err != nil {
			return err
		}
	}
	return nil
}

// resolve keeps the rows whose references exist: among the rows of this import
// or in the database. The others go to the reject file.
func (run *csvRun) resolve(ctx context.Context, l *layout, tally *tally, rows []*csvRow) ([]*csvRow, error) {
	if err := run.lookUp(ctx, rows); err != nil {
		return nil, err
	}
	kept := rows[:0]
	for _, row := range rows {
		for _, ref := range row.refs {
			if !run.known[ref.target][ref.id] {
				row.fail(ref.column, "%s has no row %q: import it first, above this row when it is in the same file", ref.target, ref.text)
			}
		}
		if row.err != nil {
			if err := tally.reject(row.line, row.err.Error(), row.raw); err != nil {
				return nil, err
			}
			continue
		}
		if known := run.known[l.name]; known != nil {
			known[row.id()] = true
		}
		kept = append(kept, row)
	}
	return kept, nil
}

// lookUp asks the database for the rows that are referred to and were not in
// the files.
func (run *csvRun) lookUp(ctx context.Context, rows []*csvRow) error {
	wanted := map[string][]model.ID{}
	for _, row := range rows {
		for _, ref := range row.refs {
			if !run.known[ref.target][ref.id] {
				wanted[ref.target] = append(wanted[ref.target], ref.id)
			}
		}
	}
	for target, ids := range wanted {
		there, err := run.layouts[target].find(ctx, run.db, ids)
		if err != nil {
			return err
		}
		for id := range there {
			run.known[target][id] = true
		}
	}
	return nil
}

// insert adds the rows that are not there yet with what follows from them. It
// gives the rows whose place is taken by a row of another id.
func (run *csvRun) insert(ctx context.Context, w *store.Writer, l *layout, rows []*csvRow) (added int64, taken []*csvRow, err error) {
	batch := reflect.MakeSlice(reflect.SliceOf(reflect.PointerTo(l.of)), 0, len(rows))
	ids := make([]model.ID, len(rows))
	for i, row := range rows {
		batch, ids[i] = reflect.Append(batch, row.value), row.id()
	}
	if added, err = w.InsertNew(ctx, batch.Interface()); err != nil {
		return 0, nil, err
	}
	there := map[model.ID]bool{}
	if added < int64(len(rows)) {
		if there, err = l.find(ctx, w, ids); err != nil {
			return 0, nil, err
		}
	}
	follow := followers{}
	for i, row := range rows {
		if added < int64(len(rows)) && !there[ids[i]] {
			taken = append(taken, row)
			continue
		}
		follow.add(row.extra)
	}
	return added, taken, follow.write(ctx, w)
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
