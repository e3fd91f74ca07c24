package graph_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestF1_WhoMayNotReadTheSchemaGetsNullWithoutError(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for login, role := range map[string]model.Role{"manager": model.AccountManager, "agent": model.CallCentreAgent, "marketing": model.MarketingAnalyst, "clerk": model.BranchManager, "machine": model.MachineClient} {
		if b.engine.RoleDef(role).Introspection {
			continue
		}
		b.hire(t, login, role)
		for _, document := range []string{`{ __schema { types { name } } }`, `{ __type(name: "Customer") { name fields { name } } }`, introspection} {
			got := b.ask(t, login, document, nil)
			require.Empty(t, got.Errors, login)
			for name, value := range got.Data {
				require.Nil(t, value, "%s: %s", login, name)
			}
		}
		got := b.ask(t, login, `{ __typename viewer { __typename } }`, nil)
		require.Equal(t, "Query", got.Data["__typename"], "__typename is of the document, not of the schema")
	}
}

// readers are the roles that may read the schema, hired.
func (b *bank) readers(t *testing.T) map[string]model.Role {
	t.Helper()
	found := map[string]model.Role{}
	for _, role := range model.Roles {
		if b.engine.RoleDef(role).Introspection {
			login := "reader " + string(role)
			b.hire(t, login, role)
			found[login] = role
		}
	}
	require.Contains(t, found, "reader DEVELOPER")
	return found
}

func TestF1_WhoMayReadTheSchemaSeesThePartOfTheirRoleAlone(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	claims := b.engine.Claims()
	for login, role := range b.readers(t) {
		shown := schemaOf(t, b.data(t, login, introspection, nil))
		for coordinate := range shown {
			if _, claimed := claims[coordinate]; claimed {
				require.True(t, b.someVerdict(role, coordinate), "%s is told of %s", login, coordinate)
			}
		}
		for coordinate := range claims {
			if parent, _, isField := strings.Cut(coordinate, "."); isField && !shown[parent] && !strings.Contains(coordinate, "(") {
				require.Nil(t, at(b.data(t, login, fmt.Sprintf(`{ __type(name: %q) { name } }`, parent), nil), "__type"), "%s: %s", login, parent)
			}
		}
	}
}

// someVerdict tells whether a role is shown a coordinate in some class for some of
// its purposes.
func (b *bank) someVerdict(role model.Role, coordinate string) bool {
	for _, purpose := range b.engine.RoleDef(role).Purposes {
		for class := range model.ClassCount {
			if b.engine.Table([]model.Role{role}, purpose).Of(coordinate, model.RowClass(class)).Kind != model.Deny {
				return true
			}
		}
	}
	return false
}

// schemaOf lists the coordinates of an introspection, and finds it sound: no name
// leads to a type that is not there.
func schemaOf(t *testing.T, data map[string]any) map[string]bool {
	t.Helper()
	shown, named := map[string]bool{}, map[string]string{}
	list := func(of any, name string) []any { found, _ := at(of, name).([]any); return found }
	text := func(of any, name string) string { found, _ := at(of, name).(string); return found }
	var leaf func(of any) string
	leaf = func(of any) string {
		if inner := at(of, "ofType"); inner != nil {
			return leaf(inner)
		}
		return text(of, "name")
	}
	for _, kind := range list(data["__schema"], "types") {
		name := text(kind, "name")
		shown[name] = true
		for _, member := range append(list(kind, "fields"), list(kind, "inputFields")...) {
			coordinate := name + "." + text(member, "name")
			shown[coordinate], named[coordinate] = true, leaf(at(member, "type"))
			for _, argument := range list(member, "args") {
				place := coordinate + "(" + text(argument, "name") + ":)"
				shown[place], named[place] = true, leaf(at(argument, "type"))
			}
		}
		for _, value := range list(kind, "enumValues") {
			shown[name+"."+text(value, "name")] = true
		}
		for _, other := range append(list(kind, "interfaces"), list(kind, "possibleTypes")...) {
			named[name+" and "+text(other, "name")] = text(other, "name")
		}
	}
	for coordinate, kind := range named {
		require.True(t, shown[kind], "%s leads to %s", coordinate, kind)
	}
	return shown
}

func TestGraphiQLCanReadTheSchemaAsADeveloper(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.hire(t, "dev", model.Developer)
	data := b.data(t, "dev", introspection, nil)
	require.Equal(t, "Query", at(data, "__schema", "queryType", "name"))
	require.NotEmpty(t, at(data, "__schema", "types"))
	for _, directive := range at(data, "__schema", "directives").([]any) {
		require.NotContains(t, []any{"goField", "defer"}, at(directive, "name"))
	}
}

func TestC20_WhatOnePersonMayAskIsNotRememberedForAnother(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.hire(t, "dev", model.Developer)
	const document = `{ __type(name: "Query") { name } }`
	for range 3 {
		require.NotNil(t, b.data(t, "dev", document, nil)["__type"])
		require.Nil(t, b.data(t, "alice", document, nil)["__type"])
		for _, login := range []string{"david", "alice"} {
			got := b.ask(t, login, `{ actions { nodes { customer { displayName } } } }`, nil)
			require.Equal(t, login == "alice", len(got.Errors) == 0, "%s: the document is valid for everybody, its fields are not", login)
		}
	}
}

func TestC20_WordsOfTheValidatorAreForWhoMayReadTheSchema(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.hire(t, "dev", model.Developer)
	const document = `{ viewer { purpos } }`
	require.Contains(t, b.ask(t, "dev", document, nil).Errors[0].Message, "Viewer")
	require.NotContains(t, b.ask(t, "dev", document, nil).Errors[0].Message, "Did you mean")
	require.NotContains(t, b.ask(t, "alice", document, nil).Errors[0].Message, "Viewer")
}

func TestE20_ADeveloperDoesNotGoRoundInTheSchema(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.hire(t, "dev", model.Developer)
	round := `{ __schema { types { ` + strings.Repeat("fields { type { ", 6) + "name" + strings.Repeat(" } }", 6) + ` } } }`
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, b.request(t, "dev", round, nil))
	require.NotContains(t, recorder.Body.String(), `"data"`)
	require.Contains(t, recorder.Body.String(), "Maximum introspection depth exceeded")
}

const introspection = `query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name }
	types { ...FullType } directives { name description locations args { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL
	fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
	inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
	enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
	ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`
