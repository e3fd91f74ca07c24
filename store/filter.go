package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"foyer/model"
)

// filterColumn says how a column that row rules may name is read from a customer
// row aliased c. Every "?" in it is the viewer's day.
type filterColumn struct {
	value    string
	within   string // the same as "value IN", in a form that is asked once per statement; "" when there is none
	isID     bool
	optional bool // the value may be absent
}

// latestOpposition is a consent to commercial messages that was denied or revoked,
// in effect on the viewer's day, and not followed by another one on its channel.
const latestOpposition = `SELECT 1 FROM consents k WHERE k.customer_id = c.id AND k.purpose = 'MARKETING' AND k.state <> 'GRANTED'
	AND k.effective_from <= ? AND (k.effective_to IS NULL OR k.effective_to > ?)
	AND NOT EXISTS (SELECT 1 FROM consents l WHERE l.customer_id = c.id AND l.purpose = 'MARKETING' AND l.channel = k.channel
	AND l.effective_from <= ? AND (l.effective_to IS NULL OR l.effective_to > ?)
	AND (l.effective_from, l.captured_on, l.id) > (k.effective_from, k.captured_on, k.id))`

var filterColumns = map[string]filterColumn{
	"id":        {value: "c.id", isID: true},
	"branch_id": {value: "c.branch_id", isID: true},
	"region_id": {
		value:  "(SELECT b.region_id FROM branches b WHERE b.id = c.branch_id)",
		within: "c.branch_id IN (SELECT b.id FROM branches b WHERE b.region_id " + idList + ")", isID: true,
	},
	"portfolio_id": {value: "c.portfolio_id", isID: true, optional: true},
	"sensitivity":  {value: "c.sensitivity"},
	"status":       {value: "c.status"},
	"kind":         {value: "c.kind"},
	"source":       {value: "c.source"},
	"employee_branch_id": {
		value:  "(SELECT e.branch_id FROM employees e WHERE e.customer_id = c.id)",
		within: "c.id IN (SELECT e.customer_id FROM employees e WHERE e.customer_id IS NOT NULL AND e.branch_id " + idList + ")", isID: true, optional: true,
	},
	"marketing": {value: "CASE WHEN EXISTS (" + latestOpposition + ") THEN 'OPPOSED' ELSE 'OPEN' END"},
}

// rowFilter writes the conditions of row filters as a person sees them on a day.
type rowFilter struct {
	db       *DB
	from, to model.Date // the viewer's day, or the widest days when there is none
}

// write appends the condition of a filter on a customer row aliased c. The
// condition is never NULL, and holds exactly when model.EvaluateFilter does.
func (f *rowFilter) write(to *fragment, filter model.Filter) {
	switch filter := filter.(type) {
	case model.AllRows:
		to.add("1 = 1")
	case model.And:
		f.list(to, filter, " AND ", "1 = 1")
	case model.Or:
		f.list(to, filter, " OR ", "1 = 0")
	case model.Not:
		to.add("NOT (")
		f.write(to, filter.Filter)
		to.add(")")
	case model.Compare:
		f.compare(to, filter)
	case model.OneOf:
		f.oneOf(to, filter.Field, filter.Values)
	default:
		to.add("1 = 0")
	}
}

func (f *rowFilter) list(to *fragment, parts []model.Filter, separator, empty string) {
	if len(parts) == 0 {
		to.add(empty)
		return
	}
	to.add("(")
	for i, part := range parts {
		if i > 0 {
			to.add(separator)
		}
		f.write(to, part)
	}
	to.add(")")
}

// value appends what a column is read by.
func (f *rowFilter) value(to *fragment, text string) {
	to.add(text)
	for i := range strings.Count(text, "?") {
		to.args = append(to.args, [2]model.Date{f.from, f.to}[i%2])
	}
}

// present appends the condition that a column has a value, and what follows.
func (f *rowFilter) present(to *fragment, column filterColumn, then string) {
	if column.optional {
		f.value(to, column.value)
		to.add(" IS NOT NULL" + then)
		return
	}
	if then == "" {
		to.add("1 = 1")
	}
}

// oneOf compares with a list handed over as one value, so that the text does not
// depend on its length. What a column can never hold is left out.
func (f *rowFilter) oneOf(to *fragment, field string, values []any) {
	column, known := filterColumns[field]
	switch {
	case !known:
		to.add("1 = 0")
	case column.within != "":
		to.add(column.within, listedIDs(values)) // such columns hold ids
	default:
		to.add("(")
		f.present(to, column, " AND ")
		f.value(to, column.value)
		if column.isID {
			to.add(" "+idList+")", listedIDs(values))
			return
		}
		to.add(" "+wordList+")", listedWords(values))
	}
}

// listedIDs are the values that are ids as the store writes them.
func listedIDs(values []any) []model.ID {
	ids := []model.ID{}
	for _, value := range values {
		text, _ := value.(string)
		if id, err := model.ParseID(text); err == nil && id.String() == text {
			ids = append(ids, id)
		}
	}
	return ids
}

// listedWords are the values that a column of text can hold.
func listedWords(values []any) []string {
	words := []string{}
	for _, value := range values {
		if text, isText := value.(string); isText && storable(text) {
			words = append(words, text)
		}
	}
	return words
}

// storable tells whether a column can hold the text at all.
func storable(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

func (f *rowFilter) compare(to *fragment, filter model.Compare) {
	column, known := filterColumns[filter.Field]
	text, isText := filter.Value.(string)
	switch {
	case !known || !slices.Contains([]model.CompareOp{"eq", "ne", "lt", "le", "gt", "ge"}, filter.Op):
		to.add("1 = 0")
	case filter.Op == "eq":
		f.oneOf(to, filter.Field, []any{filter.Value})
	case filter.Op == "ne":
		to.add("(")
		f.present(to, column, " AND ")
		to.add("NOT ")
		f.oneOf(to, filter.Field, []any{filter.Value})
		to.add(")")
	case !isText && filter.Op.Holds(1):
		f.present(to, column, "")
	case !isText:
		to.add("1 = 0")
	default:
		operator := map[model.CompareOp]string{"lt": "<", "le": "<=", "gt": ">", "ge": ">="}[filter.Op]
		to.add("(")
		f.present(to, column, " AND ")
		f.value(to, f.db.bytes(column.value))
		to.add(" "+operator+" "+f.db.byteValue()+")", []byte(text))
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
