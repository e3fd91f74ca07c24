package graph

import (
	"context"
	"unicode"

	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// shortestSearch is the least number of letters of a search.
const shortestSearch = 2

// sortedBy is the coordinate whose values an order of customers tells.
var sortedBy = map[store.CustomerField]string{
	store.ByName: "Customer.displayName", store.ByCreated: "Customer.createdAt", store.BySince: "Customer.customerSince",
}

func (r *Resolver) customers(ctx context.Context, filter *invented.CustomerFilter, orderBy *invented.CustomerOrder, first int, after *string) (*view.CustomerConnection, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	narrowed, err := r.customerFilter(ctx, scope.Table, filter)
	if err != nil {
		return nil, err
	}
	order, err := r.customerOrder(ctx, scope.Table, model.ClassesWithin(narrowed.Relations...), orderBy)
	if err != nil {
		return nil, err
	}
	list, err := paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.Customer], error) {
		return r.reader.CustomerList(ctx, scope, narrowed, order, page)
	})
	if err != nil {
		return nil, err
	}
	list.Count = func(ctx context.Context) (int64, error) { return r.reader.CustomerCount(ctx, scope, narrowed) }
	return list, nil
}

// customerFilter reads a filter and refuses to narrow by what is hidden.
func (r *Resolver) customerFilter(ctx context.Context, table *model.Table, filter *invented.CustomerFilter) (store.CustomerFilter, error) {
	var narrowed store.CustomerFilter
	if filter == nil {
		return narrowed, nil
	}
	if filter.Relations != nil && len(filter.Relations) == 0 {
		return narrowed, model.Invalidf("filter.relations", "name at least one relation, or leave relations out")
	}
	narrowed = store.CustomerFilter{Status: orZero(filter.Status), Kind: orZero(filter.Kind), Relations: filter.Relations}
	var told []string
	if filter.Status != nil {
		told = append(told, "Customer.status")
	}
	if filter.Kind != nil {
		told = append(told, "Customer.kind")
	}
	var err error
	if filter.BranchID != nil {
		told = append(told, "Customer.branch")
		if narrowed.BranchID, err = filter.BranchID.Of("Branch", "filter.branchId"); err != nil {
			return narrowed, err
		}
	}
	if filter.PortfolioID != nil {
		told = append(told, "Customer.portfolio")
		if narrowed.PortfolioID, err = filter.PortfolioID.Of("Portfolio", "filter.portfolioId"); err != nil {
			return narrowed, err
		}
	}
	for _, coordinate := range told {
		if err := r.mustShow(ctx, table, model.ClassesWithin(narrowed.Relations...), coordinate); err != nil {
			return narrowed, err
		}
	}
	return narrowed, nil
}

// customerOrder reads an order; without one, customers come by name, or by
// creation when names are hidden.
func (r *Resolver) customerOrder(ctx context.Context, table *model.Table, classes model.ClassSet, orderBy *invented.CustomerOrder) (store.CustomerOrder, error) {
	if orderBy == nil {
		if table.ShownIn(sortedBy[store.ByName], classes) {
			return store.CustomerOrder{Field: store.ByName}, nil
		}
		return store.CustomerOrder{Field: store.ByCreated}, nil
	}
	order := store.CustomerOrder{Field: orderBy.Field, Desc: orderBy.Direction == view.Descending}
	return order, r.mustShow(ctx, table, classes, sortedBy[order.Field])
}

func (r *Resolver) search(ctx context.Context, text string, first int, after *string) (*view.CustomerConnection, error) {
	if letters(text) < shortestSearch {
		return nil, model.Invalidf("text", "give at least %d letters or digits of the name", shortestSearch)
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.mustShow(ctx, scope.Table, model.ClassesWithin(), "Customer.displayName"); err != nil {
		return nil, err
	}
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.Customer], error) {
		return r.reader.Search(ctx, scope, text, page)
	})
}

// letters counts the letters and digits of a text.
func letters(text string) int {
	count := 0
	for _, character := range text {
		if unicode.IsLetter(character) || unicode.IsDigit(character) {
			count++
		}
	}
	return count
}
