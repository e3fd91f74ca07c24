package intake

import (
	"context"
	"fmt"
	"time"

	"foyer/model"
	"foyer/store"
)

// staffed is from how many customers on some employees of a demonstration bank are
// customers of it themselves.
const staffed = 100

// The employees of a demonstration bank who are its customers: alice with her
// household and bruno, in the portfolio of a colleague, and a manager of another
// branch in alice's.
var clients = []string{"alice", "bruno", "bm0002"}

// fileOf is the id of the file of an employee. It is known before any household is made.
func (o *DemoOptions) fileOf(login string) model.ID {
	return model.DeriveID(o.Date.Time().Add(24*time.Hour), "demo", "customers", login)
}

// addFiles says which employees are customers.
func (n *demoNetwork) addFiles(options DemoOptions) {
	for _, login := range clients {
		if employee := n.employee(login); employee != nil && options.Customers >= staffed {
			employee.CustomerID = options.fileOf(login)
		}
	}
}

func (n *demoNetwork) employee(login string) *model.Employee {
	for i := range n.employees {
		if n.employees[i].Login == login {
			return &n.employees[i]
		}
	}
	return nil
}

// addMachine makes the program that brings recommendations to another system; the
// administrator answers for it.
func (n *demoNetwork) addMachine(date model.Date) {
	owner := n.employee("karim")
	machine, role := employeeOf(owner.BranchID, "crm-sync", "Synchronisation CRM", "", model.MachineClient)
	machine.Kind, machine.OwnerID, machine.ExpiresOn = model.MachineEmployee, owner.ID, date.AddDays(180)
	machine.Scopes = `["customers.identify","recommendations.read","recommendations.respond"]`
	role.ValidFrom, role.ValidTo, role.GrantedBy = date.AddDays(-180), machine.ExpiresOn, owner.ID
	role.Reason = "Échange quotidien avec l'outil de campagne"
	n.employees = append(n.employees, *machine)
	n.roles = append(n.roles, *role)
}

// staffStories are the households of employees who are customers.
func (b *demoBank) staffStories() []plan {
	if b.options.Customers < staffed {
		return nil
	}
	portfolio := 2 * len(b.network.branches)
	alice := b.pair(b.worker("FEMALE", 38, 9), b.worker("MALE", 40, 4), 130)
	alice.portfolio, alice.children = portfolio, []child{{"MALE", b.turning(10, 140)}}
	alice.adults[0].employee, alice.adults[0].sensitivity = "alice", model.Staff
	bruno := b.alone(b.worker("MALE", 51, 10))
	bruno.portfolio, bruno.adults[0].employee, bruno.adults[0].sensitivity = portfolio, "bruno", model.Staff
	return []plan{alice, bruno}
}

// employ makes the file of an adult that of an employee.
func (b *demoBank) employ(person *adult, customer *model.Customer) {
	employee := b.network.employee(person.employee)
	customer.ID, customer.FirstName, customer.LastName = b.options.fileOf(person.employee), employee.FirstName, employee.LastName
}

// loadEmergency writes a file that was opened in an emergency some days ago, and
// what compliance found.
func (o *DemoOptions) loadEmergency(ctx context.Context, loader *store.Loader, network *demoNetwork, customer model.ID, report *DemoReport) error {
	if customer.IsZero() {
		return nil
	}
	at := func(minutes int) model.Instant {
		return model.InstantOf(o.Date.AddDays(-12).Time().Add(10*time.Hour + time.Duration(minutes)*time.Minute))
	}
	farid, ines := network.employee("farid").ID, network.employee("ines").ID
	access := &model.EmergencyAccess{
		ID: deriveID("demo", "emergency_accesses", "farid"), EmployeeID: farid, CustomerID: customer,
		Reason: "Le client signale la perte de sa carte à l'étranger, son agence est fermée", OpenedAt: at(0), ClosesAt: at(30), ClosedAt: at(22),
	}
	alert := &model.Alert{
		ID: deriveID("demo", "alerts", "farid"), Kind: model.AlertEmergency, EmployeeID: farid, CustomerID: customer, RaisedAt: at(0),
		Detail: fmt.Sprintf(`{"access":%q,"minutes":30}`, access.ID), AcknowledgedBy: ines, AcknowledgedAt: at(95),
		Note: "Appel vérifié sur l'enregistrement: ouverture justifiée", Dedup: "emergency " + access.ID.String(),
	}
	report.Rows["emergency_accesses"], report.Rows["alerts"] = 1, 1
	if err := loader.Insert(ctx, access); err != nil {
		return fmt.Errorf("load emergency_accesses: %w", err)
	}
	if err := loader.Insert(ctx, alert); err != nil {
		return fmt.Errorf("load alerts: %w", err)
	}
	return nil
}
