package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"foyer/model"
)

// Actor finds the employee of a login with the bindings of an instant: roles,
// portfolios and delegations of its day, emergency accesses that run, the customers
// whose files are the employee's own or a relative's. A login that no active employee
// has is NOT_FOUND, as is that of a program which has expired or whose owner is gone.
func (r *Reader) Actor(ctx context.Context, login string, now model.Instant) (*model.Actor, error) {
	return r.actor(ctx, "t.login = ?", login, now)
}

// ActorByID is Actor for an employee's id.
func (r *Reader) ActorByID(ctx context.Context, id model.ID, now model.Instant) (*model.Actor, error) {
	return r.actor(ctx, "t.id = ?", id, now)
}

// owned marks a program whose owner works at the bank.
const owned = 256

func (r *Reader) actor(ctx context.Context, condition string, key any, now model.Instant) (*model.Actor, error) {
	statement := (&fragment{}).add("SELECT b.region_id, CASE WHEN o.id IS NULL THEN 0 ELSE 256 END, "+columnsOf[model.Employee](r.db, "t")+
		" FROM employees t JOIN branches b ON b.id = t.branch_id LEFT JOIN employees o ON o.id = t.owner_id AND o.active AND o.kind <> 'MACHINE' WHERE "+condition, key)
	rows, err := collect[model.Employee](ctx, r.db, r.db.reads, statement)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !mayWork(rows[0].row, rows[0].mark&owned != 0, now.Date()) {
		return nil, model.NotFoundf("no active employee has this login")
	}
	employee := rows[0].row
	actor := &model.Actor{
		EmployeeID: employee.ID, Login: employee.Login, Name: employee.Name(), Language: employee.Language,
		BranchID: employee.BranchID, RegionID: rows[0].parent, Today: now.Date(), Machine: employee.Kind == model.MachineEmployee,
	}
	if actor.Machine {
		if err := json.Unmarshal([]byte(employee.Scopes), &actor.Scopes); err != nil {
			return nil, fmt.Errorf("read the scopes of a program: %w", err)
		}
	}
	return actor, r.bind(ctx, actor, employee.CustomerID, now)
}

// mayWork tells whether an employee may log in on a day. A program needs an owner
// who works at the bank, and a day on which it expires.
func mayWork(employee *model.Employee, hasOwner bool, today model.Date) bool {
	if employee.Kind != model.MachineEmployee {
		return employee.Active
	}
	return employee.Active && hasOwner && today < employee.ExpiresOn
}

// The kinds of bindings in the order in which they are read.
const (
	boundRole = iota
	boundPortfolio
	boundDelegation
	boundEmergency
	boundKin
)

// bindings selects "kind, id, word, end" of all that binds an employee; its values
// are those that bind hands over. Kin are the own file, whoever belongs to one of
// its households, and whoever it is or was linked to, whichever way: a marriage that
// ended is a conflict of interest still.
var bindings = `SELECT 3 AS kind, t.customer_id AS id, '' AS word, t.closes_at AS ends FROM emergency_accesses t
		WHERE t.employee_id = ? AND t.closes_at > ? AND t.opened_at <= ? AND t.closed_at IS NULL
	UNION ALL SELECT 0, NULL, t.role, NULL FROM employee_roles t WHERE t.employee_id = ? AND ` + holds("t") + `
	UNION ALL SELECT 1, t.portfolio_id, '', NULL FROM portfolio_holders t WHERE t.employee_id = ? AND ` + holds("t") + `
	UNION ALL SELECT 2, t.portfolio_id, '', NULL FROM delegations t WHERE t.employee_id = ? AND ` + holds("t") + `
	UNION ALL SELECT 4, c.id, '', NULL FROM customers c WHERE c.id = ?
	UNION ALL SELECT 4, o.customer_id, '', NULL FROM household_members m JOIN household_members o ON o.household_id = m.household_id
		WHERE m.customer_id = ? AND ` + holds("m") + ` AND ` + holds("o") + `
	UNION ALL SELECT 4, l.to_id, '', NULL FROM relationships l WHERE l.from_id = ?
	UNION ALL SELECT 4, l.from_id, '', NULL FROM relationships l WHERE l.to_id = ?
	ORDER BY 1, 2`

// bind reads what binds an actor at an instant; customer is the actor's own file.
func (r *Reader) bind(ctx context.Context, actor *model.Actor, customer model.ID, now model.Instant) error {
	who, day := actor.EmployeeID, actor.Today
	answer, err := r.db.query(ctx, r.db.reads, bindings, who, now, now, who, day, day, who, day, day, who, day, day,
		customer, customer, day, day, day, day, customer, customer)
	if err != nil {
		return err
	}
	var kind int64
	var id model.ID
	var word string
	var ends model.Instant
	for answer.Next() {
		if err := answer.Scan(&kind, &id, &word, &ends); err != nil {
			return r.db.explain("read bindings", closeRows(answer, err))
		}
		switch kind {
		case boundRole:
			actor.Roles = append(actor.Roles, model.Role(word))
		case boundPortfolio:
			actor.Portfolios = added(actor.Portfolios, id)
		case boundDelegation:
			actor.Delegated = added(actor.Delegated, id)
		case boundEmergency:
			actor.Emergency = added(actor.Emergency, id)
			if ends.Date() == day && (actor.ValidUntil.IsZero() || ends < actor.ValidUntil) {
				actor.ValidUntil = ends
			}
		case boundKin:
			actor.Kin = added(actor.Kin, id)
		}
	}
	slices.Sort(actor.Roles)
	actor.Roles = slices.Compact(actor.Roles)
	return r.db.explain("read bindings", closeRows(answer, answer.Err()))
}

// added appends a value to a sorted list, once.
func added[T comparable](list []T, value T) []T {
	if len(list) > 0 && list[len(list)-1] == value {
		return list
	}
	return append(list, value)
}
