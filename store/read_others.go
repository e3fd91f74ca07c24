package store

import (
	"context"

	"foyer/model"
)

// ClassesOfOthers gives, for each customer, the classes in which the viewer sees
// the other persons whose files facts about the customer may be drawn from: the
// members of their households and whom they represent, at any time. Class 0 stands
// for somebody who does not exist for the viewer.
func (r *Reader) ClassesOfOthers(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID]model.ClassSet, error) {
	seen := r.db.view(&scope)
	out := make(map[model.ID]model.ClassSet, len(customers))
	if len(customers) == 0 {
		return out, nil
	}
	statement := (&fragment{}).add("SELECT o.customer_id, v.class FROM (" +
		"SELECT m.customer_id, n.customer_id AS other_id FROM household_members m JOIN household_members n ON n.household_id = m.household_id" +
		" WHERE m.customer_id IN @ids AND n.customer_id <> m.customer_id" +
		" UNION SELECT p.representative_id, p.customer_id FROM representations p WHERE p.representative_id IN @ids) o JOIN ")
	statement.args = append(statement.args, customers, customers)
	seen.customers(statement, "1 = 1")
	answer, err := r.db.query(ctx, r.db.reads, statement.add(" v ON v.id = o.other_id").text.String(), statement.args...)
	if err != nil {
		return nil, err
	}
	for answer.Next() {
		var customer model.ID
		var class int64
		if err := answer.Scan(&customer, &class); err != nil {
			return nil, r.db.explain("read the classes of others", closeRows(answer, err))
		}
		if seen.visible>>class&1 == 0 {
			class = 0
		}
		out[customer] = out[customer].Add(model.RowClass(class))
	}
	return out, r.db.explain("read the classes of others", closeRows(answer, answer.Err()))
}
