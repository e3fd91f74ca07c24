package graph

import (
	"context"
	"errors"
	"reflect"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// classed is an object that knows how the viewer stands to the customer behind it.
type classed interface{ AccessClass() model.RowClass }

// aroundField is the one place where access to a field is enforced: its verdict
// is looked up by the class of the object that it belongs to.
func (r *Resolver) aroundField(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	name := field.Field.Name
	if strings.HasPrefix(name, "__") || strings.HasPrefix(field.Object, "__") {
		return next(ctx)
	}
	scope, err := operationFrom(ctx).authorise(ctx)
	if err != nil {
		return nil, err
	}
	verdict := judge(scope.Table, field)
	if verdict.Kind == model.Deny {
		return r.deny(ctx, field, verdict)
	}
	value, err := next(ctx)
	var refusal *model.Refusal
	if errors.As(err, &refusal) {
		operationFrom(ctx).trace.saw("Customer", refusal.CustomerID)
		return r.deny(ctx, field, model.Verdict{Rule: refusal.Rule})
	}
	if err != nil {
		return nil, once(ctx, field, owned(err))
	}
	if value == nil {
		return nil, nil
	}
	if verdict.Kind == model.Mask {
		return r.mask(ctx, field, verdict, value)
	}
	return orNull(field, value), nil
}

// once gives the first error on a path and leaves out those of its other rows,
// which have the same cause; a field that can't be null always tells.
func once(ctx context.Context, field *graphql.FieldContext, err error) error {
	if !operationFrom(ctx).trace.first(pathOf(field).String()) && !field.Field.Definition.Type.NonNull {
		return nil
	}
	return err
}

// judge gives the verdict of a field. A mutation is let through when some class
// allows it: the desk judges it again on its target.
func judge(table *model.Table, field *graphql.FieldContext) model.Verdict {
	coordinate := field.Object + "." + field.Field.Name
	verdict := table.Of(coordinate, classOf(field))
	if field.Object != "Mutation" || verdict.Kind != model.Deny {
		return verdict
	}
	for _, class := range model.CustomerClasses {
		if allowed := table.Of(coordinate, class); allowed.Kind == model.Show && table.Visible.Has(class) {
			return allowed
		}
	}
	return verdict
}

// classOf is the class of the nearest object above a field that has one.
func classOf(field *graphql.FieldContext) model.RowClass {
	for parent := field.Parent; parent != nil; parent = parent.Parent {
		if row, found := classedOf(parent.Result); found {
			return row.AccessClass()
		}
	}
	return model.ClassNone
}

// classedOf sees through the pointers by which elements of lists are handed on.
func classedOf(result any) (classed, bool) {
	if row, found := result.(classed); found {
		return row, true
	}
	pointer := reflect.ValueOf(result)
	if pointer.Kind() != reflect.Pointer || pointer.IsNil() {
		return nil, false
	}
	if kind := pointer.Elem().Kind(); kind != reflect.Pointer && kind != reflect.Interface {
		return nil, false
	}
	row, found := pointer.Elem().Interface().(classed)
	return row, found
}

// deny gives null, and one error per path however many rows are refused. A change
// that is refused is recorded as such.
func (r *Resolver) deny(ctx context.Context, field *graphql.FieldContext, verdict model.Verdict) (any, error) {
	coordinate := field.Object + "." + field.Field.Name
	path := pathOf(field)
	trace := &operationFrom(ctx).trace
	trace.refused(coordinate, verdict.Rule)
	if field.Object == "Mutation" {
		trace.fail(string(model.CodeForbidden))
	}
	if field.Object == "Subscription" { // it ends before there is an answer to add to
		graphql.AddError(ctx, r.forbidden(operationFrom(ctx), coordinate, path, verdict.Rule))
		return nil, nil
	}
	trace.deny(denial{path, coordinate, verdict.Rule})
	return nil, nil
}

// tellDenials adds an error for each path that was denied. Of the coordinates that
// share a path (fields of several concrete types) the first by name is told.
func (r *Resolver) tellDenials(ctx context.Context, op *operation, answer *graphql.Response) {
	for _, one := range op.trace.denialsByPath() {
		answer.Errors = append(answer.Errors, r.present(ctx, r.forbidden(op, one.coordinate, one.path, one.rule)))
	}
}

func (r *Resolver) forbidden(op *operation, coordinate string, path ast.Path, rule string) *gqlerror.Error {
	reason, remedy := r.texts(op, rule)
	return &gqlerror.Error{
		Message: reason, Path: path,
		Extensions: map[string]any{
			"code": model.CodeForbidden, "coordinate": coordinate, "rule": rule, "reason": reason, "remedy": remedy,
		},
	}
}

// texts are the reason and the remedy of an access rule in the viewer's language.
func (r *Resolver) texts(op *operation, rule string) (reason, remedy string) {
	if known, found := r.engine.AccessRule(rule); found {
		return known.Reason.In(op.language()), known.Remedy.In(op.language())
	}
	return noRule.In(op.language()), noRuleRemedy.In(op.language())
}

var (
	noRule       = model.Text{FR: "Aucune règle ne permet de voir cette donnée.", EN: "No rule allows this to be seen."}
	noRuleRemedy = model.Text{FR: "Demander un droit d'accès à votre responsable.", EN: "Ask your manager for a right of access."}
)

func (r *Resolver) mask(ctx context.Context, field *graphql.FieldContext, verdict model.Verdict, value any) (any, error) {
	if !isMoney(value) && len(field.Field.Selections) > 0 {
		return value, nil // its own fields are masked
	}
	path := pathOf(field).String()
	if op := operationFrom(ctx); !op.trace.isMasked(path) {
		reason, remedy := r.texts(op, verdict.Rule)
		op.trace.mask(note{Path: path, Mask: verdict.Mask, Rule: verdict.Rule, Reason: reason, Remedy: remedy})
	}
	return orNull(field, masked(verdict.Mask, value)), nil
}

// pathOf is the path of a field in the answer without the places in lists.
func pathOf(field *graphql.FieldContext) ast.Path {
	var path ast.Path
	for at := field; at != nil; at = at.Parent {
		if at.Index == nil && at.Field.Field != nil {
			path = append(ast.Path{ast.PathName(at.Field.Alias)}, path...)
		}
	}
	return path
}

// orNull gives null for the empty text of a field that may be null: the bank
// does not know.
func orNull(field *graphql.FieldContext, value any) any {
	if value == nil || field.Field.Definition.Type.NonNull {
		return value
	}
	if text := reflect.ValueOf(value); text.Kind() == reflect.String && text.Len() == 0 {
		return nil
	}
	return value
}

// mustShow refuses to filter, sort or search on what is hidden from the viewer in
// some row of the classes that the query is restricted to: the answer would tell it.
func (r *Resolver) mustShow(ctx context.Context, table *model.Table, classes model.ClassSet, coordinate string) error {
	if table.ShownIn(coordinate, classes) {
		return nil
	}
	op := operationFrom(ctx)
	path := pathOf(graphql.GetFieldContext(ctx))
	rule := hidingRule(table, classes, coordinate)
	op.trace.refused(coordinate, rule)
	return r.forbidden(op, coordinate, path, rule)
}

func hidingRule(table *model.Table, classes model.ClassSet, coordinate string) string {
	for _, class := range model.CustomerClasses {
		if verdict := table.Of(coordinate, class); table.Visible.Has(class) && classes.Has(class) && verdict.Kind != model.Show {
			return verdict.Rule
		}
	}
	return ""
}
