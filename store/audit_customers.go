package store

import (
	"context"

	"foyer/model"
)

// anchors are statements that give, for rows of a kind that have no customer_id,
// the row and a customer behind it.
var anchors = map[string]string{
	"Household":      "SELECT t.household_id, t.customer_id FROM household_members t WHERE t.household_id IN @ids",
	"Contract":       "SELECT t.contract_id, t.customer_id FROM contract_parties t WHERE t.contract_id IN @ids",
	"Relationship":   "SELECT t.id, t.from_id FROM relationships t WHERE t.id IN @ids UNION ALL SELECT t.id, t.to_id FROM relationships t WHERE t.id IN @ids",
	"Representation": "SELECT t.id, t.customer_id FROM representations t WHERE t.id IN @ids UNION ALL SELECT t.id, t.representative_id FROM representations t WHERE t.id IN @ids",
}

// anchorOf gives the statement for a kind of rows, by the name of its type, and how
// often it takes their ids; "" for rows with no customer behind them.
func (db *DB) anchorOf(kind string) (statement string, times int) {
	if known, found := anchors[kind]; found {
		if kind == "Relationship" || kind == "Representation" {
			return known, 2
		}
		return known, 1
	}
	for _, table := range db.tables.ordered {
		if table.of.Name() != kind {
			continue
		}
		if _, found := table.column("customer_id"); found {
			return "SELECT t.id, t.customer_id FROM " + table.name + " t WHERE t.id IN @ids AND t.customer_id IS NOT NULL", 1
		}
		if _, found := table.column("contract_id"); found {
			return "SELECT t.id, p.customer_id FROM " + table.name + " t JOIN contract_parties p ON p.contract_id = t.contract_id WHERE t.id IN @ids", 1
		}
	}
	return "", 0
}

// customersBehind finds the customers behind rows, given by kind; one statement
// per kind. Rows that are gone have none.
func (db *DB) customersBehind(ctx context.Context, from link, rows map[string][]model.ID) (map[model.ID][]model.ID, error) {
	behind := map[model.ID][]model.ID{}
	for _, customer := range rows["Customer"] { // even one that is gone
		behind[customer] = []model.ID{customer}
	}
	for kind, ids := range rows {
		statement, times := db.anchorOf(kind)
		if statement == "" || len(ids) == 0 {
			continue
		}
		args := []any{ids, ids}
		answer, err := db.query(ctx, from, statement, args[:times]...)
		if err != nil {
			return nil, err
		}
		for answer.Next() {
			var row, customer model.ID
			if err := answer.Scan(&row, &customer); err != nil {
				return nil, db.explain("find customers behind "+kind, closeRows(answer, err))
			}
			behind[row] = append(behind[row], customer)
		}
		if err := closeRows(answer, answer.Err()); err != nil {
			return nil, db.explain("find customers behind "+kind, err)
		}
	}
	return behind, nil
}
