package rules

import (
	"fmt"
	"slices"
	"strings"

	"foyer/model"
)

// policyData is what the folder data of a revision declares.
type policyData struct {
	kinds      []*EventKind // in the order of kinds
	products   []model.Product
	aggregates []declaredAggregate
	ages       []int
}

// declaredEvent is an entry of data/events.json.
type declaredEvent struct {
	Title                 model.Text `json:"title"`
	Family                string     `json:"family"`
	Privacy               string     `json:"privacy"`
	ReachesRepresentative bool       `json:"reaches_representative"`
	ExpiresAfterDays      int        `json:"expires_after_days"`
	Declarable            bool       `json:"declarable"`
	AsksForAction         bool       `json:"asks_for_action"`
}

// declaredProduct is an entry of data/products.json.
type declaredProduct struct {
	Code   string             `json:"code"`
	Family model.ContractType `json:"family"`
	Title  model.Text         `json:"title"`
}

// declaredAggregate is an entry of data/aggregates.json.
type declaredAggregate struct {
	Name    string          `json:"name"`
	Type    model.FactType  `json:"type"`
	Unit    string          `json:"unit"`
	Doc     string          `json:"doc"`
	Unknown string          `json:"unknown"`
	Source  model.Aggregate `json:"source"`
}

// readData reads and checks the folder data.
func (s *source) readData() *policyData {
	var data policyData
	var events map[string]declaredEvent
	var products []declaredProduct
	s.readFile("data/events.json", &events)
	s.readFile("data/products.json", &products)
	s.readFile("data/aggregates.json", &data.aggregates)
	s.readFile("data/ages.json", &data.ages)
	for kind, event := range events {
		s.checkData("data/events.json", kind, []need{
			{isName(strings.ToLower(kind)) && strings.ToUpper(kind) == kind, "a kind has upper-case letters, digits and underscores"},
			{both(event.Title), "title is needed in fr and en"},
			{event.Family == "LIFE" || event.Family == "RELATIONSHIP", "family is LIFE or RELATIONSHIP"},
			{slices.Contains([]string{"P0", "P1", "P2"}, event.Privacy), "privacy is P0, P1 or P2"},
			{event.ExpiresAfterDays >= 0, "expires_after_days is not negative"},
		})
		data.kinds = append(data.kinds, &EventKind{
			Kind: kind, Title: event.Title, Family: event.Family, Privacy: event.Privacy, ReachesRepresentative: event.ReachesRepresentative,
			Declarable: event.Declarable, AsksForAction: event.AsksForAction, ExpiresAfterDays: event.ExpiresAfterDays,
		})
	}
	slices.SortFunc(data.kinds, func(a, b *EventKind) int { return strings.Compare(a.Kind, b.Kind) })
	for _, product := range products {
		s.checkData("data/products.json", product.Code, []need{
			{isName(product.Code), "a code has lower-case letters, digits and underscores"},
			{both(product.Title), "title is needed in fr and en"},
			{model.IsWord("ContractType", string(product.Family)), "family is a word of ContractType"},
		})
		data.products = append(data.products, model.Product{
			Code: product.Code, Family: product.Family, TitleFR: product.Title.FR, TitleEN: product.Title.EN,
		})
	}
	for _, aggregate := range data.aggregates {
		s.checkAggregate(aggregate)
	}
	for _, age := range data.ages {
		s.checkData("data/ages.json", fmt.Sprint(age), []need{{age > 0 && age <= 120, "an age is between 1 and 120"}})
	}
	return &data
}

// readFile reads a file that the policy must have.
func (s *source) readFile(file string, value any) {
	text, present := s.revision.files[file]
	if !present {
		s.find(Finding{File: file, Code: FindingData, Message: "the file is missing", Remedy: "write it, empty ({} or []) if there is nothing to say"})
		return
	}
	if finding := decode(file, text, value); finding != nil {
		s.find(*finding)
	}
}

func (s *source) checkData(file, name string, needs []need) {
	for _, need := range needs {
		if !need.met {
			line := lineOf(s.revision.files[file], name)
			s.find(Finding{File: file, Line: line, Col: 1, Code: FindingData, Message: fmt.Sprintf("%s: %s", name, need.message)})
		}
	}
}

// What an aggregate may be declared over, and which words its categories are.
var (
	aggregateWords = map[string]string{
		"movements": "MovementCategory", "standing_orders": "OrderPurpose", "direct_debits": "", "contracts": "ContractType", "interactions": "Channel",
	}
	aggregateOps   = []string{"count", "sum", "max", "min", "last", "months_below_zero"}
	aggregateSigns = []string{"", "credit", "debit"}
)

func (s *source) checkAggregate(declared declaredAggregate) {
	list, known := aggregateWords[declared.Source.Over]
	isKnown := func(category string) bool { return list == "" || model.IsWord(list, category) }
	foreign := func(category string) bool { return !isKnown(category) }
	s.checkData("data/aggregates.json", declared.Name, []need{
		{isName(declared.Name), "a name has lower-case letters, digits and underscores"},
		{declared.Doc != "" && declared.Unknown != "", "doc and unknown are needed: what it says, and what unknown means"},
		{declared.Type == model.IntFact || declared.Type == model.BoolFact || declared.Type == model.DayFact, "type is int, bool or day"},
		{known, "source.over is movements, standing_orders, direct_debits, contracts or interactions"},
		{slices.Contains(aggregateOps, declared.Source.Op), "source.op is one of " + strings.Join(aggregateOps, ", ")},
		{slices.Contains(aggregateSigns, declared.Source.Sign), "source.sign is credit, debit or absent"},
		{declared.Source.WindowDays >= 0, "source.window_days is not negative"},
		{!slices.ContainsFunc(declared.Source.Categories, foreign), "source.categories are words of " + list},
		{!slices.ContainsFunc(declared.Source.Excluding, foreign), "source.excluding are words of " + list},
	})
}
