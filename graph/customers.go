package graph

import (
	"context"
	"unicode"
	"unicode/utf8"

	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// shortestSearch is the least number of letters of a search.
const shortestSearch = 2

// longestSearch is how many characters a search may have: each word is a look-up.
const longestSearch = 64

func (r *Resolver) customers(ctx context.Context, filter *invented.CustomerFilter, orderBy *invented.CustomerOrder, first int, after *string) (*view.CustomerConnection, error) {
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	narrowed, err := customerFilter(filter)
	if err != nil {
		return nil, err
	}
	order := customerOrder(scope.Table, narrowed.Relations, orderBy)
	list, err := paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.Customer], error) {
		return r.reader.CustomerList(ctx, scope, narrowed, order, page)
	})
	if err != nil {
		return nil, err
	}
	list.Count = func(ctx context.Context) (int64, error) { return r.reader.CustomerCount(ctx, scope, narrowed) }
	return list, nil
}

// customerOrder reads an order; without one, customers come by name, or by
// creation when names are hidden.
func customerOrder(table *model.Table, relations []model.Relation, orderBy *invented.CustomerOrder) store.CustomerOrder {
	if orderBy != nil {
		return store.CustomerOrder{Field: orderBy.Field, Desc: orderBy.Direction == view.Descending}
	}
	if table.ShownIn("CustomerOrderField."+string(store.ByName), model.ClassesWithin(relations...)) {
		return store.CustomerOrder{Field: store.ByName}
	}
	return store.CustomerOrder{Field: store.ByCreated}
}

func (r *Resolver) search(ctx context.Context, text string, first int, after *string) (*view.CustomerConnection, error) {
	if utf8.RuneCountInString(text) > longestSearch {
		return nil, model.Invalidf("text", "give at most %d characters of the name", longestSearch)
	}
	if letters(text) < shortestSearch {
		return nil, model.Invalidf("text", "give at least %d letters or digits of the name", shortestSearch)
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
