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
}

// RightKind says what sort of right a row of the network gives.
type RightKind string

// The kinds of rights.
const (
	RightRole       RightKind = "ROLE"
	RightPortfolio  RightKind = "PORTFOLIO"
	RightDelegation RightKind = "DELEGATION"
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
