package store

import (
	"context"
	"strings"

	"foyer/model"
)

// HoldingRoles are the roles whose customers a contract belongs to: the nearest
// of them decides under which class the contract is seen.
var HoldingRoles = []model.PartyRole{model.Owner, model.JointOwner, model.Borrower, model.CoBorrower, model.Insured}

// holdingRoles is the list of HoldingRoles in SQL.
var holdingRoles = func() string {
	quoted := make([]string, len(HoldingRoles))
	for i, role := range HoldingRoles {
		quoted[i] = "'" + string(role) + "'"
	}
	return strings.Join(quoted, ", ")
}()

// contractClasses appends "(SELECT contract_id, class)" of the contracts that
// are seen among those that where picks (a condition on party p). A holder
// counts on the viewer's day, and for a closed contract when it was closed. The
// nearest holder decides, but one in a conflict of interest, or who does not exist
// for the viewer's purpose, hides the contract from the others' side too.
func (v *view) contractClasses(to *fragment, where string, args ...any) *fragment {
	from, until := v.holding()
	to.add("(SELECT p.contract_id, MIN(v.class) AS class FROM contract_parties p JOIN contracts k ON k.id = p.contract_id JOIN ")
	v.customers(to, "1 = 1")
	to.add(" v ON v.id = p.customer_id WHERE p.role IN ("+holdingRoles+") AND "+visibleClass("v.class"), v.visible|hidingClasses)
	to.add(" AND "+plays("p", "k"), from, until)
	to.add(" AND "+where+" GROUP BY p.contract_id", args...)
	return to.add(" HAVING "+visibleClass("MIN(v.class)")+")", v.visible)
}

// plays is the condition that a party has its role on a contract: now or, when the
// contract is closed, until it was. Its values are those of holding.
func plays(party, contract string) string {
	return "((" + holds(party) + ") OR " + party + ".valid_to >= " + contract + ".closed_on)"
}

// represents appends the condition that a LEGAL_REPRESENTATIVE aliased alias still
// acts for a holder: somebody who can't sign alone. On the 18th birthday that ends
// by itself, whatever the rows say.
func (v *view) represents(to *fragment, alias string) {
	to.add("EXISTS (SELECT 1 FROM contract_parties g JOIN customers b ON b.id = g.customer_id WHERE g.contract_id = "+alias+".contract_id"+
		" AND g.role IN ("+holdingRoles+") AND g.customer_id <> "+alias+".customer_id AND (b.legal_capacity = 'PROTECTED_ADULT'"+
		" OR b.legal_capacity <> 'EMANCIPATED' AND (b.birth_date IS NULL OR b.birth_date > ?)))", v.ofAge())
}

var contractOrder = &keyset[model.Contract]{
	by:    []string{orFirst("t.opened_on")},
	key:   func(c *model.Contract) string { return dateKey(knownDate(c.OpenedOn)) },
	parse: parseDateKey,
	id:    func(c *model.Contract) model.ID { return c.ID },
}

// Contracts reads contracts by id.
func (r *Reader) Contracts(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Contract, error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(ids) == 0 {
		return map[model.ID]*model.Contract{}, nil
	}
	statement := (&fragment{}).add("SELECT t.id, n.class, " + columnsOf[model.Contract](r.db, "t") + " FROM contracts t JOIN ")
	seen.contractClasses(statement, "p.contract_id IN @ids", ids).add(" n ON n.contract_id = t.id")
	rows, err := collect[model.Contract](ctx, r.db, r.db.reads, statement)
	return byID(rows), err
}

// ContractsOf reads a page of the contracts of each customer, oldest first: those
// held, and those of a minor or protected adult whom the customer represents. What
// others hold and only share (a proxy, a guarantee, a benefit) is not the customer's.
func (r *Reader) ContractsOf(ctx context.Context, scope model.Scope, customers []model.ID, page Page) (map[model.ID]*Slice[model.Contract], error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(customers) == 0 {
		return map[model.ID]*Slice[model.Contract]{}, nil
	}
	from, until := seen.holding()
	inner := (&fragment{}).add("SELECT a.customer_id AS parent, n.class AS class, " + columnsOf[model.Contract](r.db, "t") +
		" FROM (SELECT DISTINCT q.customer_id, q.contract_id FROM contract_parties q JOIN contracts y ON y.id = q.contract_id JOIN ")
	seen.customers(inner, "1 = 1")
	inner.add(" o ON o.id = q.customer_id WHERE q.customer_id IN @ids AND "+visibleClass("o.class"), customers, seen.visible)
	inner.add(" AND "+plays("q", "y")+" AND q.role IN ("+holdingRoles+", 'LEGAL_REPRESENTATIVE') AND (q.role <> 'LEGAL_REPRESENTATIVE' OR ", from, until)
	seen.represents(inner, "q")
	inner.add(")) a JOIN ")
	seen.contractClasses(inner, "p.contract_id IN (SELECT z.contract_id FROM contract_parties z WHERE z.customer_id IN @ids)", customers)
	inner.add(" n ON n.contract_id = a.contract_id JOIN contracts t ON t.id = a.contract_id WHERE 1 = 1")
	if err := contractOrder.after(inner, page.After); err != nil {
		return nil, err
	}
	return paged(ctx, r.db, inner, "a.customer_id", contractOrder, page)
}

