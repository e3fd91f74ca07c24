package desk

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"foyer/model"
	"foyer/store"
)

const (
	shortestEmergency = 20 // characters explain an emergency at least
	mostEmergencies   = 5  // files are opened by an employee in a day at most
)

// EmergencyInput opens a customer's file, named by its identifier, or by the
// bank's own and the system that it belongs to.
type EmergencyInput struct {
	CustomerID model.ID
	Source     string
	ExternalID string
	Reason     string
	Minutes    int
	Audit      model.AuditRecord
}

// CloseEmergencyInput closes a file before its time is over.
type CloseEmergencyInput struct {
	AccessID model.ID
	Audit    model.AuditRecord
}

// errNoFile is all that is said of a file that does not exist, or that no
// emergency opens to the employee.
var errNoFile = model.NotFoundf("no such file, or no emergency opens it to you: ask the compliance officer")

// OpenEmergency opens one customer's file to the employee for at most an hour and
// tells compliance in the same transaction. The employee's own file, and those of
// relatives and colleagues, are opened by nothing.
func (d *Desk) OpenEmergency(ctx context.Context, scope model.Scope, in EmergencyInput) (*model.EmergencyAccess, error) {
	if err := checkEmergency(in); err != nil {
		return nil, err
	}
	if scope.Actor == nil || scope.Actor.Machine {
		return nil, model.Forbiddenf("only a person opens a file in an emergency")
	}
	if err := permitted(scope, "Mutation.openEmergencyAccess"); err != nil {
		return nil, err
	}
	customer, err := d.openable(ctx, scope, in)
	if err != nil {
		return nil, err
	}
	now := d.now()
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	access := &model.EmergencyAccess{
		ID: id, EmployeeID: scope.Actor.EmployeeID, CustomerID: customer, Reason: in.Reason, OpenedAt: now,
		ClosesAt: model.InstantOf(now.Time().Add(time.Duration(in.Minutes) * time.Minute)),
	}
	err = d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		return map[string][]model.ID{"Customer": {customer}, "EmergencyAccess": {id}}, d.open(ctx, w, access, in.Minutes)
	})
	if err != nil {
		return nil, err
	}
	return access, nil
}

func checkEmergency(in EmergencyInput) error {
	switch {
	case utf8.RuneCountInString(strings.TrimSpace(in.Reason)) < shortestEmergency:
		return model.Invalidf("reason", "say in at least %d characters why the file must be opened now", shortestEmergency)
	case in.Minutes < 1 || in.Minutes > model.LongestEmergency:
		return model.Invalidf("minutes", "%d is out of range: a file is opened for 1 to %d minutes", in.Minutes, model.LongestEmergency)
	case in.CustomerID.IsZero() == (in.Source == "" || in.ExternalID == ""):
		return model.Invalidf("customerId", "name the customer by customerId, or by source and externalId")
	}
	return lengthUnder("reason", in.Reason, longestReason)
}

// openable finds the customer that an emergency would open, by asking how the
// employee would stand to it if it were open. Files that do not exist and files
// that stay shut are asked for in the same way, and answered alike.
func (d *Desk) openable(ctx context.Context, scope model.Scope, in EmergencyInput) (model.ID, error) {
	customer := in.CustomerID
	if customer.IsZero() {
		var err error
		if customer, err = store.CustomerNamed(ctx, d.db, in.Source, in.ExternalID); err != nil {
			return model.ID{}, err
		}
	}
	opened := *scope.Actor
	opened.Emergency = append([]model.ID{customer}, opened.Emergency...)
	wider, err := d.engine.Scope(ctx, &opened, scope.Purpose)
	if err != nil {
		return model.ID{}, err
	}
	found, err := d.db.Reader().Customers(ctx, wider, []model.ID{customer})
	if err != nil {
		return model.ID{}, err
	}
	file := found[customer]
	switch {
	case file == nil || file.Class.Relation() == model.RelationConflict:
		return model.ID{}, errNoFile
	case file.Class.Relation() < model.RelationEmergency:
		return model.ID{}, model.Conflictf("the file is open to you already: no emergency is needed")
	}
	return customer, nil
}

// open writes the access and tells compliance. An access that runs is not
// prolonged by another one.
func (d *Desk) open(ctx context.Context, w *store.Writer, access *model.EmergencyAccess, minutes int) error {
	if _, err := store.LockEmployee(ctx, w, access.EmployeeID); err != nil {
		return err
	}
	running, err := store.RunningEmergency(ctx, w, access.EmployeeID, access.CustomerID, access.OpenedAt)
	if err != nil {
		return err
	}
	if running {
		return model.Conflictf("you have opened this file already, and the time still runs")
	}
	opened, err := store.CountEmergencies(ctx, w, access.EmployeeID, access.OpenedAt)
	if err != nil {
		return err
	}
	if opened >= mostEmergencies {
		return model.Conflictf("you have opened %d files in emergencies today, and that is the most: ask the compliance officer", opened)
	}
	if err := w.Insert(ctx, access); err != nil {
		return err
	}
	detail, err := json.Marshal(map[string]any{"access": access.ID, "minutes": minutes})
	if err != nil {
		return err
	}
	return d.Raise(ctx, w, &model.Alert{
		Kind: model.AlertEmergency, EmployeeID: access.EmployeeID, CustomerID: access.CustomerID, RaisedAt: access.OpenedAt,
		Detail: string(detail), Dedup: "emergency " + access.ID.String(),
	})
}

// CloseEmergency closes a file that the employee opened, before its time is over.
func (d *Desk) CloseEmergency(ctx context.Context, scope model.Scope, in CloseEmergencyInput) (*model.EmergencyAccess, error) {
	if err := permitted(scope, "Mutation.closeEmergencyAccess"); err != nil {
		return nil, err
	}
	now := d.now()
	var access *model.EmergencyAccess
	err := d.change(ctx, &in.Audit, now, func(w *store.Writer) (touched map[string][]model.ID, err error) {
		if access, err = store.EmergencyByID(ctx, w, in.AccessID); err != nil {
			return nil, err
		}
		if scope.Actor != nil && access.EmployeeID != scope.Actor.EmployeeID {
			return nil, model.NotFoundf("no such emergency access")
		}
		access.ClosedAt = now
		touched = map[string][]model.ID{"Customer": {access.CustomerID}, "EmergencyAccess": {access.ID}}
		return touched, store.CloseEmergency(ctx, w, access)
	})
	if err != nil {
		return nil, err
	}
	return access, nil
}
