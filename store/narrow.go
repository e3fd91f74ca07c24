package store

import (
	"context"
	"reflect"
	"slices"
	"unicode/utf8"

	"foyer/model"
)

// narrowed is a list of customers before it is read: how the viewer sees them, and
// the condition of a filter on a customer aliased c.
type narrowed struct {
	db     *DB
	seen   *view
	where  *fragment
	start  string              // what a statement with the condition begins with
	cities map[string][]string // how a city is written in addresses
}

// narrow translates a filter. Filters have so many forms that only statements with
// plain ones are kept.
func (r *Reader) narrow(ctx context.Context, scope *model.Scope, filter CustomerFilter) (*narrowed, error) {
	out := &narrowed{db: r.db, seen: r.db.view(scope), where: (&fragment{}).add("1 = 1")}
	if !filter.plain() {
		out.start = unkept
	}
	if len(filter.Relations) > 0 {
		out.seen.visible &= classesOf(filter.Relations)
		filter.Relations = nil
	}
	if out.seen.blind() {
		return out, nil
	}
	var err error
	if out.cities, err = r.spellings(ctx, filter.namedCities(0)); err != nil {
		return nil, err
	}
	if err := out.write(out.where, &filter, 0); err != nil {
		return nil, err
	}
	r.nearby(out.where, scope, out.seen)
	return out, nil
}

// from starts a statement over the customers picked that exist for the viewer,
// aliased t, with their class. The caller may add conditions.
func (n *narrowed) from(selecting string, args ...any) *fragment {
	statement := (&fragment{}).add(n.start+selecting+" FROM (SELECT c.*, ", args...).join(&n.seen.class)
	return statement.add(" AS class FROM customers c WHERE ").join(n.where).add(") t WHERE "+visibleClass("t.class"), n.seen.visible)
}

// plain tells whether a filter says nothing but what few statements are made of.
func (f CustomerFilter) plain() bool {
	f.Status, f.Kind, f.BranchID, f.PortfolioID, f.Relations = "", "", model.ID{}, model.ID{}, nil
	return reflect.ValueOf(f).IsZero()
}

// namedCities lists the cities of a filter and of those in it.
func (f *CustomerFilter) namedCities(depth int) []string {
	var names []string
	if f.City != "" {
		names = append(names, f.City)
	}
	for _, part := range slices.Concat(f.All, f.Any, f.None) {
		if depth < MaxFilterDepth {
			names = append(names, part.namedCities(depth+1)...)
		}
	}
	return names
}

// write appends the conditions of a filter, each after AND.
func (n *narrowed) write(to *fragment, filter *CustomerFilter, depth int) error {
	if depth > MaxFilterDepth {
		return model.Invalidf("filter", "filters may stand in filters %d times at most", MaxFilterDepth)
	}
	for _, write := range []func(*fragment, *CustomerFilter) error{n.writeWords, n.writeDays, n.writeContracts, n.writeEvents} {
		if err := write(to, filter); err != nil {
			return err
		}
	}
	if len(filter.Relations) > 0 {
		to.add(" AND (CAST(? AS BIGINT) >> CAST(", classesOf(filter.Relations)).join(&n.seen.class).add(" AS INTEGER)) & 1 <> 0")
	}
	for _, parts := range []struct {
		of          []CustomerFilter
		start, join string
	}{{filter.All, " AND (", " AND "}, {filter.Any, " AND (", " OR "}, {filter.None, " AND NOT (", " OR "}} {
		for i := range parts.of {
			separator := parts.join
			if i == 0 {
				separator = parts.start
			}
			to.add(separator + "(1 = 1")
			if err := n.write(to, &parts.of[i], depth+1); err != nil {
				return err
			}
			to.add(")")
		}
		if len(parts.of) > 0 {
			to.add(")")
		}
	}
	return nil
}

func (n *narrowed) writeWords(to *fragment, filter *CustomerFilter) error {
	for _, one := range []struct{ column, word string }{
		{"c.status", string(filter.Status)}, {"c.kind", string(filter.Kind)}, {"c.sensitivity", string(filter.Sensitivity)},
		{"c.marital_status", string(filter.MaritalStatus)}, {"c.employment_status", string(filter.EmploymentStatus)}, {"c.pcs_code", filter.PCS},
	} {
		if err := n.writeWord(to, one.column, one.word); err != nil {
			return err
		}
	}
	for _, one := range []struct {
		column string
		id     model.ID
	}{{"c.branch_id", filter.BranchID}, {"c.portfolio_id", filter.PortfolioID}} {
		if !one.id.IsZero() {
			to.add(" AND ("+one.column+" IS NOT NULL AND "+one.column+" = ?)", one.id)
		}
	}
	if filter.City == "" {
		return nil
	}
	from, until := n.seen.holding()
	to.add(" AND c.id IN (SELECT a.customer_id FROM addresses a WHERE a.city IN @words AND "+holds("a")+")", n.cities[filter.City], from, until)
	return nil
}

