package graph

import (
	"reflect"

	"github.com/99designs/gqlgen/graphql"

	"foyer/graph/view"
	"foyer/model"
)

// classed is an object that knows how the viewer stands to the customer behind it.
type classed interface{ AccessClass() model.RowClass }

// classOf is the class of the nearest object above a field that has one.
func classOf(field *graphql.FieldContext) model.RowClass {
	for parent := field.Parent; parent != nil; parent = parent.Parent {
		if row := classedOf(parent.Result); row != nil {
			return row.AccessClass()
		}
	}
	return model.ClassNone
}

// classedOf sees through the pointers by which elements of lists are handed on;
// nil for what has no class of its own. The types of long lists are named, since
// reflection would cost more than the rest of the field.
func classedOf(result any) classed {
	switch row := result.(type) {
	case nil:
		return nil
	case **model.Customer:
		return *row
	case **model.Movement:
		return *row
	case **model.ContractParty:
		return *row
	case **model.HouseholdMember:
		return *row
	case **model.Relationship:
		return *row
	case **model.Recommendation:
		return *row
	case **model.LifeEvent:
		return *row
	case **model.Interaction:
		return *row
	case **model.Action:
		return *row
	case **model.Decision:
		return *row
	case **model.Employee:
		return *row
	case **model.Branch:
		return *row
	case **model.AuditRecord:
		return *row
	case *view.Contract:
		return *row
	case *view.Node:
		return *row
	case classed:
		return row
	}
	return pointedTo(result)
}

func pointedTo(result any) classed {
	pointer := reflect.ValueOf(result)
	if pointer.Kind() != reflect.Pointer || pointer.IsNil() {
		return nil
	}
	if kind := pointer.Elem().Kind(); kind != reflect.Pointer && kind != reflect.Interface {
		return nil
	}
	row, _ := pointer.Elem().Interface().(classed)
	return row
}
