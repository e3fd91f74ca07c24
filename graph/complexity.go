package graph

import (
	"math"

	"foyer/graph/generated"
	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
)

// How many items a list without a page size is counted for.
const (
	shortList  = 4
	branchList = 50
)

// complexity counts the cost of a document: lists multiply what is asked of
// their items.
func complexity() generated.ComplexityRoot {
	var root generated.ComplexityRoot
	paged := func(child, first int, _ *string) int { return times(child, first) }
	root.Customer.Contracts, root.Customer.LifeEvents = paged, paged
	root.Customer.Interactions, root.Customer.Decisions = paged, paged
	root.CurrentAccount.Movements, root.SavingsAccount.Movements = paged, paged
	root.ActionList.Actions, root.Query.AuditRecords = paged, paged
	root.Query.Actions = func(child int, _ *model.Date, first int, _ *string) int { return times(child, first) }
	root.Query.SearchCustomers = func(child int, _ string, first int, _ *string) int { return times(child, first) }
	root.Query.Customers = func(child int, _ *invented.CustomerFilter, _ *invented.CustomerOrder, first int, _ *string) int {
		return times(child, first)
	}
	root.Query.Nodes = func(child int, ids []*view.GlobalID) int { return times(child, len(ids)) }
	short := func(child int) int { return times(child, shortList) }
	root.Household.Members, root.Customer.Memberships, root.Customer.Relationships = short, short, short
	root.Customer.Representatives = short
	root.Customer.Recommendations = func(child int, _ []model.RecommendationState) int { return times(child, shortList) }
	root.CurrentAccount.Parties, root.SavingsAccount.Parties, root.Loan.Parties, root.Card.Parties = short, short, short, short
	root.InsuranceContract.Parties, root.Investment.Parties, root.ServiceContract.Parties = short, short, short
	root.Branch.Employees, root.Branch.Portfolios, root.Employee.Portfolios = short, short, short
	root.Query.Branches = func(child int) int { return times(child, branchList) }
	return root
}

// times is 1 + child × items, without overflow; sizes that are refused later
// count as one item.
func times(child, items int) int {
	items = max(items, 1)
	if child > (math.MaxInt32-1)/items {
		return math.MaxInt32
	}
	return 1 + child*items
}
