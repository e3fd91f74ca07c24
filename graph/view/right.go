package view

import "foyer/model"

// AlertFilter says which alerts to list. Absent fields narrow nothing.
type AlertFilter struct {
	Open       *bool
	Kind       *model.AlertKind
	EmployeeID *GlobalID
}

// EmergencyAccessFilter says which emergency accesses to list. Absent fields
// narrow nothing.
type EmergencyAccessFilter struct {
	EmployeeID *GlobalID
	From       *model.Date
	To         *model.Date
}

// RightReviewFilter says which reviews to list. Absent fields narrow nothing.
type RightReviewFilter struct {
	RecertificationID *GlobalID
	EmployeeID        *GlobalID
	Mine              *bool
	State             *model.ReviewState
}

// SubjectAccess is a copy of all that the bank holds on a customer, as JSON.
type SubjectAccess struct {
	GeneratedAt model.Instant
	Document    string
	Class       model.RowClass
}

// AccessClass is the class of the customer.
func (s *SubjectAccess) AccessClass() model.RowClass { return s.Class }

// MinorConsent is a consent that was captured while the customer was a minor.
type MinorConsent struct{ Consent *model.Consent }

// AccessClass is the class of the customer.
func (m *MinorConsent) AccessClass() model.RowClass { return m.Consent.Class }

// The connections of rights, alerts and reviews.
type (
	RightConnection           = Connection[*model.Right]
	RightEdge                 = Edge[*model.Right]
	AlertConnection           = Connection[*model.Alert]
	AlertEdge                 = Edge[*model.Alert]
	EmergencyAccessConnection = Connection[*model.EmergencyAccess]
	EmergencyAccessEdge       = Edge[*model.EmergencyAccess]
	RecertificationConnection = Connection[*model.Recertification]
	RecertificationEdge       = Edge[*model.Recertification]
	RightReviewConnection     = Connection[*model.RightReview]
	RightReviewEdge           = Edge[*model.RightReview]
	MinorConsentConnection    = Connection[*MinorConsent]
	MinorConsentEdge          = Edge[*MinorConsent]
)

// MinorConsentOf is whose consent it is.
func MinorConsentOf(m *MinorConsent) model.ID { return m.Consent.CustomerID }
