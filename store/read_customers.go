package store

import (
	"context"

	"foyer/model"
)

// CustomerFilter narrows a list of customers; zero fields do not narrow.
type CustomerFilter struct {
	Status      model.CustomerStatus
	Kind        model.CustomerKind
	BranchID    model.ID
	PortfolioID model.ID
	Relations   []model.Relation // how near to the viewer; empty: any
}

// CustomerField is what a list of customers is ordered by; ids break ties.
type CustomerField string

// The orders of a list of customers.
const (
	ByName    CustomerField = "NAME"
	ByCreated CustomerField = "CREATED"
	BySince   CustomerField = "SINCE"
)

// CustomerOrder is an order of a list of customers; the zero order is by name.
type CustomerOrder struct {
	Field CustomerField
	Desc  bool
}

func (o CustomerOrder) keys() *keyset[model.Customer] {
	keys := &keyset[model.Customer]{desc: o.Desc, id: func(c *model.Customer) model.ID { return c.ID }}
	switch o.Field {
	case ByCreated:
		keys.by = []string{"t.created_at"}
		keys.key = func(c *model.Customer) string { return instantKey(c.CreatedAt) }
		keys.parse = parseInstantKey
	case BySince:
		keys.by = []string{orFirst("t.customer_since")}
		keys.key = func(c *model.Customer) string { return dateKey(knownDate(c.CustomerSince)) }
		keys.parse = parseDateKey
	default:
		keys.by = []string{"t.sort_key"}
		keys.key = func(c *model.Customer) string { return string(c.SortKey) }
		keys.parse = func(key string) ([]any, bool) { return []any{[]byte(key)}, true }
	}
	return keys
}

// Customers reads customers by id.
func (r *Reader) Customers(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Customer, error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(ids) == 0 {
		return map[model.ID]*model.Customer{}, nil
	}
	statement := r.selectCustomers(seen, "c.id IN @ids", ids)
	rows, err := collect[model.Customer](ctx, r.db, r.db.reads, statement.add(" WHERE "+visibleClass("t.class"), seen.visible))
	return byID(rows), err
}

// selectCustomers starts a statement over customers, aliased t, with their class.
func (r *Reader) selectCustomers(seen *view, where string, args ...any) *fragment {
	statement := (&fragment{}).add("SELECT t.id, t.class, " + columnsOf[model.Customer](r.db, "t") + " FROM ")
	return r.fromCustomers(statement, seen, where, args...)
}

func (r *Reader) fromCustomers(statement *fragment, seen *view, where string, args ...any) *fragment {
	return statement.add("(SELECT c.*, ").join(&seen.class).add(" AS class FROM customers c WHERE "+where+") t", args...)
}

// narrow gives the condition of a filter on a customer aliased c, and the view
// narrowed to the relations asked for.
func (r *Reader) narrow(scope *model.Scope, filter CustomerFilter) (*view, *fragment) {
	seen := r.db.view(scope)
	if len(filter.Relations) > 0 {
		seen.visible &= classesOf(filter.Relations)
	}
	where := (&fragment{}).add("1 = 1")
	for column, word := range map[string]string{"status": string(filter.Status), "kind": string(filter.Kind)} {
		if word != "" {
			where.add(" AND c."+column+" = ?", word)
		}
	}
	if !filter.BranchID.IsZero() {
		where.add(" AND c.branch_id = ?", filter.BranchID)
	}
	if !filter.PortfolioID.IsZero() {
		where.add(" AND c.portfolio_id = ?", filter.PortfolioID)
	}
	r.nearby(where, scope, seen.visible)
	return seen, where
}

// classesOf is the set of the row classes of relations.
func classesOf(relations []model.Relation) int64 {
	set := int64(0)
	for _, relation := range relations {
		for _, sensitivity := range model.Sensitivities {
			set |= 1 << int(model.ClassOf(relation, sensitivity))
		}
	}
	return set & everyClass
}

// nearby adds what follows from the visible classes when none of them is of the
// network: one of the nearer rules holds. The class says so already, but an
// index can only serve this form.
func (r *Reader) nearby(where *fragment, scope *model.Scope, visible int64) {
	if scope.Entire() != "" || visible&classesOf([]model.Relation{model.RelationNetwork}) != 0 {
		return
	}
	var near model.Or
	for relation, rule := range scope.Near {
		if visible&classesOf([]model.Relation{model.Relation(relation)}) != 0 {
			near = append(near, rule)
		}
	}
	where.add(" AND ")
	r.db.filter(where, near)
}

// CustomerList reads a page of the customers that a filter picks.
func (r *Reader) CustomerList(ctx context.Context, scope model.Scope, filter CustomerFilter, order CustomerOrder, page Page) (*Slice[model.Customer], error) {
	seen, where := r.narrow(&scope, filter)
	if seen.blind() {
		return &Slice[model.Customer]{}, nil
	}
	statement := r.selectCustomers(seen, where.text.String(), where.args...).add(" WHERE "+visibleClass("t.class"), seen.visible)
	return order.keys().list(ctx, r.db, statement, page)
}

// CustomerCount counts the customers that a filter picks.
func (r *Reader) CustomerCount(ctx context.Context, scope model.Scope, filter CustomerFilter) (int64, error) {
	seen, where := r.narrow(&scope, filter)
	if seen.blind() {
		return 0, nil
	}
	statement := r.fromCustomers((&fragment{}).add("SELECT COUNT(*) FROM "), seen, where.text.String(), where.args...)
	statement.add(" WHERE "+visibleClass("t.class"), seen.visible)
	return r.db.one(ctx, r.db.reads, statement.text.String(), statement.args...)
}
