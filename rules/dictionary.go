package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"foyer/model"
)

// The families of facts that a revision adds to model.FixedFacts.
const (
	FamilyHolds     = "holds"     // holds_<product>; Key is the product
	FamilyEvent     = "event"     // event_<kind>_…; Key is the kind
	FamilyOutcome   = "outcome"   // outcome_<offer>_…; Key is the offer
	FamilyAge       = "age"       // age_<n>_in_days; Key is n
	FamilyAggregate = "aggregate" // declared in data/aggregates.json; Source says how
	FamilyCohort    = "cohort"    // retirement_in_days
)

// legalAge is the parameter that gives the legal retirement age of each birth cohort.
const legalAge = "retirement.legal_age_by_birth"

// dictionary lists every fact that the revision's data give.
func (s *source) dictionary(data *policyData, offers []*Offer, parameters []*Parameter) *model.Dictionary {
	defs := slices.Clone(model.FixedFacts)
	for _, product := range data.products {
		defs = append(defs, model.FactDef{
			Name: "holds_" + product.Code, Type: model.BoolFact, Family: FamilyHolds, Key: product.Code, Unknown: "never",
			Doc: "An active contract of this product is held as owner, joint owner, borrower, co-borrower or insured.",
		})
	}
	for _, kind := range data.kinds {
		defs = append(defs, eventFacts(kind)...)
	}
	for _, offer := range offers {
		defs = append(defs, outcomeFacts(offer.Code, "rejected")...)
		defs = append(defs, outcomeFacts(offer.Code, "accepted")...)
	}
	for _, age := range data.ages {
		defs = append(defs, model.FactDef{
			Name: fmt.Sprintf("age_%d_in_days", age), Type: model.IntFact, Unit: "days", Family: FamilyAge, Key: strconv.Itoa(age),
			Derive: model.AgeInDays, From: "birth_day", Age: age, Unknown: "birth_day is unknown",
			Doc: fmt.Sprintf("Days until the birthday that completes %d years, negative once past.", age),
		})
	}
	for _, aggregate := range data.aggregates {
		defs = append(defs, aggregateFacts(aggregate)...)
	}
	if slices.ContainsFunc(parameters, func(p *Parameter) bool { return p.FullName() == legalAge }) {
		defs = append(defs, model.FactDef{
			Name: "retirement_in_days", Type: model.IntFact, Unit: "days", Family: FamilyCohort,
			Derive: model.CohortInDays, From: "birth_day", Table: legalAge,
			Doc:     "Days until the legal retirement age of the birth cohort, negative once past.",
			Unknown: "birth_day is unknown, or no row of the table covers it or the date",
		})
	}
	dictionary, err := model.NewDictionary(defs)
	if err != nil {
		s.find(Finding{File: "data", Code: FindingData, Message: err.Error(), Remedy: "rename the product, event, offer or aggregate that gives it"})
		return nil
	}
	return dictionary
}

func eventFacts(kind *EventKind) []model.FactDef {
	name := "event_" + strings.ToLower(kind.Kind)
	reach := "of the customer"
	if kind.ReachesRepresentative {
		reach = "of the customer, or of a minor that the customer represents"
	}
	family := model.FactDef{Family: FamilyEvent, Key: kind.Kind}
	active, on, in, tentative := family, family, family, family
	active.Name, active.Type, active.Unknown = name+"_active", model.BoolFact, "never"
	active.Doc = "An event of this kind " + reach + " is active and not expired."
	on.Name, on.Type, on.Unit, on.Unknown = name+"_day", model.DayFact, "day number", "no such event is active"
	on.Doc = "The day of the active event " + reach + ": when it happened, else when it is expected; the nearest to today when there are several."
	in.Name, in.Type, in.Unit, in.Unknown = name+"_in_days", model.IntFact, "days", on.Name+" is unknown"
	in.Doc, in.Derive, in.From = "Days until the event, negative once past.", model.InDays, on.Name
	tentative.Name, tentative.Type, tentative.Unknown = name+"_tentative", model.BoolFact, "no such event is active"
	tentative.Doc = "The date of the active event is not certain."
	return []model.FactDef{active, on, in, tentative}
}

func outcomeFacts(offer, outcome string) []model.FactDef {
	name := "outcome_" + offer + "_" + outcome
	family := model.FactDef{Family: FamilyOutcome, Key: offer}
	on, since := family, family
	on.Name, on.Type, on.Unit, on.Unknown = name+"_day", model.DayFact, "day number", "never "+outcome
	on.Doc = "The last day on which the customer " + outcome + " a recommendation of this offer."
	since.Name, since.Type, since.Unit, since.Unknown = name+"_days", model.IntFact, "days", "never"
	since.Doc = fmt.Sprintf("Days since then, %d when it never happened.", model.Never)
	since.Derive, since.From, since.Never = model.DaysSince, on.Name, true
	return []model.FactDef{on, since}
}

// aggregateFacts gives the fact that an aggregate declares. The last day of
// something gives two: the day, and the days since.
func aggregateFacts(declared declaredAggregate) []model.FactDef {
	def := model.FactDef{
		Name: declared.Name, Type: declared.Type, Unit: declared.Unit, Doc: declared.Doc, Unknown: declared.Unknown,
		Family: FamilyAggregate, Key: declared.Name, Source: &declared.Source,
	}
	if declared.Source.Op != "last" {
		return []model.FactDef{def}
	}
	def.Name, def.Type, def.Unit = declared.Name+"_day", model.DayFact, "day number"
	since := model.FactDef{
		Name: declared.Name + "_days", Type: model.IntFact, Unit: "days", Family: FamilyAggregate, Key: declared.Name,
		Derive: model.DaysSince, From: def.Name, Doc: "Days since then.", Unknown: def.Name + " is unknown",
	}
	if declared.Source.Over != "movements" {
		since.Never, since.Unknown = true, "never"
		since.Doc = fmt.Sprintf("Days since then, %d when it never happened.", model.Never)
	}
	return []model.FactDef{def, since}
}
