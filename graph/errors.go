package graph

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/graph/view"
	"foyer/model"
)

// suggestion is what the validator adds to help who types a wrong name; it would
// tell names that were not asked for.
var suggestion = regexp.MustCompile(` ?Did you mean [^?]*\?`)

// requestErrors are the codes of a document that can't be run: its author is told.
var requestErrors = map[any]bool{
	errcode.ParseFailed: true, errcode.ValidationFailed: true,
}

// owned makes an error of the server's own code one of ours, so that the
// presenter shows nothing else.
func owned(err error) error {
	var shown *model.Error
	var told *gqlerror.Error
	if err == nil || errors.As(err, &shown) || errors.As(err, &told) {
		return err
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return &model.Error{Code: model.CodeUnavailable, Message: "the operation was cut short", Err: err}
	}
	return &model.Error{Code: model.CodeInternal, Err: err}
}

// present gives every error a code of the closed list and the identifier of the
// request. Texts that are not meant for people stay in the log.
func (r *Resolver) present(ctx context.Context, err error) *gqlerror.Error {
	told := graphql.DefaultErrorPresenter(ctx, err)
	shown := &gqlerror.Error{Path: told.Path, Locations: told.Locations, Extensions: map[string]any{}}
	var known *model.Error
	code := model.CodeInternal
	switch {
	case errors.As(err, &known):
		code = known.Code
		r.explain(ctx, known, shown)
		if place := placeInInput(ctx, told.Path); place != "" {
			shown.Extensions["field"] = place
		}
	case told.Extensions["code"] == model.CodeForbidden:
		code, shown.Message = model.CodeForbidden, told.Message
		maps.Copy(shown.Extensions, told.Extensions)
	case requestErrors[told.Extensions["code"]]:
		code, shown.Message = model.CodeInvalid, r.requestText(told, model.ActorFrom(ctx))
	default:
		r.explain(ctx, &model.Error{Code: model.CodeInternal, Err: err}, shown)
	}
	shown.Extensions["code"] = string(code)
	shown.Extensions["requestId"] = requestOf(ctx)
	return shown
}

// explain gives the words of an error of ours. Those of the server's own
// troubles are kept for the log: they may name files or queries.
func (r *Resolver) explain(ctx context.Context, known *model.Error, shown *gqlerror.Error) {
	event := r.log.Error()
	switch known.Code {
	case model.CodeInternal:
		shown.Message = "The server failed; the identifier of the request helps to find out why."
	case model.CodeUnavailable:
		shown.Message = "The bank's database is busy or away: try again in a moment."
	default:
		shown.Message = known.Message
		if known.Field != "" {
			shown.Extensions["field"] = known.Field
		}
		if known.Err == nil {
			return
		}
		event = r.log.Warn()
	}
	event.AnErr("cause", known.Err).Str("what", known.Message).Str("code", string(known.Code)).
		Str("request", requestOf(ctx)).Str("path", shown.Path.String()).Msg("operation failed")
}

// placeInInput names the argument, or the field of a mutation's input, that an
// error of reading arguments is about: what its path says beyond the field asked
// for. It is "" for other errors.
func placeInInput(ctx context.Context, path ast.Path) string {
	field := graphql.GetFieldContext(ctx)
	if field == nil || len(path) <= len(field.Path()) {
		return ""
	}
	return strings.TrimPrefix(path[len(field.Path()):].String(), "input.")
}

func requestOf(ctx context.Context) string {
	if !graphql.HasOperationContext(ctx) {
		return ""
	}
	return graphql.GetOperationContext(ctx).Headers.Get("X-Request-Id")
}

// recover turns a panic into an error of ours and logs where it happened.
func (r *Resolver) recover(ctx context.Context, cause any) error {
	r.log.Error().Interface("panic", cause).Str("request", requestOf(ctx)).Bytes("stack", debug.Stack()).Msg("operation panicked")
	return &model.Error{Code: model.CodeInternal, Err: errors.New("panic")}
}

// refusal answers a whole operation with one error.
func (r *Resolver) refusal(ctx context.Context, err error) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{r.present(ctx, owned(err))}}
}

// userErrors tells apart what the sender of an input can mend, which goes into
// the payload, from the rest, which is an error of the operation.
func userErrors(ctx context.Context, err error) ([]*view.UserError, error) {
	if err == nil {
		return []*view.UserError{}, nil
	}
	var known *model.Error
	if errors.As(err, &known) {
		switch known.Code {
		case model.CodeInvalid, model.CodeNotFound, model.CodeConflict:
			operationFrom(ctx).trace.fail(string(known.Code))
			return []*view.UserError{{Field: known.Field, Message: known.Message, Code: known.Code}}, nil
		}
	}
	return nil, err
}
