package rules

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// cite fills what each check reads, helpers included, from the compiled rules,
// and holds it to the dictionary and the parameters.
func (s *source) cite(compiler *ast.Compiler, defs []*CheckDef, dictionary *model.Dictionary, parameters map[string]*Parameter) {
	byFile := map[string]map[string]*CheckDef{}
	for _, def := range defs {
		if byFile[def.File] == nil {
			byFile[def.File] = map[string]*CheckDef{}
		}
		byFile[def.File][def.Name] = def
	}
	for file, checks := range byFile {
		for _, rule := range compiler.Modules[file].Rules {
			if _, name := checkName(rule); checks[name] != nil {
				s.citeRule(compiler, rule, checks[name])
			}
		}
	}
	for _, def := range defs {
		for _, fact := range def.Facts {
			if i := dictionary.Index(fact); i >= 0 && dictionary.Defs[i].Table != "" {
				def.Parameters = append(def.Parameters, dictionary.Defs[i].Table)
			}
			s.citeKnown(def, dictionary.Index(fact) >= 0, FindingFact, "the dictionary has no fact "+fact)
		}
		for _, parameter := range def.Parameters {
			s.citeKnown(def, parameters[parameter] != nil, FindingParameter, "there is no parameter "+parameter)
		}
		def.Facts, def.Parameters = sortedUnique(def.Facts), sortedUnique(def.Parameters)
	}
}

func (s *source) citeKnown(def *CheckDef, known bool, code, message string) {
	if !known {
		s.find(Finding{File: def.File, Line: def.Line, Col: 1, Code: code, Message: fmt.Sprintf("%s: %s", def.Name, message)})
	}
}

func sortedUnique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// citeRule collects the references of a rule and of the rules it needs.
func (s *source) citeRule(compiler *ast.Compiler, rule *ast.Rule, def *CheckDef) {
	walkRefs(compiler, rule, func(ref ast.Ref) { s.citeRef(ref, def) })
}

// walkRefs visits every reference of a rule and of the rules it needs.
func walkRefs(compiler *ast.Compiler, rule *ast.Rule, visit func(ref ast.Ref)) {
	seen := map[*ast.Rule]bool{}
	var walk func(rule *ast.Rule)
	walk = func(rule *ast.Rule) {
		if seen[rule] {
			return
		}
		seen[rule] = true
		ast.WalkRefs(rule, func(ref ast.Ref) bool {
			visit(ref)
			return false
		})
		for needed := range compiler.Graph.Dependencies(rule) {
			if other, isRule := needed.(*ast.Rule); isRule {
				walk(other)
			}
		}
	}
	walk(rule)
}

// citeRef records a fact or a parameter. Reading facts under a name that only
// evaluation knows is refused: nobody could say what the check rests on.
func (s *source) citeRef(ref ast.Ref, def *CheckDef) {
	term := ast.NewTerm(ref)
	switch {
	case factOf(term) != "":
		def.Facts = append(def.Facts, factOf(term))
	case parameterOf(term) != "":
		def.Parameters = append(def.Parameters, parameterOf(term))
	case len(ref) > 4 && ref[:2].Equal(parametersRef) && parameterOf(ast.NewTerm(ref[:4])) != "":
		def.Parameters = append(def.Parameters, parameterOf(ast.NewTerm(ref[:4])))
	case ref.HasPrefix(todayRef):
	case ref.HasPrefix(ast.InputRootRef) || ref.HasPrefix(parametersRef):
		s.find(Finding{
			File: def.File, Line: def.Line, Col: 1, Code: FindingForm, Message: fmt.Sprintf("%s reads %s", def.Name, ref),
			Remedy: "name the fact or parameter: input.facts.<fact>, data.parameters.<group>.<name>, input.today",
		})
	}
}

var todayRef = ast.MustParseRef("input.today")
