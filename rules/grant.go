package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// classNone is how policies name the relation and sensitivity of what has no
// customer behind it.
const classNone = "NONE"

// How many tables and how many persons' filters an engine keeps.
const (
	keptTables  = 256
	keptFilters = 4096
)

type (
	// verdicts are the verdicts of a group in each row class.
	verdicts = [model.ClassCount]model.Verdict
	filters  = [model.RelationNetwork]model.Filter
)

// grants are the access tables of a revision: every verdict is computed when the
// engine is made, nothing is evaluated when somebody asks.
type grants struct {
	revision  string
	claims    map[string]string
	rules     map[string]AccessRule // by identifier
	verdicts  map[model.Role]map[model.Purpose]map[string]*verdicts
	relations *relations
	tables    *bounded[string, *model.Table]
	filters   *bounded[string, filters]
}

func newGrants(ctx context.Context, policy *loaded) (*grants, error) {
	g := &grants{
		revision: policy.revision.ID(), claims: policy.access.claims, rules: map[string]AccessRule{},
		verdicts: map[model.Role]map[model.Purpose]map[string]*verdicts{},
		tables:   newBounded[string, *model.Table](keptTables), filters: newBounded[string, filters](keptFilters),
	}
	for role, rules := range policy.access.rules {
		for _, rule := range rules {
			g.rules[rule.ID] = rule
		}
		var err error
		if g.verdicts[role], err = grantedTo(ctx, policy, role); err != nil {
			return nil, err
		}
	}
	var err error
	g.relations, err = newRelations(ctx, policy)
	return g, err
}

// grantedTo evaluates the policy of a role for every purpose, class and group.
func grantedTo(ctx context.Context, policy *loaded, role model.Role) (map[model.Purpose]map[string]*verdicts, error) {
	questions, err := questionsOf(ctx, policy, role)
	if err != nil {
		return nil, err
	}
	all := map[model.Purpose]map[string]*verdicts{}
	for _, purpose := range model.Purposes {
		all[purpose] = map[string]*verdicts{}
		for group := range policy.access.groups {
			all[purpose][group] = &verdicts{}
			for _, class := range append(slices.Clip(model.CustomerClasses), model.ClassNone) {
				verdict, err := verdictOf(ctx, questions, viewOf(role, purpose, class, group))
				if err != nil {
					return nil, err
				}
				all[purpose][group][class] = verdict
			}
		}
	}
	return all, nil
}

// verdictOf asks every rule of a role: deny wins over mask, mask over show, and
// what no rule speaks of is denied. Of several rules the first identifier is told.
func verdictOf(ctx context.Context, questions []*question, view view) (model.Verdict, error) {
	var verdict model.Verdict
	for _, question := range questions {
		answer, err := question.ask(ctx, view)
		if err != nil {
			return model.Verdict{}, fmt.Errorf("evaluate the access rule %s: %w", question.rule.ID, err)
		}
		if answer == nil || answer.Compare(ast.Boolean(false)) == 0 {
			continue
		}
		found := granted(question.rule, answer)
		if verdict.Rule == "" || found.Kind < verdict.Kind {
			verdict = found
		}
	}
	return verdict, nil
}

// granted is the verdict of a rule that answered value; a mask that nobody
// knows, or a show that is not true, denies.
func granted(rule AccessRule, value ast.Value) model.Verdict {
	mask, _ := value.(ast.String)
	switch {
	case rule.Kind == model.Mask && slices.Contains(model.Masks, string(mask)):
		return model.Verdict{Kind: model.Mask, Rule: rule.ID, Mask: string(mask)}
	case rule.Kind == model.Show && value.Compare(ast.Boolean(true)) == 0:
		return model.Verdict{Kind: model.Show, Rule: rule.ID}
	}
	return model.Verdict{Kind: model.Deny, Rule: rule.ID}
}

// Table gives the verdict of every coordinate for somebody who has these roles,
// for one purpose. Between roles the most open verdict wins.
func (e *Engine) Table(roles []model.Role, purpose model.Purpose) *model.Table {
	g := e.grants
	held := slices.DeleteFunc(slices.Clone(model.Roles), func(role model.Role) bool { return !slices.Contains(roles, role) })
	key := fmt.Sprintf("%q %q", held, purpose)
	if table, kept := g.tables.get(key); kept {
		return table
	}
	merged := map[string]*verdicts{}
	for _, role := range held {
		for group, given := range g.verdicts[role][purpose] {
			merged[group] = mostOpen(merged[group], given)
		}
	}
	table := &model.Table{Revision: g.revision, Verdicts: make(map[string]*verdicts, len(g.claims))}
	for coordinate, group := range g.claims {
		if merged[group] != nil {
			table.Verdicts[coordinate] = merged[group]
		}
	}
	for _, class := range model.CustomerClasses {
		if rows := merged[groupRow]; rows != nil && rows[class].Kind == model.Show {
			table.Visible = table.Visible.Add(class)
		}
	}
	g.tables.put(key, table)
	return table
}

func mostOpen(a, b *verdicts) *verdicts {
	if a == nil {
		return b
	}
	merged := *a
	for class, other := range b {
		if other.Kind > merged[class].Kind || merged[class].Rule == "" {
			merged[class] = other
		}
	}
	return &merged
}

// Scope says which rows exist for a person and how near each is. The filters
// depend on the person's bindings only and are kept by them.
func (e *Engine) Scope(ctx context.Context, actor *model.Actor, purpose model.Purpose) (model.Scope, error) {
	scope := model.Scope{Actor: actor, Purpose: purpose, Table: e.Table(actor.Roles, purpose)}
	bindings := actorInput(actor)
	key, err := json.Marshal(bindings)
	if err != nil {
		return model.Scope{}, fmt.Errorf("encode the actor: %w", err)
	}
	near, kept := e.grants.filters.get(string(key))
	if !kept {
		for i := range near {
			if near[i], err = e.grants.relations.filter(ctx, model.Relation(i), bindings); err != nil {
				return model.Scope{}, err
			}
		}
		e.grants.filters.put(string(key), near)
	}
	scope.Near = near
	scope.Rows, err = e.grants.relations.existing(ctx, actor.Roles, purpose)
	return scope, err
}

// AccessRule gives the words of a rule that a verdict names.
func (e *Engine) AccessRule(id string) (AccessRule, bool) {
	rule, known := e.grants.rules[id]
	return rule, known
}

// AccessRules lists every access rule in the order of identifiers.
func (e *Engine) AccessRules() []AccessRule {
	return slices.SortedFunc(maps.Values(e.grants.rules), func(a, b AccessRule) int { return strings.Compare(a.ID, b.ID) })
}

// Claims gives the group of every schema coordinate.
func (e *Engine) Claims() map[string]string { return maps.Clone(e.grants.claims) }
