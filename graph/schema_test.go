package graph_test

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/graph"
	"foyer/graph/generated"
	"foyer/model"
	"foyer/rules"
)

func schema() *ast.Schema { return generated.NewExecutableSchema(generated.Config{}).Schema() }

// coordinates calls each for every field of an object or interface of ours.
func coordinates(each func(coordinate string, field *ast.FieldDefinition)) {
	for name, definition := range schema().Types {
		if definition.BuiltIn || (definition.Kind != ast.Object && definition.Kind != ast.Interface) {
			continue
		}
		for _, field := range definition.Fields {
			if !strings.HasPrefix(field.Name, "__") {
				each(name+"."+field.Name, field)
			}
		}
	}
}

func TestEveryCoordinateIsClaimedAndNoClaimIsEmpty(t *testing.T) {
	t.Parallel()
	engine, err := sharedEngine()
	require.NoError(t, err)
	missing, superfluous := graph.Unclaimed(schema(), engine.Claims())
	require.Empty(t, missing, "no access rule claims these: add a line for each to rules/policy/access/claims")
	require.Empty(t, superfluous, "claimed but not in the schema")
}

// additions are what somebody may add to the schema, and the coordinates that then
// are unclaimed.
var additions = map[string]struct {
	text string
	want []string
}{
	"a field":            {`extend type Customer { salary: Int }`, []string{"Customer.salary"}},
	"an argument":        {`extend type Query { wealthiest(above: Int): Customer }`, []string{"Query.wealthiest", "Query.wealthiest(above:)"}},
	"an object":          {`type Secret { word: String }`, []string{"Secret", "Secret.word"}},
	"an interface":       {`interface Named { name: String }`, []string{"Named", "Named.name"}},
	"a union":            {`union Anything = Customer | Branch`, []string{"Anything"}},
	"a mutation":         {`extend type Mutation { forget(input: ID): Customer }`, []string{"Mutation.forget", "Mutation.forget(input:)"}},
	"a subscription":     {`extend type Subscription { customers: Customer }`, []string{"Subscription.customers"}},
	"an input":           {`input Question { text: String }`, []string{"Question", "Question.text"}},
	"a filter key":       {`extend input CustomerFilter { salary: Int }`, []string{"CustomerFilter.salary"}},
	"a sort key":         {`extend enum CustomerOrderField { SALARY }`, []string{"CustomerOrderField.SALARY"}},
	"an export column":   {`extend enum CustomerColumn { SALARY }`, []string{"CustomerColumn.SALARY"}},
	"an aggregate":       {`extend enum CustomerGroup { SALARY }`, []string{"CustomerGroup.SALARY"}},
	"a scalar":           {`scalar Secret`, []string{"Secret"}},
	"an enum":            {`enum Secret { YES }`, []string{"Secret", "Secret.YES"}},
	"a field of a field": {`extend type Money { rounded(to: Int): Int }`, []string{"Money.rounded", "Money.rounded(to:)"}},
}

func TestWhatIsAddedToTheSchemaIsUnclaimedUntilARuleSpeaksOfIt(t *testing.T) {
	t.Parallel()
	engine, err := sharedEngine()
	require.NoError(t, err)
	before, _ := graph.Unclaimed(schema(), engine.Claims())
	for name, addition := range additions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			grown, err := gqlparser.LoadSchema(&ast.Source{Name: "schema", Input: graph.Schema()}, &ast.Source{Name: "addition", Input: addition.text})
			require.NoError(t, err)
			missing, _ := graph.Unclaimed(grown, engine.Claims())
			added := slices.DeleteFunc(missing, func(coordinate string) bool { return slices.Contains(before, coordinate) })
			require.Equal(t, addition.want, added)
		})
	}
}

func TestARevisionThatLeavesACoordinateUnclaimedServesNothing(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	line := `"Customer.birthDate": "birth",`
	var files map[string]string
	require.NoError(t, json.Unmarshal([]byte(b.engine.Revision().Content()), &files))
	file := "access/claims/customer.json"
	require.Contains(t, files[file], line)
	files[file] = strings.Replace(files[file], line, "", 1)
	content, err := json.Marshal(files)
	require.NoError(t, err)
	revision, err := rules.FromContent(string(content))
	require.NoError(t, err)
	config := b.config
	config.Engine, err = rules.NewEngine(t.Context(), revision)
	require.NoError(t, err)
	_, err = graph.New(config)
	require.ErrorContains(t, err, "Customer.birthDate")
}

