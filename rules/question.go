package rules

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"foyer/model"
)

// viewFields are what an access rule is told, in the order of a view.
var viewFields = [...]string{"role", "purpose", "relation", "sensitivity", "group", "scope"}

// Whether what is looked at is within the scopes of a machine client; for people
// everything is.
const (
	scopeWithin  = "WITHIN"
	scopeOutside = "OUTSIDE"
)

// view is somebody looking at something: the values of viewFields.
type view [len(viewFields)]string

func viewOf(role model.Role, purpose model.Purpose, class model.RowClass, group, scope string) view {
	relation, sensitivity := classNone, classNone
	if class != model.ClassNone {
		relation, sensitivity = model.RelationNames[class.Relation()], string(class.Sensitivity())
	}
	return view{string(role), string(purpose), relation, sensitivity, group, scope}
}

// question asks one access rule. An answer is kept for every view that is the
// same in the fields that the rule reads, which spares most evaluations.
type question struct {
	rule    AccessRule
	query   rego.PreparedEvalQuery
	reads   [len(viewFields)]bool
	answers map[view]ast.Value // nil when the rule says nothing
}

// questionsOf prepares the rules of a role in the order of their identifiers.
func questionsOf(ctx context.Context, policy *loaded, role model.Role) ([]*question, error) {
	name := strings.ToLower(string(role))
	var questions []*question
	for _, rule := range policy.compiler.Modules[roleFile(role)].Rules {
		_, full := checkName(rule)
		if full == "" {
			continue // a helper of the package
		}
		query, err := rego.New(
			rego.Compiler(policy.compiler), rego.Query("data.access.role."+name+"."+full), rego.StrictBuiltinErrors(true), rego.GenerateJSON(asTerm),
		).PrepareForEval(ctx)
		if err != nil {
			return nil, fmt.Errorf("prepare the access rule %s of %s: %w", full, role, err)
		}
		asked := &question{rule: policy.access.rules[role][full], query: query, answers: map[view]ast.Value{}}
		walkRefs(policy.compiler, rule, asked.reading)
		questions = append(questions, asked)
	}
	slices.SortFunc(questions, func(a, b *question) int { return strings.Compare(a.rule.ID, b.rule.ID) })
	return questions, nil
}

// reading notes the fields of the input that a reference reads; one that names
// none by a constant may read any.
func (q *question) reading(ref ast.Ref) {
	if !ref.HasPrefix(ast.InputRootRef) {
		return
	}
	field := -1
	if len(ref) > 1 {
		field = slices.Index(viewFields[:], text(ref[1]))
	}
	for i := range q.reads {
		q.reads[i] = q.reads[i] || field < 0 || i == field
	}
}

func (q *question) ask(ctx context.Context, view view) (ast.Value, error) {
	for i, reads := range q.reads {
		if !reads {
			view[i] = ""
		}
	}
	if answer, known := q.answers[view]; known {
		return answer, nil
	}
	input := make([][2]*ast.Term, 0, len(view))
	for i, reads := range q.reads {
		if reads {
			input = append(input, [2]*ast.Term{ast.InternedTerm(viewFields[i]), ast.StringTerm(view[i])})
		}
	}
	answer, err := ask(ctx, q.query, ast.NewObject(input...))
	if err != nil {
		return nil, err
	}
	q.answers[view] = answer
	return answer, nil
}
