package model

// Decision is the receipt of one evaluation of a customer. FactsSealed holds
// the canonical JSON of the facts under the customer's key; Outcome is the
// canonical JSON of the ranked offers.
type Decision struct {
	ID          ID `bun:"id,pk"`
	CustomerID  ID
	Cause       DecisionCause
	CauseID     ID // the event or run that asked for it
	DecidedOn   Date
	DecidedAt   Instant
	Revision    string // content name of the rules
	Dictionary  string // content hash of the fact dictionary
	FactsSealed []byte
	Outcome     string
	Class       RowClass `bun:"-"`
}

// Recommendation is one offer proposed to one customer at one time, with
// reasons. Priority = P × C × V × L, each factor kept as an integer.
type Recommendation struct {
	ID            ID `bun:"id,pk"`
	CustomerID    ID
	DecisionID    ID
	Offer         string // code of the offer in the revision
	OfferClass    OfferClass
	AddresseeID   ID // who is spoken to: the customer or a representative
	Rank          int64
	PPM           int64  // P, propensity in parts per million
	CPermille     int64  // C, context weight
	VPoints       int64  // V, value in points
	LPermille     int64  // L, lever
	Priority      int64  // P × C × V × L in millionths of a point
	Reasons       string // JSON list of the names of the checks that hold, e.g. "eligible.adult"
	Channel       Channel
	State         RecommendationState
	ProposedOn    Date
	ExpiresOn     Date
	Outcome       Outcome
	OutcomeReason string
	RespondedAt   Instant
	RespondedBy   ID
	Class         RowClass `bun:"-"`
}

// Action is a line of an employee's work list for a day.
type Action struct {
	ID               ID `bun:"id,pk"`
	EmployeeID       ID
	CustomerID       ID
	Kind             ActionKind
	RecommendationID ID
	EventID          ID
	Code             string // offer or event kind: says what the action is about
	OfferClass       OfferClass
	DueOn            Date
	PlannedFor       Date // the day of the list
	Position         int64
	Priority         int64
	State            ActionState
	Note             string
	CompletedAt      Instant
	CompletedBy      ID
	Class            RowClass `bun:"-"`
}

// NightRun is the state of the night's work for one day.
type NightRun struct {
	RunDate       Date  `bun:"run_date,pk"`
	Attempt       int64 // 1, and one more each time customers arrive after the day was planned
	Revision      string
	State         RunState
	PagesDoneUpTo ID // decision key of the last committed page
	Customers     int64
	Decisions     int64
	Undecidable   string // JSON: parameter name → number of checks it kept undecided
	StartedAt     Instant
	FinishedAt    Instant
}

// ImportRun is the state of an import, so that it can be resumed.
type ImportRun struct {
	ID         ID `bun:"id,pk"`
	Source     string
	Digest     string // of the files read
	State      RunState
	Read       int64
	Imported   int64
	Unchanged  int64
	Rejected   int64
	StartedAt  Instant
	FinishedAt Instant
}

// RevisionContent keeps the files of a revision so that old decisions can be
// judged again. It is stored in revision_contents.
type RevisionContent struct {
	ID          string `bun:"id,pk"`
	Content     string // JSON object: path → text
	ActivatedAt Instant
}
