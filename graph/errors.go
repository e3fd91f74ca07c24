package graph

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/graph/view"
	"foyer/model"
)

// suggestion is what the validator adds to help who types a wrong name; it would
// tell names that were not asked for.
var suggestion = regexp.MustCompile(` ?Did you mean [^?]*\?`)

// requestErrors are the codes of a document that can't be run: its author is told.
var requestErrors = map[any]bool{
	errcode.ParseFailed: true, errcode.ValidationFailed: true, "COMPLEXITY_LIMIT_EXCEEDED": true,
}

// owned makes an error of the server's own code one of ours, so that the
// presenter shows nothing else.
func owned(err error) error {
	var shown *model.Error
	var told *gqlerror.Error
	if err == nil || errors.As(err, &shown) || errors.As(err, &told) {
		return err
	}
	return &model.Error{Code: model.CodeInternal, Err: err}
}

// present gives every error a code of the closed list and the identifier of the
// request. Texts that are not meant for people stay in the log.
func (r *Resolver) present(ctx context.Context, err error) *gqlerror.Error {
	answer := graphql.DefaultErrorPresenter(ctx, err)
	shown := &gqlerror.Error{Message: answer.Message, Path: answer.Path, Locations: answer.Locations, Extensions: map[string]any{}}
	var known *model.Error
	cause := err
	if errors.As(err, &known) && known.Err != nil {
		cause = known.Err
	}
	switch {
	case known != nil && known.Code != model.CodeInternal:
		shown.Message = known.Message
		shown.Extensions["code"] = known.Code
		if known.Field != "" {
			shown.Extensions["field"] = known.Field
		}
	case answer.Extensions["code"] == model.CodeForbidden:
		maps.Copy(shown.Extensions, answer.Extensions)
	case requestErrors[answer.Extensions["code"]]:
		shown.Message = suggestion.ReplaceAllString(answer.Message, "")
		shown.Extensions["code"] = model.CodeInvalid
	default:
		r.log.Error().Err(cause).Str("request", requestOf(ctx)).Str("path", answer.Path.String()).Msg("operation failed")
		shown.Message = "The server failed; the request identifier helps to find out why."
		shown.Extensions["code"] = model.CodeInternal
	}
	if known != nil && known.Err != nil && known.Code != model.CodeInternal {
		r.log.Warn().Err(cause).Str("request", requestOf(ctx)).Str("code", string(known.Code)).Msg("operation refused")
	}
	shown.Extensions["code"] = codeText(shown.Extensions["code"])
	shown.Extensions["requestId"] = requestOf(ctx)
	return shown
}

func codeText(code any) string {
	if code, isCode := code.(model.Code); isCode {
		return string(code)
	}
	text, _ := code.(string)
	return text
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
