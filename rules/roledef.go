package rules

import (
	"fmt"
	"maps"
	"slices"

	"foyer/model"
)

// RoleDef is what a revision says of a role besides its verdicts.
type RoleDef struct {
	Role           model.Role
	Title          model.Text
	Purposes       []model.Purpose // for which it may act
	DefaultPurpose model.Purpose   // when a request names none
	CostPerMinute  int             // cost units of GraphQL that one person may spend in a minute
	MaxCost        int             // cost units of one operation
	PageLimit      int             // items that one page of a list may have
	Introspection  bool            // may ask for the schema
	ToxicWith      []model.Role    // roles that nobody may hold together with it
	ToxicReason    model.Text      // why
}

// ToxicPair are two roles that one person holds and must not hold together.
type ToxicPair struct {
	A, B   model.Role // in the order of model.Roles
	Reason model.Text
}

// declaredRole is a role as the file writes it.
type declaredRole struct {
	Title          model.Text      `json:"title"`
	Purposes       []model.Purpose `json:"purposes"`
	DefaultPurpose model.Purpose   `json:"default_purpose"`
	CostPerMinute  int             `json:"cost_per_minute"`
	MaxCost        int             `json:"max_cost"`
	PageLimit      int             `json:"page_limit"`
	Introspection  bool            `json:"introspection"`
	ToxicWith      []model.Role    `json:"toxic_with"`
	ToxicReason    model.Text      `json:"toxic_reason"`
}

const rolesFile = "access/roles.json"

// readRoles reads what the roles are; every role is described, no other is.
func (s *source) readRoles() map[model.Role]*RoleDef {
	var declared map[model.Role]declaredRole
	s.readFile(rolesFile, &declared)
	roles := map[model.Role]*RoleDef{}
	for _, role := range slices.Sorted(maps.Keys(declared)) {
		d := declared[role]
		roles[role] = &RoleDef{
			Role: role, Title: d.Title, Purposes: d.Purposes, DefaultPurpose: d.DefaultPurpose, CostPerMinute: d.CostPerMinute,
			MaxCost: d.MaxCost, PageLimit: d.PageLimit, Introspection: d.Introspection, ToxicWith: d.ToxicWith, ToxicReason: d.ToxicReason,
		}
		s.checkRole(roles[role], declared)
	}
	for _, role := range model.Roles {
		if _, described := declared[role]; !described {
			s.find(Finding{File: rolesFile, Code: FindingAccess, Message: fmt.Sprintf("the role %s is not described", role), Remedy: "say its title, purposes and limits"})
		}
	}
	return roles
}

func (s *source) checkRole(role *RoleDef, declared map[model.Role]declaredRole) {
	unknown := func(purpose model.Purpose) bool { return !slices.Contains(model.Purposes, purpose) }
	oneSided := func(other model.Role) bool { return !slices.Contains(declared[other].ToxicWith, role.Role) }
	s.checkAccess(rolesFile, string(role.Role), []need{
		{slices.Contains(model.Roles, role.Role), "there is no such role"},
		{both(role.Title), "title is needed in fr and en"},
		{len(role.Purposes) > 0 && !slices.ContainsFunc(role.Purposes, unknown), "purposes lists at least one word of the purposes"},
		{slices.Contains(role.Purposes, role.DefaultPurpose), "default_purpose is one of purposes"},
		{role.MaxCost > 0 && role.CostPerMinute >= role.MaxCost, "max_cost is positive, and cost_per_minute not smaller"},
		{role.PageLimit > 0 && role.PageLimit <= maxPage, fmt.Sprintf("page_limit is between 1 and %d", maxPage)},
		{!slices.Contains(role.ToxicWith, role.Role), "toxic_with lists other roles"},
		{!slices.ContainsFunc(role.ToxicWith, oneSided), "toxic_with lists roles that list it too"},
		{len(role.ToxicWith) == 0 || both(role.ToxicReason), "toxic_reason is needed in fr and en"},
	})
}

// maxPage is the longest page that a role may be given.
const maxPage = 1000

func (s *source) checkAccess(file, name string, needs []need) {
	for _, need := range needs {
		if !need.met {
			line := lineOf(s.revision.files[file], name)
			s.find(Finding{File: file, Line: line, Col: min(line, 1), Code: FindingAccess, Message: fmt.Sprintf("%s: %s", name, need.message)})
		}
	}
}

// RoleDef says what a role is, nil when there is no such role.
func (e *Engine) RoleDef(role model.Role) *RoleDef { return e.policy.access.roles[role] }

// hasPurpose tells whether a role may act for a purpose.
func (a *access) hasPurpose(role model.Role, purpose model.Purpose) bool {
	def := a.roles[role]
	return def != nil && slices.Contains(def.Purposes, purpose)
}

// Purpose gives the purpose of an operation: the one that it names, "" for the
// default of the actor's first role. A word that is no purpose is a mistake of the
// input; one that no role of the actor may act for is forbidden.
func (e *Engine) Purpose(actor *model.Actor, named string) (model.Purpose, error) {
	if named == "" {
		for _, role := range actor.Roles {
			if def := e.RoleDef(role); def != nil {
				return def.DefaultPurpose, nil
			}
		}
		return model.PurposeService, nil
	}
	purpose := model.Purpose(named)
	if !slices.Contains(model.Purposes, purpose) {
		return "", model.Invalidf("Foyer-Purpose", "there is no such purpose; expected one of %v", model.Purposes)
	}
	for _, role := range actor.Roles {
		if e.policy.access.hasPurpose(role, purpose) {
			return purpose, nil
		}
	}
	return "", model.Forbiddenf("%s", foreignPurpose.In(actor.Language))
}

var foreignPurpose = model.Text{
	FR: "Aucun de vos rôles n'agit pour cette finalité : choisissez-en une autre dans l'en-tête Foyer-Purpose.",
	EN: "None of your roles acts for this purpose: choose another one in the header Foyer-Purpose.",
}

// Toxic gives the first two of some roles that exclude each other, nil when they
// may be held together. The reason is that of the second.
func (e *Engine) Toxic(roles []model.Role) *ToxicPair {
	for i, a := range model.Roles {
		for _, b := range model.Roles[i+1:] {
			if def := e.RoleDef(b); def != nil && slices.Contains(roles, a) && slices.Contains(roles, b) && slices.Contains(def.ToxicWith, a) {
				return &ToxicPair{A: a, B: b, Reason: def.ToxicReason}
			}
		}
	}
	return nil
}
