package store

import (
	"context"
	"strconv"

	"foyer/model"
)

// CustomerGroup is what customers are counted by.
type CustomerGroup string

// The groups of CustomerStatistics. The key is the id of the branch or region, the
// code of the category, the band of completed years (such as "25-34"), the year of
// the first day of the relation; "" when it is not known.
const (
	GroupBranch    CustomerGroup = "BRANCH"
	GroupRegion    CustomerGroup = "REGION"
	GroupPCS       CustomerGroup = "PCS"
	GroupAgeBand   CustomerGroup = "AGE_BAND"
	GroupSinceYear CustomerGroup = "SINCE_YEAR"
)

// SmallestCell is the least number of customers that a group may tell.
const SmallestCell = 10

// GroupCount is how many customers a group holds.
type GroupCount struct {
	Key       string
	Customers int64
}

// ageBands are the first ages of the bands, the oldest first.
var ageBands = []struct {
	from int
	name string
}{{65, "65+"}, {50, "50-64"}, {35, "35-49"}, {25, "25-34"}, {model.MajorityAge, "18-24"}}

// grouped appends the key of a group of a customer aliased t.
func (v *view) grouped(to *fragment, by CustomerGroup) error {
	switch by {
	case GroupBranch:
		to.add("CAST(t.branch_id AS TEXT)")
	case GroupRegion:
		to.add("(SELECT CAST(b.region_id AS TEXT) FROM branches b WHERE b.id = t.branch_id)")
	case GroupPCS:
		to.add("t.pcs_code")
	case GroupSinceYear:
		to.add("COALESCE(SUBSTR(CAST(t.customer_since AS TEXT), 1, 4), '')")
	case GroupAgeBand:
		if v.actor == nil || v.actor.Today.IsZero() {
			return model.Invalidf("by", "ages need the day of a viewer")
		}
		to.add("CASE WHEN t.birth_date IS NULL THEN ''")
		for _, band := range ageBands {
			to.add(" WHEN t.birth_date <= ? THEN '"+band.name+"'", v.actor.Today.AddMonths(-12*band.from))
		}
		to.add(" ELSE '0-17' END")
	default:
		return model.Invalidf("by", "customers can't be counted by that")
	}
	return nil
}

// CustomerStatistics counts the customers that a filter picks, by group, in the
// order of keys. Groups of fewer than SmallestCell customers are left out; when so
// few are left out in all that a total would tell them, the next smallest is too.
func (r *Reader) CustomerStatistics(ctx context.Context, scope model.Scope, filter CustomerFilter, by CustomerGroup) ([]GroupCount, error) {
	picked, err := r.narrow(ctx, &scope, filter)
	if err != nil || picked.seen.blind() {
		return nil, err
	}
	key := &fragment{}
	if err := picked.seen.grouped(key, by); err != nil {
		return nil, err
	}
	smallest := strconv.Itoa(SmallestCell)
	inner := &narrowed{seen: picked.seen, where: picked.where}
	statement := (&fragment{}).add(picked.start + "SELECT s.label, s.size FROM (SELECT g.label, g.size," +
		" SUM(CASE WHEN g.size < " + smallest + " THEN g.size ELSE 0 END) OVER () AS hidden," +
		" ROW_NUMBER() OVER (ORDER BY CASE WHEN g.size < " + smallest + " THEN 1 ELSE 0 END, g.size, " + r.db.bytes("g.label") + ") AS place FROM (")
	statement.join(inner.from("SELECT "+key.text.String()+" AS label, COUNT(*) AS size", key.args...)).add(" GROUP BY 1) g) s")
	statement.add(" WHERE s.size >= " + smallest + " AND (s.hidden = 0 OR s.hidden >= " + smallest + " OR s.place > 1) ORDER BY " + r.db.bytes("s.label"))
	answer, err := r.db.query(ctx, r.db.reads, statement.text.String(), statement.args...)
	if err != nil {
		return nil, err
	}
	var out []GroupCount
	for answer.Next() {
		var one GroupCount
		if err := answer.Scan(&one.Key, &one.Customers); err != nil {
			return nil, r.db.explain("count customers by group", closeRows(answer, err))
		}
		out = append(out, one)
	}
	return out, r.db.explain("count customers by group", closeRows(answer, answer.Err()))
}
