package secrecy_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// How large a generated document may grow.
const (
	deepest  = 9
	mostRead = 60 // fields
)

func readSchema(t testing.TB) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile("../schema.graphql")
	require.NoError(t, err)
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: string(text)})
	require.NoError(t, err)
	return schema
}

// declared are root fields that tell what is hidden elsewhere, because that is what
// they are for.
var declared = map[string]string{
	"subjectAccess": "the complete copy that a person has a right to, for the data protection officer who hands it over",
}

// known are identifiers and words that questions are made of: of rows that exist
// for the viewer, of others, and of none.
type known struct {
	ids   map[string][]string // by type of the schema
	names []string            // names of customers, seen or not
}

// tablesOf are the tables whose rows have an identifier in the graph.
var tablesOf = map[string]string{
	"Customer": "customers", "Household": "households", "Contract": "contracts", "LifeEvent": "life_events", "Interaction": "interactions",
	"Recommendation": "recommendations", "Decision": "decisions", "Action": "actions", "Employee": "employees", "Branch": "branches",
	"Region": "regions", "Portfolio": "portfolios", "AuditRecord": "audit_records",
}

func knowledge(t testing.TB, file string) *known {
	t.Helper()
	db := behind(t, file)
	defer db.Close()
	found := &known{ids: map[string][]string{}}
	for of, table := range tablesOf {
		for _, row := range rowsOf(t, db, "SELECT id FROM "+table+" ORDER BY id") {
			found.ids[of] = append(found.ids[of], globalID(of, row[0]))
		}
	}
	for _, row := range rowsOf(t, db, "SELECT last_name FROM customers WHERE last_name <> '' UNION SELECT first_name FROM customers WHERE first_name <> '' ORDER BY 1") {
		found.names = append(found.names, row[0])
	}
	return found
}

func globalID(of, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(of + ":" + id))
}

// asker makes up questions out of the schema, from a seed.
type asker struct {
	dice    *rand.Rand
	schema  *ast.Schema
	known   *known
	cursors []string // that answers gave
	read    int
	aliases int
	// thorough sweeps read every row that is known, not some.
	thorough bool
}

// question makes up a document that the schema allows.
func (a *asker) question() string {
	a.read, a.aliases = 0, 0
	var fields []string
	for range 1 + a.dice.IntN(2) {
		roots := a.schema.Query.Fields
		field := roots[a.dice.IntN(len(roots))]
		if _, told := declared[field.Name]; told || strings.HasPrefix(field.Name, "__") {
			continue
		}
		fields = append(fields, a.field(field, 1))
	}
	return a.document(fields)
}

// about makes up a document that reads one field of a type, wherever a customer
// leads to it.
func (a *asker) document(fields []string) string {
	if len(fields) == 0 {
		fields = []string{"__typename"}
	}
	return "query Asked { " + strings.Join(fields, " ") + " }"
}

// field writes a field with arguments and what is read below it; "" when there is
// no room for it.
func (a *asker) field(field *ast.FieldDefinition, depth int) string {
	of := a.schema.Types[field.Type.Name()]
	a.read++
	text := field.Name + a.arguments(field)
	if a.aliases < 12 && a.dice.IntN(3) == 0 {
		a.aliases++
		text = fmt.Sprintf("a%d: %s", a.aliases, text)
	}
	if a.dice.IntN(12) == 0 {
		text += [...]string{" @include(if: true)", " @skip(if: false)", " @skip(if: true)"}[a.dice.IntN(3)]
	}
	if !of.IsCompositeType() {
		return text
	}
	return text + a.selection(of, depth+1)
}

// selection writes what is read of an object, through fragments at times.
func (a *asker) selection(of *ast.Definition, depth int) string {
	var parts []string
	if of.IsAbstractType() {
		parts = append(parts, "__typename")
		for _, concrete := range a.schema.GetPossibleTypes(of) {
			if a.dice.IntN(3) == 0 && a.read < mostRead {
				parts = append(parts, "... on "+concrete.Name+a.selection(concrete, depth))
			}
		}
	}
	for range 1 + a.dice.IntN(5) {
		if len(of.Fields) == 0 || a.read >= mostRead {
			break
		}
		field := of.Fields[a.dice.IntN(len(of.Fields))]
		if strings.HasPrefix(field.Name, "__") || depth >= deepest && a.schema.Types[field.Type.Name()].IsCompositeType() {
			continue
		}
		parts = append(parts, a.field(field, depth))
	}
	if len(parts) == 0 {
		parts = []string{"__typename"}
	}
	text := strings.Join(unlike(parts), " ")
	if a.dice.IntN(8) == 0 {
		text = "... on " + of.Name + " { " + text + " }"
	}
	return " { " + text + " }"
}

