package model

// LongestEmergency is how long an emergency access may stay open.
const LongestEmergency = 60 // minutes

// EmergencyAccess ("break glass") opens one customer to an employee who gives a
// reason, for at most LongestEmergency minutes; compliance is told at once.
type EmergencyAccess struct {
	ID         ID `bun:"id,pk"`
	EmployeeID ID
	CustomerID ID
	Reason     string
	OpenedAt   Instant
	ClosesAt   Instant // the first instant at which it no longer counts
	ClosedAt   Instant // when it was closed before that, else zero
}

// EndsAt is the first instant at which the access no longer counts.
func (e *EmergencyAccess) EndsAt() Instant {
	if e.ClosedAt.IsZero() {
		return e.ClosesAt
	}
	return e.ClosedAt
}

// AlertKind says what an alert is about.
type AlertKind string

// The kinds of alerts.
const (
	AlertEmergency   AlertKind = "EMERGENCY_ACCESS" // somebody opened a file in an emergency
	AlertProbing     AlertKind = "ORACLE_PROBING"   // many refusals of filters, sorts or fields
	AlertEnumeration AlertKind = "ENUMERATION"      // many identifiers that do not exist
	AlertMassReading AlertKind = "MASS_READING"     // many customers in a short time
	AlertOffHours    AlertKind = "OFF_HOURS"        // customers read at night or on a day off
	AlertToxicRoles  AlertKind = "TOXIC_ROLES"      // somebody holds roles that exclude each other
	AlertAuditBroken AlertKind = "AUDIT_BROKEN"     // the audit log does not verify
)

// Alert tells the compliance officer of something to look into. It names rows by
// identifiers and never holds a customer's data.
type Alert struct {
	ID             ID `bun:"id,pk"`
	Kind           AlertKind
	EmployeeID     ID // who is concerned, zero when nobody is
	CustomerID     ID // zero when it is about no single customer
	RaisedAt       Instant
	Detail         string // JSON object: counts, limits, the request that crossed them
	AcknowledgedBy ID
	AcknowledgedAt Instant
	Note           string // what the compliance officer found
	Dedup          string // the same thing told twice is one alert; the identifier when it can't be
}

// RightKind says what sort of right a row of the network gives.
type RightKind string

// The kinds of rights.
const (
	RightRole       RightKind = "ROLE"
	RightPortfolio  RightKind = "PORTFOLIO"
	RightDelegation RightKind = "DELEGATION"
	RightEmergency  RightKind = "EMERGENCY"
)

// Right is a right as people read it, whatever table keeps it. The days of an
// emergency access are those that it touches.
type Right struct {
	ID          ID
	Kind        RightKind
	EmployeeID  ID   // who has it
	Role        Role // of a ROLE
	PortfolioID ID   // of a PORTFOLIO or a DELEGATION
	CustomerID  ID   // of an EMERGENCY
	ValidFrom   Date
	ValidTo     Date   // the first day without it, zero when open
	GrantedBy   ID     // zero when it was imported
	Reason      string // why it was given
	EndedBy     ID     // zero when its period ended it
	EndReason   string // why it was ended
}

// RightChangeKind says what became of an employee in a period.
type RightChangeKind string

// The kinds of changes.
const (
	Joined RightChangeKind = "JOINED" // had no right before
	Moved  RightChangeKind = "MOVED"  // has other rights than before
	Left   RightChangeKind = "LEFT"   // has no right any more
)

// RightChange is what became of the rights of one employee in a period.
type RightChange struct {
	EmployeeID ID
	Kind       RightChangeKind
	Gained     []*Right // begun in the period
	Lost       []*Right // ended in the period
}

// CampaignScope says whose rights a campaign reviews.
type CampaignScope string

// The scopes of campaigns.
const (
	CampaignAll    CampaignScope = "ALL"    // every right in force
	CampaignBranch CampaignScope = "BRANCH" // those of the employees of a branch
	CampaignRole   CampaignScope = "ROLE"   // one role, whoever has it
)

// Recertification is a campaign in which the owners of rights confirm or revoke
// each of them; what nobody reviewed by the day it is due lapses.
type Recertification struct {
	ID       ID `bun:"id,pk"`
	Title    string
	OpenedBy ID
	OpenedAt Instant
	DueOn    Date // the first day on which unreviewed rights lapse
	ClosedAt Instant
}

// ReviewState says what became of a right in a campaign.
type ReviewState string

// The states of a review.
const (
	ReviewPending   ReviewState = "PENDING"
	ReviewConfirmed ReviewState = "CONFIRMED"
	ReviewRevoked   ReviewState = "REVOKED"
	ReviewLapsed    ReviewState = "LAPSED" // nobody reviewed it in time
)

// RightReview is one right of one employee in a campaign.
type RightReview struct {
	ID                ID `bun:"id,pk"`
	RecertificationID ID
	RightKind         RightKind
	RightID           ID // of the EmployeeRole, PortfolioHolder or Delegation
	EmployeeID        ID // who has the right
	OwnerID           ID // who reviews it
	State             ReviewState
	DecidedBy         ID
	DecidedAt         Instant
	Note              string
}

// Retention says how long rows of a class of data are kept, and how many are past that.
type Retention struct {
	Class  string // the table
	Months int    // how long rows are kept
	Basis  Text   // what is kept
	Source string // the text of law that says so
	Before Date   // rows that ended before this day are past their time
	Rows   int64  // how many those are
}

// AccessClass says that no customer is behind the count.
func (r *Retention) AccessClass() RowClass { return ClassNone }

// RowID identifies the right.
func (r *Right) RowID() ID { return r.ID }

// AccessClass says that the right is the bank's.
func (r *Right) AccessClass() RowClass { return ClassNone }

// AccessClass says that no customer is behind the change.
func (r *RightChange) AccessClass() RowClass { return ClassNone }

// RowID identifies the access.
func (e *EmergencyAccess) RowID() ID { return e.ID }

// AccessClass says that the access itself is the bank's.
func (e *EmergencyAccess) AccessClass() RowClass { return ClassNone }

// RowID identifies the alert.
func (a *Alert) RowID() ID { return a.ID }

// AccessClass says that the alert itself is the bank's.
func (a *Alert) AccessClass() RowClass { return ClassNone }

// RowID identifies the campaign.
func (r *Recertification) RowID() ID { return r.ID }

// AccessClass says that no customer is behind the campaign.
func (r *Recertification) AccessClass() RowClass { return ClassNone }

// RowID identifies the review.
func (r *RightReview) RowID() ID { return r.ID }

// AccessClass says that no customer is behind the review.
func (r *RightReview) AccessClass() RowClass { return ClassNone }
