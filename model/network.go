package model

// Region groups branches of the network.
type Region struct {
	ID   ID `bun:"id,pk"`
	Code string
	Name string
}

// Branch is a unit of the network where customers are held.
type Branch struct {
	ID       ID `bun:"id,pk"`
	RegionID ID
	Code     string
	Name     string
	City     string
}

// EmployeeKind says whether an employee is a person or a program.
type EmployeeKind string

// The kinds of employees.
const (
	HumanEmployee   EmployeeKind = "PERSON"
	MachineEmployee EmployeeKind = "MACHINE"
)

// Employee is a person who works at the bank, or a program that works for it.
// Login names them in tokens.
type Employee struct {
	ID         ID `bun:"id,pk"`
	Login      string
	FirstName  string
	LastName   string
	Email      string
	Language   Language
	BranchID   ID
	Active     bool
	Kind       EmployeeKind
	CustomerID ID     // the employee's own file, when they are a customer
	OwnerID    ID     // of a machine: the person who answers for it
	ExpiresOn  Date   // of a machine: the first day it may no longer log in
	Scopes     string // of a machine: JSON list of the policy's scopes
}

// Name is how an employee is shown to colleagues. A program has one name.
func (e *Employee) Name() string {
	if e.LastName == "" {
		return e.FirstName
	}
	return e.FirstName + " " + e.LastName
}

// EmployeeRole grants a role to an employee for a dated period; ValidTo is the
// first day without the role, zero when open.
type EmployeeRole struct {
	ID         ID `bun:"id,pk"`
	EmployeeID ID
	Role       Role
	ValidFrom  Date
	ValidTo    Date
	GrantedBy  ID     // zero when it was imported
	Reason     string // why it was granted
	EndedBy    ID     // who ended it, zero when its period did
	EndReason  string // why it was ended
}

// Portfolio is the set of customers that one employee is responsible for.
type Portfolio struct {
	ID       ID `bun:"id,pk"`
	BranchID ID
	Code     string
	Name     string
}

// PortfolioHolder names the employee responsible for a portfolio over a period.
type PortfolioHolder struct {
	ID          ID `bun:"id,pk"`
	PortfolioID ID
	EmployeeID  ID
	ValidFrom   Date
	ValidTo     Date
	GrantedBy   ID     // zero when it was imported
	Reason      string // why it was given
	EndedBy     ID     // who ended it, zero when its period did
	EndReason   string // why it was ended
}

// Delegation lends the rights on a portfolio to a colleague, with a reason.
type Delegation struct {
	ID          ID `bun:"id,pk"`
	PortfolioID ID
	EmployeeID  ID // who receives the rights
	GrantedBy   ID
	Reason      string
	ValidFrom   Date
	ValidTo     Date
	EndedBy     ID     // who ended it, zero when its period did
	EndReason   string // why it was ended
}

// Assignment is the history of a customer's portfolios.
type Assignment struct {
	ID          ID `bun:"id,pk"`
	CustomerID  ID
	PortfolioID ID
	ValidFrom   Date
	ValidTo     Date
	AssignedBy  ID
	AssignedAt  Instant
}
