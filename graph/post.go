package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The content types of answers. Clients of the second are told by the status, too,
// that an operation did not begin.
const (
	plainJSON  = "application/json"
	answerJSON = "application/graphql-response+json"
)

// post is the transport of queries and mutations. Other than that of gqlgen, it
// leaves data out of the answer when the operation did not begin, which is how
// clients tell a wrong document from an operation that failed.
type post struct {
	refusal func(ctx context.Context, err error) *graphql.Response
}

// Supports every request: what is not a POST of JSON was rejected before.
func (post) Supports(*http.Request) bool { return true }

// Do carries out the operation of a request that strictJSON let through.
func (p post) Do(w http.ResponseWriter, r *http.Request, executor graphql.GraphExecutor) {
	start := graphql.Now()
	var params graphql.RawParams
	decoder := json.NewDecoder(r.Body)
	decoder.UseNumber()
	if err := decoder.Decode(&params); err != nil {
		reject(w, http.StatusBadRequest, "the request is not sound JSON")
		return
	}
	params.Headers = r.Header
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	kind := answerType(r.Header.Get("Accept"))
	operation, wrong := executor.CreateOperationContext(r.Context(), &params)
	if wrong != nil {
		refused := executor.DispatchError(graphql.WithOperationContext(r.Context(), operation), wrong)
		writeAnswer(w, kind, statusOf(refused, wrong, kind), refused)
		return
	}
	responses, ctx := executor.DispatchOperation(r.Context(), operation)
	response := responses(ctx)
	if response == nil { // the time is over, or the client is gone
		writeAnswer(w, kind, http.StatusServiceUnavailable, p.refusal(ctx, cmp.Or(ctx.Err(), context.Canceled)))
		return
	}
	writeAnswer(w, kind, statusOf(response, nil, kind), response)
}

// writeAnswer sends an answer, without data when execution gave none.
func writeAnswer(w http.ResponseWriter, kind string, status int, response *graphql.Response) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	// When this fails the client went away: there is nobody to tell.
	_ = encoder.Encode(struct {
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
		case answerJSON:
			return answerJSON
		case plainJSON, "application/*", "*/*":
			return plainJSON
		}
	}
	return plainJSON
}

// statusOf is the status of an answer; wrong is what a document that can't be run
// is told.
func statusOf(response *graphql.Response, wrong gqlerror.List, kind string) int {
	switch {
	case len(response.Data) > 0:
		return http.StatusOK
	case kind == answerJSON:
		return http.StatusBadRequest
	case errcode.GetErrorKind(wrong) == errcode.KindProtocol:
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}
