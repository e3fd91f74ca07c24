package graph

import (
	"context"
	"maps"

	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// scopeOf gives the scope of the operation behind a context.
func scopeOf(ctx context.Context) (model.Scope, error) { return operationFrom(ctx).authorise(ctx) }

// existing keeps the rows of a kind that exist for the viewer: who may not see the
// kind in the class of a row is not told either, by its identifier, that there is one.
func existing[R view.Node](table *model.Table, kind string, rows map[model.ID]R) map[model.ID]R {
	maps.DeleteFunc(rows, func(_ model.ID, row R) bool {
		return table.Of(kind, row.AccessClass()).Kind == model.Deny
	})
	return rows
}

// byID reads one row for a root field; nil when it does not exist for the viewer.
func byID[R view.Node](ctx context.Context, id view.GlobalID, kind string, load loader[model.ID, R]) (R, error) {
	var none R
	key, err := id.Of(kind, "id")
	if err != nil {
		return none, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return none, err
	}
	found, err := load(ctx, scope, []model.ID{key})
	if err != nil {
		return none, err
	}
	found = existing(scope.Table, kind, found)
	register(ctx, found)
	operationFrom(ctx).trace.missed(1 - len(found))
	return found[key], nil
}

// paged gives a page of a list that starts at the root.
func paged[T any](ctx context.Context, r *Resolver, first int, after *string, load func(scope model.Scope, page store.Page) (*store.Slice[T], error)) (*view.Connection[*T], error) {
	asked, err := r.pageAsked(ctx, first, after)
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := load(scope, asked)
	if err != nil {
		return nil, err
	}
	rows := pageOf(found)
	register(ctx, rows)
	return connection(ctx, r, rows, asked), nil
}

// contracts reads contracts in their concrete types.
func (r *Resolver) contracts(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]view.Contract, error) {
	rows, err := r.reader.Contracts(ctx, scope, ids)
	found := make(map[model.ID]view.Contract, len(rows))
	for id, row := range rows {
		found[id] = view.ContractOf(row)
	}
	return found, err
}

// contractsOf reads pages of customers' contracts in their concrete types.
func (r *Resolver) contractsOf(asked store.Page) loader[model.ID, *page[view.Contract]] {
	return func(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID]*page[view.Contract], error) {
		slices, err := r.reader.ContractsOf(ctx, scope, customers, asked)
		pages := make(map[model.ID]*page[view.Contract], len(slices))
		for id, slice := range slices {
			found := &page[view.Contract]{cursors: slice.Cursors, hasNext: slice.HasNext}
			for _, row := range slice.Items {
				found.items = append(found.items, view.ContractOf(row))
			}
			pages[id] = found
		}
		return pages, err
	}
}

// managers finds the employees responsible for portfolios today: of several
// holders the latest, as in the night.
func (r *Resolver) managers(ctx context.Context, scope model.Scope, portfolios []model.ID) (map[model.ID]*model.Employee, error) {
	holders, err := r.reader.PortfolioHolders(ctx, scope, portfolios, r.today())
	if err != nil {
		return nil, err
	}
	var ids []model.ID
	for _, rows := range holders {
		for _, row := range rows {
			ids = append(ids, row.EmployeeID)
		}
	}
	employees, err := r.reader.Employees(ctx, scope, ids)
	found := make(map[model.ID]*model.Employee, len(holders))
	for portfolio, rows := range holders {
		if len(rows) > 0 {
			found[portfolio] = employees[rows[len(rows)-1].EmployeeID]
		}
	}
	return found, err
}

// held reads the portfolios that employees hold today.
func (r *Resolver) held(ctx context.Context, scope model.Scope, employees []model.ID) (map[model.ID][]*model.Portfolio, error) {
	return r.reader.PortfoliosHeld(ctx, scope, employees, r.today())
}

func (r *Resolver) product(ctx context.Context, contract view.Contract) (*model.Product, error) {
	return relation(ctx, contract, func(c view.Contract) string { return c.Row().ProductCode }, r.reader.Products)
}

func (r *Resolver) parties(ctx context.Context, contract view.Contract) ([]*model.ContractParty, error) {
	return relations(ctx, contract, view.Contract.RowID, r.reader.Parties)
}

func (r *Resolver) account(ctx context.Context, contract view.Contract) (view.Contract, error) {
	return relation(ctx, contract, func(c view.Contract) model.ID { return c.Row().AccountID }, r.contracts)
}

// orZero turns an absent value into the zero value.
func orZero[T any](value *T) T {
	if value == nil {
		var zero T
		return zero
	}
	return *value
}
