package store

import (
	"strconv"

	"foyer/model"
)

// view is a Scope as SQL: the row class of a customer aliased c, and which
// classes exist for the viewer.
type view struct {
	class    fragment
	visible  int64 // set of classes, as bits
	actor    *model.Actor
	conflict fragment // the customer is in a conflict of interest with the viewer
	rows     fragment // the customer exists for the viewer's purpose
}

// everyClass is the set of the classes of customers; zero is none of them.
const everyClass = int64(1)<<int(model.ClassNone) - 2

// sensitivityLevel added to three times the relation makes the row class.
const sensitivityLevel = "CASE c.sensitivity WHEN 'ORDINARY' THEN 1 WHEN 'STAFF' THEN 2 ELSE 3 END"

// view translates a scope. The zero Scope sees nothing.
func (db *DB) view(scope *model.Scope) *view {
	seen := &view{actor: scope.Actor}
	if scope.Entire() != "" {
		seen.visible = everyClass
		seen.conflict.add("1 = 0")
		seen.rows.add("1 = 1")
		seen.class.add(strconv.Itoa(int(model.RelationOwn)*len(model.Sensitivities)) + " + " + sensitivityLevel)
		return seen
	}
	if scope.Actor == nil || scope.Table == nil {
		seen.class.add("0")
		return seen
	}
	seen.visible = int64(scope.Table.Visible) & everyClass
	filter := seen.filter(db)
	filter.write(&seen.conflict, scope.Near[model.RelationConflict])
	seen.class.add("CASE")
	for relation, near := range scope.Near {
		seen.class.add(" WHEN ")
		filter.write(&seen.class, near)
		seen.class.add(" THEN " + strconv.Itoa(relation*len(model.Sensitivities)))
	}
	seen.class.add(" ELSE " + strconv.Itoa(int(model.RelationNetwork)*len(model.Sensitivities)) + " END + " + sensitivityLevel)
	if scope.Rows == nil {
		seen.rows.add("1 = 1")
		return seen
	}
	filter.write(&seen.rows, scope.Rows)
	nearness := seen.class
	seen.class = fragment{}
	seen.class.add("CASE WHEN ").join(&seen.rows).add(" THEN ").join(&nearness).add(" ELSE 0 END")
	return seen
}

// filter writes row filters as the viewer sees them.
func (v *view) filter(db *DB) *rowFilter {
	from, to := v.holding()
	return &rowFilter{db: db, from: from, to: to}
}

// blind tells that no row can be seen, so that nothing needs to be asked.
func (v *view) blind() bool { return v.visible == 0 }

// customers appends "SELECT id, class FROM customers" for the customers that
// where picks, as a table expression; the caller filters with visible.
func (v *view) customers(to *fragment, where string, args ...any) {
	to.add("(SELECT c.id, ").join(&v.class).add(" AS class FROM customers c WHERE "+where+")", args...)
}

// visibleClass is the condition that a class is seen; its value is the set. It says
// "<> 0" because PostgreSQL takes that to hold for most rows, as it does wherever an
// index does not tell which.
func visibleClass(column string) string {
	return "((CAST(? AS BIGINT) >> CAST(" + column + " AS INTEGER)) & 1 <> 0)"
}

// hidingClasses is the set of the classes in which a customer hides what it shares
// with others: no class at all, and those of a conflict of interest. The nearest
// holder or member decides for the rest (see contractClasses).
const hidingClasses = int64(1)<<(len(model.Sensitivities)+1) - 1

// hides appends the condition that a customer aliased c hides what it shares, being
// of one of the hidingClasses that is not visible.
func (v *view) hides(to *fragment) {
	to.add("(NOT (").join(&v.rows).add(") OR ").join(&v.conflict)
	to.add(" AND NOT "+visibleClass(sensitivityLevel)+")", v.visible)
}

// staff tells whether the viewer is somebody of the bank, or the bank itself:
// what has no customer behind it exists for them.
func (v *view) staff() bool { return v.actor != nil || v.visible == everyClass }

// holding gives the days between which a dated role must hold to count: on the
// viewer's day, or any day for the bank's own work.
func (v *view) holding() (from, to model.Date) {
	if v.actor == nil || v.actor.Today.IsZero() {
		return model.MaxDate, model.MinDate
	}
	return v.actor.Today, v.actor.Today
}

// ofAge gives the last birth date of those who are of age on the viewer's day.
// Without a viewer's day it is before everybody's.
func (v *view) ofAge() model.Date {
	if v.actor == nil || v.actor.Today.IsZero() {
		return model.MinDate.AddDays(-1)
	}
	return v.actor.Today.AddMonths(-12 * model.MajorityAge)
}

// holds is the condition that a dated row aliased alias holds; its values are
// those of holding.
func holds(alias string) string {
	return alias + ".valid_from <= ? AND (" + alias + ".valid_to IS NULL OR " + alias + ".valid_to > ?)"
}
