package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// The content types of answers. Clients of the second are told by the status, too,
// that an operation did not begin.
const (
	plainJSON   = "application/json"
	answerJSON  = "application/graphql-response+json"
	eventStream = "text/event-stream"
	utf8Text    = "; charset=utf-8"
)

// maxErrors is how many errors a refused document is told.
const maxErrors = 5

// post is the transport of queries and mutations. Other than that of gqlgen, it
// leaves data out of the answer when the operation did not begin, which is how
// clients tell a wrong document from an operation that failed.
type post struct {
	refusal func(ctx context.Context, err error) *graphql.Response
	count   func(code string)
}

// Supports every request that the transport of streams left.
func (post) Supports(*http.Request) bool { return true }

// Do carries out the operation of a request.
func (p post) Do(w http.ResponseWriter, r *http.Request, executor graphql.GraphExecutor) {
	params, why := readParams(w, r)
	if why != nil {
		reject(w, why)
		return
	}
	kind := answerType(r.Header.Get("Accept"))
	operation, wrong := executor.CreateOperationContext(r.Context(), params)
	tellSpending(w, operation)
	if wrong != nil {
		refused := refuse(r, executor, operation, wrong, p.count)
		writeAnswer(w, kind, statusOf(refused, kind), refused)
		return
	}
	switch asked := operation.Operation.Operation; {
	case asked == ast.Subscription:
		reject(w, invalid(http.StatusBadRequest, "follow subscriptions with the header Accept: "+eventStream))
		return
	case asked != ast.Query && r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		reject(w, invalid(http.StatusMethodNotAllowed, "send mutations as POST"))
		return
	}
	responses, ctx := executor.DispatchOperation(r.Context(), operation)
	response := responses(ctx)
	if response == nil { // the time is over, or the client is gone
		response = p.refusal(ctx, cmp.Or(ctx.Err(), context.Canceled))
	}
	writeAnswer(w, kind, statusOf(response, kind), response)
}

// refuse answers a document that can't be run, and counts it.
func refuse(r *http.Request, executor graphql.GraphExecutor, operation *graphql.OperationContext, wrong gqlerror.List, count func(code string)) *graphql.Response {
	operation.Headers = r.Header // the guard refuses before gqlgen sets them
	refused := executor.DispatchError(graphql.WithOperationContext(r.Context(), operation), wrong[:min(len(wrong), maxErrors)])
	count(codeOf(refused))
	return refused
}

// codeOf is the code of the first error of an answer, "" when there is none.
func codeOf(answer *graphql.Response) string {
	if len(answer.Errors) == 0 {
		return ""
	}
	code, _ := answer.Errors[0].Extensions["code"].(string)
	return code
}

// writeAnswer sends an answer.
func writeAnswer(w http.ResponseWriter, kind string, status int, response *graphql.Response) {
	w.Header().Set("Content-Type", kind+utf8Text)
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", strconv.Itoa(1))
	}
	w.WriteHeader(status)
	_ = encodeAnswer(w, response) // when it fails the client went away: there is nobody to tell
}

// encodeAnswer writes an answer without data when execution gave none.
func encodeAnswer(w io.Writer, response *graphql.Response) error {
	return json.NewEncoder(w).Encode(struct {
		Errors     gqlerror.List   `json:"errors,omitempty"`
		Data       json.RawMessage `json:"data,omitempty"`
		Extensions map[string]any  `json:"extensions,omitempty"`
	}{response.Errors, response.Data, response.Extensions})
}

// answerType picks the content type of the answer: the first that the client
// accepts, plain JSON when it does not say.
func answerType(accept string) string {
	for part := range strings.SplitSeq(accept, ",") {
		switch kind, _, _ := mime.ParseMediaType(part); kind {
		case answerJSON, eventStream:
			return kind
		case plainJSON, "application/*", "*/*":
			return plainJSON
		}
	}
	return plainJSON
}

// WantsStream tells whether a request is to be answered by server-sent events:
// they are the first kind of answer that it accepts.
func WantsStream(r *http.Request) bool {
	return r.Method == http.MethodPost && answerType(r.Header.Get("Accept")) == eventStream
}

// statuses are those of answers without data that every client is told; the
// others are told to clients of answerJSON.
var (
	statuses = map[model.Code]int{
		model.CodeUnauthenticated: http.StatusUnauthorized, model.CodeRateLimited: http.StatusTooManyRequests,
		model.CodeUnavailable: http.StatusServiceUnavailable,
	}
	finerStatuses = map[model.Code]int{
		model.CodeForbidden: http.StatusForbidden, model.CodeInternal: http.StatusInternalServerError,
	}
)

// statusOf is the status of an answer.
func statusOf(response *graphql.Response, kind string) int {
	code := model.Code(codeOf(response))
	switch {
	case len(response.Data) > 0 || code == "":
		return http.StatusOK
	case statuses[code] != 0:
		return statuses[code]
	case kind == answerJSON:
		return cmp.Or(finerStatuses[code], http.StatusBadRequest)
	}
	return http.StatusOK
}
