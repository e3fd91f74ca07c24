package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// decode reads a JSON file into value, refusing unknown names, names given
// twice and text after the end. The finding is located.
func decode(file, text string, value any) *Finding {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	err := decoder.Decode(value)
	if err == nil {
		if _, more := decoder.Token(); more != io.EOF {
			err = errors.New("text after the end of the value")
		}
	}
	if err != nil {
		line, col := position(text, errorOffset(err, decoder.InputOffset()))
		return &Finding{File: file, Line: line, Col: col, Code: FindingParse, Message: "not the JSON expected: " + err.Error(), Severity: SeverityError}
	}
	if name, offset := doubleName(text); name != "" {
		line, col := position(text, offset)
		return &Finding{
			File: file, Line: line, Col: col, Code: FindingParse, Severity: SeverityError,
			Message: fmt.Sprintf("%q is given twice", name), Remedy: "keep one of them",
		}
	}
	return nil
}

func errorOffset(err error, read int64) int64 {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return syntax.Offset
	case errors.As(err, &kind):
		return kind.Offset
	}
	return read
}

// position gives the line and column of an offset, from 1.
func position(text string, offset int64) (line, col int) {
	before := text[:min(max(int(offset), 0), len(text))]
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndexByte(before, '\n')
}

// lineOf gives the line where a name is first given in a JSON text, 0 when it is not.
func lineOf(text, name string) int {
	quoted, err := json.Marshal(name)
	if err != nil {
		return 0
	}
	at := strings.Index(text, string(quoted))
	if at < 0 {
		return 0
	}
	line, _ := position(text, int64(at))
	return line
}

// doubleName finds the first name given twice in one object of a valid JSON text.
func doubleName(text string) (string, int64) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	var objects []map[string]bool // nil for an array
	isName := false
	for {
		token, err := decoder.Token()
		if err != nil {
			return "", 0
		}
		inObject := len(objects) > 0 && objects[len(objects)-1] != nil
		switch token := token.(type) {
		case json.Delim:
			switch token {
			case '{':
				objects = append(objects, map[string]bool{})
			case '[':
				objects = append(objects, nil)
			default:
				objects = objects[:len(objects)-1]
			}
			isName = len(objects) > 0 && objects[len(objects)-1] != nil
			continue
		case string:
			if inObject && isName {
				names := objects[len(objects)-1]
				if names[token] {
					return token, decoder.InputOffset()
				}
				names[token] = true
			}
		}
		isName = inObject && !isName
	}
}
