package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"foyer/graph/generated/invented"
	"foyer/model"
	"foyer/rules"
)

// exportPages is how many of a role's pages an export may be long.
const exportPages = 100

// selection is which customers an export lists, and in which order, as they were
// asked for. The default order depends on the rights of the reader.
type selection struct {
	Filter *invented.CustomerFilter `json:"filter,omitempty"`
	Order  *invented.CustomerOrder  `json:"order,omitempty"`
}

// relations are those that the list is restricted to.
func (s *selection) relations() []model.Relation {
	if s.Filter == nil {
		return nil
	}
	return s.Filter.Relations
}

// requestExport keeps a list to be fetched once. What its columns, filter and order
// name was judged before, and is judged again then.
func (r *Resolver) requestExport(ctx context.Context, input invented.RequestExportInput) (*model.Export, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if len(input.Columns) == 0 {
		return nil, model.Invalidf("columns", "name at least one column")
	}
	if len(slices.Compact(slices.Sorted(slices.Values(input.Columns)))) < len(input.Columns) {
		return nil, model.Invalidf("columns", "name each column once")
	}
	filter, err := customerFilter(input.Filter)
	if err != nil {
		return nil, err
	}
	op := operationFrom(ctx)
	export := &model.Export{EmployeeID: op.actor.EmployeeID, Purpose: op.purpose, List: input.List, RowLimit: exportLimit(r.engine, op.actor)}
	count, err := r.reader.CustomerCount(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	if count > export.RowLimit {
		return nil, model.Invalidf("filter", "the list has more than %d rows: narrow it", export.RowLimit)
	}
	if err := kept(export, input.Columns, selection{input.Filter, input.OrderBy}, r.named(ctx)); err != nil {
		return nil, err
	}
	return export, r.desk.RequestExport(ctx, export, r.entry(ctx, op))
}

// kept writes what was asked into an export.
func kept(export *model.Export, columns []model.CustomerColumn, picked selection, named []string) error {
	for into, value := range map[*string]any{&export.Columns: columns, &export.Selection: picked, &export.Coordinates: named} {
		text, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("keep an export: %w", err)
		}
		*into = string(text)
	}
	return nil
}

// named lists the coordinates that the arguments of the current field name, other
// than those that are claimed like the field itself.
func (r *Resolver) named(ctx context.Context) []string {
	field := graphql.GetFieldContext(ctx)
	known := r.guarded.field(field)
	coordinates := []string{}
	for _, name := range r.guarded.uses(known, field.Field.Arguments, graphql.GetOperationContext(ctx).Variables).names {
		if name.group != known.group {
			coordinates = append(coordinates, name.coordinate)
		}
	}
	slices.Sort(coordinates)
	return slices.Compact(coordinates)
}

// exportLimit is how many rows somebody may export at once, by the most generous
// of their roles.
func exportLimit(engine *rules.Engine, actor *model.Actor) int64 {
	limit := 0
	for _, role := range actor.Roles {
		if def := engine.RoleDef(role); def != nil {
			limit = max(limit, exportPages*def.PageLimit)
		}
	}
	return int64(limit)
}

// judgeExport tells whether somebody may still fetch an export: exports are open
// to them, and what it names is shown, or masked in a column, in every class of its
// rows. It gives the first coordinate that is not, with its verdict.
func (r *Resolver) judgeExport(table *model.Table, export *model.Export, picked *selection) (string, *model.Verdict, error) {
	known := r.guarded.named["Mutation"]["requestExport"]
	if verdict, _ := known.verdict(table, model.ClassNone); verdict.Kind != model.Show {
		return known.coordinate, verdict, nil
	}
	var coordinates []string
	if err := json.Unmarshal([]byte(export.Coordinates), &coordinates); err != nil {
		return "", nil, fmt.Errorf("read an export: %w", err)
	}
	classes := table.Visible & model.ClassesWithin(picked.relations()...)
	for _, coordinate := range coordinates {
		name := guardedName{coordinate: coordinate, place: -1, output: isOutput(coordinate)}
		if place, claimed := r.engine.CoordinateIndex(coordinate); claimed {
			name.place = place
		}
		if verdict := refusedIn(table, &name, classes); verdict != nil {
			return coordinate, verdict, nil
		}
	}
	return "", nil, nil
}

// isOutput tells whether a coordinate names a value of an answer.
func isOutput(coordinate string) bool {
	enum, _, _ := strings.Cut(coordinate, ".")
	return outputs[enum]
}

// columnsOf reads the columns of an export.
func columnsOf(export *model.Export) ([]model.CustomerColumn, error) {
	var columns []model.CustomerColumn
	if err := json.Unmarshal([]byte(export.Columns), &columns); err != nil {
		return nil, fmt.Errorf("read the columns of an export: %w", err)
	}
	return columns, nil
}
