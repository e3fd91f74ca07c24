package graph

import (
	"context"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// aroundIntrospection answers __schema and __type: with the part of the schema that
// the person may see, or with null for who may not ask.
func (r *Resolver) aroundIntrospection(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	if field.Object != "Query" || field.Field.Name != "__schema" && field.Field.Name != "__type" {
		return next(ctx)
	}
	actor := operationFrom(ctx).actor
	if !r.mayIntrospect(actor) {
		return nil, nil
	}
	shown, err := r.schemaOf(ctx, actor)
	if err != nil {
		return nil, owned(err)
	}
	if field.Field.Name == "__schema" {
		return introspection.WrapSchema(shown), nil
	}
	name, _ := field.Args["name"].(string)
	if definition := shown.Types[name]; definition != nil {
		return introspection.WrapTypeFromDef(shown, definition), nil
	}
	return nil, nil
}

// mayIntrospect tells whether a role of the person may ask for the schema.
func (r *Resolver) mayIntrospect(actor *model.Actor) bool {
	return actor != nil && slices.ContainsFunc(actor.Roles, func(role model.Role) bool {
		def := r.engine.RoleDef(role)
		return def != nil && def.Introspection
	})
}

// tables are those of a person, by purpose; nil for purposes that are not theirs.
// Whoever has the same tables sees the same schema.
type tables [8]*model.Table

// schemas keeps the schemas that were made.
type schemas struct {
	mu   sync.Mutex
	made map[tables]*ast.Schema
}

// maxSchemas is how many are kept before all are made again.
const maxSchemas = 64

func (r *Resolver) schemaOf(ctx context.Context, actor *model.Actor) (*ast.Schema, error) {
	var asked tables
	for i, purpose := range model.Purposes {
		scope, err := r.engine.Scope(ctx, actor, purpose)
		if err != nil {
			return nil, err
		}
		asked[i] = scope.Table
	}
	r.schemas.mu.Lock()
	defer r.schemas.mu.Unlock()
	if made, known := r.schemas.made[asked]; known {
		return made, nil
	}
	if len(r.schemas.made) >= maxSchemas {
		clear(r.schemas.made)
	}
	claims := r.engine.Claims()
	made := visibleSchema(served(), func(coordinate string) bool {
		_, claimed := claims[coordinate]
		return !claimed || asked.see(coordinate)
	})
	r.schemas.made[asked] = made
	return made, nil
}

// see tells whether a coordinate is shown or masked for some purpose in some class.
func (t *tables) see(coordinate string) bool {
	for _, table := range t {
		for class := range model.ClassCount {
			if table != nil && table.Of(coordinate, model.RowClass(class)).Kind != model.Deny {
				return true
			}
		}
	}
	return false
}
