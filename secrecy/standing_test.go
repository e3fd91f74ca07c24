package secrecy_test

import (
	"database/sql"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

// viewer is somebody who looks, for a purpose.
type viewer struct {
	login   string
	role    model.Role
	purpose model.Purpose
}

// standing says how a viewer stands to every customer, contract and household,
// worked out from the rows of the bank in plain Go: it shares nothing with the
// code that it checks but the verdicts of the policy.
type standing struct {
	customers  map[string]model.RowClass // 0: the customer does not exist for the viewer
	contracts  map[string]model.RowClass
	households map[string]model.RowClass
	opposed    map[string]bool // customers who oppose marketing
}

// of gives how the viewer stands to every customer, contract or household.
func (s *standing) of(anchor string) map[string]model.RowClass {
	return map[string]map[string]model.RowClass{"customer": s.customers, "contract": s.contracts, "household": s.households}[anchor]
}

const inForce = "valid_from <= date('2026-11-23') AND (valid_to IS NULL OR valid_to > date('2026-11-23'))"

func set(rows [][]string) map[string]bool {
	found := map[string]bool{}
	for _, row := range rows {
		found[row[0]] = true
	}
	return found
}

// standingOf works out how a viewer stands; visible are the classes that exist
// under the viewer's policy.
func standingOf(t testing.TB, db *sql.DB, who *viewer, visible model.ClassSet) *standing {
	t.Helper()
	self := rowsOf(t, db, "SELECT e.id, e.branch_id, b.region_id, e.customer_id FROM employees e JOIN branches b ON b.id = e.branch_id WHERE e.login = ?", who.login)
	require.Len(t, self, 1)
	id, branch, region, own := self[0][0], self[0][1], self[0][2], self[0][3]
	held := set(rowsOf(t, db, "SELECT portfolio_id FROM portfolio_holders WHERE employee_id = ? AND "+inForce, id))
	lent := set(rowsOf(t, db, "SELECT portfolio_id FROM delegations WHERE employee_id = ? AND "+inForce, id))
	opened := set(rowsOf(t, db, "SELECT customer_id FROM emergency_accesses WHERE employee_id = ? AND closed_at IS NULL AND closes_at > '2026-11-23 12:00:00'", id))
	kin := set(rowsOf(t, db, `SELECT o.customer_id FROM household_members m JOIN household_members o ON o.household_id = m.household_id WHERE m.customer_id = ?
		UNION SELECT to_id FROM relationships WHERE from_id = ? UNION SELECT from_id FROM relationships WHERE to_id = ?`, own, own, own))
	colleagues := set(rowsOf(t, db, "SELECT customer_id FROM employees WHERE branch_id = ? AND customer_id IS NOT NULL", branch))
	opposed := set(rowsOf(t, db, `SELECT customer_id FROM consents WHERE purpose = 'MARKETING' AND state <> 'GRANTED'
		AND effective_from <= date('2026-11-23') AND (effective_to IS NULL OR effective_to > date('2026-11-23'))`))

	found := &standing{customers: map[string]model.RowClass{}, opposed: opposed}
	for _, row := range rowsOf(t, db, "SELECT c.id, c.branch_id, b.region_id, c.portfolio_id, c.sensitivity, c.source FROM customers c JOIN branches b ON b.id = c.branch_id") {
		relation := model.RelationNetwork
		switch {
		case row[0] == own || kin[row[0]] || colleagues[row[0]]:
			relation = model.RelationConflict
		case held[row[3]]:
			relation = model.RelationOwn
		case lent[row[3]]:
			relation = model.RelationDelegated
		case opened[row[0]]:
			relation = model.RelationEmergency
		case row[1] == branch:
			relation = model.RelationBranch
		case row[2] == region:
			relation = model.RelationRegion
		}
		class := model.ClassOf(relation, model.Sensitivity(row[4]))
		absent := who.purpose == model.PurposeMarketing && opposed[row[0]] || who.role == model.Developer && row[5] != model.DemonstrationSource
		if absent || !visible.Has(class) {
			class = hiddenIn(relation)
		}
		found.customers[row[0]] = class
	}
	found.contracts = found.nearest(rowsOf(t, db, "SELECT contract_id, customer_id FROM contract_parties WHERE role IN ('OWNER', 'JOINT_OWNER', 'BORROWER', 'CO_BORROWER', 'INSURED') AND "+inForce))
	found.households = found.nearest(rowsOf(t, db, "SELECT household_id, customer_id FROM household_members WHERE "+inForce))
	return found
}

// conflicted marks a customer who does not exist because of a conflict of
// interest: neither does what they share with others.
const conflicted = model.RowClass(255)

func hiddenIn(relation model.Relation) model.RowClass {
	if relation == model.RelationConflict {
		return conflicted
	}
	return 0
}

// nearest gives what customers share the class of the nearest of them.
func (s *standing) nearest(shared [][]string) map[string]model.RowClass {
	classes := map[string][]model.RowClass{}
	for _, row := range shared {
		classes[row[0]] = append(classes[row[0]], s.customers[row[1]])
	}
	found := map[string]model.RowClass{}
	for id, of := range classes {
		of = slices.DeleteFunc(of, func(class model.RowClass) bool { return class == 0 })
		if len(of) > 0 && !slices.Contains(of, conflicted) {
			found[id] = slices.Min(of)
		}
	}
	return found
}
