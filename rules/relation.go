package rules

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// nearness are the rules of access.relation, nearest first; a customer that
// none of them holds for is of the network.
var nearness = [model.RelationNetwork]string{"conflict", "own", "delegated", "emergency", "branch", "region"}

// relations are the rules over customer rows: how near a row is, and whether it
// exists at all.
type relations struct {
	near   [model.RelationNetwork]*RowRule
	exists *RowRule
}

// newRelations prepares the rules over rows and refuses one that can't become a
// filter.
func newRelations(ctx context.Context, policy *loaded) (*relations, error) {
	r := &relations{}
	var err error
	for i, name := range nearness {
		if r.near[i], err = policy.rowRule(ctx, relationFile, name); err != nil {
			return nil, err
		}
		for _, actor := range triedActors() {
			known := map[string]any{"actor": actorInput(actor)}
			if err := policy.tryRule(ctx, relationFile, name, r.near[i], known); err != nil {
				return nil, err
			}
		}
	}
	if r.exists, err = policy.rowRule(ctx, rowFile, existence); err != nil {
		return nil, err
	}
	for _, roles := range triedRoles() {
		for _, purpose := range model.Purposes {
			for _, actor := range triedActors() {
				actor.Roles = roles
				if err := policy.tryRule(ctx, rowFile, existence, r.exists, rowInput(actor, purpose)); err != nil {
					return nil, err
				}
			}
		}
	}
	return r, nil
}

// existence is the rule of access.row that says which customers exist at all.
const existence = "allowed"

// rowRule prepares a rule over rows.
func (l *loaded) rowRule(ctx context.Context, file, name string) (*RowRule, error) {
	module := l.modules[file]
	if module == nil || ruleLine(module, name) == 0 {
		return nil, broken(file, 0, "the rule "+name+" is missing", "write it")
	}
	return newRowRule(ctx, l.compiler, module.Package.Path.String()+"."+name)
}

// tryRule makes the filter of a rule, and holds it to the rule on rows that the
// words of the filter suggest: what can't be translated is refused here, and
// never when somebody asks.
func (l *loaded) tryRule(ctx context.Context, file, name string, rule *RowRule, known map[string]any) error {
	line := ruleLine(l.modules[file], name)
	filter, err := rule.Filter(ctx, known)
	if err != nil {
		return broken(file, line, err.Error(), "compare columns of input.customer with what is known, or with words, by ==, !=, <, <=, >, >=, in or startswith")
	}
	for _, row := range triedRows(filter) {
		holds, err := rule.Holds(ctx, known, row)
		if err != nil {
			return broken(file, line, err.Error(), "write a rule that can be asked of any row")
		}
		if holds != model.EvaluateFilter(filter, row) {
			return broken(file, line, fmt.Sprintf("the filter of %s differs from the rule on the row %v", name, row), "write it in another way")
		}
	}
	return nil
}

// triedActors are somebody who has no binding and somebody who has all of them.
func triedActors() []*model.Actor { return []*model.Actor{{}, everyBinding()} }

// triedRoles are nobody's roles, each role, and all together.
func triedRoles() [][]model.Role {
	roles := [][]model.Role{nil, model.Roles}
	for _, role := range model.Roles {
		roles = append(roles, []model.Role{role})
	}
	return roles
}

// triedRows are rows of a few values for each column that a filter names: absent,
// the values compared with, and their neighbours.
func triedRows(filter model.Filter) []map[string]any {
	rows := []map[string]any{{}}
	for _, column := range model.FilterColumns {
		words := wordsOf(filter, column, nil)
		if len(words) == 0 {
			continue
		}
		grown := rows
		for _, word := range words[:min(len(words), 3)] {
			for _, row := range rows {
				for _, value := range []string{word, word + "\x00", strings.ToLower(word) + "'%"} {
					next := map[string]any{column: value}
					for other, kept := range row {
						next[other] = kept
					}
					grown = append(grown, next)
				}
			}
		}
		rows = grown[:min(len(grown), maxTriedRows)]
	}
	return rows
}

const maxTriedRows = 40

// wordsOf collects the words that a filter compares a column with.
func wordsOf(filter model.Filter, column string, words []string) []string {
	add := func(field string, value any) {
		if word, isWord := value.(string); isWord && field == column && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	switch filter := filter.(type) {
	case model.And:
		for _, part := range filter {
			words = wordsOf(part, column, words)
		}
	case model.Or:
		for _, part := range filter {
			words = wordsOf(part, column, words)
		}
	case model.Not:
		words = wordsOf(filter.Filter, column, words)
	case model.Compare:
		add(filter.Field, filter.Value)
	case model.OneOf:
		for _, value := range filter.Values {
			add(filter.Field, value)
		}
	}
	return words
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

// rowInput is what the rule of existence knows.
func rowInput(actor *model.Actor, purpose model.Purpose) map[string]any {
	roles := append([]model.Role{}, actor.Roles...) // a list, even an empty one
	return map[string]any{"actor": actorInput(actor), "roles": roles, "purpose": purpose}
}

// rowFilters are the filters of one person for one purpose.
type rowFilters struct {
	near [model.RelationNetwork]model.Filter
	rows model.Filter
}

// filters gives the filters of a person, as the rules make them of the bindings.
func (r *relations) filters(ctx context.Context, known map[string]any) (rowFilters, error) {
	var found rowFilters
	all, err := ast.InterfaceToValue(known)
	if err != nil {
		return found, fmt.Errorf("encode what is known: %w", err)
	}
	bindings := ast.NewObject([2]*ast.Term{ast.StringTerm("actor"), all.(ast.Object).Get(ast.StringTerm("actor"))})
	for i, rule := range r.near {
		if found.near[i], err = rule.filterWith(ctx, bindings); err != nil {
			return rowFilters{}, err
		}
	}
	found.rows, err = r.exists.filterWith(ctx, all)
	return found, err
}

// RelationHolds asks the relation rules of one customer row, column by column
// as model.FilterColumns names them, absent when NULL; actor holds the bindings
// that the rules know. It is what the filters of Scope must agree with.
func (e *Engine) RelationHolds(ctx context.Context, actor, customer map[string]any) (model.Relation, error) {
	for i, rule := range e.grants.relations.near {
		holds, err := rule.Holds(ctx, map[string]any{"actor": actor}, customer)
		if err != nil {
			return 0, err
		}
		if holds {
			return model.Relation(i), nil
		}
	}
	return model.RelationNetwork, nil
}

// RowExists asks the rule of existence of one customer row, as RelationHolds
// does; known holds roles, purpose and actor.
func (e *Engine) RowExists(ctx context.Context, known, customer map[string]any) (bool, error) {
	return e.grants.relations.exists.Holds(ctx, known, customer)
}
