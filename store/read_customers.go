package store

import (
	"context"

	"foyer/model"
)

// CustomerField is what a list of customers is ordered by; ids break ties.
type CustomerField string

// The orders of a list of customers.
const (
	ByName    CustomerField = "NAME"
	ByCreated CustomerField = "CREATED"
	BySince   CustomerField = "SINCE"
	ByBorn    CustomerField = "BORN"
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
	case ByBorn:
		keys.by = []string{orFirst("t.birth_date")}
		keys.key = func(c *model.Customer) string { return dateKey(knownDate(c.BirthDate)) }
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
	asked := &narrowed{seen: seen, where: (&fragment{}).add("c.id IN @ids", ids)}
	rows, err := collect[model.Customer](ctx, r.db, r.db.reads, asked.from("SELECT t.id, t.class, "+columnsOf[model.Customer](r.db, "t")))
	return byID(rows), err
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
func (r *Reader) nearby(where *fragment, scope *model.Scope, seen *view) {
	if scope.Entire() != "" || seen.visible&classesOf([]model.Relation{model.RelationNetwork}) != 0 {
		return
	}
	var near model.Or
	for relation, rule := range scope.Near {
		if seen.visible&classesOf([]model.Relation{model.Relation(relation)}) != 0 {
			near = append(near, rule)
		}
	}
	where.add(" AND ")
	seen.filter(r.db).write(where, near)
}

// CustomerList reads a page of the customers that a filter picks.
func (r *Reader) CustomerList(ctx context.Context, scope model.Scope, filter CustomerFilter, order CustomerOrder, page Page) (*Slice[model.Customer], error) {
	picked, err := r.narrow(ctx, &scope, filter)
	if err != nil {
		return nil, err
	}
	if picked.seen.blind() {
		return &Slice[model.Customer]{}, nil
	}
	statement := picked.from("SELECT t.id, t.class, " + columnsOf[model.Customer](r.db, "t"))
	return order.keys().list(ctx, r.db, statement, page)
}

// CustomerCount counts the customers that a filter picks.
func (r *Reader) CustomerCount(ctx context.Context, scope model.Scope, filter CustomerFilter) (int64, error) {
	picked, err := r.narrow(ctx, &scope, filter)
	if err != nil || picked.seen.blind() {
		return 0, err
	}
	statement := picked.from("SELECT COUNT(*)")
	return r.db.one(ctx, r.db.reads, statement.text.String(), statement.args...)
}