func TestAClaimOfWhatTheSchemaLacksIsSuperfluous(t *testing.T) {
	t.Parallel()
	engine, err := sharedEngine()
	require.NoError(t, err)
	claims := engine.Claims()
	claims["Customer.salary"], claims["Customer.*"] = "income", "income"
	_, superfluous := graph.Unclaimed(schema(), claims)
	require.Equal(t, []string{"Customer.*", "Customer.salary"}, superfluous)
}

func TestWhatCanBeHiddenCanBeNull(t *testing.T) {
	t.Parallel()
	engine, err := sharedEngine()
	require.NoError(t, err)
	claims := engine.Claims()
	coordinates(func(coordinate string, field *ast.FieldDefinition) {
		if field.Type.NonNull {
			require.Equal(t, "system", claims[coordinate], "%s can be hidden, so it must be nullable", coordinate)
		}
		if field.Name == "id" {
			require.True(t, field.Type.NonNull, "%s identifies its object", coordinate)
		}
	})
	for _, role := range model.Roles {
		for _, purpose := range model.Purposes {
			table := engine.Table([]model.Role{role}, purpose)
			for _, class := range append(slices.Clip(model.CustomerClasses), model.ClassNone) {
				if class == model.ClassNone || table.Visible.Has(class) {
					require.Equal(t, model.Show, table.Of("PageInfo.hasNextPage", class).Kind, "%s %s %s", role, purpose, class)
				}
			}
		}
	}
}

func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	for name, definition := range schema().Types {
		if definition.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		require.NotEmpty(t, definition.Description, name)
		for _, value := range definition.EnumValues {
			require.NotEmpty(t, value.Description, "%s.%s", name, value.Name)
		}
		for _, field := range definition.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			require.NotEmpty(t, field.Description, "%s.%s", name, field.Name)
			for _, argument := range field.Arguments {
				require.NotEmpty(t, argument.Description, "%s.%s(%s)", name, field.Name, argument.Name)
			}
		}
	}
}

func TestTheCommittedSchemaIsTheMergedOne(t *testing.T) {
	t.Parallel()
	committed, err := os.ReadFile("../schema.graphql")
	require.NoError(t, err)
	require.Equal(t, string(committed), graph.Schema(), "run go generate ./graph")
}

func TestEnumsAreTheClosedListsOfTheModel(t *testing.T) {
	t.Parallel()
	for name, words := range model.Words {
		if name == "Marketing" { // a word of row rules alone
			continue
		}
		definition := schema().Types[name]
		require.NotNil(t, definition, "the schema has no enum %s", name)
		var values []string
		for _, value := range definition.EnumValues {
			values = append(values, value.Name)
		}
		require.Equal(t, words, values, name)
	}
}

func TestOnlyInputsAndPayloadsAreInvented(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "generated/invented/models.go", nil, 0)
	require.NoError(t, err)
	declared := []string{"CustomerFilter", "CustomerOrder", "ContractsFilter", "ContractFilter", "LifeEventsFilter", "LifeEventFilter"}
	for name := range file.Scope.Objects {
		expected := strings.HasSuffix(name, "Input") || strings.HasSuffix(name, "Payload") || slices.Contains(declared, name)
		require.True(t, expected, "gqlgen had to invent %s: bind it in gqlgen.yml", name)
	}
}

func TestMutationsTakeOneInputAndGiveAPayload(t *testing.T) {
	t.Parallel()
	for _, field := range schema().Mutation.Fields {
		require.Len(t, field.Arguments, 1, field.Name)
		require.Equal(t, "input", field.Arguments[0].Name)
		require.True(t, strings.HasSuffix(field.Type.Name(), "Payload"), field.Name)
		payload := schema().Types[field.Type.Name()]
		require.NotNil(t, payload.Fields.ForName("userErrors"), field.Name)
	}
}
