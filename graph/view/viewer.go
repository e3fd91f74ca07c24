package view

import "foyer/model"

// Viewer is the person who asks.
type Viewer struct {
	Actor       *model.Actor
	Roles       []model.Role
	Purpose     model.Purpose
	Language    model.Language
	Permissions []*Permission
	RoleTitles  []*RoleTitle
	Purposes    []model.Purpose
}

// RoleTitle is a role and its name.
type RoleTitle struct {
	Role  model.Role
	Title *model.Text
}

// VerdictKind is a kind of verdict in the words of the schema.
type VerdictKind string

// VerdictWords are the words of the kinds of verdicts.
var VerdictWords = map[model.VerdictKind]VerdictKind{model.Show: "SHOW", model.Mask: "MASK", model.Deny: "DENY"}

// ViewerVerdict is what may be seen at a coordinate in a class.
type ViewerVerdict struct {
	Coordinate string
	RowClass   model.RowClass
	Verdict    VerdictKind
	Mask       string
	Rule       string
	Reason     string
	Remedy     string
}

// CustomerStatistics are counts of customers; groups of fewer than Smallest are
// left out.
type CustomerStatistics struct {
	Groups   []*CustomerCount
	Smallest int64
}

// CustomerCount is how many customers have one value.
type CustomerCount struct {
	Key       string
	Label     string
	Customers int64
}

// Permission says on which customers the viewer may do a mutation.
type Permission struct {
	Mutation   string
	RowClasses []model.RowClass
}

// UserError is what the sender of an input can mend.
type UserError struct {
	Field   string
	Message string
	Code    model.Code
}

// Factors are the factors of a priority.
type Factors struct {
	PropensityPpm   int64
	ContextPermille int64
	ValuePoints     int64
	LeverPermille   int64
}

// Reason is a check that holds, with its meaning.
type Reason struct {
	Check    string
	Why      *model.Text
	Redacted bool
}

// DecidedOffer is an offer as a receipt names it.
type DecidedOffer struct {
	OfferCode  string           `json:"offer"`
	OfferClass model.OfferClass `json:"class"`
	Rank       int64            `json:"rank"`
	Priority   int64            `json:"priority"`
	Checks     []string         `json:"reasons"`
	Decision   *model.Decision  `json:"-"`
}

// AccessClass is the class of the decision.
func (d *DecidedOffer) AccessClass() model.RowClass { return d.Decision.AccessClass() }

// Revision names the rules in force.
type Revision struct {
	ID         string
	Dictionary string
}

// ActionList is the work list of a day.
type ActionList struct {
	Day model.Date
}

// OrderDirection says which end of an order comes first.
type OrderDirection string

// The directions.
const (
	Ascending  OrderDirection = "ASC"
	Descending OrderDirection = "DESC"
)
