package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"foyer/model"
)

// strictJSON lets only sound requests through: a body of bounded size that says it
// is JSON and is one object with no key twice and nothing after it.
func strictJSON(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			reject(w, http.StatusMethodNotAllowed, "send operations as POST")
			return
		}
		if !saysJSON(r.Header.Get("Content-Type")) {
			reject(w, http.StatusUnsupportedMediaType, "send operations with the content type application/json, in UTF-8")
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			reject(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the request is larger than %d bytes", maxBody))
			return
		}
		if err == nil {
			err = soundRequest(body)
		}
		if err != nil {
			reject(w, http.StatusBadRequest, "the request is not sound JSON: "+err.Error())
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// saysJSON tells whether a content type is that of a request.
func saysJSON(contentType string) bool {
	kind, parameters, err := mime.ParseMediaType(contentType)
	charset, given := parameters["charset"]
	return err == nil && kind == "application/json" && (!given || strings.EqualFold(charset, "utf-8"))
}

// reject answers a request that never became an operation.
func reject(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	answer := map[string]any{"errors": []any{map[string]any{
		"message": message, "extensions": map[string]any{"code": model.CodeInvalid},
	}}}
	_ = json.NewEncoder(w).Encode(answer) // the client went away: there is nobody to tell
}

// soundRequest checks the form of a request and the types of its members.
func soundRequest(body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := soundValue(decoder, 0, true); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something after the object")
	}
	var request struct {
		Query         string          `json:"query"`
		OperationName *string         `json:"operationName"`
		Variables     *map[string]any `json:"variables"`
		Extensions    *map[string]any `json:"extensions"`
	}
	strict := json.NewDecoder(bytes.NewReader(body))
	strict.DisallowUnknownFields()
	if strict.Decode(&request) != nil {
		return errors.New("expected an object with query (text), operationName (text), variables (object) and extensions (object)")
	}
	return nil
}

// soundValue reads one value and refuses keys given twice and deep nesting.
func soundValue(decoder *json.Decoder, depth int, object bool) error {
	token, err := decoder.Token()
	if err != nil {
		return errors.New("it is cut short or malformed")
	}
	if object && token != json.Delim('{') {
		return errors.New("expected one object")
	}
	if depth > maxDepth {
		return fmt.Errorf("it is nested more than %d levels deep", maxDepth)
	}
	switch token {
	case json.Delim('{'):
		return soundObject(decoder, depth)
	case json.Delim('['):
		for decoder.More() {
			if err := soundValue(decoder, depth+1, false); err != nil {
				return err
			}
		}
		return closing(decoder)
	}
	return nil
}

func soundObject(decoder *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		key, isText := token.(string)
		if err != nil || !isText {
			return errors.New("it is cut short or malformed")
		}
		if seen[key] {
			return errors.New("an object has the same key twice")
		}
		seen[key] = true
		if err := soundValue(decoder, depth+1, false); err != nil {
			return err
		}
	}
	return closing(decoder)
}

func closing(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil {
		return errors.New("it is cut short or malformed")
	}
	return nil
}
