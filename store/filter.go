package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"foyer/model"
)

// filterColumns says how a column that row rules may name is read from a
// customer row aliased c.
var filterColumns = map[string]struct {
	text string
	isID bool
}{
	"id":                 {"c.id", true},
	"branch_id":          {"c.branch_id", true},
	"region_id":          {"(SELECT b.region_id FROM branches b WHERE b.id = c.branch_id)", true},
	"portfolio_id":       {"c.portfolio_id", true},
	"sensitivity":        {"c.sensitivity", false},
	"status":             {"c.status", false},
	"kind":               {"c.kind", false},
	"source":             {"c.source", false},
	"employee_branch_id": {"(SELECT e.branch_id FROM employees e WHERE e.customer_id = c.id)", true},
	"marketing":          {"CASE WHEN EXISTS (SELECT 1 FROM consents k WHERE k.customer_id = c.id AND k.purpose = 'MARKETING' AND k.state <> 'GRANTED' AND k.effective_to IS NULL) THEN 'OPPOSED' ELSE 'OPEN' END", false},
}

// filter appends the condition of a row filter on a customer row aliased c. The
// condition is never NULL, and holds exactly when model.EvaluateFilter does.
func (db *DB) filter(to *fragment, filter model.Filter) {
	switch filter := filter.(type) {
	case model.AllRows:
		to.add("1 = 1")
	case model.And:
		db.filterList(to, filter, " AND ", "1 = 1")
	case model.Or:
		db.filterList(to, filter, " OR ", "1 = 0")
	case model.Not:
		to.add("NOT (")
		db.filter(to, filter.Filter)
		to.add(")")
	case model.Compare:
		db.filterCompare(to, filter)
	case model.OneOf:
		db.filterOneOf(to, filter.Field, filter.Values)
	default:
		to.add("1 = 0")
	}
}

func (db *DB) filterList(to *fragment, parts []model.Filter, separator, empty string) {
	if len(parts) == 0 {
		to.add(empty)
		return
	}
	to.add("(")
	for i, part := range parts {
		if i > 0 {
			to.add(separator)
		}
		db.filter(to, part)
	}
	to.add(")")
}

// filterOneOf compares with a list handed over as one value, so that the text
// does not depend on its length. What a column can never hold is left out.
func (db *DB) filterOneOf(to *fragment, field string, values []any) {
	column, known := filterColumns[field]
	if !known {
		to.add("1 = 0")
		return
	}
	to.add("(" + column.text + " IS NOT NULL AND " + column.text)
	if column.isID {
		ids := []model.ID{}
		for _, value := range values {
			text, _ := value.(string)
			if id, err := model.ParseID(text); err == nil && id.String() == text {
				ids = append(ids, id)
			}
		}
		to.add(" "+idList+")", ids)
		return
	}
	words := []string{}
	for _, value := range values {
		if text, isText := value.(string); isText && storable(text) {
			words = append(words, text)
		}
	}
	to.add(" "+wordList+")", words)
}

// storable tells whether a column can hold the text at all.
func storable(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

func (db *DB) filterCompare(to *fragment, filter model.Compare) {
	column, known := filterColumns[filter.Field]
	text, isText := filter.Value.(string)
	switch {
	case !known || !slices.Contains([]model.CompareOp{"eq", "ne", "lt", "le", "gt", "ge"}, filter.Op):
		to.add("1 = 0")
	case filter.Op == "eq":
		db.filterOneOf(to, filter.Field, []any{filter.Value})
	case filter.Op == "ne":
		to.add("(" + column.text + " IS NOT NULL AND NOT ")
		db.filterOneOf(to, filter.Field, []any{filter.Value})
		to.add(")")
	case !isText && filter.Op.Holds(1):
		to.add(column.text + " IS NOT NULL")
	case !isText:
		to.add("1 = 0")
	default:
		operator := map[model.CompareOp]string{"lt": "<", "le": "<=", "gt": ">", "ge": ">="}[filter.Op]
		to.add("("+column.text+" IS NOT NULL AND "+db.bytes(column.text)+" "+operator+" "+db.byteValue(), []byte(text))
		to.add(")")
	}
}

// bytes is the text of a column as bytes, which compare alike on both databases
// and with any value, even one that the column can't hold.
func (db *DB) bytes(column string) string {
	if db.dialect == Postgres {
		return "convert_to(" + column + "::text, 'UTF8')"
	}
	return "CAST(" + column + " AS BLOB)"
}

func (db *DB) byteValue() string {
	if db.dialect == Postgres {
		return "?::bytea"
	}
	return "?"
}
