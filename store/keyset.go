package store

import (
	"context"
	"strconv"
	"strings"

	"foyer/model"
)

// keyset is an order of the rows of T, aliased t, by values that a cursor can
// carry; ids break ties.
type keyset[T any] struct {
	by    []string // expressions, the id excluded
	desc  bool
	key   func(row *T) string            // what the cursor carries
	parse func(key string) ([]any, bool) // its values, one per expression
	id    func(row *T) model.ID
}

// order is the ORDER BY list.
func (k *keyset[T]) order() string {
	direction := ""
	if k.desc {
		direction = " DESC"
	}
	return strings.Join(append(append([]string{}, k.by...), "t.id"), direction+", ") + direction
}

// after appends the condition that a row stands behind the cursor.
func (k *keyset[T]) after(to *fragment, cursor Cursor) error {
	if cursor.IsZero() {
		return nil
	}
	values, ok := k.parse(cursor.Key)
	if !ok {
		return model.Invalidf("after", "this is not a cursor of this list: use an endCursor that the list gave")
	}
	comparison := " > "
	if k.desc {
		comparison = " < "
	}
	to.add(" AND (" + strings.Join(append(append([]string{}, k.by...), "t.id"), ", ") + ")" + comparison +
		"(" + strings.Repeat("?, ", len(k.by)) + "?)")
	to.args = append(append(to.args, values...), cursor.ID)
	return nil
}

// slice cuts what was read (one row more than asked) into a page.
func (k *keyset[T]) slice(rows []*T, page Page) *Slice[T] {
	out := &Slice[T]{HasNext: len(rows) > page.size()}
	out.Items = rows[:min(len(rows), page.size())]
	out.Cursors = make([]Cursor, len(out.Items))
	for i, row := range out.Items {
		out.Cursors[i] = Cursor{Key: k.key(row), ID: k.id(row)}
	}
	return out
}

// slices makes a page per parent of rows read in their order.
func (k *keyset[T]) slices(rows []found[T], page Page) map[model.ID]*Slice[T] {
	out := map[model.ID]*Slice[T]{}
	for parent, list := range byParent(rows) {
		out[parent] = k.slice(list, page)
	}
	return out
}

// list reads one page of a statement whose conditions are complete, but for the
// cursor, the order and the size.
func (k *keyset[T]) list(ctx context.Context, db *DB, statement *fragment, page Page) (*Slice[T], error) {
	if err := k.after(statement, page.After); err != nil {
		return nil, err
	}
	statement.add(" ORDER BY "+k.order()+" LIMIT ?", int64(page.size()+1))
	rows, err := collect[T](ctx, db, db.reads, statement)
	if err != nil {
		return nil, err
	}
	list := make([]*T, len(rows))
	for i, one := range rows {
		list[i] = one.row
	}
	return k.slice(list, page), nil
}

// dateKey and those that follow write the values that cursors carry, and read
// them again.
func dateKey(date model.Date) string { return date.String() }

func parseDateKey(key string) ([]any, bool) {
	date, err := model.ParseDate(key)
	return []any{date}, err == nil
}

func instantKey(at model.Instant) string { return strconv.FormatInt(int64(at), 10) }

func parseInstantKey(key string) ([]any, bool) {
	micros, err := strconv.ParseInt(key, 10, 64)
	return []any{model.Instant(micros)}, err == nil && micros != 0
}

func numberKey(number int64) string { return strconv.FormatInt(number, 10) }

func parseNumberKey(key string) ([]any, bool) {
	number, err := strconv.ParseInt(key, 10, 64)
	return []any{number}, err == nil
}

// knownDate stands in for a missing date in an order.
func knownDate(date model.Date) model.Date { return max(date, model.MinDate) }

func orFirst(expression string) string {
	return "COALESCE(" + expression + ", '" + model.MinDate.String() + "')"
}
