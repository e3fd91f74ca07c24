package rules

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// allowed are the built-in functions that a policy may call: pure,
// deterministic and bounded by the size of their input. Time, network, random,
// environment, tokens, regular expressions and everything that can build large
// values are left out: a policy that names one does not compile.
var allowed = []string{
	"abs", "all", "and", "any", "assign", "count", "div", "eq", "equal", "gt", "gte", "internal.member_2", "internal.member_3",
	"intersection", "is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "lt", "lte", "max", "min",
	"minus", "mul", "neq", "array.concat", "array.slice", "object.filter", "object.get", "object.keys", "object.remove", "object.subset",
	"object.union", "or", "plus", "rem", "round", "set_diff", "sort", "startswith", "endswith", "sum", "type_name", "union",
}

// capabilities is what the compiler lets a policy use.
func capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV1))
	all.Builtins = slices.DeleteFunc(all.Builtins, func(builtin *ast.Builtin) bool {
		return builtin.IsNondeterministic() || !slices.Contains(allowed, builtin.Name)
	})
	all.AllowNet = []string{}
	return all
}

// compiler makes a strict compiler within the capabilities.
func compiler() *ast.Compiler {
	return ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
}
