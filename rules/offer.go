package rules

import "foyer/model"

// The stages of an offer's checks, in the order in which they are told, and the
// only stage of an event's checks.
const (
	StageAvailable  = "available"
	StageEligible   = "eligible"
	StageApplicable = "applicable"
	StageSuitable   = "suitable"
	StageDetected   = "detected"
)

// OfferStages lists the stages of an offer in order.
var OfferStages = []string{StageAvailable, StageEligible, StageApplicable, StageSuitable}

// Offer is something the bank may propose, read from the metadata and the
// checks of a package offer.<code>.
type Offer struct {
	Code             string
	Class            model.OfferClass
	Title            model.Text
	Pitch            model.Text // what the employee says first
	Benefit          model.Text // what the customer gains
	Product          string     // code of the product sold, "" when none is
	Channels         []model.Channel
	ToRepresentative bool  // spoken of with the customer's legal representative
	ValueEUR         int64 // net contribution, euros per year
	VPoints          int64 // round(20·log10(1+ValueEUR))
	Minutes          int   // employee's time
	ValidDays        int   // how long a recommendation stays open
	LegalBasis       string
	Owner            string
	ReviewDate       model.Date
	Triggers         []string // event kinds that make the offer worth a look
	Checks           []*CheckDef
}

// CheckDef is one named check of an offer or of an event kind.
type CheckDef struct {
	Name          string // e.g. "eligible.adult"
	Stage         string
	Why           model.Text // shown when it holds
	Remedy        model.Text // what would make it hold
	Facts         []string   // names of the facts it cites, sorted
	Parameters    []string   // "group.name" of the parameters it cites, sorted
	EvaluatorOnly bool       // outside the check form: no SQL reach
	File          string
	Line          int
}

// EventKind is a kind of life event, as the revision's data declares it.
type EventKind struct {
	Kind                  string
	Title                 model.Text
	Family                string // LIFE or RELATIONSHIP
	Privacy               string // P0, P1 or P2: how closely the event is kept
	ReachesRepresentative bool   // counts for the parents or guardians of a minor too
	Declarable            bool   // an employee may record it
	AsksForAction         bool   // recording it puts an action on the responsible employee's list
	Detected              bool   // a package event.<kind> detects it
	ExpiresAfterDays      int    // days after which it no longer counts, 0: never
	ExpectedFrom          string // fact giving the expected date, "" for the day of detection
	Tentative             bool   // a detected date is not certain
	ConfidencePermille    int64
	NeedsConsent          model.ConsentPurpose // consent without which it is not detected, "" when none is needed
	Checks                []*CheckDef
}

// Detection is a life event that the facts of a customer give.
type Detection struct {
	Kind       *EventKind
	Checks     []string   // names of the checks it rests on
	ExpectedOn model.Date // the day of the event
	ExpiresOn  model.Date // first day on which it no longer counts, zero when it never expires
}

// Verdict is what a check says of the facts of a customer.
type Verdict string

// The verdicts of a check.
const (
	Holds       Verdict = "HOLDS"
	Fails       Verdict = "FAILS"
	Unknown     Verdict = "UNKNOWN"     // it cites a fact that is unknown
	Undecidable Verdict = "UNDECIDABLE" // it cites a parameter without a valid row on the date
)

// CheckVerdict is a check with its verdict.
type CheckVerdict struct {
	Check   *CheckDef
	Verdict Verdict
}

// Judgement is the answer of one offer to the facts of a customer.
type Judgement struct {
	Offer  *Offer
	Checks []CheckVerdict // in the order of the offer's checks
	Fires  bool           // every check holds
}

// Proposal is an offer that fires, with its factors. Priority = P × C × V × L
// in millionths of a point.
type Proposal struct {
	Offer     *Offer
	PPM       int64 // P, propensity in parts per million
	CPermille int64 // C, context weight
	VPoints   int64 // V, value in points
	LPermille int64 // L, lever
	Priority  int64
	Reasons   []string // names of the checks, all of which hold
}
