package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

type accessCommand struct {
	Rights        accessRights        `cmd:"" help:"List every right in force on a day, with who granted it and why (CSV)."`
	Grant         accessGrant         `cmd:"" help:"Give a role to a person."`
	Revoke        accessRevoke        `cmd:"" help:"End a role of somebody."`
	Hold          accessHold          `cmd:"" help:"Make an employee responsible for a portfolio."`
	Release       accessRelease       `cmd:"" help:"End somebody's responsibility for a portfolio."`
	Delegate      accessDelegate      `cmd:"" help:"Lend a portfolio to a colleague."`
	EndDelegation accessEndDelegation `cmd:"" help:"Take a lent portfolio back."`
	Machine       accessMachine       `cmd:"" help:"Give a login to a program."`
	Expire        accessExpire        `cmd:"" help:"End the access of a program at once."`
	Toxic         accessToxic         `cmd:"" help:"Find people who hold roles that exclude each other (CSV)."`
	Emergencies   accessEmergencies   `cmd:"" help:"Report the files opened in an emergency (CSV)."`
	ReviewReport  accessReviewReport  `cmd:"" help:"Report a campaign that reviews rights (CSV)."`
	Lapse         accessLapse         `cmd:"" help:"End the rights that nobody reviewed in the campaigns that are due."`
}

// Help is shown by --help.
func (accessCommand) Help() string {
	return `Rights are dated and never deleted; each change is recorded in the audit log. --as says who does it: what they may do is what the policies say. Without it the bank itself acts, which it does only while it has no administrator.

    foyer access grant --employee karim --role ADMINISTRATOR --reason "First administrator"
    foyer access grant --as karim --employee paula --role ACCOUNT_MANAGER --reason "New in the branch"
    foyer access rights --as david --at 2026-11-02

` + exitTable
}

// actingFlags say where the bank is and who acts.
type actingFlags struct {
	databaseFlags
	rulesFlags
	As string `placeholder:"LOGIN" help:"Login of the employee who does it. Default: the bank itself, while it has no administrator."`
}

// acting is somebody at work in the bank.
type acting struct {
	machine *machine
	db      *store.DB
	bank    *desk.Desk
	scope   model.Scope
	record  model.AuditRecord
}

// act opens the bank for who acts; operation names the command in the audit.
func (f actingFlags) act(ctx context.Context, m *machine, operation string, work func(ctx context.Context, a *acting) error) error {
	return m.withBank(ctx, f.databaseFlags, f.rulesFlags, schemaWorking, func(db *store.DB, engine *rules.Engine, bank *desk.Desk) error {
		a := &acting{machine: m, db: db, bank: bank, record: model.AuditRecord{Operation: "command " + operation}}
		if err := a.enter(ctx, engine, f.As); err != nil {
			return err
		}
		return work(ctx, a)
	})
}

// enter finds out what who acts may do.
func (a *acting) enter(ctx context.Context, engine *rules.Engine, login string) error {
	now := model.InstantOf(a.machine.clock())
	if login == "" {
		administrators, err := store.Administrators(ctx, a.db, now.Date())
		if err != nil {
			return err
		}
		if len(administrators) > 0 {
			return model.Invalidf("--as", "the bank has an administrator: say who you are")
		}
		a.scope = model.EntireScope("the bank has no administrator")
		return nil
	}
	actor, err := a.db.Reader().Actor(ctx, login, now)
	if model.CodeOf(err) == model.CodeNotFound || err == nil && actor.Machine {
		return model.NotFoundf("--as: no person who works at the bank has the login %q", login)
	}
	if err != nil {
		return err
	}
	purpose, err := engine.Purpose(actor, "")
	if err != nil {
		return err
	}
	words := make([]string, len(actor.Roles))
	for i, role := range actor.Roles {
		words[i] = string(role)
	}
	a.record.EmployeeID, a.record.Roles, a.record.Purpose = actor.EmployeeID, strings.Join(words, " "), purpose
	a.scope, err = engine.Scope(ctx, actor, purpose)
	return err
}

// reads refuses who may not read a coordinate, and records that the others do.
func (a *acting) reads(ctx context.Context, coordinate string) error {
	if a.scope.Entire() == "" && a.scope.Table.Of(coordinate, model.ClassNone).Kind != model.Show {
		return model.Forbiddenf("your roles do not let you read this: ask an auditor or the compliance officer")
	}
	a.record.Shown = `["` + coordinate + `"]`
	return a.bank.RecordOperation(ctx, &a.record)
}

// employee finds an employee by login.
func (a *acting) employee(ctx context.Context, login string) (*model.Employee, error) {
	found, err := store.EmployeeByLogin(ctx, a.db, login)
	if model.CodeOf(err) == model.CodeNotFound {
		return nil, model.NotFoundf("no employee has the login %q", login)
	}
	return found, err
}

// portfolio finds a portfolio by code.
func (a *acting) portfolio(ctx context.Context, code string) (*model.Portfolio, error) {
	found, err := store.Select[model.Portfolio](ctx, a.db, model.EntireScope("access command"), "code = ?", code)
	if err == nil && len(found) == 0 {
		return nil, model.NotFoundf("no portfolio has the code %q", code)
	}
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// one finds the right that a command means: the first in force or to come.
func (a *acting) one(ctx context.Context, filter store.RightFilter) (model.ID, error) {
	filter.From = a.bank.Today()
	found, err := store.Rights(ctx, a.db, filter)
	if err != nil {
		return model.ID{}, err
	}
	if len(found) == 0 {
		return model.ID{}, model.NotFoundf("no such right is in force or to come")
	}
	return found[0].ID, nil
}

// tell prints a right that was changed.
func (a *acting) tell(right *model.Right, err error) error {
	if err != nil {
		return err
	}
	until := "open"
	if !right.ValidTo.IsZero() {
		until = right.ValidTo.String()
	}
	fmt.Fprintf(a.machine.stdout, "%s %s from %s until %s\n", strings.ToLower(string(right.Kind)), right.ID, right.ValidFrom, until)
	return nil
}

// identifier reads an id as answers give it or as the database holds it.
func identifier(place, text string) (model.ID, error) {
	if raw, err := base64.RawURLEncoding.DecodeString(text); err == nil {
		if _, id, found := strings.Cut(string(raw), ":"); found {
			text = id
		}
	}
	id, err := model.ParseID(text)
	if err != nil {
		return model.ID{}, model.Invalidf(place, "%q is not an identifier", text)
	}
	return id, nil
}
