package desk

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// RightChanges tells who joined, moved and left from a day until before another:
// those who got a role, a portfolio or a delegation, or were without one for the
// first time, on a day of that period, as far as the scope may read. They come in the
// order of employees' ids.
func (d *Desk) RightChanges(ctx context.Context, scope model.Scope, from, to model.Date) ([]*model.RightChange, error) {
	if to <= from {
		return nil, model.Invalidf("to", "%s is not after %s", to, from)
	}
	// A right whose first day without it is the first of the period counts.
	found, err := store.Rights(ctx, d.db, Readable(scope, store.RightFilter{From: from.AddDays(-1), To: to}))
	if err != nil {
		return nil, err
	}
	changes := map[model.ID]*model.RightChange{}
	for _, right := range found {
		begun, ended := right.ValidFrom >= from, !right.ValidTo.IsZero() && right.ValidTo < to
		if right.Kind == model.RightEmergency || !begun && !ended {
			continue
		}
		if changes[right.EmployeeID] == nil {
			changes[right.EmployeeID] = &model.RightChange{EmployeeID: right.EmployeeID}
		}
		change := changes[right.EmployeeID]
		if begun {
			change.Gained = append(change.Gained, right)
		}
		if ended {
			change.Lost = append(change.Lost, right)
		}
	}
	if err := d.nameChanges(ctx, changes, from, to); err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(changes), func(a, b *model.RightChange) int { return a.EmployeeID.Compare(b.EmployeeID) }), nil
}

// nameChanges tells joiners, movers and leavers apart by what they had before the
// period and have after it.
func (d *Desk) nameChanges(ctx context.Context, changes map[model.ID]*model.RightChange, from, to model.Date) error {
	before, err := d.rightful(ctx, store.RightFilter{On: from.AddDays(-1)})
	if err != nil {
		return err
	}
	after, err := d.rightful(ctx, store.RightFilter{On: to.AddDays(-1)})
	if err != nil {
		return err
	}
	for employee, change := range changes {
		switch {
		case !after[employee]:
			change.Kind = model.Left
		case !before[employee]:
			change.Kind = model.Joined
		default:
			change.Kind = model.Moved
		}
	}
	return nil
}

func (d *Desk) rightful(ctx context.Context, filter store.RightFilter) (map[model.ID]bool, error) {
	found, err := store.Rights(ctx, d.db, filter)
	has := map[model.ID]bool{}
	for _, right := range found {
		if right.Kind != model.RightEmergency {
			has[right.EmployeeID] = true
		}
	}
	return has, err
}

// ToxicHolding is a person who holds roles that exclude each other.
type ToxicHolding struct {
	Employee *model.Employee
	Pair     *rules.ToxicPair
}

// ToxicHoldings finds the active employees whose roles of a day exclude each
// other: no grant leads there, but an import or a change of the policy may.
func (d *Desk) ToxicHoldings(ctx context.Context, today model.Date) ([]ToxicHolding, error) {
	staff, err := d.staffOf(ctx, d.db, today)
	if err != nil {
		return nil, err
	}
	roles := map[model.ID][]model.Role{}
	for _, role := range model.Roles {
		for _, employee := range staff.byRole[role] {
			roles[employee.ID] = append(roles[employee.ID], role)
		}
	}
	var found []ToxicHolding
	for _, id := range slices.SortedFunc(maps.Keys(roles), model.ID.Compare) {
		if pair := d.engine.Toxic(roles[id]); pair != nil {
			found = append(found, ToxicHolding{staff.employees[id], pair})
		}
	}
	return found, nil
}

// RaiseToxic tells compliance of roles that exclude each other, once a month as
// long as they are held.
func (d *Desk) RaiseToxic(ctx context.Context, today model.Date) error {
	found, err := d.ToxicHoldings(ctx, today)
	if err != nil || len(found) == 0 {
		return err
	}
	return d.db.Write(ctx, func(w *store.Writer) error {
		for _, holding := range found {
			detail, err := json.Marshal(map[string]model.Role{"a": holding.Pair.A, "b": holding.Pair.B})
			if err != nil {
				return err
			}
			month := today.Time().Format("2006-01")
			err = d.Raise(ctx, w, &model.Alert{Kind: model.AlertToxicRoles, EmployeeID: holding.Employee.ID, Detail: string(detail),
				Dedup: "toxic " + holding.Employee.ID.String() + " " + string(detail) + " " + month})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
