package intake

import (
	"encoding/json"
	"slices"
	"strings"

	"foyer/model"
)

// rightLayouts are who works at the bank and what they may do. They come after the
// customers: some of the employees are customers themselves.
func rightLayouts() []*layout {
	from := []string{"valid_from"}
	to := func(targets map[string]string) map[string]string {
		targets["employee"], targets["granted_by"], targets["ended_by"] = "employees", "employees", "employees"
		return targets
	}
	return []*layout{
		layoutOf[model.Employee](layout{
			name: "employees", key: []string{"login"}, required: []string{"first_name", "branch"}, shared: true,
			targets: map[string]string{"branch": "branches", "customer": "customers", "owner": "employees"}, kinds: map[string]cellKind{"email": emailCell},
			defaults: map[string]string{"language": "fr", "active": "true", "kind": "PERSON"}, finish: finishEmployee,
		}),
		layoutOf[model.EmployeeRole](layout{
			name: "employee_roles", key: []string{"employee", "role", "valid_from"}, required: from, shared: true,
			targets: to(map[string]string{}), finish: checkPeriod,
		}),
		layoutOf[model.PortfolioHolder](layout{
			name: "portfolio_holders", key: []string{"portfolio", "employee", "valid_from"}, required: from,
			targets: to(map[string]string{"portfolio": "portfolios"}), finish: checkPeriod,
		}),
		layoutOf[model.Delegation](layout{
			name: "delegations", key: []string{"portfolio", "employee", "valid_from"}, required: []string{"valid_from", "reason"},
			targets: to(map[string]string{"portfolio": "portfolios"}), finish: checkPeriod,
		}),
	}
}

// finishEmployee checks that a machine has who answers for it, an end and scopes,
// and that a person has none of these. The scopes of a machine are words separated
// by spaces.
func finishEmployee(run *csvRun, row *csvRow) {
	employee := row.value.Interface().(*model.Employee)
	scopes := strings.Fields(employee.Scopes)
	unknown := slices.IndexFunc(scopes, func(scope string) bool { return !slices.Contains(run.options.Scopes, scope) })
	machine := employee.Kind == model.MachineEmployee
	switch {
	case !machine && employee.LastName == "":
		row.fail("last_name", "the cell is empty: a person needs a last name")
	case machine && employee.OwnerID.IsZero():
		row.fail("owner", "the cell is empty: a person must answer for a machine")
	case machine && employee.ExpiresOn.IsZero():
		row.fail("expires_on", "the cell is empty: a machine expires")
	case machine && len(scopes) == 0:
		row.fail("scopes", "the cell is empty: a machine sees only its scopes")
	case unknown >= 0:
		row.fail("scopes", "%q is not a scope of the access rules", scopes[unknown])
	case !machine && (!employee.OwnerID.IsZero() || !employee.ExpiresOn.IsZero() || len(scopes) > 0):
		row.fail("kind", "owner, expires_on and scopes are a machine's: write MACHINE, or empty them")
	}
	list, _ := json.Marshal(append([]string{}, scopes...)) // a list of words can't fail to encode
	employee.Scopes = string(list)
}
