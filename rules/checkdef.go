package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// checks reads the checks of a module, in the order of stages, then of lines.
func (s *source) checks(file string, module *ast.Module, stages []string) []*CheckDef {
	var defs []*CheckDef
	byName := map[string]*CheckDef{}
	for _, rule := range module.Rules {
		stage, name := checkName(rule)
		if stage == "" {
			continue // a helper of the package
		}
		at := rule.Location
		if !slices.Contains(stages, stage) || rule.Default || len(rule.Head.Args) > 0 {
			s.find(Finding{
				File: file, Line: at.Row, Col: at.Col, Code: FindingForm, Message: rule.Head.Ref().String() + " is not a check",
				Remedy: "a check is written <stage>.<name> if ..., with stage " + strings.Join(stages, ", "),
			})
			continue
		}
		if def := byName[name]; def != nil {
			def.EvaluatorOnly = true // several definitions: one of them must hold
			continue
		}
		def := &CheckDef{Name: name, Stage: stage, EvaluatorOnly: !inForm(rule), File: file, Line: at.Row}
		s.checkTexts(def, rule)
		byName[name] = def
		defs = append(defs, def)
	}
	if len(defs) == 0 {
		at := module.Package.Location
		s.find(Finding{File: file, Line: at.Row, Col: at.Col, Code: FindingForm, Message: "there is no check", Remedy: "it would never fire: write one"})
	}
	slices.SortStableFunc(defs, func(a, b *CheckDef) int {
		return slices.Index(stages, a.Stage) - slices.Index(stages, b.Stage)
	})
	return defs
}

// checkName gives the stage and the full name of a check, "" for a helper rule.
func checkName(rule *ast.Rule) (stage, name string) {
	ref := rule.Head.Ref()
	if len(ref) != 2 || !ref.IsGround() {
		return "", ""
	}
	return ref[0].Value.(ast.Var).String(), strings.Join([]string{ref[0].Value.(ast.Var).String(), text(ref[1])}, ".")
}

// text gives the content of a string term, "" of any other.
func text(term *ast.Term) string {
	if value, ok := term.Value.(ast.String); ok {
		return string(value)
	}
	return ""
}

func (s *source) checkTexts(def *CheckDef, rule *ast.Rule) {
	var words checkText
	for _, annotations := range rule.Annotations {
		if s.custom(def.File, annotations, &words) {
			def.Why, def.Remedy = words.Why, words.Remedy
		}
	}
	s.require(def.File, rule.Location, []need{
		{both(def.Why) && both(def.Remedy), fmt.Sprintf("%s: METADATA custom.why and custom.remedy are needed in fr and en", def.Name)},
	})
}

// inForm tells whether a rule has the check form: comparisons of one fact with
// a literal or a parameter, nothing else. Such a check can become SQL.
func inForm(rule *ast.Rule) bool {
	if rule.Else != nil || !holdsTrue(rule.Head) || len(rule.Body) > 2 {
		return false
	}
	fact := ""
	for _, expr := range rule.Body {
		cited, ok := comparedFact(expr)
		if !ok || fact != "" && cited != fact {
			return false
		}
		fact = cited
	}
	return true
}

// holdsTrue tells whether a rule, when its body holds, is the boolean true.
func holdsTrue(head *ast.Head) bool {
	return head.Value != nil && head.Value.Equal(ast.BooleanTerm(true))
}

// comparisons are the operators of the check form.
var comparisons = []string{"equal", "neq", "lt", "lte", "gt", "gte"}

// comparedFact gives the fact that an expression of the check form compares.
func comparedFact(expr *ast.Expr) (fact string, ok bool) {
	if expr.Negated || len(expr.With) > 0 || !expr.IsCall() || !slices.Contains(comparisons, expr.Operator().String()) || len(expr.Operands()) != 2 {
		return "", false
	}
	left, right := expr.Operand(0), expr.Operand(1)
	if factOf(left) == "" {
		left, right = right, left
	}
	fact = factOf(left)
	return fact, fact != "" && (isLiteral(right) || parameterOf(right) != "")
}

func isLiteral(term *ast.Term) bool {
	switch term.Value.(type) {
	case ast.Number, ast.String, ast.Boolean:
		return true
	}
	return false
}

// factOf gives the name of the fact that a term reads, "" when it reads none.
func factOf(term *ast.Term) string {
	ref, ok := term.Value.(ast.Ref)
	if !ok || len(ref) != 3 || !ref[:2].Equal(factsRef) {
		return ""
	}
	return text(ref[2])
}

// parameterOf gives the full name of the parameter that a term reads.
func parameterOf(term *ast.Term) string {
	ref, ok := term.Value.(ast.Ref)
	if !ok || len(ref) != 4 || !ref[:2].Equal(parametersRef) || text(ref[2]) == "" || text(ref[3]) == "" {
		return ""
	}
	return text(ref[2]) + "." + text(ref[3])
}

// Where facts and parameters are read from.
var (
	factsRef      = ast.MustParseRef("input.facts")
	parametersRef = ast.MustParseRef("data.parameters")
)
