package graph

import (
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
	"foyer/rules"
)

// guarded is the schema as access knows it: every coordinate with the place of
// its verdicts, found once, so that nothing is looked up by text when a field is
// read.
type guarded struct {
	fields map[*ast.FieldDefinition]*guardedField
	named  map[string]map[string]*guardedField // object → field: for those selected on an interface
	inputs map[string][]guardedName            // input type → its fields, in order
	values map[string]map[string]guardedName   // enum → values, of enums that name columns
	groups map[string]int                      // group → the place of one of its coordinates
	names  []string                            // the coordinate of each place
}

// guardedName is a coordinate. Output says that it names a value of the answer,
// which may be masked; what is compared, ordered or counted must be shown.
type guardedName struct {
	name       string // of the argument, input field or enum value
	coordinate string
	place      int // of its verdicts in a table, -1 when no rule claims it
	group      string
	of         *ast.Type
	output     bool
	joint      bool // of a row that several customers have, classed by the nearest of them
}

// guardedField is a field of an object. Anchored says that it gives customers, or
// counts them: what its arguments compare must be shown for each of them.
type guardedField struct {
	guardedName
	object    string
	anchored  bool
	closed    bool // it gives identifiers, truths or words of a closed list, which no mask fits
	arguments []guardedName
}

// filterType is the input by which customers are picked.
const filterType = "CustomerFilter"

// jointInputs are the inputs that pick rows which several customers have.
var jointInputs = map[string]bool{"ContractFilter": true}

// outputs are the enums that name values of an answer.
var outputs = map[string]bool{"CustomerColumn": true}

// newGuarded reads the schema once.
func newGuarded(schema *ast.Schema, engine *rules.Engine) *guarded {
	claims := engine.Claims()
	at := func(coordinate, name string, of *ast.Type) guardedName {
		place, claimed := engine.CoordinateIndex(coordinate)
		if !claimed {
			place = -1
		}
		return guardedName{name: name, coordinate: coordinate, place: place, group: claims[coordinate], of: of}
	}
	g := &guarded{
		fields: map[*ast.FieldDefinition]*guardedField{}, named: map[string]map[string]*guardedField{},
		inputs: map[string][]guardedName{}, values: map[string]map[string]guardedName{},
		groups: map[string]int{}, names: engine.Coordinates(),
	}
	for coordinate, group := range claims {
		g.groups[group], _ = engine.CoordinateIndex(coordinate)
	}
	for name, definition := range schema.Types {
		switch definition.Kind {
		case ast.Object:
			g.addObject(schema, definition, at)
		case ast.InputObject:
			for _, field := range definition.Fields {
				known := at(name+"."+field.Name, field.Name, field.Type)
				known.joint = jointInputs[name]
				g.inputs[name] = append(g.inputs[name], known)
			}
		case ast.Enum:
			g.addEnum(definition, at)
		}
	}
	return g
}

// naming finds what the rules claim of a coordinate.
type naming func(coordinate, name string, of *ast.Type) guardedName

func (g *guarded) addObject(schema *ast.Schema, object *ast.Definition, at naming) {
	g.named[object.Name] = map[string]*guardedField{}
	for _, field := range object.Fields {
		coordinate := object.Name + "." + field.Name
		known := &guardedField{guardedName: at(coordinate, field.Name, field.Type), object: object.Name, anchored: anchored(schema, field)}
		of := schema.Types[field.Type.Name()]
		known.closed = of.Kind == ast.Enum || of.Name == "ID" || of.Name == "Boolean"
		for _, argument := range field.Arguments {
			known.arguments = append(known.arguments, at(coordinate+"("+argument.Name+":)", argument.Name, argument.Type))
		}
		g.fields[field], g.named[object.Name][field.Name] = known, known
	}
}

// addEnum keeps the values of an enum that names columns: some value is claimed.
func (g *guarded) addEnum(enum *ast.Definition, at naming) {
	values, claimed := map[string]guardedName{}, false
	for _, value := range enum.EnumValues {
		known := at(enum.Name+"."+value.Name, value.Name, nil)
		known.output = outputs[enum.Name]
		values[value.Name], claimed = known, claimed || known.place >= 0
	}
	if claimed {
		g.values[enum.Name] = values
	}
}

// anchored tells whether a field gives rows with a customer behind them, or
// speaks of customers by a filter.
func anchored(schema *ast.Schema, field *ast.FieldDefinition) bool {
	for _, argument := range field.Arguments {
		input := schema.Types[argument.Type.Name()]
		if input.Name == filterType || input.Kind == ast.InputObject && input.Fields.ForName("filter") != nil && input.Fields.ForName("filter").Type.Name() == filterType {
			return true
		}
	}
	given := schema.Types[field.Type.Name()]
	if nodes := given.Fields.ForName("nodes"); nodes != nil {
		given = schema.Types[nodes.Type.Name()]
	}
	return given.Fields.ForName("accessClass") != nil
}

// unguarded is a field of introspection, which GraphQL itself answers.
func unguarded(field *graphql.FieldContext) bool {
	return strings.HasPrefix(field.Field.Name, "__") || strings.HasPrefix(field.Object, "__")
}

// field gives what is known of a field; one that the schema does not have is
// claimed by no rule.
func (g *guarded) field(context *graphql.FieldContext) *guardedField {
	if known := g.fields[context.Field.Definition]; known != nil && known.object == context.Object {
		return known
	}
	if known := g.named[context.Object][context.Field.Name]; known != nil {
		return known
	}
	return &guardedField{guardedName: guardedName{coordinate: context.Object + "." + context.Field.Name, place: -1}, object: context.Object}
}

// verdict looks up what the viewer may see of a field. A mutation is let through
// when some class allows it: the desk judges it again on its target.
func (g *guardedField) verdict(table *model.Table, class model.RowClass) (*model.Verdict, model.RowClass) {
	verdict := table.At(g.place, class)
	if verdict.Kind != model.Deny || g.object != "Mutation" {
		return verdict, class
	}
	for _, other := range model.CustomerClasses {
		if allowed := table.At(g.place, other); allowed.Kind == model.Show && table.Visible.Has(other) {
			return allowed, other
		}
	}
	return verdict, class
}

// coordinatesOf gives the fields of an object by their coordinates.
func (g *guarded) coordinatesOf(object string) map[string]*guardedField {
	found := map[string]*guardedField{}
	for _, field := range g.named[object] {
		found[field.coordinate] = field
	}
	return found
}
