package graph

import (
	"context"
	"encoding/json"
	"math"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// How many items a list without a page size is counted for.
const (
	shortList = 4
	rootList  = 50
)

// costed counts what a document costs: lists multiply what is asked of their items.
type costed struct{ graphql.ExecutableSchema }

// Complexity is the cost of a field with what is asked below it.
func (c costed) Complexity(_ context.Context, parent, name string, child int, arguments map[string]any) (int, bool) {
	field := c.Schema().Types[parent].Fields.ForName(name)
	if field == nil {
		return 0, false // of the specification: __typename
	}
	return times(child, items(parent, field, arguments)), true
}

// items is how many objects a field may give: its page size, the number of
// identifiers asked for, or a guess for a list that has neither. The page size of
// a connection is counted where it is asked for.
func items(parent string, field *ast.FieldDefinition, arguments map[string]any) int {
	if first, paged := arguments["first"]; paged {
		return number(first)
	}
	if ids, listed := arguments["ids"].([]any); listed {
		return len(ids)
	}
	switch {
	case field.Type.Elem == nil || strings.HasSuffix(parent, "Connection"):
		return 1
	case parent == "Query":
		return rootList
	}
	return shortList
}

// number reads an Int argument, as a literal, a default or a variable gives it.
func number(value any) int {
	switch value := value.(type) {
	case int64:
		return int(value)
	case int:
		return value
	case json.Number:
		if whole, err := value.Int64(); err == nil {
			return int(whole)
		}
	}
	return 1 // null; what is no number is refused when it is read
}

// times is 1 + child × items, without overflow; sizes that are refused later
// count as one item.
func times(child, items int) int {
	items = max(items, 1)
	if child > (math.MaxInt32-1)/items {
		return math.MaxInt32
	}
	return 1 + child*items
}
