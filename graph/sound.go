package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"foyer/model"
)

// request is the JSON of an operation; each member stands for itself, in its own
// case.
type request struct {
	Query         *string        `json:"query"`
	DocumentID    *string        `json:"documentId"`
	OperationName *string        `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

// members are the names of a request's members. The decoder would take QUERY for
// query, which others that look at a request don't.
var members = map[string]bool{"query": true, "documentId": true, "operationName": true, "variables": true, "extensions": true}

var errShape = model.Invalidf("", "expected an object with query (text), documentId (text), operationName (text), variables (object) and extensions (object)")

// soundRequest reads a request that every reader of JSON would read alike: one
// object of known members, no key twice, nothing after it, sound texts.
func soundRequest(body []byte) (*graphql.RawParams, error) {
	if !soundText(body) {
		return nil, model.Invalidf("", "its texts are UTF-8 without NUL and half characters")
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	if err := soundValue(decoder, 0, true); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, model.Invalidf("", "there is something after the object")
	}
	var asked request
	strict := json.NewDecoder(bytes.NewReader(body))
	strict.UseNumber()
	if strict.Decode(&asked) != nil || asked.Query == nil && asked.DocumentID == nil && asked.Extensions[persistedQuery] == nil {
		return nil, errShape
	}
	params := &graphql.RawParams{
		Query: orZero(asked.Query), OperationName: orZero(asked.OperationName),
		Variables: asked.Variables, Extensions: asked.Extensions,
	}
	if asked.DocumentID != nil {
		params.Extensions = withDocumentID(asked.Extensions, *asked.DocumentID)
	}
	return params, nil
}

// soundValue reads one value and refuses keys given twice and deep nesting.
func soundValue(decoder *json.Decoder, depth int, root bool) error {
	token, err := decoder.Token()
	switch {
	case err != nil:
		return errCut
	case root && token != json.Delim('{'):
		return model.Invalidf("", "expected one object")
	case depth > maxVariableDepth+1:
		return &model.Error{Code: model.CodeTooDeep, Message: fmt.Sprintf("variables are nested more than %d levels deep", maxVariableDepth)}
	}
	switch token {
	case json.Delim('{'):
		return soundObject(decoder, depth, root)
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

var errCut = model.Invalidf("", "it is cut short or malformed")

func soundObject(decoder *json.Decoder, depth int, root bool) error {
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		key, isText := token.(string)
		if err != nil || !isText {
			return errCut
		}
		if seen[key] {
			return model.Invalidf("", "an object has the same key twice")
		}
		if root && !members[key] {
			return errShape
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
		return errCut
	}
	return nil
}

// soundText tells whether JSON is UTF-8 and escapes neither NUL nor one half of a
// pair of surrogates, which the decoder would replace in silence.
func soundText(body []byte) bool {
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
		return false
	}
	text := string(body)
	for {
		at := strings.IndexByte(text, '\\')
		if at < 0 || at+1 >= len(text) {
			return true
		}
		if text[at+1] != 'u' {
			text = text[at+2:]
			continue
		}
		unit, rest := escaped(text[at:])
		if high := utf16.IsSurrogate(unit); high {
			low, after := escaped(rest)
			if utf16.DecodeRune(unit, low) == utf8.RuneError {
				return false
			}
			rest = after
		}
		if unit <= 0 {
			return false
		}
		text = rest
	}
}

// escaped reads the escape at the start of a text, -1 when there is none.
func escaped(text string) (rune, string) {
	if len(text) < 6 || text[:2] != `\u` {
		return -1, text
	}
	unit, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil {
		return -1, text
	}
	return rune(unit), text[6:]
}
