package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"foyer/graph/generated"
	"foyer/rules"
)

// Coordinates lists every place of a schema that access rules must speak of, as
// the GraphQL specification writes them and in their order: types, fields,
// arguments, input fields and values of enums. What GraphQL itself defines is
// left out.
func Coordinates(schema *ast.Schema) []string {
	var found []string
	for name, definition := range schema.Types {
		if definition.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		found = append(found, name)
		for _, value := range definition.EnumValues {
			found = append(found, name+"."+value.Name)
		}
		for _, field := range definition.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			coordinate := name + "." + field.Name
			found = append(found, coordinate)
			for _, argument := range field.Arguments {
				found = append(found, coordinate+"("+argument.Name+":)")
			}
		}
	}
	slices.Sort(found)
	return found
}

// Unclaimed compares a schema with the claims of a revision: the coordinates that
// nothing claims, and the claims that name none.
func Unclaimed(schema *ast.Schema, claims map[string]string) (missing, superfluous []string) {
	coordinates := Coordinates(schema)
	for _, coordinate := range coordinates {
		if claims[coordinate] == "" {
			missing = append(missing, coordinate)
		}
	}
	for coordinate := range claims {
		if _, exists := slices.BinarySearch(coordinates, coordinate); !exists {
			superfluous = append(superfluous, coordinate)
		}
	}
	slices.Sort(superfluous)
	return missing, superfluous
}

// checkClaims refuses to serve a schema of which the rules leave something
// unclaimed. A claim of what the schema no longer has does no harm here: a
// revision may be older than the program.
func checkClaims(engine *rules.Engine) error {
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	if missing, _ := Unclaimed(schema, engine.Claims()); len(missing) > 0 {
		return fmt.Errorf("the revision %s claims no group for %s", engine.Revision().ID(), strings.Join(missing, ", "))
	}
	return nil
}
