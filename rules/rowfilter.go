package rules

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"foyer/model"
)

// filterOf reads the tree (UCAST) that OPA made: nothing means no row, an empty
// tree means every row.
func filterOf(query any) (model.Filter, error) {
	if query == nil {
		return model.NoRows{}, nil
	}
	// OPA gives parts and values in types of its own: their text is what they mean.
	text, err := json.Marshal(query)
	if err != nil {
		return nil, fmt.Errorf("read the filter: %w", err)
	}
	var node map[string]any
	if err := json.Unmarshal(text, &node); err != nil || node == nil {
		return nil, fmt.Errorf("unexpected filter %s", text)
	}
	if len(node) == 0 {
		return model.AllRows{}, nil
	}
	return filterNode(node)
}

func filterNode(node map[string]any) (model.Filter, error) {
	switch node["type"] {
	case "compound":
		return compound(node)
	case "field":
		return comparison(node)
	}
	return nil, fmt.Errorf("unexpected filter of type %v", node["type"])
}

func compound(node map[string]any) (model.Filter, error) {
	raw, _ := node["value"].([]any)
	parts := make([]model.Filter, len(raw))
	for i, part := range raw {
		tree, isTree := part.(map[string]any)
		if !isTree {
			return nil, fmt.Errorf("unexpected part of a filter: %v", part)
		}
		var err error
		if parts[i], err = filterNode(tree); err != nil {
			return nil, err
		}
	}
	switch operator := node["operator"]; {
	case operator == "and" && len(parts) > 0:
		return model.And(parts), nil
	case operator == "or" && len(parts) > 0:
		return model.Or(parts), nil
	case operator == "not" && len(parts) == 1:
		return negation(raw[0], parts[0]), nil
	}
	return nil, fmt.Errorf("unexpected operator %v", node["operator"])
}

// negation is the negation of a part. Rego evaluates the column of a negated call
// (all but ==) outside of the negation, so that nothing holds of an absent one.
func negation(raw any, part model.Filter) model.Filter {
	node, _ := raw.(map[string]any)
	name, _ := node["field"].(string)
	column, isCustomer := strings.CutPrefix(name, "customer.")
	if !isCustomer || node["operator"] == "eq" {
		return model.Not{Filter: part}
	}
	return model.And{model.Compare{Field: column, Op: "ge", Value: ""}, model.Not{Filter: part}} // every text is at least ""
}

// compareOps are the comparisons of OPA, and ours.
var compareOps = map[any]model.CompareOp{"eq": "eq", "ne": "ne", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge"}

// comparison reads a comparison of a column with a value.
func comparison(node map[string]any) (model.Filter, error) {
	name, _ := node["field"].(string)
	column, isCustomer := strings.CutPrefix(name, "customer.")
	if !isCustomer || !slices.Contains(model.FilterColumns, column) {
		return nil, fmt.Errorf("%s is not a column that a rule may name (%s)", name, strings.Join(model.FilterColumns, ", "))
	}
	value, given := node["value"]
	values, isList := value.([]any)
	operator := node["operator"]
	switch op := compareOps[operator]; {
	case given && op != "" && isScalar(value):
		return model.Compare{Field: column, Op: op, Value: value}, nil
	case operator == "in" && isList && !slices.ContainsFunc(values, isNested):
		return oneOf(column, values), nil
	case operator == "startswith":
		if prefix, isWord := value.(string); isWord {
			return startsWith(column, prefix), nil
		}
	}
	return nil, fmt.Errorf("%s %v %v can't become SQL: only ==, !=, <, <=, >, >=, in and startswith with words and numbers can", name, operator, value)
}

func isScalar(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

func isNested(value any) bool { return !isScalar(value) }

func oneOf(column string, values []any) model.Filter {
	if len(values) == 0 {
		return model.NoRows{}
	}
	return model.OneOf{Field: column, Values: values}
}

// startsWith says with comparisons of bytes that a text has a prefix: it is not
// before the prefix, and before the first text that is after all that have it.
func startsWith(column, prefix string) model.Filter {
	from := model.Compare{Field: column, Op: "ge", Value: prefix}
	if prefix == "" {
		return from
	}
	next := []byte(prefix) // of UTF-8: its last byte is never the greatest
	next[len(next)-1]++
	return model.And{from, model.Compare{Field: column, Op: "lt", Value: string(next)}}
}
