package rules

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"foyer/model"
)

// Parameter is a value that rules compare facts with, dated and sourced.
type Parameter struct {
	Group string
	Name  string
	Unit  string
	Doc   model.Text
	Rows  []ParameterRow // in the order of their dates
	file  string
	line  int
}

// ParameterRow is the value of a parameter over a period. From is its first day
// (zero: always until To), To the first day without it (zero: open).
type ParameterRow struct {
	From   model.Date
	To     model.Date
	Value  any // as JSON: json.Number (whole), string, bool, list or object
	Source string
}

// FullName is "group.name", as rules write it after data.parameters.
func (p *Parameter) FullName() string { return p.Group + "." + p.Name }

// On gives the row valid on a date.
func (p *Parameter) On(date model.Date) (ParameterRow, bool) {
	for _, row := range p.Rows {
		if row.From <= date && (row.To.IsZero() || date < row.To) {
			return row, true
		}
	}
	return ParameterRow{}, false
}

// parameterFile is the form of policy/parameters/<group>.json.
type parameterFile map[string]struct {
	Unit   string          `json:"unit"`
	Doc    model.Text      `json:"doc"`
	Schema json.RawMessage `json:"schema"`
	Rows   []struct {
		From   *model.Date `json:"from"`
		To     *model.Date `json:"to"`
		Value  any         `json:"value"`
		Source string      `json:"source"`
	} `json:"rows"`
}

// readParameters reads every parameter of the revision, in the order of names.
func (s *source) readParameters() []*Parameter {
	var all []*Parameter
	for _, file := range s.revision.paths() {
		if path.Dir(file) != "parameters" || path.Ext(file) != ".json" {
			continue
		}
		text := s.revision.files[file]
		var content parameterFile
		if finding := decode(file, text, &content); finding != nil {
			s.find(*finding)
			continue
		}
		for name, written := range content {
			parameter := &Parameter{
				Group: strings.TrimSuffix(path.Base(file), ".json"), Name: name, Unit: written.Unit, Doc: written.Doc,
				file: file, line: lineOf(text, name),
			}
			for _, row := range written.Rows {
				parameter.Rows = append(parameter.Rows, ParameterRow{dateOrZero(row.From), dateOrZero(row.To), row.Value, row.Source})
			}
			slices.SortStableFunc(parameter.Rows, func(a, b ParameterRow) int { return int(a.From) - int(b.From) })
			s.checkParameter(parameter, written.Schema)
			all = append(all, parameter)
		}
	}
	slices.SortFunc(all, func(a, b *Parameter) int { return strings.Compare(a.FullName(), b.FullName()) })
	return all
}

func dateOrZero(date *model.Date) model.Date {
	if date == nil {
		return 0
	}
	return *date
}

func (s *source) checkParameter(parameter *Parameter, schema json.RawMessage) {
	wrong := func(format string, args ...any) {
		s.find(Finding{
			File: parameter.file, Line: parameter.line, Col: 1, Code: FindingParameter,
			Message: parameter.FullName() + ": " + fmt.Sprintf(format, args...),
		})
	}
	if !isName(parameter.Group) || !isName(parameter.Name) {
		wrong("a name has lower-case letters, digits and underscores")
	}
	if parameter.Unit == "" || parameter.Doc.FR == "" || parameter.Doc.EN == "" {
		wrong("unit, doc.fr and doc.en are needed")
	}
	if len(parameter.Rows) == 0 {
		wrong("there is no row")
	}
	var last model.Date
	for i, row := range parameter.Rows {
		if row.Source == "" {
			wrong("row %d says no source", i+1)
		}
		if !row.To.IsZero() && row.To <= row.From {
			wrong("row %d ends on %s, before it begins", i+1, row.To)
		}
		if i > 0 && (last.IsZero() || row.From < last) {
			wrong("rows %d and %d overlap", i, i+1)
		}
		last = row.To
	}
	for _, problem := range againstSchema(parameter, schema) {
		wrong("%s", problem)
	}
}

// againstSchema tells what is wrong with the values of a parameter.
func againstSchema(parameter *Parameter, schema json.RawMessage) []string {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(schema)))
	if err != nil {
		return []string{"schema: not JSON"}
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(jsonschema.SchemeURLLoader{})
	const url = "parameter.json"
	if err := compiler.AddResource(url, document); err != nil {
		return []string{"schema: " + err.Error()}
	}
	compiled, err := compiler.Compile(url)
	if err != nil {
		return []string{"schema: " + err.Error()}
	}
	var problems []string
	for i, row := range parameter.Rows {
		if err := compiled.Validate(row.Value); err != nil {
			problems = append(problems, fmt.Sprintf("row %d does not fit the schema: %v", i+1, err))
		}
		if !whole(row.Value) {
			problems = append(problems, fmt.Sprintf("row %d has a number that is not whole: choose a smaller unit", i+1))
		}
	}
	return problems
}

// whole tells whether every number of a JSON value is a whole int64.
func whole(value any) bool {
	switch value := value.(type) {
	case json.Number:
		_, err := value.Int64()
		return err == nil
	case []any:
		return !slices.ContainsFunc(value, func(item any) bool { return !whole(item) })
	case map[string]any:
		for _, item := range value {
			if !whole(item) {
				return false
			}
		}
	}
	return true
}

// isName tells whether text may name a parameter, an offer, a product or a fact.
func isName(text string) bool {
	for i, r := range text {
		if !(r >= 'a' && r <= 'z' || r == '_' && i > 0 || r >= '0' && r <= '9' && i > 0) {
			return false
		}
	}
	return text != ""
}
