package rules

import (
	"context"
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

// verdicts are the verdicts of a group in each row class.
type verdicts = [model.ClassCount]model.Verdict

// byGroup are the verdicts of every group for each purpose.
type byGroup map[model.Purpose]map[string]*verdicts

// grants are the access tables of a revision: every verdict is computed when the
// engine is made, nothing is evaluated when somebody asks.
type grants struct {
	revision  string
	access    *access
	places    map[string]int        // of coordinates, in their order
	groups    []string              // the group of the coordinate at each place
	rules     map[string]AccessRule // by identifier
	verdicts  map[model.Role]byGroup
	outside   byGroup // what a machine client is told of what its scopes leave out
	relations *relations
	tables    *bounded[string, *model.Table]
	filters   *bounded[string, rowFilters]
}

func newGrants(ctx context.Context, policy *loaded) (*grants, error) {
	g := &grants{
		revision: policy.revision.ID(), access: policy.access, places: map[string]int{}, rules: map[string]AccessRule{},
		verdicts: map[model.Role]byGroup{},
		tables:   newBounded[string, *model.Table](keptTables), filters: newBounded[string, rowFilters](keptFilters),
	}
	for place, coordinate := range slices.Sorted(maps.Keys(policy.access.claims)) {
		g.places[coordinate] = place
		g.groups = append(g.groups, policy.access.claims[coordinate])
	}
	for _, role := range model.Roles {
		for _, rule := range policy.access.rules[role] {
			g.rules[rule.ID] = rule
		}
		questions, err := questionsOf(ctx, policy, role)
		if err != nil {
			return nil, err
		}
		if g.verdicts[role], err = grantedTo(ctx, policy, role, questions, scopeWithin); err != nil {
			return nil, err
		}
		if role == model.MachineClient {
			if g.outside, err = grantedTo(ctx, policy, role, questions, scopeOutside); err != nil {
				return nil, err
			}
		}
	}
	if err := g.check(policy); err != nil {
		return nil, err
	}
	var err error
	g.relations, err = newRelations(ctx, policy)
	return g, err
}

// grantedTo evaluates the policy of a role for every purpose, class and group.
func grantedTo(ctx context.Context, policy *loaded, role model.Role, questions []*question, scope string) (byGroup, error) {
	all := byGroup{}
	for _, purpose := range model.Purposes {
		all[purpose] = map[string]*verdicts{}
		for group := range policy.access.groups {
			all[purpose][group] = &verdicts{}
			for _, class := range everyClass {
				verdict, err := verdictOf(ctx, questions, viewOf(role, purpose, class, group, scope))
				if err != nil {
					return nil, err
				}
				all[purpose][group][class] = verdict
			}
		}
	}
	return all, nil
}

// everyClass are the classes of customers, and that of what has none behind it.
var everyClass = append(slices.Clip(model.CustomerClasses), model.ClassNone)

// check refuses a policy that leaves something unsaid: a cell of which no rule
// speaks, customers shown for a purpose that is not of the role, or something
// shown to a machine client outside its scopes.
func (g *grants) check(policy *loaded) error {
	for _, role := range model.Roles {
		file := roleFile(role)
		for _, purpose := range model.Purposes {
			for _, group := range slices.Sorted(maps.Keys(policy.access.groups)) {
				for _, class := range everyClass {
					verdict := g.verdicts[role][purpose][group][class]
					cell := fmt.Sprintf("%s, %s, %s", purpose, class, group)
					switch {
					case verdict.Rule == "":
						return broken(file, 1, "no rule speaks of "+cell, `write otherwise["..."], which denies what no other rule speaks of`)
					case group == groupRow && verdict.Kind != model.Deny && !policy.access.hasPurpose(role, purpose):
						return broken(file, 1, fmt.Sprintf("%s shows customers, and roles.json does not give the purpose", verdict.Rule), "deny them, or add the purpose")
					case role == model.MachineClient && g.outside[purpose][group][class].Kind != model.Deny:
						return broken(file, 1, "outside its scopes a machine client must be denied "+cell, `deny what input.scope == "OUTSIDE"`)
					}
				}
			}
		}
	}
	return nil
}

// verdictOf asks every rule of a role: deny wins over mask, mask over show, and
// what no rule speaks of is denied by the rules named otherwise. Of several rules
// the first identifier is told.
func verdictOf(ctx context.Context, questions []*question, view view) (model.Verdict, error) {
	var verdict, otherwise model.Verdict
	for _, question := range questions {
		answer, err := question.ask(ctx, view)
		if err != nil {
			return model.Verdict{}, fmt.Errorf("evaluate the access rule %s: %w", question.rule.ID, err)
		}
		if answer == nil || answer.Compare(ast.Boolean(false)) == 0 {
			continue
		}
		found := granted(question.rule, answer)
		switch {
		case question.rule.isOtherwise():
			otherwise = found
		case verdict.Rule == "" || found.Kind < verdict.Kind:
			verdict = found
		}
	}
	if verdict.Rule == "" {
		return otherwise, nil
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
// for one purpose. Roles that do not act for the purpose count only when none
// does. Between the others the most open verdict wins.
func (e *Engine) Table(roles []model.Role, purpose model.Purpose) *model.Table {
	return e.grants.table(tableKey{Roles: known(roles), Purpose: purpose})
}

// tableKey is what a table depends on.
type tableKey struct {
	Roles   []model.Role
	Purpose model.Purpose
	Machine bool
	Groups  []string // opened by the scopes of a machine client
}

// known are the roles that policies speak of, in the order of model.Roles.
func known(roles []model.Role) []model.Role {
	return slices.DeleteFunc(slices.Clone(model.Roles), func(role model.Role) bool { return !slices.Contains(roles, role) })
}

// tableOf gives the table of a person, or of a machine client within its scopes.
func (e *Engine) tableOf(actor *model.Actor, purpose model.Purpose) *model.Table {
	key := tableKey{Roles: known(actor.Roles), Purpose: purpose, Machine: actor.Machine}
	if actor.Machine {
		key.Groups = e.ScopeGroups(actor.Scopes)
	}
	return e.grants.table(key)
}

func (g *grants) table(key tableKey) *model.Table {
	name := fmt.Sprintf("%q %q %t %q", key.Roles, key.Purpose, key.Machine, key.Groups)
	if table, kept := g.tables.get(name); kept {
		return table
	}
	merged := g.merged(key)
	table := &model.Table{Revision: g.revision, Places: g.places, Verdicts: make([]*verdicts, len(g.groups))}
	for place, group := range g.groups {
		table.Verdicts[place] = merged[group]
	}
	for _, class := range model.CustomerClasses {
		if rows := merged[groupRow]; rows != nil && rows[class].Kind == model.Show {
			table.Visible = table.Visible.Add(class)
		}
	}
	g.tables.put(name, table)
	return table
}

// merged gives the verdicts of every group for what a table depends on.
func (g *grants) merged(key tableKey) map[string]*verdicts {
	acting := slices.DeleteFunc(slices.Clone(key.Roles), func(role model.Role) bool { return !g.access.hasPurpose(role, key.Purpose) })
	if len(acting) == 0 {
		acting = key.Roles
	}
	merged := map[string]*verdicts{}
	for _, role := range acting {
		for group, given := range g.verdicts[role][key.Purpose] {
			merged[group] = mostOpen(merged[group], given)
		}
	}
	if key.Machine {
		for group := range merged {
			if !slices.Contains(key.Groups, group) {
				merged[group] = g.outside[key.Purpose][group]
			}
		}
	}
	return merged
}

func mostOpen(a, b *verdicts) *verdicts {
	if a == nil {
		return b
	}
	merged := *a
	for class, other := range b {
		if moreOpen(other, merged[class]) {
			merged[class] = other
		}
	}
	return &merged
}

// moreOpen orders verdicts: show, then the masks in the order of model.Masks, which
// ends with the one that tells least, then deny.
func moreOpen(a, b model.Verdict) bool {
	if a.Kind != b.Kind || a.Kind != model.Mask {
		return a.Kind > b.Kind
	}
	return slices.Index(model.Masks, a.Mask) < slices.Index(model.Masks, b.Mask)
}

// Scope says which rows exist for a person and how near each is. The filters are
// kept by what they depend on: the person's bindings, roles and purpose.
func (e *Engine) Scope(ctx context.Context, actor *model.Actor, purpose model.Purpose) (model.Scope, error) {
	key := subjectKey(actor, purpose)
	filters, kept := e.grants.filters.get(key)
	if !kept {
		var err error
		if filters, err = e.grants.relations.filters(ctx, rowInput(actor, purpose)); err != nil {
			return model.Scope{}, err
		}
		e.grants.filters.put(key, filters)
	}
	return model.Scope{Actor: actor, Purpose: purpose, Table: e.tableOf(actor, purpose), Near: filters.near, Rows: filters.rows}, nil
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
func (e *Engine) Claims() map[string]string { return maps.Clone(e.grants.access.claims) }

// CoordinateIndex gives the place of a coordinate in the tables of this engine.
func (e *Engine) CoordinateIndex(coordinate string) (int, bool) {
	place, claimed := e.grants.places[coordinate]
	return place, claimed
}

// Groups lists the groups of what there is to see and do, in order.
func (e *Engine) Groups() []string { return slices.Sorted(maps.Keys(e.grants.access.groups)) }

// GroupVerdict is what one role sees of a group, for a purpose, in a row class; a
// group or role that there is not is denied.
func (e *Engine) GroupVerdict(role model.Role, purpose model.Purpose, class model.RowClass, group string) model.Verdict {
	if given := e.grants.verdicts[role][purpose][group]; given != nil && int(class) < model.ClassCount {
		return given[class]
	}
	return model.Verdict{}
}
