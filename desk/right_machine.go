package desk

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"foyer/model"
	"foyer/store"
)

// longestMachine is for how many months a machine may log in before its owner
// registers it again.
const longestMachine = 12

// customersGroup is the group of the policy that makes customers exist.
const customersGroup = "row"

// MachineInput registers a program that works for the bank. Scopes are those of
// the policy; ExpiresOn is the first day on which it may no longer log in.
type MachineInput struct {
	Login     string
	Name      string
	OwnerID   model.ID
	ExpiresOn model.Date
	Scopes    []string
	Reason    string
	Audit     model.AuditRecord
}

// ExpireInput ends the access of a machine at once.
type ExpireInput struct {
	EmployeeID model.ID
	Reason     string
	Audit      model.AuditRecord
}

// machineLogin is the form of the login of a machine.
var machineLogin = regexp.MustCompile(`^[a-z][a-z0-9-]{1,62}[a-z0-9]$`)

// RegisterMachine gives a program a login, scopes and an expiry; an active person
// answers for it. Only an administrator registers machines.
func (d *Desk) RegisterMachine(ctx context.Context, scope model.Scope, in MachineInput) (*model.Employee, error) {
	now, today := d.now(), d.Today()
	if err := d.checkMachine(&in, today); err != nil {
		return nil, err
	}
	scopes, err := json.Marshal(in.Scopes)
	if err != nil {
		return nil, err
	}
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	role, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	machine := &model.Employee{
		ID: id, Login: in.Login, FirstName: in.Name, Language: model.English, Active: true, Kind: model.MachineEmployee,
		OwnerID: in.OwnerID, ExpiresOn: in.ExpiresOn, Scopes: string(scopes),
	}
	err = d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		owner, err := store.LockEmployee(ctx, w, in.OwnerID)
		if err != nil {
			return nil, err
		}
		if !owner.Active || owner.Kind == model.MachineEmployee {
			return nil, model.Invalidf("ownerId", "a person who works at the bank must answer for the machine")
		}
		if err := d.mayRegister(ctx, w, scope, "Mutation.registerMachine", owner); err != nil {
			return nil, err
		}
		if err := d.mayOwn(ctx, w, scope, owner, in.Scopes); err != nil {
			return nil, err
		}
		if _, err := store.EmployeeByLogin(ctx, w, in.Login); model.CodeOf(err) != model.CodeNotFound {
			if err != nil {
				return nil, err
			}
			return nil, model.Conflictf("the login %s is taken: choose another one", in.Login)
		}
		machine.BranchID = owner.BranchID
		if err := w.Insert(ctx, machine); err != nil {
			return nil, err
		}
		return map[string][]model.ID{"Employee": {id, owner.ID}, "Right": {role}}, w.Insert(ctx, &model.EmployeeRole{
			ID: role, EmployeeID: id, Role: model.MachineClient, ValidFrom: today, ValidTo: in.ExpiresOn,
			GrantedBy: in.Audit.EmployeeID, Reason: in.Reason,
		})
	})
	return machine, err
}

// mayRegister asks for authority over the owner's branch, and to give every role:
// only who grants all of them registers machines.
func (d *Desk) mayRegister(ctx context.Context, from store.Source, scope model.Scope, coordinate string, owner *model.Employee) error {
	held, err := d.authorityOver(ctx, from, scope, coordinate, owner.BranchID)
	if err != nil || held.over == model.RelationNetwork {
		return err
	}
	return model.Forbiddenf("only an administrator registers machines")
}

// mayOwn refuses who registers the machine, and who would reach customers through it
// that their own roles do not show.
func (d *Desk) mayOwn(ctx context.Context, from store.Source, scope model.Scope, owner *model.Employee, scopes []string) error {
	if scope.Actor != nil && scope.Actor.EmployeeID == owner.ID {
		return model.Invalidf("ownerId", "nobody registers a machine of their own: name somebody else who answers for it")
	}
	if !slices.Contains(d.engine.ScopeGroups(scopes), customersGroup) {
		return nil
	}
	held, err := store.Rights(ctx, from, store.RightFilter{Kind: model.RightRole, Employees: []model.ID{owner.ID}, On: d.Today()})
	if err != nil {
		return err
	}
	var roles []model.Role
	for _, right := range held {
		roles = append(roles, right.Role)
	}
	if d.customersExist(roles) {
		return nil
	}
	return model.Invalidf("ownerId", "%s sees no customers, and may not answer for a machine that does", owner.Login)
}

