package model

// LifeEvent is a dated fact in a customer's life or relation with the bank.
// EventKind says what it means; kinds are data of the revision.
type LifeEvent struct {
	ID                 ID `bun:"id,pk"`
	CustomerID         ID // whose event it is
	Kind               string
	OccurredOn         Date // zero while only expected
	ExpectedOn         Date
	Tentative          bool // the exact date is not known
	Origin             Origin
	ConfidencePermille int64 // 1000 is certain
	State              EventState
	ExpiresOn          Date   // first day on which the event no longer counts
	Source             string // who sent it; (Source, ExternalID) is unique
	ExternalID         string
	Evidence           string // JSON list of what a detected event rests on: check names
	Note               string
	RecordedBy         ID // employee, zero for machines
	RecordedAt         Instant
	Class              RowClass `bun:"-"`
}

// On is the day of the event: when it happened, else when it is expected.
func (e *LifeEvent) On() Date {
	if e.OccurredOn.IsZero() {
		return e.ExpectedOn
	}
	return e.OccurredOn
}

// Interaction is something that happened with a customer on a channel; Report
// is what was said and agreed.
type Interaction struct {
	ID         ID `bun:"id,pk"`
	CustomerID ID
	EmployeeID ID
	Channel    Channel
	Direction  Direction
	OccurredAt Instant
	Subject    string
	Report     string
	NextStepOn Date
	Class      RowClass `bun:"-"`
}

// Consent is what a customer allows: a purpose on a channel, dated, with proof.
type Consent struct {
	ID            ID `bun:"id,pk"`
	CustomerID    ID
	Purpose       ConsentPurpose
	Channel       Channel // ANY when it holds for every channel
	State         ConsentState
	CapturedOn    Date
	CaptureSource string
	EffectiveFrom Date
	EffectiveTo   Date
	Class         RowClass `bun:"-"`
}
