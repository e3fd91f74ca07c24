package store

import (
	"context"
	"reflect"
	"strings"

	"foyer/model"
)

// Which contracts are a person's own: what moved on an account is told to those
// who own it, not to a proxy or a beneficiary.
const ownContracts = `(SELECT p.contract_id FROM contract_parties p WHERE p.customer_id = ? AND p.role IN ('OWNER', 'JOINT_OWNER', 'BORROWER', 'CO_BORROWER', 'INSURED'))`

// subjectTables says, table by table, which rows are about a customer; every
// placeholder is the customer's id.
var subjectTables = map[string]string{
	"customers":           "id = ?",
	"name_tokens":         "customer_id = ?",
	"assignments":         "customer_id = ?",
	"incomes":             "customer_id = ?",
	"emails":              "customer_id = ?",
	"phones":              "customer_id = ?",
	"addresses":           "customer_id = ?",
	"channel_preferences": "customer_id = ?",
	"representations":     "customer_id = ? OR representative_id = ?",
	"fragilities":         "customer_id = ?",
	"households":          "id IN (SELECT m.household_id FROM household_members m WHERE m.customer_id = ?)",
	"household_members":   "customer_id = ?",
	"relationships":       "from_id = ? OR to_id = ?",
	"assets":              "customer_id = ?",
	"consents":            "customer_id = ?",
	"contracts":           "id IN " + ownContracts,
	"contract_parties":    "customer_id = ?",
	"movements":           "contract_id IN " + ownContracts,
	"standing_orders":     "contract_id IN " + ownContracts,
	"direct_debits":       "contract_id IN " + ownContracts,
	"life_events":         "customer_id = ?",
	"interactions":        "customer_id = ?",
	"decisions":           "customer_id = ?",
	"recommendations":     "customer_id = ? OR addressee_id = ?",
	"actions":             "customer_id = ?",
	"employees":           "customer_id = ?",
	"emergency_accesses":  "customer_id = ?",
}

// Withheld says which tables with a customer's key a copy leaves out, and why.
func Withheld() map[string]string {
	return map[string]string{
		"customer_keys":   "The key seals the facts of decisions, which are given opened; itself it is a secret of the bank.",
		"alerts":          "Alerts are about the conduct of employees, whose rights a copy would touch; who opened the file in an emergency is given.",
		"audit_customers": "It is an index of the audit; what it leads to is given as the recipients.",
	}
}

// Subject gives a copy of all that the bank holds on a customer: the rows of every
// table, column by column, as of one instant. Binary columns are left out.
func (db *DB) Subject(ctx context.Context, customer model.ID) (map[string][]map[string]any, error) {
	copied := map[string][]map[string]any{}
	err := db.snapshot(ctx, func(from link) error {
		for _, table := range db.tables.ordered {
			condition, wanted := subjectTables[table.name]
			if !wanted {
				continue
			}
			rows, err := db.subjectRows(ctx, from, table, condition, customer)
			if err != nil {
				return err
			}
			copied[table.name] = rows
		}
		return nil
	})
	return copied, err
}

func (db *DB) subjectRows(ctx context.Context, from link, table *table, condition string, customer model.ID) ([]map[string]any, error) {
	args := make([]any, strings.Count(condition, "?"))
	for i := range args {
		args[i] = customer
	}
	answer, err := db.query(ctx, from, "SELECT "+table.list+" FROM "+table.name+" WHERE "+condition+" ORDER BY "+strings.Join(table.keys, ", "), args...)
	if err != nil {
		return nil, err
	}
	copied := []map[string]any{}
	into := make([]any, len(table.columns))
	for answer.Next() {
		row := reflect.New(table.of).Elem()
		for i, column := range table.columns {
			into[i] = row.Field(column.field).Addr().Interface()
		}
		if err := answer.Scan(into...); err != nil {
			return nil, db.explain("copy "+table.name, closeRows(answer, err))
		}
		copied = append(copied, table.named(row))
	}
	return copied, db.explain("copy "+table.name, closeRows(answer, answer.Err()))
}

// named gives the columns of a row by name; what is absent is nil.
func (t *table) named(row reflect.Value) map[string]any {
	out := make(map[string]any, len(t.columns))
	for _, column := range t.columns {
		field := row.Field(column.field)
		switch {
		case column.kind == bytesKind:
			continue
		case field.IsZero() && (column.kind == idKind || column.kind == dateKind || column.kind == instantKind):
			out[column.name] = nil
		default:
			out[column.name] = field.Interface()
		}
	}
	return out
}

// SealedDecisions reads the decisions on a customer with their sealed facts, latest first.
func SealedDecisions(ctx context.Context, from Source, customer model.ID) ([]*model.Decision, error) {
	return Select[model.Decision](ctx, from, rights, "customer_id = ? ORDER BY decided_at DESC, id DESC", customer)
}