// customersExist tells whether the policy shows any customer to somebody with these roles.
func (d *Desk) customersExist(roles []model.Role) bool {
	return slices.ContainsFunc(roles, func(role model.Role) bool {
		return slices.ContainsFunc(d.engine.RoleDef(role).Purposes, func(purpose model.Purpose) bool {
			return d.engine.Table(roles, purpose).Visible != 0
		})
	})
}

func (d *Desk) checkMachine(in *MachineInput, today model.Date) error {
	slices.Sort(in.Scopes)
	in.Scopes = slices.Compact(in.Scopes)
	known := map[string]bool{}
	for _, scope := range d.engine.Scopes() {
		known[scope.Name] = true
	}
	for _, name := range in.Scopes {
		if !known[name] {
			return model.Invalidf("scopes", "there is no scope %q in the access policy", name)
		}
	}
	switch {
	case !machineLogin.MatchString(in.Login):
		return model.Invalidf("login", "a machine's login has 3 to 64 lower-case letters, digits and hyphens, and begins with a letter")
	case strings.TrimSpace(in.Name) == "":
		return model.Invalidf("name", "say what the machine is")
	case len(in.Scopes) == 0:
		return model.Invalidf("scopes", "a machine sees only its scopes: give at least one")
	case in.ExpiresOn <= today || in.ExpiresOn > today.AddMonths(longestMachine):
		return model.Invalidf("expiresOn", "%s is out of range: a machine expires after today and within a year", in.ExpiresOn)
	}
	if err := lengthUnder("name", in.Name, longestForeign); err != nil {
		return err
	}
	return checkReason(in.Reason)
}

// ExpireMachine ends the access of a machine on its next request.
func (d *Desk) ExpireMachine(ctx context.Context, scope model.Scope, in ExpireInput) (*model.Employee, error) {
	now, today := d.now(), d.Today()
	if err := checkReason(in.Reason); err != nil {
		return nil, err
	}
	var machine *model.Employee
	err := d.change(ctx, &in.Audit, now, func(w *store.Writer) (touched map[string][]model.ID, err error) {
		if machine, err = store.LockEmployee(ctx, w, in.EmployeeID); err != nil {
			return nil, err
		}
		switch {
		case machine.Kind != model.MachineEmployee:
			return nil, model.Invalidf("employeeId", "%s is a person: end their roles instead", machine.Login)
		case scope.Actor != nil && scope.Actor.EmployeeID == machine.OwnerID:
			err = permitted(scope, "Mutation.expireMachine")
		default:
			err = d.mayRegister(ctx, w, scope, "Mutation.expireMachine", machine)
		}
		if err != nil {
			return nil, err
		}
		if !machine.ExpiresOn.IsZero() && machine.ExpiresOn <= today {
			return nil, model.Conflictf("the machine has expired already")
		}
		machine.ExpiresOn = today
		if err := w.Update(ctx, machine, "expires_on"); err != nil {
			return nil, err
		}
		return map[string][]model.ID{"Employee": {machine.ID}}, d.endAll(ctx, w, machine.ID, in.Audit.EmployeeID, in.Reason)
	})
	return machine, err
}

// endAll ends today every right of an employee that is in force or to come.
func (d *Desk) endAll(ctx context.Context, w *store.Writer, employee, by model.ID, reason string) error {
	today := d.Today()
	held, err := store.Rights(ctx, w, store.RightFilter{Employees: []model.ID{employee}, From: today})
	if err != nil {
		return err
	}
	for _, right := range held {
		if right.Kind == model.RightEmergency {
			continue
		}
		right.ValidTo, right.EndedBy, right.EndReason = max(today, right.ValidFrom), by, reason
		if err := store.EndRight(ctx, w, right); err != nil {
			return err
		}
	}
	return nil
}
