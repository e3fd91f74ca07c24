package main

import (
	"context"
	"fmt"

	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

type accessGrant struct {
	actingFlags
	Employee string     `required:"" placeholder:"LOGIN" help:"To whom."`
	Role     string     `required:"" placeholder:"ROLE" help:"Which role, e.g. ACCOUNT_MANAGER."`
	From     model.Date `placeholder:"YYYY-MM-DD" help:"First day with it. Default: today."`
	Until    model.Date `placeholder:"YYYY-MM-DD" help:"First day without it. Default: open."`
	Reason   string     `required:"" placeholder:"TEXT" help:"Why; it stays with the right."`
}

// Run grants the role.
func (c *accessGrant) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access grant", func(ctx context.Context, a *acting) error {
		employee, err := a.employee(ctx, c.Employee)
		if err != nil {
			return err
		}
		return a.tell(a.bank.GrantRole(ctx, a.scope, desk.GrantInput{
			EmployeeID: employee.ID, Role: model.Role(c.Role), ValidFrom: c.From, ValidTo: c.Until, Reason: c.Reason, Audit: a.record,
		}))
	})
}

// endFlags say when and why a right ends.
type endFlags struct {
	Until  model.Date `placeholder:"YYYY-MM-DD" help:"First day without it. Default: today, at once."`
	Reason string     `required:"" placeholder:"TEXT" help:"Why; it stays with the right."`
}

func (f endFlags) input(id model.ID, a *acting) desk.EndInput {
	return desk.EndInput{RightID: id, Until: f.Until, Reason: f.Reason, Audit: a.record}
}

type accessRevoke struct {
	actingFlags
	endFlags
	Employee string `required:"" placeholder:"LOGIN" help:"Whose."`
	Role     string `required:"" placeholder:"ROLE" help:"Which role."`
}

// Run ends the role.
func (c *accessRevoke) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access revoke", func(ctx context.Context, a *acting) error {
		employee, err := a.employee(ctx, c.Employee)
		if err != nil {
			return err
		}
		id, err := a.one(ctx, store.RightFilter{Employees: []model.ID{employee.ID}, Role: model.Role(c.Role)})
		if err != nil {
			return err
		}
		return a.tell(a.bank.RevokeRole(ctx, a.scope, c.input(id, a)))
	})
}

type accessHold struct {
	actingFlags
	Employee  string     `required:"" placeholder:"LOGIN" help:"Who becomes responsible."`
	Portfolio string     `required:"" placeholder:"CODE" help:"For which portfolio."`
	From      model.Date `placeholder:"YYYY-MM-DD" help:"First day. Default: today."`
	Reason    string     `required:"" placeholder:"TEXT" help:"Why; it stays with the right."`
}

// Run gives the portfolio.
func (c *accessHold) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access hold", func(ctx context.Context, a *acting) error {
		employee, portfolio, err := a.pair(ctx, c.Employee, c.Portfolio)
		if err != nil {
			return err
		}
		return a.tell(a.bank.AssignPortfolio(ctx, a.scope, desk.HoldInput{
			PortfolioID: portfolio, EmployeeID: employee, ValidFrom: c.From, Reason: c.Reason, Audit: a.record,
		}))
	})
}

// pair finds an employee and a portfolio.
func (a *acting) pair(ctx context.Context, login, code string) (employee, portfolio model.ID, err error) {
	person, err := a.employee(ctx, login)
	if err != nil {
		return model.ID{}, model.ID{}, err
	}
	found, err := a.portfolio(ctx, code)
	if err != nil {
		return model.ID{}, model.ID{}, err
	}
	return person.ID, found.ID, nil
}

// held are the flags of commands that end a right on a portfolio.
type held struct {
	actingFlags
	endFlags
	Employee  string `required:"" placeholder:"LOGIN" help:"Whose right."`
	Portfolio string `required:"" placeholder:"CODE" help:"On which portfolio."`
}

