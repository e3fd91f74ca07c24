package rules

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/rego/compile"

	"foyer/model"
)

// RowRule is a rule of Rego over a customer row: it is asked of one row, and
// becomes a filter for the database. It is safe for concurrent use.
//
// It is told what is known under names of the input of its own (actor, roles,
// purpose), and the row under input.customer: the columns of model.FilterColumns,
// absent when the row has no value.
type RowRule struct {
	name    string
	mutex   sync.Mutex // a prepared compilation is used by one at a time
	filter  *compile.Prepared
	partial rego.PreparedPartialQuery
	oracle  rego.PreparedEvalQuery
}

// NewRowRule compiles the text of a module and prepares one of its rules, named
// from data, such as data.access.row.allowed.
func NewRowRule(ctx context.Context, module, rule string) (*RowRule, error) {
	parsed, err := ast.ParseModuleWithOpts("rule.rego", module, ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities()})
	if err != nil {
		return nil, fmt.Errorf("parse the rule: %w", err)
	}
	compiled := compiler()
	if compiled.Compile(map[string]*ast.Module{"rule.rego": parsed}); compiled.Failed() {
		return nil, fmt.Errorf("compile the rule: %w", compiled.Errors)
	}
	return newRowRule(ctx, compiled, rule)
}

func newRowRule(ctx context.Context, compiled *ast.Compiler, name string) (*RowRule, error) {
	body, err := ast.ParseBody(name + " == true")
	if err != nil {
		return nil, fmt.Errorf("name the rule %s: %w", name, err)
	}
	rule, customer := &RowRule{name: name}, ast.MustParseTerm("input.customer")
	rule.filter, err = compile.New(
		compile.Target("ucast", "all"), compile.ParsedUnknowns(customer), compile.ParsedQuery(body),
		compile.Rego(rego.Compiler(compiled), rego.StrictBuiltinErrors(true)),
	).Prepare(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepare the filter %s: %w", name, err)
	}
	rule.partial, err = rego.New(
		rego.Compiler(compiled), rego.ParsedQuery(body), rego.ParsedUnknowns([]*ast.Term{customer}), rego.StrictBuiltinErrors(true),
	).PrepareForPartial(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepare the filter %s: %w", name, err)
	}
	rule.oracle, err = rego.New(
		rego.Compiler(compiled), rego.Query(name), rego.StrictBuiltinErrors(true), rego.GenerateJSON(asTerm),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepare the rule %s: %w", name, err)
	}
	return rule, nil
}

// Filter gives the rows that the rule holds for, given what is known. A rule that
// can't become a filter is an error: nothing is left out of it in silence.
func (r *RowRule) Filter(ctx context.Context, known map[string]any) (model.Filter, error) {
	input, err := ast.InterfaceToValue(known)
	if err != nil {
		return nil, fmt.Errorf("encode what is known: %w", err)
	}
	return r.filterWith(ctx, input)
}

func (r *RowRule) filterWith(ctx context.Context, input ast.Value) (model.Filter, error) {
	ctx, cancel := context.WithTimeout(ctx, evaluationLimit)
	defer cancel()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	filter, err := r.translate(ctx, input)
	if err != nil {
		return nil, fmt.Errorf("translate %s: %w", r.name, err)
	}
	return filter, nil
}

func (r *RowRule) translate(ctx context.Context, input ast.Value) (filter model.Filter, err error) {
	// OPA's translation stops on the negation of an operand that it does not know.
	defer func() {
		if recover() != nil {
			filter, err = nil, errors.New("a comparison can't be translated")
		}
	}()
	filters, err := r.filter.Compile(ctx, rego.EvalParsedInput(input))
	if err != nil {
		return nil, err
	}
	filter, err = filterOf(filters.For("ucast", "all").Query)
	if _, every := filter.(model.AllRows); !every {
		return filter, err
	}
	// OPA also gives the empty tree for what it can't translate: every row is
	// believed only of a rule that leaves no condition.
	left, err := r.partial.Partial(ctx, rego.EvalParsedInput(input), rego.EvalRuleIndexing(false))
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(left.Queries, func(body ast.Body) bool { return len(body) == 0 }) {
		return nil, errors.New("a comparison can't be translated")
	}
	return model.AllRows{}, nil
}

// Holds asks the rule of one row. It is what Filter must agree with.
func (r *RowRule) Holds(ctx context.Context, known, customer map[string]any) (bool, error) {
	all := map[string]any{"customer": customer}
	for name, value := range known {
		all[name] = value
	}
	input, err := ast.InterfaceToValue(all)
	if err != nil {
		return false, fmt.Errorf("encode the row: %w", err)
	}
	answer, err := ask(ctx, r.oracle, input)
	if err != nil {
		return false, fmt.Errorf("ask %s: %w", r.name, err)
	}
	return answer != nil && answer.Compare(ast.Boolean(true)) == 0, nil
}
