package store

import (
	"context"

	"foyer/model"
)

// DecisionPage lists the customers of the next decision keys behind after (zero
// for the first), by key and id, with the last key. Customers who are decided
// together are never split, so a page may be larger than size; no customers
// means that all have been listed.
func (db *DB) DecisionPage(ctx context.Context, after model.ID, size int) ([]model.ID, model.ID, error) {
	statement := `SELECT c.decision_key, c.id FROM customers c WHERE c.decision_key > ?
		AND c.decision_key <= (SELECT MAX(k.decision_key) FROM (SELECT decision_key FROM customers WHERE decision_key > ? ORDER BY decision_key, id LIMIT ?) k)
		ORDER BY c.decision_key, c.id`
	if db.dialect == Postgres { // it has no MAX of ids
		statement = `SELECT c.decision_key, c.id FROM customers c WHERE c.decision_key > ?
		AND c.decision_key <= (SELECT k.decision_key FROM (SELECT decision_key FROM customers WHERE decision_key > ? ORDER BY decision_key, id LIMIT ?) k ORDER BY k.decision_key DESC LIMIT 1)
		ORDER BY c.decision_key, c.id`
	}
	var from any = after.String()
	if db.dialect == Postgres {
		from = pgIDs([]model.ID{after})[0]
	}
	rows, err := db.query(ctx, db.reads, statement, from, from, int64(size))
	if err != nil {
		return nil, model.ID{}, err
	}
	var ids []model.ID
	last := after
	for rows.Next() {
		var id model.ID
		if err := rows.Scan(&last, &id); err != nil {
			return nil, model.ID{}, db.explain("read a page of customers", closeRows(rows, err))
		}
		ids = append(ids, id)
	}
	return ids, last, db.explain("read a page of customers", closeRows(rows, rows.Err()))
}

// OpenRecommendations reads the open recommendations of customers, by rank.
func (db *DB) OpenRecommendations(ctx context.Context, customers []model.ID) (map[model.ID][]*model.Recommendation, error) {
	return ofCustomer(ctx, db, customers, func(r *model.Recommendation) model.ID { return r.CustomerID },
		"customer_id IN @ids AND state = 'OPEN' ORDER BY customer_id, rank, id", customers)
}

// ActiveEvents reads the events of customers whose state is ACTIVE, expired ones
// included, by id.
func (db *DB) ActiveEvents(ctx context.Context, customers []model.ID) (map[model.ID][]*model.LifeEvent, error) {
	return ofCustomer(ctx, db, customers, func(e *model.LifeEvent) model.ID { return e.CustomerID },
		"customer_id IN @ids AND state = 'ACTIVE' ORDER BY customer_id, id", customers)
}

func ofCustomer[T any](ctx context.Context, db *DB, customers []model.ID, customer func(*T) model.ID, condition string, args ...any) (map[model.ID][]*T, error) {
	out := map[model.ID][]*T{}
	if len(customers) == 0 {
		return out, nil
	}
	rows, err := Select[T](ctx, db, work, condition, args...)
	for _, row := range rows {
		out[customer(row)] = append(out[customer(row)], row)
	}
	return out, err
}

// Holders gives the employee responsible for each customer on a day; customers
// without one are left out. Of several holders of a portfolio the latest counts.
func (db *DB) Holders(ctx context.Context, customers []model.ID, today model.Date) (map[model.ID]model.ID, error) {
	out := make(map[model.ID]model.ID, len(customers))
	if len(customers) == 0 {
		return out, nil
	}
	rows, err := db.query(ctx, db.reads, `SELECT c.id, h.employee_id FROM customers c JOIN portfolio_holders h ON h.portfolio_id = c.portfolio_id
		WHERE c.id IN @ids AND `+holds("h")+` ORDER BY h.valid_from, h.id`, customers, today, today)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var customer, employee model.ID
		if err := rows.Scan(&customer, &employee); err != nil {
			return nil, db.explain("read who is responsible", closeRows(rows, err))
		}
		out[customer] = employee
	}
	return out, db.explain("read who is responsible", closeRows(rows, rows.Err()))
}
