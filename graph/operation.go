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
	// authorise gives the scope, once; later calls give the same.
	authorise func(ctx context.Context) (model.Scope, error)

	cohorts cohorts
	trace   trace
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
	ctx = withOperation(ctx, op)
	answers := next(ctx)
	if !op.trace.anyRefused() {
		return answers
	}
	// Only a subscription is refused before its first answer, and then has none.
	if err := r.record(ctx, op, refused); err != nil {
		return graphql.OneShot(r.refusal(ctx, err))
	}
	return answers
}

// refused is what the audit is told of a subscription that never began.
var refused = &graphql.Response{Errors: gqlerror.List{{Extensions: map[string]any{"code": string(model.CodeForbidden)}}}}

var errUnknown = &model.Error{Code: model.CodeUnauthenticated, Message: "Not authenticated: send a valid bearer token."}

func (r *Resolver) begin(ctx context.Context) (*operation, error) {
	actor := model.ActorFrom(ctx)
	if actor == nil {
		return nil, errUnknown
	}
	headers := graphql.GetOperationContext(ctx).Headers
	purpose, err := purposeOf(actor, headers.Get("Foyer-Purpose"))
	if err != nil {
		return nil, err
	}
	scope, err := r.engine.Scope(ctx, actor, purpose)
	if err != nil {
		return nil, err
	}
	return &operation{
		actor: actor, purpose: purpose, requestID: headers.Get("X-Request-Id"),
		authorise: func(context.Context) (model.Scope, error) { return scope, nil },
	}, nil
}

// purposeOf reads the purpose that a request names, else that of the first role.
func purposeOf(actor *model.Actor, named string) (model.Purpose, error) {
	for _, purpose := range model.Purposes {
		if string(purpose) == named {
			return purpose, nil
		}
	}
	if named != "" {
		return "", model.Invalidf("Foyer-Purpose", "there is no such purpose; expected one of %v", model.Purposes)
	}
	if len(actor.Roles) == 0 {
		return model.PurposeService, nil
	}
	return model.DefaultPurpose(actor.Roles[0]), nil
}

// event makes the operation of the next event of a subscription: the person's
// rights are read again when its first field is resolved.
func (r *Resolver) event(op *operation) *operation {
	fresh := &operation{purpose: op.purpose, requestID: op.requestID, actor: op.actor}
	var once sync.Once
	var scope model.Scope
	var err error
	fresh.authorise = func(ctx context.Context) (model.Scope, error) {
		once.Do(func() { scope, err = r.authoriseAgain(ctx, op) })
		return scope, err
	}
	return fresh
}

// authoriseAgain reads the person's rights as they are now.
func (r *Resolver) authoriseAgain(ctx context.Context, op *operation) (model.Scope, error) {
	actor, err := r.reader.ActorByID(ctx, op.actor.EmployeeID, model.InstantOf(r.clock()))
	if model.CodeOf(err) == model.CodeNotFound {
		return model.Scope{}, errUnknown
	}
	if err != nil {
		return model.Scope{}, err
	}
	return r.engine.Scope(ctx, actor, op.purpose)
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