// end finds the right of a kind and ends it.
func (c held) end(ctx context.Context, a *acting, kind model.RightKind, by func(context.Context, model.Scope, desk.EndInput) (*model.Right, error)) error {
	employee, portfolio, err := a.pair(ctx, c.Employee, c.Portfolio)
	if err != nil {
		return err
	}
	id, err := a.one(ctx, store.RightFilter{Kind: kind, Employees: []model.ID{employee}, PortfolioID: portfolio})
	if err != nil {
		return err
	}
	return a.tell(by(ctx, a.scope, c.input(id, a)))
}

type accessRelease struct{ held }

// Run ends the responsibility.
func (c *accessRelease) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access release", func(ctx context.Context, a *acting) error {
		return c.end(ctx, a, model.RightPortfolio, a.bank.EndPortfolio)
	})
}

type accessDelegate struct {
	actingFlags
	Employee  string     `required:"" placeholder:"LOGIN" help:"To whom."`
	Portfolio string     `required:"" placeholder:"CODE" help:"Which portfolio."`
	From      model.Date `placeholder:"YYYY-MM-DD" help:"First day. Default: today."`
	Until     model.Date `required:"" placeholder:"YYYY-MM-DD" help:"First day without it, within 90 days."`
	Reason    string     `required:"" placeholder:"TEXT" help:"Why; it stays with the right."`
}

// Run lends the portfolio.
func (c *accessDelegate) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access delegate", func(ctx context.Context, a *acting) error {
		employee, portfolio, err := a.pair(ctx, c.Employee, c.Portfolio)
		if err != nil {
			return err
		}
		return a.tell(a.bank.DelegatePortfolio(ctx, a.scope, desk.DelegateInput{
			PortfolioID: portfolio, EmployeeID: employee, ValidFrom: c.From, ValidTo: c.Until, Reason: c.Reason, Audit: a.record,
		}))
	})
}

type accessEndDelegation struct{ held }

// Run takes the portfolio back.
func (c *accessEndDelegation) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access end-delegation", func(ctx context.Context, a *acting) error {
		return c.end(ctx, a, model.RightDelegation, a.bank.EndDelegation)
	})
}

type accessMachine struct {
	actingFlags
	Login  string     `required:"" placeholder:"LOGIN" help:"Its login: lower-case letters, digits and hyphens."`
	Name   string     `required:"" placeholder:"TEXT" help:"What the program is."`
	Owner  string     `required:"" placeholder:"LOGIN" help:"The person who answers for it."`
	Until  model.Date `required:"" placeholder:"YYYY-MM-DD" help:"First day it may no longer log in, within a year."`
	Scope  []string   `required:"" placeholder:"NAME" help:"What it may see and do, e.g. recommendations.read; may be given more than once."`
	Reason string     `required:"" placeholder:"TEXT" help:"Why."`
}

// Run registers the machine.
func (c *accessMachine) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access machine", func(ctx context.Context, a *acting) error {
		owner, err := a.employee(ctx, c.Owner)
		if err != nil {
			return err
		}
		machine, err := a.bank.RegisterMachine(ctx, a.scope, desk.MachineInput{
			Login: c.Login, Name: c.Name, OwnerID: owner.ID, ExpiresOn: c.Until, Scopes: c.Scope, Reason: c.Reason, Audit: a.record,
		})
		if err == nil {
			fmt.Fprintf(m.stdout, "machine %s until %s\n", machine.Login, machine.ExpiresOn)
		}
		return err
	})
}

type accessExpire struct {
	actingFlags
	Login  string `required:"" placeholder:"LOGIN" help:"Which program."`
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
}

// Run ends the access of the machine.
func (c *accessExpire) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access expire", func(ctx context.Context, a *acting) error {
		machine, err := a.employee(ctx, c.Login)
		if err != nil {
			return err
		}
		if _, err := a.bank.ExpireMachine(ctx, a.scope, desk.ExpireInput{EmployeeID: machine.ID, Reason: c.Reason, Audit: a.record}); err != nil {
			return err
		}
		fmt.Fprintf(m.stdout, "machine %s has no access any more\n", machine.Login)
		return nil
	})
}
