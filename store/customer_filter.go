package store

import "foyer/model"

// The longest text, in characters, that a filter compares with, and how deep
// filters may stand within filters.
const (
	MaxFilterText  = 64
	MaxFilterDepth = 5
)

// CustomerFilter narrows a list of customers: all of what it says must hold, zero
// fields do not narrow. Bounds are included. What it asks of other rows (contracts,
// events) only ever looks at rows that exist for the viewer.
type CustomerFilter struct {
	Status           model.CustomerStatus
	Kind             model.CustomerKind
	BranchID         model.ID
	PortfolioID      model.ID
	Relations        []model.Relation // how near to the viewer; empty: any
	Sensitivity      model.Sensitivity
	MaritalStatus    model.MaritalStatus
	EmploymentStatus model.EmploymentStatus
	PCS              string // code of the socio-professional category
	City             string // of an address of today, whatever the accents and case
	BornFrom, BornTo model.Date
	// SinceFrom and SinceTo bound the first day of the relation.
	SinceFrom, SinceTo model.Date
	// Contracts holds when one of the contracts that the customer holds meets the
	// condition, NoContracts when none does; nil does not narrow.
	Contracts, NoContracts *ContractCondition
	// Events holds when one life event of the customer meets the condition,
	// NoEvents when none does; nil does not narrow.
	Events, NoEvents *EventCondition
	All              []CustomerFilter // each must hold
	Any              []CustomerFilter // one must hold; empty does not narrow
	None             []CustomerFilter // none may hold
}

// ContractCondition is asked of a contract; zero fields do not narrow, so that the
// zero condition holds for every contract. Bounds are included.
type ContractCondition struct {
	ProductCode    string
	Status         model.ContractStatus
	BalanceAtLeast *int64 // minor units; an unknown balance meets no bound
	BalanceAtMost  *int64
	OpenedFrom     model.Date
	OpenedTo       model.Date
}

// EventCondition is asked of a life event; zero fields do not narrow.
type EventCondition struct {
	Kind  string
	State model.EventState
}
