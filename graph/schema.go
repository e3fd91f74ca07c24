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

// generationOnly is the directive that says how the server is generated.
const generationOnly = "goField"

// served is the schema that clients meet: without the directive that only says
// how the server is generated, and without @defer, since answers come whole.
func served() *ast.Schema {
	schema := *generated.NewExecutableSchema(generated.Config{}).Schema()
	schema.Directives = maps.Clone(schema.Directives)
	delete(schema.Directives, generationOnly)
	delete(schema.Directives, "defer")
	return &schema
}

// Schema gives the whole schema in one text, as clients see it.
func Schema() string {
	shown := served()
	shown.Types = maps.Clone(shown.Types)
	for name, definition := range shown.Types {
		shown.Types[name] = withoutDirective(definition)
	}
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(shown)
	return text.String()
}

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
