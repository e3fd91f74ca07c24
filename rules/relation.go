package rules

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/rego/compile"

	"foyer/model"
)

// nearness are the rules of access.relation, nearest first; a customer that
// none of them holds for is of the network.
var nearness = [model.RelationNetwork]string{"conflict", "own", "delegated", "emergency", "branch", "region"}

// relations translates the relation rules into filters on customer rows.
type relations struct {
	mutex  sync.Mutex // a prepared compilation is used by one at a time
	rules  [model.RelationNetwork]*compile.Prepared
	row    *compile.Prepared      // which customers exist at all
	oracle rego.PreparedEvalQuery // the same rules, asked of one row
}

// newRelations prepares the relation rules and refuses one that can't become a
// filter, tried with the bindings of somebody who has all of them and of
// somebody who has none.
func newRelations(ctx context.Context, policy *loaded) (*relations, error) {
	r := &relations{}
	module := policy.modules[relationFile]
	if module == nil {
		return nil, broken(relationFile, 0, "the relation rules are missing", "write own, delegated, branch and region")
	}
	for i, name := range nearness {
		line := ruleLine(module, name)
		if line == 0 {
			return nil, broken(relationFile, 0, "the relation rule "+name+" is missing", "write it")
		}
		prepared, err := prepareFilter(ctx, policy, "data.access.relation."+name)
		if err != nil {
			return nil, err
		}
		r.rules[i] = prepared
		for _, actor := range []*model.Actor{{}, everyBinding()} {
			if _, err := r.filter(ctx, model.Relation(i), actorInput(actor)); err != nil {
				return nil, broken(relationFile, line, err.Error(), "compare columns of input.customer with input.actor or words by ==, != or in, nothing else")
			}
		}
	}
	var err error
	if r.row, err = prepareFilter(ctx, policy, "data.access.row.allowed"); err != nil {
		return nil, err
	}
	r.oracle, err = rego.New(
		rego.Compiler(policy.compiler), rego.Query("data.access.relation"), rego.StrictBuiltinErrors(true),
		rego.GenerateJSON(asTerm),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepare the relations: %w", err)
	}
	return r, nil
}

// prepareFilter prepares the translation of a rule over a customer row.
func prepareFilter(ctx context.Context, policy *loaded, rule string) (*compile.Prepared, error) {
	prepared, err := compile.New(
		compile.Target("ucast", "all"), compile.ParsedUnknowns(ast.MustParseTerm("input.customer")),
		compile.ParsedQuery(ast.MustParseBody(rule+" == true")),
		compile.Rego(rego.Compiler(policy.compiler), rego.StrictBuiltinErrors(true)),
	).Prepare(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepare the filter %s: %w", rule, err)
	}
	return prepared, nil
}

func broken(file string, line int, message, remedy string) *BrokenError {
	return &BrokenError{Findings: []Finding{{
		File: file, Line: line, Col: min(line, 1), Code: FindingAccess, Message: message, Remedy: remedy, Severity: SeverityError,
	}}}
}

func ruleLine(module *ast.Module, name string) int {
	for _, rule := range module.Rules {
		if rule.Head.Ref().String() == name {
			return rule.Location.Row
		}
	}
	return 0
}

func everyBinding() *model.Actor {
	id := model.ID{1}
	return &model.Actor{EmployeeID: id, BranchID: id, RegionID: id, Portfolios: []model.ID{id}, Delegated: []model.ID{id}, Kin: []model.ID{id}, Emergency: []model.ID{id}}
}

// actorInput gives the bindings of a person, ids in order, absent when there are none.
func actorInput(actor *model.Actor) map[string]any {
	bindings := map[string]any{
		"portfolios": idTexts(actor.Portfolios), "delegated": idTexts(actor.Delegated),
		"kin": idTexts(actor.Kin), "emergency": idTexts(actor.Emergency),
	}
	for name, id := range map[string]model.ID{"employee_id": actor.EmployeeID, "branch_id": actor.BranchID, "region_id": actor.RegionID} {
		if !id.IsZero() {
			bindings[name] = id.String()
		}
	}
	return bindings
}

func idTexts(ids []model.ID) []any {
	texts := make([]any, 0, len(ids))
	for _, id := range slices.SortedFunc(slices.Values(ids), model.ID.Compare) {
		texts = append(texts, id.String())
	}
	return texts
}

// filter gives the rows that a relation holds for, as a tree.
func (r *relations) filter(ctx context.Context, relation model.Relation, actor map[string]any) (model.Filter, error) {
	filter, err := r.translate(ctx, r.rules[relation], map[string]any{"actor": actor})
	if err != nil {
		return nil, fmt.Errorf("translate the relation %s: %w", nearness[relation], err)
	}
	return filter, nil
}

