package graph

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// size is what a selection amounts to once its fragments are expanded.
type size struct {
	fields     int
	depth      int
	aliases    int // and fields asked again under the same name
	directives int
}

// enough is more than any limit; sizes stop growing there, so that fragments which
// double each other don't overflow.
const enough = 1 << 20

func (s size) and(other size) size {
	return size{
		fields: min(s.fields+other.fields, enough), depth: max(s.depth, other.depth),
		aliases: min(s.aliases+other.aliases, enough), directives: min(s.directives+other.directives, enough),
	}
}

func (s size) check() *model.Error {
	switch {
	case s.fields > maxFields:
		return tooLarge("fields", maxFields)
	case s.aliases > maxAliases:
		return tooLarge("aliases and repeated fields", maxAliases)
	case s.directives > maxDirectives:
		return tooLarge("directives", maxDirectives)
	case s.depth > maxDepth:
		return tooDeep("fields", maxDepth)
	}
	return nil
}

func tooDeep(what string, limit int) *model.Error {
	return &model.Error{Code: model.CodeTooDeep, Message: fmt.Sprintf("%s are nested more than %d levels deep", what, limit)}
}

// measure computes sizes; each fragment is walked once.
type measure struct {
	fragments map[string]*ast.FragmentDefinition
	known     map[string]size
	open      map[string]bool // fragments being walked
}

func newMeasure(document *ast.QueryDocument) *measure {
	m := &measure{map[string]*ast.FragmentDefinition{}, map[string]size{}, map[string]bool{}}
	for _, fragment := range document.Fragments {
		m.fragments[fragment.Name] = fragment
	}
	return m
}

func (m *measure) operation(operation *ast.OperationDefinition) (size, *model.Error) {
	whole, err := m.selection(operation.SelectionSet)
	if err != nil {
		return size{}, err
	}
	own := size{directives: len(operation.Directives)}
	for _, variable := range operation.VariableDefinitions {
		own.directives += len(variable.Directives)
		if nesting(variable.DefaultValue) > maxVariableDepth {
			return size{}, tooDeep("values", maxVariableDepth)
		}
	}
	return whole.and(own), m.arguments(operation.Directives)
}

// fragment measures a fragment; one that is not defined is left to validation.
func (m *measure) fragment(name string) (size, *model.Error) {
	fragment := m.fragments[name]
	if found, done := m.known[name]; done || fragment == nil {
		return found, nil
	}
	if m.open[name] {
		return size{}, &model.Error{Code: model.CodeTooDeep, Message: "fragments refer to each other in a circle"}
	}
	m.open[name] = true
	found, err := m.selection(fragment.SelectionSet)
	if err != nil {
		return size{}, err
	}
	delete(m.open, name)
	found = found.and(size{directives: len(fragment.Directives)})
	m.known[name] = found
	return found, m.arguments(fragment.Directives)
}

func (m *measure) selection(set ast.SelectionSet) (size, *model.Error) {
	var whole size
	names := make(map[string]bool, len(set))
	for _, selected := range set {
		var found size
		var directives ast.DirectiveList
		var err *model.Error
		switch selected := selected.(type) {
		case *ast.Field:
			found, err = m.field(selected)
			directives = selected.Directives
			if names[selected.Alias] || selected.Alias != selected.Name {
				found.aliases++
			}
			names[selected.Alias] = true
		case *ast.InlineFragment:
			found, err = m.selection(selected.SelectionSet)
			directives = selected.Directives
		case *ast.FragmentSpread:
			found, err = m.fragment(selected.Name)
			found.fields++ // validation compares spreads with each other, too
			directives = selected.Directives
		}
		found.directives += len(directives)
		if err == nil {
			err = m.arguments(directives)
		}
		if err != nil {
			return size{}, err
		}
		whole = whole.and(found)
	}
	return whole, nil
}

// field measures a field. What is under __schema and __type is deep by nature and
// has a limit of its own in validation.
func (m *measure) field(field *ast.Field) (size, *model.Error) {
	found, err := m.selection(field.SelectionSet)
	if err != nil {
		return size{}, err
	}
	for _, argument := range field.Arguments {
		if nesting(argument.Value) > maxVariableDepth {
			return size{}, tooDeep("values", maxVariableDepth)
		}
	}
	if field.Name == "__schema" || field.Name == "__type" {
		found.depth = 0
	}
	found.fields++
	found.depth++
	return found, nil
}

// arguments looks at the values that directives are given.
func (m *measure) arguments(directives ast.DirectiveList) *model.Error {
	for _, directive := range directives {
		for _, argument := range directive.Arguments {
			if nesting(argument.Value) > maxVariableDepth {
				return tooDeep("values", maxVariableDepth)
			}
		}
	}
	return nil
}

// nesting is how deep lists and objects of a value are in each other.
func nesting(value *ast.Value) int {
	if value == nil {
		return 0
	}
	deepest := 0
	for _, child := range value.Children {
		deepest = max(deepest, 1+nesting(child.Value))
	}
	return deepest
}

// roots names the fields that an operation begins with, of a document whose size
// is known to be small.
func (m *measure) roots(set ast.SelectionSet) []string {
	var names []string
	for _, selected := range set {
		switch selected := selected.(type) {
		case *ast.Field:
			names = append(names, selected.Name)
		case *ast.InlineFragment:
			names = append(names, m.roots(selected.SelectionSet)...)
		case *ast.FragmentSpread:
			if fragment := m.fragments[selected.Name]; fragment != nil {
				names = append(names, m.roots(fragment.SelectionSet)...)
			}
		}
		if len(names) > maxRoots {
			break
		}
	}
	return names
}
