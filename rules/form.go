package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// shortcutFile is the module that the engine writes beside those of a revision.
const shortcutFile = "shortcut.rego"

// shortcut writes, for each offer and each detected event, one rule that holds
// when every check does. It gives up at the first check that fails, where
// evaluating a whole package would go through all of them; the night uses it.
// Checks in the form are copied into it, equalities first because the evaluator
// indexes them; the others are referred to.
func (l *loaded) shortcut() (*ast.Module, error) {
	var text strings.Builder
	text.WriteString("package shortcut\n")
	for _, offer := range l.offers {
		l.shortcutRule(&text, "fired", offer.Code, "data.offer."+offer.Code, offer.Checks)
	}
	for _, kind := range l.kinds {
		if kind.Detected {
			l.shortcutRule(&text, "detected", kind.Kind, "data.event."+strings.ToLower(kind.Kind), kind.Checks)
		}
	}
	module, err := ast.ParseModuleWithOpts(shortcutFile, text.String(), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, fmt.Errorf("write the shortcut rules: %w", err)
	}
	return module, nil
}

func (l *loaded) shortcutRule(text *strings.Builder, set, code, name string, checks []*CheckDef) {
	var first, rest []string
	for _, def := range checks {
		if def.EvaluatorOnly {
			rest = append(rest, fmt.Sprintf("%s.%s == true", name, def.Name))
			continue
		}
		for _, expr := range l.rule(def).Body {
			if expr.Operator().String() == "equal" && (isLiteral(expr.Operand(0)) || isLiteral(expr.Operand(1))) {
				first = append(first, expr.String())
			} else {
				rest = append(rest, expr.String())
			}
		}
	}
	fmt.Fprintf(text, "%s contains %q if {\n\t%s\n}\n", set, code, strings.Join(append(first, rest...), "\n\t"))
}

// rule gives the first definition of a check, as written.
func (l *loaded) rule(def *CheckDef) *ast.Rule {
	for _, rule := range l.modules[def.File].Rules {
		if _, name := checkName(rule); name == def.Name {
			return rule
		}
	}
	return nil
}

// checkForms holds checks in the form to the types of the facts they compare,
// and notes those outside it.
func (l *loaded) checkForms() {
	var defs []*CheckDef
	for _, offer := range l.offers {
		defs = append(defs, offer.Checks...)
	}
	for _, kind := range l.kinds {
		defs = append(defs, kind.Checks...)
	}
	for _, def := range defs {
		if def.EvaluatorOnly {
			l.find(Finding{
				File: def.File, Line: def.Line, Col: 1, Code: FindingForm, Severity: SeverityNote,
				Message: def.Name + " is outside the check form: evaluator only, its reach can't be counted",
				Remedy:  "write it as comparisons of one fact with a literal or a parameter, or make a fact of what it computes",
			})
			continue
		}
		for _, expr := range l.rule(def).Body {
			l.checkTypes(def, expr)
		}
	}
}

func (l *loaded) checkTypes(def *CheckDef, expr *ast.Expr) {
	fact, literal := expr.Operand(0), expr.Operand(1)
	if factOf(fact) == "" {
		fact, literal = literal, fact
	}
	i := l.dictionary.Index(factOf(fact))
	if i < 0 {
		return // told where citations are checked
	}
	for _, value := range l.comparedValues(literal) {
		if problem := mismatch(l.dictionary.Defs[i], expr.Operator().String(), value); problem != "" {
			l.find(Finding{
				File: def.File, Line: expr.Location.Row, Col: expr.Location.Col, Code: FindingFact,
				Message: fmt.Sprintf("%s: %s", def.Name, problem),
			})
			return
		}
	}
}

// comparedValues gives what a fact is compared with: a literal, or each value
// that a parameter ever has.
func (l *loaded) comparedValues(term *ast.Term) []ast.Value {
	name := parameterOf(term)
	if name == "" {
		return []ast.Value{term.Value}
	}
	var values []ast.Value
	for _, parameter := range l.parameters {
		if parameter.FullName() != name {
			continue
		}
		for _, row := range parameter.Rows {
			if value, err := ast.InterfaceToValue(row.Value); err == nil {
				values = append(values, value)
			}
		}
	}
	return values
}

// mismatch tells why a fact can't be compared so, "" when it can.
func mismatch(fact model.FactDef, operator string, literal ast.Value) string {
	equality := operator == "equal" || operator == "neq"
	switch value := literal.(type) {
	case ast.Boolean:
		if fact.Type != model.BoolFact || !equality {
			return fmt.Sprintf("%s (%s) can't be compared with %t by this operator", fact.Name, fact.Type, bool(value))
		}
	case ast.String:
		if fact.Type != model.EnumFact || !equality {
			return fmt.Sprintf("%s (%s) can't be compared with the word %q by this operator", fact.Name, fact.Type, string(value))
		}
		if !slices.Contains(fact.Values, string(value)) {
			return fmt.Sprintf("%s is never %q: it is one of %s", fact.Name, string(value), strings.Join(fact.Values, ", "))
		}
	case ast.Number:
		if _, isWhole := value.Int64(); !isWhole {
			return fmt.Sprintf("%s is compared with %s: facts are whole numbers", fact.Name, value)
		}
		if fact.Type != model.IntFact && fact.Type != model.DayFact {
			return fmt.Sprintf("%s (%s) can't be compared with a number", fact.Name, fact.Type)
		}
	default:
		return fmt.Sprintf("%s can't be compared with a list, an object or nothing", fact.Name)
	}
	return ""
}
