package rules

import (
	"maps"
	"slices"
	"strings"

	"foyer/model"
)

// MachineScope is a named set of groups that a machine client may be given.
type MachineScope struct {
	Name   string // e.g. "recommendations.read"
	Title  model.Text
	Groups []string
}

type declaredScope struct {
	Title  model.Text `json:"title"`
	Groups []string   `json:"groups"`
}

const scopesFile = "access/scopes.json"

// readScopes reads what machine clients may be given.
func (s *source) readScopes(groups map[string]model.Text) map[string]*MachineScope {
	var declared map[string]declaredScope
	s.readFile(scopesFile, &declared)
	scopes := map[string]*MachineScope{}
	for name, d := range declared {
		scopes[name] = &MachineScope{Name: name, Title: d.Title, Groups: d.Groups}
		unknown := func(group string) bool { _, known := groups[group]; return !known }
		s.checkAccess(scopesFile, name, []need{
			{isScopeName(name), "a scope is named <noun>.<verb>, in lower case"},
			{both(d.Title), "title is needed in fr and en"},
			{len(d.Groups) > 0 && !slices.ContainsFunc(d.Groups, unknown), "groups lists groups of groups.json"},
		})
	}
	return scopes
}

// isScopeName tells whether a text is two lower-case names with a dot between.
func isScopeName(text string) bool {
	noun, verb, dotted := strings.Cut(text, ".")
	return dotted && isName(noun) && isName(verb)
}

// Scopes lists what machine clients may be given, by name.
func (e *Engine) Scopes() []*MachineScope {
	scopes := e.policy.access.scopes
	found := make([]*MachineScope, 0, len(scopes))
	for _, name := range slices.Sorted(maps.Keys(scopes)) {
		found = append(found, scopes[name])
	}
	return found
}

// ScopeGroups gives the groups that some scopes open together, in order; a scope
// that the revision does not know opens nothing.
func (e *Engine) ScopeGroups(scopes []string) []string {
	var groups []string
	for _, name := range scopes {
		if scope := e.policy.access.scopes[name]; scope != nil {
			groups = append(groups, scope.Groups...)
		}
	}
	return sortedUnique(groups)
}
