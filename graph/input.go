package graph

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// hidden finds the first coordinate that the given arguments of a field name and
// that the viewer may not use there; nil when there is none. What compares, orders,
// groups or searches tells as much as the value, so it must be shown in every
// class that the field may speak of. What is refused never depends on data.
func (g *guarded) hidden(table *model.Table, known *guardedField, field *graphql.FieldContext, variables map[string]any) (*guardedName, *model.Verdict) {
	if len(known.arguments) == 0 || len(field.Field.Arguments) == 0 {
		return nil, nil
	}
	uses := g.uses(known, field.Field.Arguments, variables)
	classes := known.scope(table, field, uses.relations)
	for i := range uses.names {
		if uses.names[i].group == known.group && known.group != "" {
			continue // judged with the field
		}
		within := classes
		if known.anchored && uses.names[i].joint {
			within = orNearer(table, classes)
		}
		if verdict := refusedIn(table, &uses.names[i], within); verdict != nil {
			return &uses.names[i], verdict
		}
	}
	return nil, nil
}

// scope is the set of classes that a field with arguments speaks of: that of the
// object it belongs to, those of the customers it lists or counts, those in which a
// mutation may be done, or the class of what has no customer behind it.
func (g *guardedField) scope(table *model.Table, field *graphql.FieldContext, relations []model.Relation) model.ClassSet {
	var classes model.ClassSet
	if class := classOf(field); class != model.ClassNone {
		return classes.Add(class)
	}
	if g.anchored {
		return table.Visible & model.ClassesWithin(relations...)
	}
	if g.object == "Mutation" {
		for _, class := range model.CustomerClasses {
			if table.Visible.Has(class) && table.At(g.place, class).Kind == model.Show {
				classes = classes.Add(class)
			}
		}
	}
	if classes == 0 {
		return classes.Add(model.ClassNone)
	}
	return classes
}

// orNearer adds the visible classes that are nearer than one of a set: what several
// customers share has the class of the nearest of them.
func orNearer(table *model.Table, classes model.ClassSet) model.ClassSet {
	farthest := model.RelationConflict
	for _, class := range model.CustomerClasses {
		if classes.Has(class) {
			farthest = max(farthest, class.Relation())
		}
	}
	for _, class := range model.CustomerClasses {
		if table.Visible.Has(class) && class.Relation() <= farthest {
			classes = classes.Add(class)
		}
	}
	return classes
}

// refusedIn gives the verdict of the first class in which a name may not be used,
// nil when it may be in each.
func refusedIn(table *model.Table, name *guardedName, classes model.ClassSet) *model.Verdict {
	for class := model.RowClass(1); class <= model.ClassNone; class++ {
		if !classes.Has(class) {
			continue
		}
		verdict := table.At(name.place, class)
		if verdict.Kind == model.Deny || verdict.Kind == model.Mask && !name.output {
			return verdict
		}
	}
	return nil
}

// uses are the coordinates that arguments name, in the order of the schema, and
// the relations that the list is restricted to.
type uses struct {
	names     []guardedName
	relations []model.Relation
}

// uses reads the arguments that were given, as literals or variables; defaults of
// the schema were not.
func (g *guarded) uses(known *guardedField, arguments ast.ArgumentList, variables map[string]any) *uses {
	found := &uses{}
	for i := range known.arguments {
		argument := arguments.ForName(known.arguments[i].name)
		if argument == nil {
			continue
		}
		value, given := valueOf(argument.Value, variables)
		if !given {
			continue
		}
		found.names = append(found.names, known.arguments[i])
		g.walk(found, known.arguments[i].of, value)
		if known.arguments[i].of.Name() == filterType {
			found.relations = relationsOf(value)
		} else if input, isObject := value.(map[string]any); isObject && known.object == "Mutation" {
			found.relations = relationsOf(input["filter"])
		}
	}
	return found
}

// valueOf gives the value of an argument; one that is a variable which was not
// sent was not given.
func valueOf(value *ast.Value, variables map[string]any) (any, bool) {
	if value.Kind == ast.Variable {
		sent, given := variables[value.Raw]
		return sent, given
	}
	read, err := value.Value(variables)
	return read, err == nil
}

// walk collects what a value of an input type names.
func (g *guarded) walk(found *uses, of *ast.Type, value any) {
	if of.Elem != nil {
		items, isList := value.([]any)
		if !isList {
			g.walk(found, of.Elem, value) // one value stands for a list of it
			return
		}
		for _, item := range items {
			g.walk(found, of.Elem, item)
		}
		return
	}
	switch value := value.(type) {
	case map[string]any:
		for _, field := range g.inputs[of.NamedType] {
			if inner, given := value[field.name]; given {
				found.names = append(found.names, field)
				g.walk(found, field.of, inner)
			}
		}
	case string:
		if values := g.values[of.NamedType]; values != nil {
			found.names = append(found.names, values[value])
		}
	}
}

// relationsOf reads the relations that a filter restricts to; those further down
// in it do not restrict the whole.
func relationsOf(filter any) []model.Relation {
	fields, _ := filter.(map[string]any)
	words, isList := fields["relations"].([]any)
	if !isList && fields["relations"] != nil {
		words = []any{fields["relations"]}
	}
	var relations []model.Relation
	for _, word := range words {
		for relation, name := range model.RelationNames {
			if word == name {
				relations = append(relations, model.Relation(relation))
			}
		}
	}
	return relations
}
