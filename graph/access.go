package graph

import (
	"context"
	"errors"
	"reflect"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// aroundField is the one place where access to a field is enforced: its verdict,
// and those of what its arguments name, are looked up by the class of the object
// that it belongs to.
func (r *Resolver) aroundField(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	known := r.guarded.field(field)
	if known.place < 0 && unguarded(field) {
		return next(ctx)
	}
	op := operationFrom(ctx)
	table, err := op.table(ctx)
	if err != nil {
		return nil, err
	}
	verdict, class := known.verdict(table, classOf(field))
	op.marks.set(known.place, class)
	if verdict.Kind == model.Deny {
		return r.deny(ctx, field, known.coordinate, verdict.Rule)
	}
	if len(known.arguments) > 0 {
		name, refusal := r.guarded.hidden(table, known, field, graphql.GetOperationContext(ctx).Variables)
		if refusal != nil {
			return r.deny(ctx, field, name.coordinate, refusal.Rule)
		}
	}
	value, err := next(ctx)
	if err != nil {
		return r.failed(ctx, field, err)
	}
	if value == nil {
		return nil, nil
	}
	if verdict.Kind == model.Mask {
		return r.mask(ctx, field, known, verdict, value)
	}
	return orNull(field, value), nil
}

// failed tells why a field could not be read: a refusal by the desk as any denial,
// the rest as an error.
func (r *Resolver) failed(ctx context.Context, field *graphql.FieldContext, err error) (any, error) {
	var refusal *model.Refusal
	if errors.As(err, &refusal) {
		operationFrom(ctx).trace.saw("Customer", refusal.CustomerID, model.ClassNone)
		return r.deny(ctx, field, refusal.Coordinate, refusal.Rule)
	}
	return nil, once(ctx, field, owned(err))
}

// once gives the first error on a path and leaves out those of its other rows,
// which have the same cause and would tell which row was read first; a field that
// can't be null always tells.
func once(ctx context.Context, field *graphql.FieldContext, err error) error {
	if field.Field.Definition.Type.NonNull {
		return err
	}
	path := pathOf(field)
	if !operationFrom(ctx).trace.first(path.String()) {
		return nil
	}
	return &gqlerror.Error{Err: err, Path: path, Locations: []gqlerror.Location{{Line: field.Field.Position.Line, Column: field.Field.Position.Column}}}
}

// deny gives null, and one error per path however many rows are refused. A change
// that is refused is recorded as such.
func (r *Resolver) deny(ctx context.Context, field *graphql.FieldContext, coordinate, rule string) (any, error) {
	op := operationFrom(ctx)
	path := pathOf(field)
	op.trace.refused(coordinate, rule)
	if field.Object == "Mutation" {
		op.trace.fail(string(model.CodeForbidden))
	}
	if field.Object == "Subscription" { // it ends before there is an answer to add to
		graphql.AddError(ctx, r.forbidden(op, coordinate, path, rule))
		return nil, nil
	}
	op.trace.deny(denial{path, coordinate, rule})
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

func (r *Resolver) mask(ctx context.Context, field *graphql.FieldContext, known *guardedField, verdict *model.Verdict, value any) (any, error) {
	if !isMoney(value) && len(field.Field.Selections) > 0 {
		return value, nil // its own fields are masked
	}
	op := operationFrom(ctx)
	r.tellMask(op, pathOf(field).String(), verdict.Mask, verdict.Rule)
	if known.closed {
		return nil, nil
	}
	return orNull(field, r.masks.masked(verdict.Mask, op.purpose, value)), nil
}

// tellMask notes once per path that values there are shown in part.
func (r *Resolver) tellMask(op *operation, path, mask, rule string) {
	if op.trace.isMasked(path, rule) {
		return
	}
	reason, remedy := r.texts(op, rule)
	op.trace.mask(note{Path: path, Mask: mask, Rule: rule, Reason: reason, Remedy: remedy})
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
	switch text := value.(type) {
	case string:
		if text != "" {
			return value
		}
	case nil, model.ID, model.Date, model.Instant, int64, bool, *model.Money, *model.Text:
		return value
	default:
		if kind := reflect.ValueOf(value); kind.Kind() != reflect.String || kind.Len() > 0 {
			return value
		}
	}
	if field.Field.Definition.Type.NonNull {
		return value
	}
	return nil
}
