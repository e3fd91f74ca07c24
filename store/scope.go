package store

import (
	"strconv"

	"foyer/model"
)

// view is a Scope as SQL: the row class of a customer aliased c, and which
// classes exist for the viewer.
type view struct {
	class   fragment
	visible int64 // set of classes, as bits
	actor   *model.Actor
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
		seen.class.add(strconv.Itoa(int(model.RelationOwn)*len(model.Sensitivities)) + " + " + sensitivityLevel)
		return seen
	}
	if scope.Actor == nil || scope.Table == nil {
		seen.class.add("0")
		return seen
	}
	seen.visible = int64(scope.Table.Visible) & everyClass
	if scope.Rows != nil {
		seen.class.add("CASE WHEN ")
		db.filter(&seen.class, scope.Rows)
		seen.class.add(" THEN ")
	}
	seen.class.add("CASE")
	for relation, near := range scope.Near {
		seen.class.add(" WHEN ")
		db.filter(&seen.class, near)
		seen.class.add(" THEN " + strconv.Itoa(relation*len(model.Sensitivities)))
	}
	seen.class.add(" ELSE " + strconv.Itoa(int(model.RelationNetwork)*len(model.Sensitivities)) + " END + " + sensitivityLevel)
	if scope.Rows != nil {
		seen.class.add(" ELSE 0 END")
	}
	return seen
}

// blind tells that no row can be seen, so that nothing needs to be asked.
func (v *view) blind() bool { return v.visible == 0 }

// customers appends "SELECT id, class FROM customers" for the customers that
// where picks, as a table expression; the caller filters with visible.
func (v *view) customers(to *fragment, where string, args ...any) {
	to.add("(SELECT c.id, ").join(&v.class).add(" AS class FROM customers c WHERE "+where+")", args...)
}

// visibleClass is the condition that a class is seen; its value is the set.
func visibleClass(column string) string {
	return "(CAST(? AS BIGINT) >> CAST(" + column + " AS INTEGER)) & 1 = 1"
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

// holds is the condition that a dated row aliased alias holds; its values are
// those of holding.
func holds(alias string) string {
	return alias + ".valid_from <= ? AND (" + alias + ".valid_to IS NULL OR " + alias + ".valid_to > ?)"
}
