package graph

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"foyer/graph/generated"
)

//go:generate go tool gqlgen generate
//go:generate sh -c "go run ./print > ../schema.graphql"

// Schema gives the whole schema in one text, as clients see it: without the
// directive that only says how the server is generated.
func Schema() string {
	shown := *generated.NewExecutableSchema(generated.Config{}).Schema()
	shown.Directives = maps.Clone(shown.Directives)
	delete(shown.Directives, generationOnly)
	shown.Types = maps.Clone(shown.Types)
	for name, definition := range shown.Types {
		shown.Types[name] = withoutDirective(definition)
	}
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(&shown)
	return text.String()
}

const generationOnly = "goField"

func withoutDirective(definition *ast.Definition) *ast.Definition {
	shown := *definition
	shown.Fields = make(ast.FieldList, len(definition.Fields))
	for i, field := range definition.Fields {
		plain := *field
		plain.Directives = slices.DeleteFunc(slices.Clone(field.Directives), func(d *ast.Directive) bool { return d.Name == generationOnly })
		shown.Fields[i] = &plain
	}
	return &shown
}
