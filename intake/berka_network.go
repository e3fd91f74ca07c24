package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"foyer/model"
)

// portfolioSize is how many customers one account manager looks after.
const portfolioSize = 400

// networkSince is when made-up roles and portfolios begin: before any row that
// an import may bring.
var networkSince = model.NewDate(1990, 1, 1)

// berkaNetwork is the made-up staff of the branches: the data set names none.
type berkaNetwork struct {
	portfolios map[*berkaDistrict][]model.ID
}

func (d *berkaDistrict) branch() model.ID { return deriveID(berkaSource, "branches", d.id) }

// portfolioOf spreads the accounts of a branch over its portfolios.
func (n *berkaNetwork) portfolioOf(account *berkaAccount) model.ID {
	portfolios := n.portfolios[account.district]
	return portfolios[account.number%len(portfolios)]
}

// buildNetwork makes the districts branches, with one account manager for every
// 400 customers. The demonstration logins work at the largest branch.
func (b *berkaBank) buildNetwork() *berkaNetwork {
	network := &berkaNetwork{portfolios: map[*berkaDistrict][]model.ID{}}
	persons := map[*berkaDistrict]int{}
	for _, account := range b.accountOrder {
		persons[account.district] += len(account.persons)
	}
	var largest *berkaDistrict
	for _, district := range b.districtOrder {
		if largest == nil || persons[district] > persons[largest] {
			largest = district
		}
		b.buildBranch(district)
	}
	for _, district := range b.districtOrder {
		count := max(1, (persons[district]+portfolioSize-1)/portfolioSize)
		for at := range count {
			login := "berka-" + district.id
			if at > 0 {
				login += "-" + strconv.Itoa(at+1)
			}
			if district == largest && at == 0 {
				login = "alice"
			}
			network.portfolios[district] = append(network.portfolios[district], b.buildPortfolio(district, at, login))
		}
	}
	if largest != nil {
		b.addEmployee(largest.branch(), "bruno", "Bruno", "Berger", model.BranchManager)
		b.addEmployee(largest.branch(), "chloe", "Chloé", "Chevalier", model.MarketingAnalyst)
		b.addEmployee(largest.branch(), "david", "David", "Durand", model.Auditor)
	}
	return network
}

func (b *berkaBank) buildBranch(district *berkaDistrict) {
	code := "CZ-" + strings.ToUpper(strings.ReplaceAll(district.region, " ", "-"))
	region := deriveID(berkaSource, "regions", code)
	known := slices.ContainsFunc(b.regions, func(r *model.Region) bool { return r.ID == region })
	if !known {
		b.regions = append(b.regions, &model.Region{ID: region, Code: code, Name: district.region})
	}
	b.branches = append(b.branches, &model.Branch{
		ID: district.branch(), RegionID: region, Code: "CZ-" + district.id, Name: district.name, City: district.name,
	})
}

func (b *berkaBank) buildPortfolio(district *berkaDistrict, at int, login string) model.ID {
	first, last := "Manager", district.name
	if login == "alice" {
		first, last = "Alice", "Aubry"
	}
	employee := b.addEmployee(district.branch(), login, first, last, model.AccountManager)
	external := fmt.Sprintf("%s-%d", district.id, at+1)
	portfolio := &model.Portfolio{
		ID: deriveID(berkaSource, "portfolios", external), BranchID: district.branch(),
		Code: "CZ-" + external, Name: fmt.Sprintf("%s %d", district.name, at+1),
	}
	b.portfolios = append(b.portfolios, portfolio)
	b.holders = append(b.holders, &model.PortfolioHolder{
		ID:          deriveID(berkaSource, "portfolio_holders", external),
		PortfolioID: portfolio.ID, EmployeeID: employee, ValidFrom: networkSince,
	})
	return portfolio.ID
}

func (b *berkaBank) addEmployee(branch model.ID, login, first, last string, role model.Role) model.ID {
	employee, granted := employeeOf(branch, login, first, last, role)
	b.employees = append(b.employees, employee)
	b.roles = append(b.roles, granted)
	return employee.ID
}

// employeeOf makes a made-up employee with a role. The ids follow from the
// login, which is unique in the bank, whatever brought it in.
func employeeOf(branch model.ID, login, first, last string, role model.Role) (*model.Employee, *model.EmployeeRole) {
	employee := &model.Employee{
		ID: deriveID("foyer", "employees", login), Login: login, FirstName: first, LastName: last,
		Email: login + "@example.com", Language: model.French, BranchID: branch, Active: true,
		Kind: model.HumanEmployee, Scopes: "[]",
	}
	return employee, &model.EmployeeRole{
		ID:         deriveID("foyer", "employee_roles", login+" "+string(role)),
		EmployeeID: employee.ID, Role: role, ValidFrom: networkSince,
	}
}
