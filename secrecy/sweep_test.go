package secrecy_test

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// swept is how many rows are read at a time by their identifiers.
const swept = 12

// sweep reads every field of every type that has an identifier, and of what hangs
// below it, of rows by their identifiers: of some drawn ones, or of all.
func (a *asker) sweep() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, of := range slices.Sorted(mapKeys(a.known.ids)) {
			for _, ids := range a.someOf(of) {
				for _, part := range a.everyField(of) {
					if !yield(fmt.Sprintf("query Swept { nodes(ids: [%s]) { __typename %s } }", ids, part)) {
						return
					}
				}
			}
		}
	}
}

// someOf picks rows of a type, a page of them at a time.
func (a *asker) someOf(of string) []string {
	ids := slices.Clone(a.known.ids[of])
	a.dice.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	if !a.thorough {
		ids = ids[:min(len(ids), swept)]
	}
	var pages []string
	for page := range slices.Chunk(ids, swept) {
		quoted := make([]string, len(page))
		for i, id := range page {
			quoted[i] = fmt.Sprintf("%q", id)
		}
		pages = append(pages, strings.Join(quoted, ", "))
	}
	return pages
}

// everyField writes the fields of a type in parts that a document may hold.
func (a *asker) everyField(of string) []string {
	var parts []string
	definition := a.schema.Types[of]
	if definition == nil {
		return nil
	}
	concrete := []*ast.Definition{definition}
	if definition.IsAbstractType() {
		concrete = a.schema.GetPossibleTypes(definition)
	}
	for _, one := range concrete {
		for fields := range slices.Chunk(one.Fields, 8) {
			var texts []string
			for _, field := range fields {
				if below := a.below(field, 2); below != "" {
					texts = append(texts, below)
				}
			}
			if len(texts) > 0 {
				parts = append(parts, fmt.Sprintf("... on %s { %s }", one.Name, strings.Join(texts, " ")))
			}
		}
	}
	return parts
}

// below writes a field with every plain field some levels below it.
func (a *asker) below(field *ast.FieldDefinition, levels int) string {
	of := a.schema.Types[field.Type.Name()]
	if strings.HasPrefix(field.Name, "__") {
		return ""
	}
	given := ""
	if first := field.Arguments.ForName("first"); first != nil {
		given = "(first: 3)"
	}
	if !of.IsCompositeType() {
		return field.Name + given
	}
	var texts []string
	for _, inner := range of.Fields {
		leaf := !a.schema.Types[inner.Type.Name()].IsCompositeType()
		page := inner.Name == "nodes"
		switch {
		case inner.Name == "edges" || inner.Name == "pageInfo":
		case leaf || page:
			texts = append(texts, a.below(inner, levels))
		case levels > 1 && (inner.Type.Name() == "Money" || inner.Type.Name() == "Text"):
			texts = append(texts, a.below(inner, levels-1))
		}
	}
	if of.IsAbstractType() && len(texts) == 0 || len(texts) == 0 {
		return ""
	}
	return field.Name + given + " { " + strings.Join(texts, " ") + " }"
}