// unlike keeps one field per response key, so that fields never conflict.
func unlike(parts []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(parts, func(part string) bool {
		key := part
		if end := strings.IndexAny(part, " (:{"); end > 0 && !strings.HasPrefix(part, "...") {
			key = part[:end]
		}
		double := seen[key]
		seen[key] = true
		return double
	})
}

func (a *asker) arguments(field *ast.FieldDefinition) string {
	var given []string
	for _, argument := range field.Arguments {
		required := argument.Type.NonNull && argument.DefaultValue == nil
		if required || a.dice.IntN(2) == 0 {
			given = append(given, argument.Name+": "+a.value(argument.Name, argument.Type, 0))
		}
	}
	if len(given) == 0 {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// value makes up a value of a type, mostly a sensible one.
func (a *asker) value(name string, of *ast.Type, depth int) string {
	if of.Elem != nil {
		var items []string
		for range a.dice.IntN(4) {
			items = append(items, a.value(name, of.Elem, depth))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	definition := a.schema.Types[of.NamedType]
	switch {
	case definition.Kind == ast.Enum:
		return definition.EnumValues[a.dice.IntN(len(definition.EnumValues))].Name
	case definition.Kind == ast.InputObject:
		return a.input(definition, depth)
	}
	switch of.NamedType {
	case "ID":
		return fmt.Sprintf("%q", a.id(name))
	case "Int":
		return fmt.Sprint([...]int{1, 2, 3, 5, 5, 10, 10, 0, -1, 101}[a.dice.IntN(10)])
	case "Long":
		return fmt.Sprint([...]int64{0, 1, 100, 100_000, 713071300, 50_000_00}[a.dice.IntN(6)])
	case "Date":
		return [...]string{`"2026-11-23"`, `"1980-01-01"`, `"2000-06-15"`, `"1907-03-11"`, `"2026-01-01"`}[a.dice.IntN(5)]
	case "DateTime":
		return [...]string{`"2026-11-23T00:00:00Z"`, `"2026-11-24T00:00:00Z"`, `"2020-01-01T00:00:00Z"`}[a.dice.IntN(3)]
	case "Boolean":
		return fmt.Sprint(a.dice.IntN(2) == 0)
	}
	return fmt.Sprintf("%q", a.text(name))
}

func (a *asker) input(of *ast.Definition, depth int) string {
	var given []string
	for _, field := range of.Fields {
		required := field.Type.NonNull && field.DefaultValue == nil
		nested := a.schema.Types[field.Type.Name()].Kind == ast.InputObject
		if required || a.dice.IntN(4) == 0 && (!nested || depth < 2) {
			given = append(given, field.Name+": "+a.value(field.Name, field.Type, depth+1))
		}
	}
	return "{" + strings.Join(given, ", ") + "}"
}

// id picks an identifier: of the type that the name of the argument tells, of any
// type, or of no row.
func (a *asker) id(name string) string {
	of := strings.ToUpper(name[:1]) + strings.TrimSuffix(name[1:], "Id")
	if len(a.known.ids[of]) == 0 || a.dice.IntN(6) == 0 {
		kinds := slices.Sorted(mapKeys(a.known.ids))
		of = kinds[a.dice.IntN(len(kinds))]
	}
	ids := a.known.ids[of]
	if len(ids) == 0 || a.dice.IntN(20) == 0 {
		return globalID(of, "00000000-0000-7000-8000-000000000000")
	}
	return ids[a.dice.IntN(len(ids))]
}

func (a *asker) text(name string) string {
	switch {
	case name == "after" && len(a.cursors) > 0 && a.dice.IntN(4) > 0:
		return a.cursors[a.dice.IntN(len(a.cursors))]
	case name == "after" || a.dice.IntN(10) == 0:
		return [...]string{"bm9uZQ", canaryWord, "%", "'"}[a.dice.IntN(4)]
	case name == "coordinate":
		return "Customer.birthDate"
	}
	return a.known.names[a.dice.IntN(len(a.known.names))]
}
