package rules

import (
	"maps"
	"slices"
	"strings"

	"foyer/model"
)

const factsFile = "access/facts.json"

// familyKeys are how the file of facts writes what differs within a family.
var familyKeys = map[string]string{
	FamilyHolds: "<product>", FamilyEvent: "<kind>", FamilyOutcome: "<offer>", FamilyAge: "<n>",
}

// factKey is how the file of facts names a fact: a family is told once, such as
// holds_<product> or event_<kind>_in_days.
func factKey(def *model.FactDef) string {
	placeholder, isFamily := familyKeys[def.Family]
	if !isFamily {
		return def.Name
	}
	prefix := def.Family + "_"
	rest := strings.TrimPrefix(def.Name, prefix+strings.ToLower(def.Key))
	return prefix + placeholder + rest
}

// readFacts gives the group of every fact: a reason or a piece of evidence that
// cites a fact is shown to who may see the group of that fact.
func (s *source) readFacts(dictionary *model.Dictionary, groups map[string]model.Text) map[string]string {
	var declared map[string]string
	s.readFile(factsFile, &declared)
	used, found := map[string]bool{}, map[string]string{}
	for i := range dictionary.Defs {
		def := &dictionary.Defs[i]
		key := factKey(def)
		group, told := declared[key]
		if !told && !used[key] {
			s.find(Finding{File: factsFile, Code: FindingAccess, Message: "the fact " + key + " has no group", Remedy: "add a line: who may read a reason that cites it?"})
		}
		used[key], found[def.Name] = true, group
	}
	for _, key := range slices.Sorted(maps.Keys(declared)) {
		_, known := groups[declared[key]]
		s.checkAccess(factsFile, key, []need{
			{used[key], "the dictionary has no such fact"},
			{known && declared[key] != groupRow, "the group is one of groups.json other than row"},
		})
	}
	return found
}

// FactGroup gives the group of a fact, "" when the dictionary has no such fact.
func (e *Engine) FactGroup(fact string) string { return e.policy.access.facts[fact] }
