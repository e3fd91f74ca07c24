package graph

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// operation is one operation of one person, from the request to its answer. An
// event of a subscription is an operation of its own.
type operation struct {
	actor     *model.Actor
	purpose   model.Purpose
	requestID string

	scope model.Scope
	// again reads the person's rights anew, of an event; nil when scope is known.
	again func(ctx context.Context) (model.Scope, error)
	once  sync.Once
	err   error

	marks   marks
	cohorts cohorts
	trace   trace
}

// authorise gives the scope; an event finds it when its first field is read.
func (o *operation) authorise(ctx context.Context) (model.Scope, error) {
	_, err := o.table(ctx)
	return o.scope, err
}

// table gives the verdicts of the operation.
func (o *operation) table(ctx context.Context) (*model.Table, error) {
	if o.again == nil {
		return o.scope.Table, nil
	}
	o.once.Do(func() {
		if o.scope, o.err = o.again(ctx); o.err == nil {
			o.actor = o.scope.Actor
		}
	})
	return o.scope.Table, o.err
}

// language is the language that the person reads.
func (o *operation) language() model.Language { return o.actor.Language }

type operationKey struct{}

func withOperation(ctx context.Context, op *operation) context.Context {
	return context.WithValue(ctx, operationKey{}, op)
}

// operationFrom gives the operation behind a context, nil outside of one.
func operationFrom(ctx context.Context) *operation {
	op, _ := ctx.Value(operationKey{}).(*operation)
	return op
}

// aroundOperation finds out who asks and why, and computes the scope once for
// all fields.
func (r *Resolver) aroundOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op, err := r.begin(ctx)
	if err != nil {
		return graphql.OneShot(r.refusal(ctx, err))
	}
	op.trace.began = r.clock()
	ctx = withOperation(ctx, op)
	answers := next(ctx)
	if !op.trace.anyRefused() {
		return answers
	}
	// Only a subscription is refused before its first answer, and then has none.
	if err := r.record(ctx, op, refusedStream); err != nil {
		return graphql.OneShot(r.refusal(ctx, err))
	}
	return answers
}

// refusedStream is what the audit is told of a subscription that never began.
var refusedStream = &graphql.Response{Errors: gqlerror.List{{Extensions: map[string]any{"code": string(model.CodeForbidden)}}}}

var errUnknown = &model.Error{Code: model.CodeUnauthenticated, Message: "Not authenticated: send a valid bearer token."}

func (r *Resolver) begin(ctx context.Context) (*operation, error) {
	actor := model.ActorFrom(ctx)
	if actor == nil {
		return nil, errUnknown
	}
	headers := graphql.GetOperationContext(ctx).Headers
	purpose, err := r.engine.Purpose(actor, headers.Get("Foyer-Purpose"))
	if err != nil {
		return nil, err
	}
	scope, err := r.engine.Scope(ctx, actor, purpose)
	if err != nil {
		return nil, err
	}
	return &operation{
		actor: actor, purpose: purpose, requestID: headers.Get("X-Request-Id"), scope: scope, marks: newMarks(len(r.guarded.names)),
	}, nil
}

// event makes the operation of the next event of a subscription: the person's
// rights are read again when its first field is resolved.
func (r *Resolver) event(op *operation) *operation {
	fresh := &operation{purpose: op.purpose, requestID: op.requestID, actor: op.actor, marks: newMarks(len(r.guarded.names))}
	fresh.trace.began = r.clock()
	fresh.again = func(ctx context.Context) (model.Scope, error) { return r.authoriseAgain(ctx, op) }
	return fresh
}

// authoriseAgain reads the person's rights as they are now. Whoever lost one since
// the operation began is refused: a subscription ends with the rights it began with.
func (r *Resolver) authoriseAgain(ctx context.Context, op *operation) (model.Scope, error) {
	actor, err := r.reader.ActorByID(ctx, op.actor.EmployeeID, model.InstantOf(r.clock()))
	if model.CodeOf(err) == model.CodeNotFound {
		return model.Scope{}, errUnknown
	}
	if err != nil {
		return model.Scope{}, err
	}
	if lost(op.actor, actor) {
		return model.Scope{}, model.Forbiddenf("%s", rightsChanged.In(actor.Language))
	}
	return r.engine.Scope(ctx, actor, op.purpose)
}

var rightsChanged = model.Text{
	FR: "Vos droits ont changé : abonnez-vous de nouveau.",
	EN: "Your rights have changed: subscribe again.",
}

// lost tells whether somebody lost a right that they had before. What was gained
// since counts for each event as long as it lasts.
func lost(before, now *model.Actor) bool {
	return without(before.Roles, now.Roles) || without(before.Portfolios, now.Portfolios) || without(before.Delegated, now.Delegated) ||
		without(before.Emergency, now.Emergency) || without(before.Scopes, now.Scopes) || without(now.Kin, before.Kin) ||
		before.BranchID != now.BranchID || before.RegionID != now.RegionID
}

// without tells whether some of the first is not in the second.
func without[T comparable](some, others []T) bool {
	return slices.ContainsFunc(some, func(one T) bool { return !slices.Contains(others, one) })
}

// aroundResponse records the operation before its answer leaves.
func (r *Resolver) aroundResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	op := operationFrom(ctx)
	if op == nil {
		return next(ctx)
	}
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		op = r.event(op)
		ctx = withOperation(ctx, op)
	}
	answer := next(ctx)
	if answer == nil {
		return nil
	}
	r.judgedBy(op)
	r.tellDenials(ctx, op, answer)
	// Fields are read side by side: the order of errors must not tell which was first.
	slices.SortStableFunc(answer.Errors, func(a, b *gqlerror.Error) int {
		return strings.Compare(a.Path.String(), b.Path.String())
	})
	if err := r.record(ctx, op, answer); err != nil {
		withheld := r.refusal(ctx, err)
		withheld.Data = json.RawMessage("null") // the operation began
		return withheld
	}
	if notes := op.trace.notes(); len(notes) > 0 {
		if answer.Extensions == nil {
			answer.Extensions = map[string]any{}
		}
		answer.Extensions["access"] = notes
	}
	return answer
}

// judgedBy hands the verdicts that an operation applied to its trace.
func (r *Resolver) judgedBy(op *operation) {
	op.marks.each(func(place int, class model.RowClass) {
		op.trace.judged(r.guarded.names[place], *op.scope.Table.At(place, class))
	})
}
