package auth

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
	"unicode/utf8"
)

const (
	deepest  = 16           // levels of objects and lists in a part of a token
	lastDate = 253402300799 // the end of the year 9999, in seconds since 1970
)

// object is a JSON object read strictly: UTF-8, every key once and told apart by
// case, nothing after it. Two readers of one token must not understand it differently.
type object map[string]json.RawMessage

func readObject(text []byte) (object, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := unambiguous(decoder, 0); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the object")
	}
	var read object
	if err := json.Unmarshal(text, &read); err != nil || read == nil {
		return nil, errors.New("not a JSON object")
	}
	return read, nil
}

// unambiguous reads one value and refuses keys given twice.
func unambiguous(decoder *json.Decoder, depth int) error {
	token, err := decoder.Token()
	if err != nil || depth > deepest {
		return errors.New("malformed or deeply nested JSON")
	}
	if token != json.Delim('{') && token != json.Delim('[') {
		return nil
	}
	seen := map[string]bool{}
	for decoder.More() {
		if token == json.Delim('{') {
			key, err := decoder.Token()
			name, isText := key.(string)
			if err != nil || !isText || seen[name] {
				return errors.New("malformed JSON, or the same key twice")
			}
			seen[name] = true
		}
		if err := unambiguous(decoder, depth+1); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return errors.New("malformed JSON")
	}
	return nil
}

// has tells whether one of the keys is there.
func (o object) has(names ...string) bool {
	for _, name := range names {
		if _, found := o[name]; found {
			return true
		}
	}
	return false
}

// text reads a claim that must be a text when it is there; "" when it is not.
func (o object) text(name string) (string, error) {
	raw, found := o[name]
	if !found {
		return "", nil
	}
	var value *string
	if err := json.Unmarshal(raw, &value); err != nil || value == nil || *value == "" {
		return "", fmt.Errorf("%s is not a text with something in it", name)
	}
	return *value, nil
}

// texts reads a claim that is a text or a list of texts.
func (o object) texts(name string) ([]string, error) {
	var many []*string
	if err := json.Unmarshal(o[name], &many); err != nil {
		one, err := o.text(name)
		return []string{one}, err
	}
	out := make([]string, len(many))
	for i, one := range many {
		if one == nil {
			return nil, fmt.Errorf("%s is not a list of texts", name)
		}
		out[i] = *one
	}
	return out, nil
}

// date reads seconds since 1970; the zero time when the claim is not there.
func (o object) date(name string) (time.Time, error) {
	raw, found := o[name]
	if !found {
		return time.Time{}, nil
	}
	var seconds *float64
	if err := json.Unmarshal(raw, &seconds); err != nil || seconds == nil || *seconds < 0 || *seconds > lastDate {
		return time.Time{}, fmt.Errorf("%s is not a date", name)
	}
	whole, part := math.Modf(*seconds)
	return time.Unix(int64(whole), int64(part*1e9)), nil
}
