package desk

import "foyer/model"

// EventInput is a life event as somebody declares it or a file brings it.
type EventInput struct {
	CustomerID         model.ID
	Kind               string
	OccurredOn         model.Date // zero while only expected
	ExpectedOn         model.Date
	Tentative          bool
	Source             string // with ExternalID: sending the same event twice is harmless
	ExternalID         string
	Note               string
	Origin             model.Origin
	ConfidencePermille int64 // 0 means certain
	Audit              model.AuditRecord
}

// EventResult is a recorded event and the decision it caused. Repeated says that
// the event was already there, and nothing was written.
type EventResult struct {
	Event           *model.LifeEvent
	Repeated        bool
	Decision        *model.Decision
	Recommendations []*model.Recommendation
}

// ResponseInput is what the customer did with a recommendation.
type ResponseInput struct {
	RecommendationID model.ID
	Outcome          model.Outcome
	Reason           string
	Audit            model.AuditRecord
}

// ResponseResult is the answered recommendation and what is proposed next.
type ResponseResult struct {
	Recommendation  *model.Recommendation
	Decision        *model.Decision
	Recommendations []*model.Recommendation
}

// CompleteInput ends an action of the work list.
type CompleteInput struct {
	ActionID model.ID
	State    model.ActionState // DONE or CANCELLED
	Note     string
	Audit    model.AuditRecord
}

// InteractionInput reports something that happened with a customer. A next step
// puts a follow-up on the reporting employee's list of that day.
type InteractionInput struct {
	CustomerID model.ID
	Channel    model.Channel
	Direction  model.Direction
	OccurredAt model.Instant
	Subject    string
	Report     string
	NextStepOn model.Date
	Audit      model.AuditRecord
}

// ReassignInput moves a customer to another portfolio.
type ReassignInput struct {
	CustomerID  model.ID
	PortfolioID model.ID
	Audit       model.AuditRecord
}
