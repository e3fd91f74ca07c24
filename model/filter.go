package model

import "strings"

// EvaluateFilter tells whether a filter holds for a customer row given as
// column → string (absent or nil when the row has no value). It is the meaning
// of a Filter; what the store asks the database must agree with it.
//
// A comparison with an absent value is false, and its negation true. Texts
// compare bytewise; a number or a truth is smaller than any text.
func EvaluateFilter(filter Filter, row map[string]any) bool {
	switch filter := filter.(type) {
	case AllRows:
		return true
	case And:
		for _, part := range filter {
			if !EvaluateFilter(part, row) {
				return false
			}
		}
		return true
	case Or:
		for _, part := range filter {
			if EvaluateFilter(part, row) {
				return true
			}
		}
		return false
	case Not:
		return !EvaluateFilter(filter.Filter, row)
	case Compare:
		have, present := row[filter.Field].(string)
		return present && filter.Op.Holds(CompareText(have, filter.Value))
	case OneOf:
		have, present := row[filter.Field].(string)
		for _, value := range filter.Values {
			if present && CompareText(have, value) == 0 {
				return true
			}
		}
		return false
	}
	return false
}

// CompareText orders the text of a column against the value of a rule: negative
// when the text is smaller, zero when they are equal.
func CompareText(have string, value any) int {
	if text, isText := value.(string); isText {
		return strings.Compare(have, text)
	}
	return 1
}

// Holds tells whether the comparison holds for an order as CompareText gives it.
func (op CompareOp) Holds(order int) bool {
	switch op {
	case "eq":
		return order == 0
	case "ne":
		return order != 0
	case "lt":
		return order < 0
	case "le":
		return order <= 0
	case "gt":
		return order > 0
	case "ge":
		return order >= 0
	}
	return false
}