// existing gives the customers that exist at all for somebody's roles and purpose.
func (r *relations) existing(ctx context.Context, roles []model.Role, purpose model.Purpose) (model.Filter, error) {
	filter, err := r.translate(ctx, r.row, map[string]any{"roles": roles, "purpose": purpose})
	if err != nil {
		return nil, fmt.Errorf("translate which rows exist: %w", err)
	}
	return filter, nil
}

func (r *relations) translate(ctx context.Context, rule *compile.Prepared, known map[string]any) (model.Filter, error) {
	input, err := ast.InterfaceToValue(known)
	if err != nil {
		return nil, fmt.Errorf("encode what is known: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, evaluationLimit)
	defer cancel()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	filters, err := rule.Compile(ctx, rego.EvalParsedInput(input))
	if err != nil {
		return nil, err
	}
	return filterOf(filters.For("ucast", "all").Query)
}

// filterOf reads the tree that OPA made: nothing means no row, an empty tree
// means every row.
func filterOf(query any) (model.Filter, error) {
	node, isTree := query.(map[string]any)
	switch {
	case query == nil:
		return model.NoRows{}, nil
	case !isTree:
		return nil, fmt.Errorf("unexpected filter %T", query)
	case len(node) == 0:
		return model.AllRows{}, nil
	case node["type"] == "compound":
		return compound(node)
	case node["type"] == "field":
		return comparison(node)
	}
	return nil, fmt.Errorf("unexpected filter of type %v", node["type"])
}

func compound(node map[string]any) (model.Filter, error) {
	// OPA gives the parts as []any or []map[string]any.
	text, err := json.Marshal(node["value"])
	if err != nil {
		return nil, fmt.Errorf("read the parts of a filter: %w", err)
	}
	var raw []map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("read the parts of a filter: %w", err)
	}
	parts := make([]model.Filter, len(raw))
	for i, part := range raw {
		if parts[i], err = filterOf(part); err != nil {
			return nil, err
		}
	}
	switch {
	case node["operator"] == "and":
		return model.And(parts), nil
	case node["operator"] == "or":
		return model.Or(parts), nil
	case node["operator"] == "not" && len(parts) == 1:
		return model.Not{Filter: parts[0]}, nil
	}
	return nil, fmt.Errorf("unexpected operator %v", node["operator"])
}

// comparison reads a comparison of a column with words. Columns are words too:
// their order differs between databases, so that only equality is taken.
func comparison(node map[string]any) (model.Filter, error) {
	name, _ := node["field"].(string)
	column, isCustomer := strings.CutPrefix(name, "customer.")
	if !isCustomer || !slices.Contains(model.FilterColumns, column) {
		return nil, fmt.Errorf("%s is not a column that a relation may name (%s)", name, strings.Join(model.FilterColumns, ", "))
	}
	switch operator := node["operator"]; operator {
	case "eq", "ne":
		word, isWord := node["value"].(string)
		if !isWord {
			return nil, fmt.Errorf("%s is compared with %v, which is not a word", name, node["value"])
		}
		return model.Compare{Field: column, Op: model.CompareOp(operator.(string)), Value: word}, nil
	case "in":
		values, isList := node["value"].([]any)
		words := func(value any) bool { _, isWord := value.(string); return !isWord }
		if !isList || slices.ContainsFunc(values, words) {
			return nil, fmt.Errorf("%s is looked up in %v, which is not a list of words", name, node["value"])
		}
		if len(values) == 0 {
			return model.NoRows{}, nil
		}
		return model.OneOf{Field: column, Values: values}, nil
	}
	return nil, fmt.Errorf("%s is compared by %v: only ==, != and in become SQL", name, node["operator"])
}

// RelationHolds asks the relation rules of one customer row, column by column
// as model.FilterColumns names them, absent when NULL; actor holds the bindings
// that the rules know. It is what the filters of Scope must agree with.
func (e *Engine) RelationHolds(ctx context.Context, actor, customer map[string]any) (model.Relation, error) {
	input, err := ast.InterfaceToValue(map[string]any{"actor": actor, "customer": customer})
	if err != nil {
		return 0, fmt.Errorf("encode the row: %w", err)
	}
	answer, err := ask(ctx, e.grants.relations.oracle, input)
	if err != nil {
		return 0, fmt.Errorf("ask the relation: %w", err)
	}
	if answer == nil {
		return 0, errors.New("the relation rules answered nothing")
	}
	for i, name := range nearness {
		if value := member(answer, name); value != nil && value.Compare(ast.Boolean(true)) == 0 {
			return model.Relation(i), nil
		}
	}
	return model.RelationNetwork, nil
}
