package graph

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// visibleSchema is the part of a schema whose coordinates are visible, made sound:
// nothing in it leads to what is left out, and what nothing leads to is left out.
func visibleSchema(whole *ast.Schema, visible func(coordinate string) bool) *ast.Schema {
	part := *whole
	part.Types = make(map[string]*ast.Definition, len(whole.Types))
	for name, definition := range whole.Types {
		if visible(name) {
			part.Types[name] = visibleType(definition, visible)
		}
	}
	for prune(&part) {
		continue
	}
	part.Query, part.Mutation, part.Subscription = root(&part, whole.Query), root(&part, whole.Mutation), root(&part, whole.Subscription)
	keepReachable(&part)
	return &part
}

func root(schema *ast.Schema, definition *ast.Definition) *ast.Definition {
	if definition == nil {
		return nil
	}
	return schema.Types[definition.Name]
}

// visibleType is a type with the members that are visible.
func visibleType(definition *ast.Definition, visible func(coordinate string) bool) *ast.Definition {
	part := *definition
	if definition.BuiltIn {
		return &part
	}
	part.Fields, part.EnumValues = nil, nil
	for _, field := range definition.Fields {
		coordinate := definition.Name + "." + field.Name
		if strings.HasPrefix(field.Name, "__") || !visible(coordinate) {
			continue
		}
		kept := *field
		kept.Arguments = slices.DeleteFunc(slices.Clone(field.Arguments), func(argument *ast.ArgumentDefinition) bool {
			return !visible(coordinate + "(" + argument.Name + ":)")
		})
		part.Fields = append(part.Fields, &kept)
	}
	for _, value := range definition.EnumValues {
		if visible(definition.Name + "." + value.Name) {
			part.EnumValues = append(part.EnumValues, value)
		}
	}
	return &part
}

// prune takes out what refers to nothing; it tells whether there was any.
func prune(schema *ast.Schema) bool {
	before := weight(schema)
	maps.DeleteFunc(schema.Types, func(_ string, definition *ast.Definition) bool { return empty(definition) })
	missing := func(name string) bool { return schema.Types[name] == nil }
	schema.PossibleTypes, schema.Implements = present(schema, schema.PossibleTypes), present(schema, schema.Implements)
	for name, definition := range schema.Types {
		if definition.BuiltIn {
			continue
		}
		definition.Fields = slices.DeleteFunc(definition.Fields, func(field *ast.FieldDefinition) bool {
			field.Arguments = slices.DeleteFunc(field.Arguments, func(argument *ast.ArgumentDefinition) bool { return missing(argument.Type.Name()) })
			return missing(field.Type.Name()) || definition.Kind == ast.Interface && !shared(schema, name, field.Name)
		})
		definition.Interfaces = slices.DeleteFunc(slices.Clone(definition.Interfaces), missing)
		definition.Types = slices.DeleteFunc(slices.Clone(definition.Types), missing)
	}
	return weight(schema) != before
}

// present keeps the types that are still there, as they are now.
func present(schema *ast.Schema, lists map[string][]*ast.Definition) map[string][]*ast.Definition {
	kept := make(map[string][]*ast.Definition, len(lists))
	for name, definitions := range lists {
		for _, definition := range definitions {
			if now := schema.Types[definition.Name]; now != nil && schema.Types[name] != nil {
				kept[name] = append(kept[name], now)
			}
		}
	}
	return kept
}

// shared tells whether each type of an interface has its field.
func shared(schema *ast.Schema, parent, field string) bool {
	possible := schema.PossibleTypes[parent]
	return len(possible) > 0 && !slices.ContainsFunc(possible, func(implementing *ast.Definition) bool {
		return implementing.Fields.ForName(field) == nil
	})
}

func empty(definition *ast.Definition) bool {
	switch definition.Kind {
	case ast.Object, ast.Interface, ast.InputObject:
		return len(definition.Fields) == 0
	case ast.Union:
		return len(definition.Types) == 0
	case ast.Enum:
		return len(definition.EnumValues) == 0
	}
	return false
}

// weight counts what prune may take out.
func weight(schema *ast.Schema) int {
	sum := 0
	for _, definition := range schema.Types {
		sum += 1 + len(definition.Fields)
		for _, field := range definition.Fields {
			sum += len(field.Arguments)
		}
	}
	return sum
}

// keepReachable takes out the types that no root leads to.
func keepReachable(schema *ast.Schema) {
	reached := map[string]bool{}
	var reach func(name string)
	reach = func(name string) {
		definition := schema.Types[name]
		if definition == nil || reached[name] {
			return
		}
		reached[name] = true
		for _, field := range definition.Fields {
			reach(field.Type.Name())
			for _, argument := range field.Arguments {
				reach(argument.Type.Name())
			}
		}
		for _, possible := range schema.PossibleTypes[name] {
			reach(possible.Name)
		}
		for _, implemented := range definition.Interfaces {
			reach(implemented)
		}
	}
	for _, definition := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		if definition != nil {
			reach(definition.Name)
		}
	}
	for name, definition := range schema.Types {
		if definition.BuiltIn {
			reach(name)
		}
	}
	maps.DeleteFunc(schema.Types, func(name string, _ *ast.Definition) bool { return !reached[name] })
	schema.PossibleTypes, schema.Implements = present(schema, schema.PossibleTypes), present(schema, schema.Implements)
}
