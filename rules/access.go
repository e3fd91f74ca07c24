package rules

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// AccessRule is a rule of a role's policy, with the words that explain it.
type AccessRule struct {
	ID     string // e.g. "ACC-AM-01"
	Role   model.Role
	Kind   model.VerdictKind
	Title  string     // one line of English
	Reason model.Text // why it shows, masks or denies
	Remedy model.Text // what somebody who needs more may do
	name   string     // of the rule in its package, e.g. "show.own_file"
}

// isOtherwise tells that the rule speaks only of what no other rule speaks of.
func (r AccessRule) isOtherwise() bool { return strings.HasPrefix(r.name, kindOtherwise+".") }

// accessText is the custom metadata of an access rule.
type accessText struct {
	Rule   string     `json:"rule"`
	Reason model.Text `json:"reason"`
	Remedy model.Text `json:"remedy"`
}

// access is what a revision says of who sees what, before evaluation.
type access struct {
	groups map[string]model.Text                // what is shown or not, by name
	claims map[string]string                    // schema coordinate → group
	places map[string]string                    // schema coordinate → the file that claims it
	rules  map[model.Role]map[string]AccessRule // by the name of the rule in its package
	roles  map[model.Role]*RoleDef
	scopes map[string]*MachineScope
	facts  map[string]string // fact → group
}

// groupRow is the group of a customer's existence; no coordinate claims it.
const groupRow = "row"

// Where the policies of access are.
const (
	groupsFile   = "access/groups.json"
	claimsFolder = "access/claims/"
	relationFile = "access/relation/relation.rego"
	rowFile      = "access/row/row.rego"
	roleFolder   = "access/role/"
)

// verdictKinds are the kinds of access rules, by the first part of their names.
// "otherwise" denies what no other rule of the role speaks of.
var verdictKinds = map[string]model.VerdictKind{"show": model.Show, "mask": model.Mask, "deny": model.Deny, kindOtherwise: model.Deny}

const kindOtherwise = "otherwise"

// verdictWords are what access.verdict calls the kinds of rules and verdicts.
var verdictWords = []string{"show", "mask", "deny", "SHOW", "DENY"}

// readAccess reads groups, claims and the rules of each role.
func (s *source) readAccess() *access {
	a := &access{rules: map[model.Role]map[string]AccessRule{}}
	s.readFile(groupsFile, &a.groups)
	s.readClaims(a)
	for group, text := range a.groups {
		s.checkData(groupsFile, group, []need{{isName(group) && both(text), "a group has a lower-case name, and a text in fr and en"}})
	}
	if _, present := a.groups[groupRow]; !present {
		s.find(Finding{File: groupsFile, Code: FindingAccess, Message: "the group row, the customer's existence, is missing"})
	}
	for _, coordinate := range slices.Sorted(maps.Keys(a.claims)) {
		s.checkClaim(a, coordinate)
	}
	a.roles, a.scopes = s.readRoles(), s.readScopes(a.groups)
	known := a.words()
	for file, module := range s.modules {
		if strings.HasPrefix(file, "access/") {
			s.checkWords(file, module, known)
		}
	}
	identifiers := map[string]string{}
	for _, role := range model.Roles {
		a.rules[role] = s.roleRules(role, identifiers)
	}
	return a
}

// readClaims reads the claims of every noun; a coordinate is claimed once.
func (s *source) readClaims(a *access) {
	a.claims, a.places = map[string]string{}, map[string]string{}
	for _, file := range slices.Sorted(maps.Keys(s.revision.files)) {
		if !strings.HasPrefix(file, claimsFolder) {
			continue
		}
		var claims map[string]string
		s.readFile(file, &claims)
		for _, coordinate := range slices.Sorted(maps.Keys(claims)) {
			if other, twice := a.places[coordinate]; twice {
				s.find(Finding{
					File: file, Line: lineOf(s.revision.files[file], coordinate), Col: 1, Code: FindingAccess,
					Message: fmt.Sprintf("%q is claimed in %s already", coordinate, other), Remedy: "keep one of the two lines",
				})
			}
			a.claims[coordinate], a.places[coordinate] = claims[coordinate], file
		}
	}
}

