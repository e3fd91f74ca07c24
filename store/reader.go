package store

import (
	"context"

	"foyer/model"
)

// Reader reads for a person: every method takes the Scope that says which rows
// exist and under which class each is seen. Rows that the scope does not see
// are left out, as if they did not exist. A method sends one statement, however
// many rows it is asked for.
type Reader struct{ db *DB }

// Reader gives the reader of the database.
func (db *DB) Reader() *Reader { return &Reader{db} }

// ofCustomers starts "SELECT parent, class, columns FROM table of T" for rows
// that belong to a customer and are seen when the customer is.
func ofCustomers[T any](db *DB, seen *view, parent string) *fragment {
	statement := (&fragment{}).add("SELECT " + parent + ", v.class, " + columnsOf[T](db, "t") + " FROM " + tableOf[T](db) + " t JOIN ")
	seen.customers(statement, "1 = 1")
	return statement.add(" v ON v.id = t.customer_id WHERE "+visibleClass("v.class"), seen.visible)
}

// childrenOf reads every row of customers, in an order.
func childrenOf[T any](ctx context.Context, r *Reader, scope *model.Scope, customers []model.ID, order string) (map[model.ID][]*T, error) {
	seen := r.db.view(scope)
	if seen.blind() || len(customers) == 0 {
		return map[model.ID][]*T{}, nil
	}
	statement := ofCustomers[T](r.db, seen, "t.customer_id").add(" AND t.customer_id IN @ids ORDER BY t.customer_id, "+order, customers)
	rows, err := collect[T](ctx, r.db, r.db.reads, statement)
	return byParent(rows), err
}

// customerRows reads rows that belong to customers by their own ids.
func customerRows[T any](ctx context.Context, r *Reader, scope *model.Scope, ids []model.ID) (map[model.ID]*T, error) {
	seen := r.db.view(scope)
	if seen.blind() || len(ids) == 0 {
		return map[model.ID]*T{}, nil
	}
	rows, err := collect[T](ctx, r.db, r.db.reads, ofCustomers[T](r.db, seen, "t.id").add(" AND t.id IN @ids", ids))
	return byID(rows), err
}

// pagesOf reads a page of rows of each customer.
func pagesOf[T any](ctx context.Context, r *Reader, scope *model.Scope, customers []model.ID, keys *keyset[T], page Page) (map[model.ID]*Slice[T], error) {
	seen := r.db.view(scope)
	if seen.blind() || len(customers) == 0 {
		return map[model.ID]*Slice[T]{}, nil
	}
	inner := ofCustomers[T](r.db, seen, "t.customer_id AS parent").add(" AND t.customer_id IN @ids", customers)
	if err := keys.after(inner, page.After); err != nil {
		return nil, err
	}
	return paged(ctx, r.db, inner, "t.customer_id", keys, page)
}

// paged reads the first rows of each parent of a statement that selects
// "parent, class, columns of t".
func paged[T any](ctx context.Context, db *DB, inner *fragment, parent string, keys *keyset[T], page Page) (map[model.ID]*Slice[T], error) {
	statement := (&fragment{}).add("SELECT first.parent, first.class, " + columnsOf[T](db, "first") + " FROM (")
	statement.add(numberedRows(inner.text.String(), parent, keys.order()), inner.args...)
	statement.add(") first WHERE first.place <= ? ORDER BY first.parent, first.place", int64(page.size()+1))
	rows, err := collect[T](ctx, db, db.reads, statement)
	if err != nil {
		return nil, err
	}
	return keys.slices(rows, page), nil
}

// numberedRows adds the place of each row within its parent to a SELECT.
func numberedRows(selecting, parent, order string) string {
	return "SELECT ROW_NUMBER() OVER (PARTITION BY " + parent + " ORDER BY " + order + ") AS place, " + selecting[len("SELECT "):]
}

// plainRows reads rows with no customer behind them; they exist for whoever
// works at the bank.
func plainRows[T any](ctx context.Context, r *Reader, scope *model.Scope, parent, condition string, args ...any) ([]found[T], error) {
	if !r.db.view(scope).staff() {
		return nil, nil
	}
	statement := (&fragment{}).add("SELECT "+parent+", 0, "+columnsOf[T](r.db, "t")+" FROM "+tableOf[T](r.db)+" t "+condition, args...)
	return collect[T](ctx, r.db, r.db.reads, statement)
}