// writeWord compares a column that is never NULL; what it can't hold, it is not.
func (n *narrowed) writeWord(to *fragment, column, word string) error {
	switch {
	case word == "":
	case utf8.RuneCountInString(word) > MaxFilterText:
		return tooLong()
	case !storable(word):
		to.add(" AND 1 = 0")
	default:
		to.add(" AND "+column+" = ?", word)
	}
	return nil
}

func tooLong() error {
	return model.Invalidf("filter", "a text of a filter has at most %d characters", MaxFilterText)
}

func (n *narrowed) writeDays(to *fragment, filter *CustomerFilter) error {
	writeBounds(to, "c.birth_date", filter.BornFrom, filter.BornTo)
	writeBounds(to, "c.customer_since", filter.SinceFrom, filter.SinceTo)
	return nil
}

// writeBounds appends the conditions that a date lies between two days; one that is
// not known lies nowhere.
func writeBounds(to *fragment, column string, from, until model.Date) {
	if !from.IsZero() {
		to.add(" AND ("+column+" IS NOT NULL AND "+column+" >= ?)", from)
	}
	if !until.IsZero() {
		to.add(" AND ("+column+" IS NOT NULL AND "+column+" <= ?)", until)
	}
}

func (n *narrowed) writeContracts(to *fragment, filter *CustomerFilter) error {
	if filter.Contracts != nil {
		if err := n.writeContract(to.add(" AND EXISTS ("), filter.Contracts); err != nil {
			return err
		}
	}
	if filter.NoContracts != nil {
		return n.writeContract(to.add(" AND NOT EXISTS ("), filter.NoContracts)
	}
	return nil
}

// writeContract appends the contracts held by a customer aliased c that meet a
// condition and exist for the viewer. The customer is seen, so that only a holder
// who hides the contract could keep it from existing.
func (n *narrowed) writeContract(to *fragment, condition *ContractCondition) error {
	from, until := n.seen.holding()
	to.add("SELECT 1 FROM contract_parties q JOIN contracts y ON y.id = q.contract_id WHERE q.customer_id = c.id AND q.role IN ("+holdingRoles+") AND "+plays("q", "y"), from, until)
	for _, one := range []struct{ column, word string }{{"y.product_code", condition.ProductCode}, {"y.status", string(condition.Status)}} {
		if err := n.writeWord(to, one.column, one.word); err != nil {
			return err
		}
	}
	writeBounds(to, "y.opened_on", condition.OpenedFrom, condition.OpenedTo)
	if condition.BalanceAtLeast != nil {
		to.add(" AND (y.balance_on IS NOT NULL AND y.balance_minor >= ?)", *condition.BalanceAtLeast)
	}
	if condition.BalanceAtMost != nil {
		to.add(" AND (y.balance_on IS NOT NULL AND y.balance_minor <= ?)", *condition.BalanceAtMost)
	}
	to.add(" AND NOT EXISTS (SELECT 1 FROM contract_parties p JOIN customers c ON c.id = p.customer_id WHERE p.contract_id = y.id"+
		" AND p.customer_id <> q.customer_id AND p.role IN ("+holdingRoles+") AND "+plays("p", "y")+" AND ", from, until)
	n.seen.hides(to)
	to.add("))")
	return nil
}

func (n *narrowed) writeEvents(to *fragment, filter *CustomerFilter) error {
	if filter.Events != nil {
		if err := n.writeEvent(to.add(" AND EXISTS ("), filter.Events); err != nil {
			return err
		}
	}
	if filter.NoEvents != nil {
		return n.writeEvent(to.add(" AND NOT EXISTS ("), filter.NoEvents)
	}
	return nil
}

func (n *narrowed) writeEvent(to *fragment, condition *EventCondition) error {
	to.add("SELECT 1 FROM life_events e WHERE e.customer_id = c.id")
	if err := n.writeWord(to, "e.kind", condition.Kind); err != nil {
		return err
	}
	err := n.writeWord(to, "e.state", string(condition.State))
	to.add(")")
	return err
}

// everyCity lists how cities are written in addresses, each spelling once: it steps
// from one to the next in the index instead of reading every address.
const everyCity = `WITH RECURSIVE named(city) AS (SELECT MIN(a.city) FROM addresses a
	UNION ALL SELECT (SELECT MIN(a.city) FROM addresses a WHERE a.city > named.city) FROM named WHERE named.city IS NOT NULL)
	SELECT city FROM named WHERE city IS NOT NULL`

// spellings gives, for names of cities, how addresses write them: accents and case
// do not matter. What it reads does not depend on who lives there.
func (r *Reader) spellings(ctx context.Context, names []string) (map[string][]string, error) {
	if len(names) == 0 {
		return nil, nil
	}
	for _, name := range names {
		if utf8.RuneCountInString(name) > MaxFilterText {
			return nil, tooLong()
		}
	}
	written, err := r.texts(ctx, everyCity)
	if err != nil {
		return nil, err
	}
	byFold := map[string][]string{}
	for _, city := range written {
		byFold[model.Fold(city)] = append(byFold[model.Fold(city)], city)
	}
	out := map[string][]string{}
	for _, name := range names {
		out[name] = append([]string{}, byFold[model.Fold(name)]...)
	}
	return out, nil
}
