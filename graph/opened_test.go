package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// Open gives a configuration whose graph does not enforce access to fields, to
// measure what that costs.
func Open(config Config) Config {
	config.open = true
	return config
}

// FieldCheck gives the check of one field of a customer in a list, as it is done
// for every field: where it is, of which class, and what its verdict is.
func FieldCheck(config Config, actor *model.Actor) (func() *model.Verdict, error) {
	r, err := newResolver(&config)
	if err != nil {
		return nil, err
	}
	scope, err := r.engine.Scope(context.Background(), actor, model.PurposeService)
	if err != nil {
		return nil, err
	}
	schema := served()
	row := &model.Customer{Class: model.ClassOf(model.RelationOwn, model.Ordinary)}
	list := &graphql.FieldContext{Object: "CustomerConnection"}
	field := &graphql.FieldContext{Object: "Customer", Parent: &graphql.FieldContext{Parent: list, Index: new(int), Result: &row}}
	definition := schema.Types["Customer"].Fields.ForName("displayName")
	field.Field.Field = fieldOf(definition)
	marks := newMarks(len(r.guarded.names))
	return func() *model.Verdict {
		known := r.guarded.field(field)
		verdict, class := known.verdict(scope.Table, classOf(field))
		marks.set(known.place, class)
		return verdict
	}, nil
}

func fieldOf(definition *ast.FieldDefinition) *ast.Field {
	return &ast.Field{Alias: definition.Name, Name: definition.Name, Definition: definition}
}