// coordinateForm is how the GraphQL specification writes the place of a type, a
// field, an argument, an input field or a value of an enum.
var coordinateForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*(\([A-Za-z][A-Za-z0-9_]*:\))?)?$`)

// checkClaim holds a claim to the form of coordinates, without wildcards, and to
// the groups. Only a type may claim row: its objects are the customers themselves.
func (s *source) checkClaim(a *access, coordinate string) {
	group := a.claims[coordinate]
	_, known := a.groups[group]
	if known && coordinateForm.MatchString(coordinate) && (group != groupRow || !strings.Contains(coordinate, ".")) {
		return
	}
	s.find(Finding{
		File: a.places[coordinate], Line: lineOf(s.revision.files[a.places[coordinate]], coordinate), Col: 1, Code: FindingAccess,
		Message: fmt.Sprintf("%q: %q is not a claim", coordinate, group),
		Remedy:  `write "Type", "Type.field", "Type.field(argument:)" or "Enum.VALUE", and a group of groups.json (row for a type only)`,
	})
}

func roleFile(role model.Role) string {
	name := strings.ToLower(string(role))
	return roleFolder + name + "/" + name + ".rego"
}

// roleRules reads the rules of one role.
func (s *source) roleRules(role model.Role, identifiers map[string]string) map[string]AccessRule {
	file := roleFile(role)
	module := s.modules[file]
	if _, written := s.revision.files[file]; module == nil && written {
		return nil // it can't be parsed, which is told already
	}
	if module == nil {
		s.find(Finding{File: file, Code: FindingAccess, Message: fmt.Sprintf("the role %s has no policy", role), Remedy: "write it; without rules it sees nothing"})
		return nil
	}
	rules := map[string]AccessRule{}
	for _, rule := range module.Rules {
		kind, full := checkName(rule)
		if kind == "" {
			continue // a helper of the package
		}
		verdict, known := verdictKinds[kind]
		found := AccessRule{Role: role, Kind: verdict, name: full}
		for _, annotations := range rule.Annotations {
			var words accessText
			if s.custom(file, annotations, &words) {
				found.ID, found.Title, found.Reason, found.Remedy = words.Rule, annotations.Title, words.Reason, words.Remedy
			}
		}
		_, double := rules[full]
		s.require(file, rule.Location, []need{
			{known, full + ": an access rule is named show.<name>, mask.<name>, deny.<name> or otherwise.<name>"},
			{!double, full + " is defined twice: write one rule per reason"},
			{found.ID != "" && both(found.Reason) && both(found.Remedy), full + ": METADATA custom.rule, reason and remedy (fr, en) are needed"},
			{identifiers[found.ID] == "", fmt.Sprintf("%s: the rule %s is in %s already", full, found.ID, identifiers[found.ID])},
		})
		identifiers[found.ID] = file
		rules[full] = found
	}
	return rules
}

// words lists every word that an access policy may write.
func (a *access) words() map[string]bool {
	known := map[string]bool{classNone: true, scopeWithin: true, scopeOutside: true}
	for group := range a.groups {
		known[group] = true
	}
	for _, role := range model.Roles {
		known[string(role)] = true
	}
	for _, purpose := range model.Purposes {
		known[string(purpose)] = true
	}
	for _, sensitivity := range model.Sensitivities {
		known[string(sensitivity)] = true
	}
	for _, word := range slices.Concat(model.RelationNames[:], model.Masks, model.Words["CustomerKind"], model.Words["CustomerStatus"], model.Words["Marketing"], []string{model.DemonstrationSource}, verdictWords) {
		known[word] = true
	}
	return known
}

// checkWords refuses a word that means nothing: a group misspelt in a rule would
// open or close something else in silence.
func (s *source) checkWords(file string, module *ast.Module, known map[string]bool) {
	visitor := ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case ast.Ref:
			return true
		case *ast.Term:
			if word, isWord := node.Value.(ast.String); isWord && !known[string(word)] {
				s.find(Finding{
					File: file, Line: node.Location.Row, Col: node.Location.Col, Code: FindingAccess,
					Message: fmt.Sprintf("%q is no group, relation, sensitivity, purpose, role or mask", string(word)),
				})
			}
		}
		return false
	})
	for _, rule := range module.Rules {
		visitor.Walk(rule.Body)
		if rule.Head.Value != nil {
			visitor.Walk(rule.Head.Value)
		}
	}
}