// Parties reads the roles on contracts that exist for the viewer; each row has the
// class of its customer, and is left out when that one is not seen, as is who
// represented a holder that has come of age.
func (r *Reader) Parties(ctx context.Context, scope model.Scope, contracts []model.ID) (map[model.ID][]*model.ContractParty, error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(contracts) == 0 {
		return map[model.ID][]*model.ContractParty{}, nil
	}
	statement := ofCustomers[model.ContractParty](r.db, seen, "t.contract_id").add(" AND t.contract_id IN (SELECT n.contract_id FROM ")
	seen.contractClasses(statement, "p.contract_id IN @ids", contracts).add(" n) AND (t.role <> 'LEGAL_REPRESENTATIVE' OR ")
	seen.represents(statement, "t")
	rows, err := collect[model.ContractParty](ctx, r.db, r.db.reads, statement.add(") ORDER BY t.contract_id, t.role, t.valid_from, t.id"))
	return byParent(rows), err
}

// StandingOrders reads the standing orders of accounts, newest first.
func (r *Reader) StandingOrders(ctx context.Context, scope model.Scope, contracts []model.ID) (map[model.ID][]*model.StandingOrder, error) {
	return ofContracts[model.StandingOrder](ctx, r, &scope, contracts, "t.valid_from DESC, t.id")
}

// DirectDebits reads the direct debit mandates on accounts, newest first.
func (r *Reader) DirectDebits(ctx context.Context, scope model.Scope, contracts []model.ID) (map[model.ID][]*model.DirectDebit, error) {
	return ofContracts[model.DirectDebit](ctx, r, &scope, contracts, "t.signed_on DESC, t.id")
}

// ofContracts reads every row of contracts; each has the class of its contract.
func ofContracts[T any](ctx context.Context, r *Reader, scope *model.Scope, contracts []model.ID, order string) (map[model.ID][]*T, error) {
	seen := r.db.view(scope)
	if seen.blind() || len(contracts) == 0 {
		return map[model.ID][]*T{}, nil
	}
	statement := (&fragment{}).add("SELECT t.contract_id, n.class, " + columnsOf[T](r.db, "t") + " FROM " + tableOf[T](r.db) + " t JOIN ")
	seen.contractClasses(statement, "p.contract_id IN @ids", contracts).add(" n ON n.contract_id = t.contract_id ORDER BY t.contract_id, " + order)
	rows, err := collect[T](ctx, r.db, r.db.reads, statement)
	return byParent(rows), err
}

var movementOrder = &keyset[model.Movement]{
	by:   []string{"t.booked_on", "t.sequence"},
	desc: true,
	key: func(m *model.Movement) string {
		return dateKey(m.BookedOn) + " " + numberKey(m.Sequence)
	},
	parse: func(key string) ([]any, bool) {
		day, sequence, _ := strings.Cut(key, " ")
		date, okDate := parseDateKey(day)
		number, okNumber := parseNumberKey(sequence)
		return append(date, number...), okDate && okNumber
	},
	id: func(m *model.Movement) model.ID { return m.ID },
}

// Movements reads a page of the movements of each account, newest first.
func (r *Reader) Movements(ctx context.Context, scope model.Scope, contracts []model.ID, page Page) (map[model.ID]*Slice[model.Movement], error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(contracts) == 0 {
		return map[model.ID]*Slice[model.Movement]{}, nil
	}
	picked := (&fragment{}).add("SELECT t.id, t.contract_id, ROW_NUMBER() OVER (PARTITION BY t.contract_id ORDER BY "+movementOrder.order()+
		") AS place FROM movements t WHERE t.contract_id IN @ids", contracts)
	if err := movementOrder.after(picked, page.After); err != nil {
		return nil, err
	}
	if len(contracts) == 1 { // the index gives the order: no need to number what lies behind the page
		picked = (&fragment{}).add("SELECT t.id, t.contract_id, 0 AS place FROM movements t WHERE t.contract_id = ?", contracts[0])
		if err := movementOrder.after(picked, page.After); err != nil {
			return nil, err
		}
		picked.add(" ORDER BY "+movementOrder.order()+" LIMIT ?", int64(page.size()+1))
	}
	statement := (&fragment{}).add("SELECT t.contract_id, n.class, " + columnsOf[model.Movement](r.db, "t") + " FROM (").join(picked).add(") w JOIN ")
	seen.contractClasses(statement, "p.contract_id IN @ids", contracts)
	statement.add(" n ON n.contract_id = w.contract_id JOIN movements t ON t.id = w.id WHERE w.place <= ? ORDER BY t.contract_id, "+movementOrder.order(), int64(page.size()+1))
	rows, err := collect[model.Movement](ctx, r.db, r.db.reads, statement)
	if err != nil {
		return nil, err
	}
	return movementOrder.slices(rows, page), nil
}
