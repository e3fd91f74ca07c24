package model

import "slices"

// Role is a right to act, granted to an employee for a dated period.
type Role string

// The roles; what each sees and does is decided by its policy.
const (
	AccountManager        Role = "ACCOUNT_MANAGER"
	CallCentreAgent       Role = "CALL_CENTRE_AGENT"
	BranchManager         Role = "BRANCH_MANAGER"
	RegionalManager       Role = "REGIONAL_MANAGER"
	MarketingAnalyst      Role = "MARKETING_ANALYST"
	RuleAnalyst           Role = "RULE_ANALYST"
	ComplianceOfficer     Role = "COMPLIANCE_OFFICER"
	DataProtectionOfficer Role = "DATA_PROTECTION_OFFICER"
	Auditor               Role = "AUDITOR"
	Administrator         Role = "ADMINISTRATOR"
	MachineClient         Role = "MACHINE_CLIENT"
	Developer             Role = "DEVELOPER"
)

// Roles lists every role that a policy may name.
var Roles = []Role{
	AccountManager, CallCentreAgent, BranchManager, RegionalManager, MarketingAnalyst, RuleAnalyst,
	ComplianceOfficer, DataProtectionOfficer, Auditor, Administrator, MachineClient, Developer,
}

// Purpose is why an operation is done; verdicts depend on it.
type Purpose string

// The purposes an operation may carry.
const (
	PurposeService   Purpose = "SERVICE"
	PurposeSales     Purpose = "SALES"
	PurposeMarketing Purpose = "MARKETING"
	PurposeComplaint Purpose = "COMPLAINT"
	PurposeAudit     Purpose = "AUDIT"
)

// Purposes lists every purpose.
var Purposes = []Purpose{PurposeService, PurposeSales, PurposeMarketing, PurposeComplaint, PurposeAudit}

// Actor is the person behind an operation, with the bindings of the day: roles,
// portfolios and delegations are dated rows, a token only identifies.
type Actor struct {
	EmployeeID ID
	Login      string
	Name       string
	Language   Language
	BranchID   ID
	RegionID   ID
	Machine    bool     // a program, not a person
	Scopes     []string // of a machine: the scopes of the policy that it was given, it sees nothing else
	Roles      []Role
	Portfolios []ID // held
	Delegated  []ID // lent by colleagues
	Kin        []ID // customers: the employee's own file and those of relatives
	Emergency  []ID // customers opened by emergency accesses that run
	Today      Date // the day of the bindings; dated roles of customers are read on it
	// ValidUntil is when the first binding that has an end within the day ends,
	// zero when none does.
	ValidUntil Instant
}

// HasRole tells whether the actor holds role today.
func (a *Actor) HasRole(role Role) bool {
	for _, held := range a.Roles {
		if held == role {
			return true
		}
	}
	return false
}

// Relation is how near a customer is to the actor, nearest first.
type Relation uint8

// The relations; the first one that a rule gives wins. A conflict of interest (the
// employee's own file, those of relatives and of colleagues) comes before all.
const (
	RelationConflict Relation = iota
	RelationOwn
	RelationDelegated
	RelationEmergency
	RelationBranch
	RelationRegion
	RelationNetwork
	relationCount
)

// RelationNames names the relations as policies do.
var RelationNames = [relationCount]string{"CONFLICT", "OWN", "DELEGATED", "EMERGENCY", "BRANCH", "REGION", "NETWORK"}

// Sensitivities lists the protection levels in the order of their row classes.
var Sensitivities = [...]Sensitivity{Ordinary, Staff, VIP}

// RowClass says how the viewer stands to a row: a Relation to its customer and
// the customer's Sensitivity. Verdicts are looked up by it. The zero RowClass is
// that of a row nobody classed, and everything is denied in it.
type RowClass uint8

// ClassNone is the class of what has no customer behind it (branches, products,
// the coordinate of an operation before its target is known). ClassCount is the
// number of classes, ClassNone included.
const (
	ClassNone  RowClass = RowClass(relationCount)*3 + 1
	ClassCount          = int(ClassNone) + 1
)

// CustomerClasses are the row classes of customers, nearest first.
var CustomerClasses = func() []RowClass {
	var classes []RowClass
	for relation := range relationCount {
		for _, level := range Sensitivities {
			classes = append(classes, ClassOf(relation, level))
		}
	}
	return classes
}()

// ClassOf makes the row class of a relation and a sensitivity; an unknown
// sensitivity is treated as the most protected.
func ClassOf(relation Relation, sensitivity Sensitivity) RowClass {
	level := slices.Index(Sensitivities[:], sensitivity)
	if level < 0 {
		level = len(Sensitivities) - 1
	}
	return RowClass(int(relation)*len(Sensitivities) + level + 1)
}

// Relation is the nearness part of the class.
func (c RowClass) Relation() Relation { return Relation((c - 1) / 3) }

// Sensitivity is the protection part of the class.
func (c RowClass) Sensitivity() Sensitivity { return Sensitivities[(c-1)%3] }

// String gives e.g. "BRANCH/VIP", or "NONE".
func (c RowClass) String() string {
	switch {
	case c == 0:
		return "UNCLASSED"
	case c >= ClassNone:
		return "NONE"
	}
	return RelationNames[c.Relation()] + "/" + string(c.Sensitivity())
}

// ClassSet is a set of row classes.
type ClassSet uint32

// Add puts a class into the set.
func (s ClassSet) Add(class RowClass) ClassSet { return s | 1<<class }

