package intake

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"foyer/model"
)

// demoNetwork is the staff and the units of a demonstration bank. Portfolio p
// belongs to branch p modulo the number of branches; portfolio 0 is alice's.
type demoNetwork struct {
	regions     []model.Region
	branches    []model.Branch
	towns       []town // of each branch
	employees   []model.Employee
	roles       []model.EmployeeRole
	portfolios  []model.Portfolio
	holders     []model.PortfolioHolder
	delegations []model.Delegation
}

// count is the number of portfolios.
func (n *demoNetwork) count() int { return len(n.portfolios) }

// branchOf is the branch of a portfolio.
func (n *demoNetwork) branchOf(portfolio int) int { return portfolio % len(n.branches) }

// tables lists the rows so that a row comes after those it refers to.
func (n *demoNetwork) tables() []tableRows {
	return []tableRows{
		{"regions", len(n.regions), n.regions},
		{"branches", len(n.branches), n.branches},
		{"employees", len(n.employees), n.employees},
		{"employee_roles", len(n.roles), n.roles},
		{"portfolios", len(n.portfolios), n.portfolios},
		{"portfolio_holders", len(n.holders), n.holders},
		{"delegations", len(n.delegations), n.delegations},
	}
}

// newDemoNetwork makes a branch for about every 1,000 customers and a portfolio
// for about every 400, never fewer than four branches in two regions, and three
// portfolios in the branch of the demonstration logins: alice's, one lent to her,
// and one that is a colleague's alone.
func newDemoNetwork(options DemoOptions) *demoNetwork {
	n := &demoNetwork{}
	branches := max(4, options.Customers/1000)
	portfolios := max(2*branches+1, (options.Customers+portfolioSize-1)/portfolioSize)
	regions := min(len(lands), max(2, branches/6))
	for at := range regions {
		code := fmt.Sprintf("R%02d", at+1)
		n.regions = append(n.regions, model.Region{ID: deriveID("demo", "regions", code), Code: code, Name: lands[at].name})
	}
	for at := range branches {
		n.addBranch(at)
	}
	d := &dice{}
	d.throw(options.Seed, 0, idEpoch)
	n.addStaff(d)
	for at := range portfolios {
		n.addPortfolio(at, d)
	}
	n.delegations = append(n.delegations, model.Delegation{
		ID:          deriveID("demo", "delegations", "alice"),
		PortfolioID: n.portfolios[branches].ID, EmployeeID: n.holders[0].EmployeeID, GrantedBy: n.holders[branches].EmployeeID,
		Reason: "Congé parental", ValidFrom: options.Date.AddDays(-30), ValidTo: options.Date.AddDays(60),
	})
	n.addMachine(options.Date)
	n.addFiles(options)
	return n
}

func (n *demoNetwork) addBranch(at int) {
	region := at % len(n.regions)
	towns := lands[region].towns
	round := at / len(n.regions)
	place := towns[round%len(towns)]
	name := "Agence de " + place.name
	if again := round / len(towns); again > 0 {
		name += " " + strconv.Itoa(again+1)
	}
	code := fmt.Sprintf("B%04d", at+1)
	n.towns = append(n.towns, place)
	n.branches = append(n.branches, model.Branch{
		ID: deriveID("demo", "branches", code), RegionID: n.regions[region].ID, Code: code, Name: name, City: place.name,
	})
}

// addStaff makes a manager for each branch, and in the first one somebody for each
// of the other roles.
func (n *demoNetwork) addStaff(d *dice) {
	n.hire(0, "bruno", "Bruno", "Berger", model.BranchManager)
	n.hire(0, "chloe", "Chloé", "Chevalier", model.MarketingAnalyst)
	n.hire(0, "david", "David", "Durand", model.Auditor)
	n.hire(0, "emma", "Emma", "Étienne", model.Developer)
	n.hire(0, "farid", "Farid", "Ferrat", model.CallCentreAgent)
	n.hire(0, "gaelle", "Gaëlle", "Gautier", model.RegionalManager)
	n.hire(0, "hugo", "Hugo", "Humbert", model.RuleAnalyst)
	n.hire(0, "ines", "Inès", "Imbert", model.ComplianceOfficer)
	n.hire(0, "jules", "Jules", "Joly", model.DataProtectionOfficer)
	n.hire(0, "karim", "Karim", "Kessel", model.Administrator)
	for at := 1; at < len(n.branches); at++ {
		first, last := staffName(d)
		n.hire(at, fmt.Sprintf("bm%04d", at+1), first, last, model.BranchManager)
	}
}

func staffName(d *dice) (first, last string) {
	sex := model.Sex([]string{"FEMALE", "MALE"}[d.below(2)])
	return oneOf(d, given[sex][d.between(2, 3)]), oneOf(d, surnames)
}

func (n *demoNetwork) hire(branch int, login, first, last string, role model.Role) model.ID {
	employee, granted := employeeOf(n.branches[branch].ID, login, first, last, role)
	granted.Reason = "Prise de poste"
	n.employees = append(n.employees, *employee)
	n.roles = append(n.roles, *granted)
	return employee.ID
}

func (n *demoNetwork) addPortfolio(at int, d *dice) {
	login, first, last := "alice", "Alice", "Aubry"
	if at > 0 {
		login = fmt.Sprintf("am%04d", at+1)
		first, last = staffName(d)
	}
	branch := n.branchOf(at)
	holder := n.hire(branch, login, first, last, model.AccountManager)
	code := fmt.Sprintf("P%04d", at+1)
	portfolio := model.Portfolio{
		ID: deriveID("demo", "portfolios", code), BranchID: n.branches[branch].ID, Code: code,
		Name: "Portefeuille " + strings.TrimSpace(first+" "+last),
	}
	n.portfolios = append(n.portfolios, portfolio)
	n.holders = append(n.holders, model.PortfolioHolder{
		ID: deriveID("demo", "portfolio_holders", code), PortfolioID: portfolio.ID, EmployeeID: holder, ValidFrom: networkSince,
	})
}

// load writes the rows of the network.
func (n *demoNetwork) load(ctx context.Context, insert func(ctx context.Context, rows any) error) error {
	for _, table := range n.tables() {
		if err := insert(ctx, table.rows); err != nil {
			return fmt.Errorf("load %s: %w", table.table, err)
		}
	}
	return nil
}
