package graph

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"foyer/model"
)

// rejection is why a request never became an operation.
type rejection struct {
	status  int
	code    model.Code
	message string
}

func invalid(status int, message string) *rejection {
	return &rejection{status, model.CodeInvalid, message}
}

var errTooLarge = &rejection{http.StatusRequestEntityTooLarge, model.CodeTooLarge, fmt.Sprintf("the request is larger than %d bytes", MaxBody)}

// reject answers a request that never became an operation.
func reject(w http.ResponseWriter, why *rejection) {
	w.Header().Set("Content-Type", plainJSON+utf8Text)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(why.status)
	answer := map[string]any{"errors": []any{map[string]any{
		"message": why.message, "extensions": map[string]any{"code": why.code},
	}}}
	_ = json.NewEncoder(w).Encode(answer) // the client went away: there is nobody to tell
}

// preflightHeaders are those that a page of another site can't send unasked: one
// of them, or a body that says it is JSON, makes a browser ask first.
var preflightHeaders = []string{"Graphql-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name"}

// readParams reads the operation that a request asks for: a POST of one sound JSON
// object, or a GET with the same members in its address.
func readParams(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, *rejection) {
	start := graphql.Now()
	read := fromBody
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		read = fromAddress
	case http.MethodPost:
	default:
		w.Header().Set("Allow", "GET, POST")
		return nil, invalid(http.StatusMethodNotAllowed, "send operations as POST, or queries as GET")
	}
	body, why := read(w, r)
	if why != nil {
		return nil, why
	}
	params, err := soundRequest(body)
	if err != nil {
		return nil, &rejection{http.StatusBadRequest, model.CodeOf(err), "the request is not sound JSON: " + err.Error()}
	}
	params.Headers = r.Header
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	return params, nil
}

// fromBody reads the JSON of a POST.
func fromBody(w http.ResponseWriter, r *http.Request) ([]byte, *rejection) {
	if !saysJSON(r.Header.Get("Content-Type")) {
		return nil, invalid(http.StatusUnsupportedMediaType, "send operations with the content type application/json, in UTF-8")
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, invalid(http.StatusUnsupportedMediaType, "send operations uncompressed")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, errTooLarge
	case err != nil:
		return nil, invalid(http.StatusBadRequest, "the request was cut short")
	}
	return body, nil
}

// saysJSON tells whether a content type is that of a request.
func saysJSON(contentType string) bool {
	kind, parameters, err := mime.ParseMediaType(contentType)
	charset, given := parameters["charset"]
	return err == nil && kind == plainJSON && (!given || strings.EqualFold(charset, "utf-8"))
}

// fromAddress makes the JSON of a GET: each member is given once at most.
func fromAddress(_ http.ResponseWriter, r *http.Request) ([]byte, *rejection) {
	asked := func(header string) bool { return r.Header.Get(header) != "" }
	if !slices.ContainsFunc(preflightHeaders, asked) && !saysJSON(r.Header.Get("Content-Type")) {
		return nil, invalid(http.StatusBadRequest, "send a query by GET with the header GraphQL-Require-Preflight: 1")
	}
	if len(r.URL.RawQuery) > MaxBody {
		return nil, errTooLarge
	}
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, invalid(http.StatusBadRequest, "the address is not well formed")
	}
	members := map[string]any{}
	for name, values := range given {
		if len(values) != 1 || !utf8.ValidString(values[0]) {
			return nil, invalid(http.StatusBadRequest, "the address has a parameter twice, or one that is not UTF-8")
		}
		members[name] = values[0]
		if name == "variables" || name == "extensions" {
			members[name] = json.RawMessage(values[0])
		}
	}
	body, err := json.Marshal(members)
	if err != nil {
		return nil, invalid(http.StatusBadRequest, "variables and extensions are JSON objects")
	}
	return body, nil
}