// Has tells whether a class is in the set.
func (s ClassSet) Has(class RowClass) bool { return s&(1<<class) != 0 }

// Filter is a condition on a customer row, as a rule wrote it. "Every row" and
// "no row" are types of their own, so that they can't be taken for each other.
type Filter interface{ isFilter() }

// The kinds of Filter. Field is the name of a customer column as policies know
// it (see FilterColumns); a comparison with an absent value is false.
type (
	// AllRows holds for every row.
	AllRows struct{}
	// NoRows holds for no row.
	NoRows struct{}
	// And holds when each part does.
	And []Filter
	// Or holds when one part does.
	Or []Filter
	// Not holds when its part does not.
	Not struct{ Filter Filter }
	// Compare holds when the field stands in the relation Op to Value.
	Compare struct {
		Field string
		Op    CompareOp
		Value any // a string, a number, a bool or nil; columns are strings
	}
	// OneOf holds when the field is one of the values.
	OneOf struct {
		Field  string
		Values []any
	}
)

// CompareOp is a comparison: eq, ne, lt, le, gt, ge.
type CompareOp string

// FilterColumns are the customer columns that a row rule may name. employee_branch_id
// is the branch of the employee whose own file it is, absent for other customers;
// marketing is OPPOSED for who denied or withdrew the consent to commercial
// messages, else OPEN.
var FilterColumns = []string{
	"id", "branch_id", "region_id", "portfolio_id", "sensitivity", "status", "kind", "source", "employee_branch_id", "marketing",
}

// DemonstrationSource is the source of the demonstration bank's customers.
const DemonstrationSource = "demo"

func (AllRows) isFilter() {}
func (NoRows) isFilter()  {}
func (And) isFilter()     {}
func (Or) isFilter()      {}
func (Not) isFilter()     {}
func (Compare) isFilter() {}
func (OneOf) isFilter()   {}

// VerdictKind is what may be seen of a coordinate.
type VerdictKind uint8

// The kinds of verdict, from least to most open; the zero value denies.
const (
	Deny VerdictKind = iota
	Mask
	Show
)

// Masks are the ways in which a value may be shown in part: initials, the year
// alone, the last four characters, the domain of an e-mail, a band of amounts, a
// keyed hash.
var Masks = []string{"INITIALS", "YEAR", "LAST4", "DOMAIN", "BAND", "HASH"}

// Verdict is what a rule says of a coordinate for a row class.
type Verdict struct {
	Kind VerdictKind
	Mask string // name of the mask when Kind is Mask: one of Masks
	Rule string // identifier of the rule that says so, e.g. "ACC-AM-01"; "" when no rule does
}

// Table holds the verdict of every coordinate in every row class, for one set
// of merged roles and one purpose, under one revision.
type Table struct {
	Revision string
	// Places gives the place of a coordinate in Verdicts; every table of a
	// revision has the same.
	Places   map[string]int
	Verdicts []*[ClassCount]Verdict // nil where nothing is known: denied
	Visible  ClassSet               // classes whose customers exist for the viewer
}

// At gives the verdict at the place of a coordinate (see Places) for a class;
// what the table does not know is denied. It is never nil and allocates nothing.
func (t *Table) At(place int, class RowClass) *Verdict {
	// One comparison for both ends: class 0, less one, is the greatest.
	if t != nil && uint(place) < uint(len(t.Verdicts)) && class-1 < ClassNone {
		if verdicts := t.Verdicts[place]; verdicts != nil {
			return &verdicts[class]
		}
	}
	return &unknownVerdict
}

// unknownVerdict is what At answers of what a table does not know.
var unknownVerdict Verdict

// Of gives the verdict of a coordinate for a class; what the table does not
// know is denied.
func (t *Table) Of(coordinate string, class RowClass) Verdict {
	if t == nil {
		return Verdict{}
	}
	place, known := t.Places[coordinate]
	if !known {
		return Verdict{}
	}
	return *t.At(place, class)
}

// ShownIn tells whether a coordinate may be filtered, sorted or searched on by a
// query that is restricted to some classes: it is shown in each that the viewer sees.
func (t *Table) ShownIn(coordinate string, classes ClassSet) bool {
	for _, class := range CustomerClasses {
		if t.Visible.Has(class) && classes.Has(class) && t.Of(coordinate, class).Kind != Show {
			return false
		}
	}
	return true
}

// ClassesWithin are the classes of customers in some relations; without any, all are.
func ClassesWithin(relations ...Relation) ClassSet {
	var classes ClassSet
	for _, class := range CustomerClasses {
		if len(relations) == 0 || slices.Contains(relations, class.Relation()) {
			classes = classes.Add(class)
		}
	}
	return classes
}

// Scope says which rows exist for a reader and under which class each is seen.
// Every read takes one; the zero Scope sees nothing.
type Scope struct {
	Actor   *Actor
	Purpose Purpose
	Table   *Table
	// Near holds the rule of each relation nearer than RelationNetwork, in order;
	// a customer that none of them holds for is of the network.
	Near [RelationNetwork]Filter
	// Rows must hold for a customer to exist at all, whatever its relation: it
	// depends on the roles and the purpose. nil is no condition.
	Rows Filter
	// entire is set for the bank's own work (the night, imports, digests).
	entire string
}

// EntireScope is the scope of the bank's own work, which no person reads; the
// reason is recorded. Rows are seen under class OWN of their sensitivity.
func EntireScope(reason string) Scope { return Scope{entire: reason} }

// Entire gives the reason of an EntireScope, "" for a person's scope.
func (s *Scope) Entire() string { return s.entire }
