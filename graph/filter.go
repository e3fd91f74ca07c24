package graph

import (
	"unicode/utf8"

	"foyer/graph/generated/invented"
	"foyer/model"
	"foyer/store"
)

// Limits of a filter of customers.
const (
	deepestFilter = 5  // conditions in each other
	widestFilter  = 30 // conditions in all
)

// customerFilter reads a filter; nil picks every customer. What it may name was
// judged before.
func customerFilter(filter *invented.CustomerFilter) (store.CustomerFilter, error) {
	if filter == nil {
		return store.CustomerFilter{}, nil
	}
	left := widestFilter
	return narrowedBy(filter, "filter", deepestFilter, &left)
}

// narrowedBy reads one condition; place names it in errors.
func narrowedBy(filter *invented.CustomerFilter, place string, depth int, left *int) (store.CustomerFilter, error) {
	*left--
	if depth == 0 || *left < 0 {
		return store.CustomerFilter{}, model.Invalidf(place, "a filter has at most %d conditions, %d in each other", widestFilter, deepestFilter)
	}
	narrowed, err := propertiesOf(filter, place)
	if err != nil {
		return narrowed, err
	}
	if narrowed.All, err = eachOf(filter.And, place+".and", depth, left); err != nil {
		return narrowed, err
	}
	if narrowed.Any, err = eachOf(filter.Or, place+".or", depth, left); err != nil {
		return narrowed, err
	}
	if filter.Not != nil {
		narrowed.None, err = eachOf([]*invented.CustomerFilter{filter.Not}, place+".not", depth, left)
	}
	return narrowed, err
}

// propertiesOf reads what a condition says of the customer itself.
func propertiesOf(filter *invented.CustomerFilter, place string) (store.CustomerFilter, error) {
	narrowed := store.CustomerFilter{
		Status: orZero(filter.Status), Kind: orZero(filter.Kind), Relations: filter.Relations,
		Sensitivity: orZero(filter.Sensitivity), MaritalStatus: orZero(filter.MaritalStatus),
		EmploymentStatus: orZero(filter.EmploymentStatus), PCS: orZero(filter.PcsCode), City: orZero(filter.City),
		BornFrom: orZero(filter.BornFrom), BornTo: orZero(filter.BornTo),
		SinceFrom: orZero(filter.SinceFrom), SinceTo: orZero(filter.SinceTo),
	}
	if filter.Relations != nil && len(filter.Relations) == 0 {
		return narrowed, model.Invalidf(place+".relations", "name at least one relation, or leave relations out")
	}
	for name, text := range map[string]*string{"pcsCode": filter.PcsCode, "city": filter.City} {
		if text != nil && (*text == "" || utf8.RuneCountInString(*text) > store.MaxFilterText) {
			return narrowed, model.Invalidf(place+"."+name, "give 1 to %d characters, or leave it out", store.MaxFilterText)
		}
	}
	var err error
	if filter.BranchID != nil {
		if narrowed.BranchID, err = filter.BranchID.Of("Branch", place+".branchId"); err != nil {
			return narrowed, err
		}
	}
	if filter.PortfolioID != nil {
		if narrowed.PortfolioID, err = filter.PortfolioID.Of("Portfolio", place+".portfolioId"); err != nil {
			return narrowed, err
		}
	}
	if filter.Contracts != nil {
		narrowed.Contracts, narrowed.NoContracts = contractCondition(filter.Contracts.Some), contractCondition(filter.Contracts.None)
	}
	if filter.LifeEvents != nil {
		narrowed.Events, narrowed.NoEvents = eventCondition(filter.LifeEvents.Some), eventCondition(filter.LifeEvents.None)
	}
	return narrowed, nil
}

func eachOf(filters []*invented.CustomerFilter, place string, depth int, left *int) ([]store.CustomerFilter, error) {
	if filters != nil && len(filters) == 0 {
		return nil, model.Invalidf(place, "name at least one condition, or leave it out")
	}
	var all []store.CustomerFilter
	for _, filter := range filters {
		narrowed, err := narrowedBy(filter, place, depth-1, left)
		if err != nil {
			return nil, err
		}
		all = append(all, narrowed)
	}
	return all, nil
}

func contractCondition(filter *invented.ContractFilter) *store.ContractCondition {
	if filter == nil {
		return nil
	}
	return &store.ContractCondition{
		ProductCode: orZero(filter.ProductCode), Status: orZero(filter.Status), BalanceAtLeast: filter.BalanceAtLeast,
		BalanceAtMost: filter.BalanceAtMost, OpenedFrom: orZero(filter.OpenedFrom), OpenedTo: orZero(filter.OpenedTo),
	}
}

func eventCondition(filter *invented.LifeEventFilter) *store.EventCondition {
	if filter == nil {
		return nil
	}
	return &store.EventCondition{Kind: orZero(filter.Kind), State: orZero(filter.State)}
}
