package store

import (
	"context"

	"foyer/model"
)

// Facts reads the stored facts of customers, in their order: the fixed ones and
// the families of the dictionary. Derived facts stay unknown. events names the
// kinds of life events, and whether those of a minor also count for a parent or
// guardian who is decided together with the minor. The number of statements does
// not depend on the number of customers; a few hundred at once is best.
func (db *DB) Facts(ctx context.Context, dictionary *model.Dictionary, events map[string]bool, today model.Date, customers []model.ID) ([]model.Facts, error) {
	page := &factPage{
		ctx: ctx, db: db, today: today, customers: customers, events: events,
		facts: make([]model.Facts, len(customers)), families: familiesOf(dictionary),
		contracts: make([][]heldContract, len(customers)),
	}
	for place := range page.facts {
		page.facts[place] = model.NewFacts(dictionary)
	}
	if len(customers) == 0 {
		return page.facts, nil
	}
	for _, read := range []func() error{
		page.readPersons, page.readHouseholds, page.readChildren, page.readPartners, page.readIncomes, page.readAssets, page.readConsents,
		page.readContracts, page.readOrders, page.readDebits, page.readMovements, page.readInteractions,
		page.readEvents, page.readEventsOfMinors, page.readOutcomes,
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return page.facts, nil
}

// factPage gathers the facts of some customers. Rows are told apart by the
// place of their customer in the list.
type factPage struct {
	ctx       context.Context
	db        *DB
	today     model.Date
	customers []model.ID
	events    map[string]bool
	facts     []model.Facts
	families  *families
	contracts [][]heldContract // by place
	accounts  []*account       // own accounts of all of them, each once
	active    []map[string]model.LifeEvent
}

// families are the facts that the revision's data added to the fixed ones.
type families struct {
	products map[string]string // product → fact
	kinds    map[string]string // event kind → its facts without their endings
	outcomes map[string]string // offer → its facts without their endings
	declared []declared
}

// declared is a declared aggregate and the fact that it gives.
type declared struct {
	fact string
	*model.Aggregate
}

func familiesOf(dictionary *model.Dictionary) *families {
	out := &families{products: map[string]string{}, kinds: map[string]string{}, outcomes: map[string]string{}}
	for i := range dictionary.Defs {
		def := &dictionary.Defs[i]
		switch {
		case def.Derive != model.Stored:
		case def.Source != nil:
			out.declared = append(out.declared, declared{def.Name, def.Source})
		case def.Family == "holds":
			out.products[def.Key] = def.Name
		case def.Family == "event" && def.Type == model.DayFact:
			out.kinds[def.Key] = def.Name[:len(def.Name)-len("_day")]
		case def.Family == "outcome":
			out.outcomes[def.Key] = "outcome_" + def.Key
		}
	}
	return out
}

// over lists the declared aggregates of one kind of row.
func (f *families) over(what string) []declared {
	var out []declared
	for _, one := range f.declared {
		if one.Over == what {
			out = append(out, one)
		}
	}
	return out
}

// each sends a statement and calls row after reading each row into the
// variables. "@places" in the statement is a table of the ids of the list, with
// the place of each.
func (p *factPage) each(statement string, args []any, row func(), into ...any) error {
	rows, err := p.db.query(p.ctx, p.db.reads, statement, args...)
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return p.db.explain("read facts", closeRows(rows, err))
		}
		row()
	}
	return p.db.explain("read facts", closeRows(rows, rows.Err()))
}

// date sets a day fact, when there is a date.
func setDate(facts model.Facts, name string, date model.Date) {
	if !date.IsZero() {
		facts.Set(name, date.Day())
	}
}
