package graph

import (
	"context"
	"time"

	"foyer/desk"
	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

func (r *Resolver) openEmergency(ctx context.Context, input invented.OpenEmergencyAccessInput) (*model.EmergencyAccess, error) {
	customer, err := optional(input.CustomerID, "Customer", "customerId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	access, err := r.desk.OpenEmergency(ctx, scope, desk.EmergencyInput{
		CustomerID: customer, Source: orZero(input.Source), ExternalID: orZero(input.ExternalID), Reason: input.Reason, Minutes: input.Minutes, Audit: record,
	})
	if model.CodeOf(err) == model.CodeNotFound {
		operationFrom(ctx).trace.missed(1)
	}
	return access, changed(ctx, err, customer)
}

func (r *Resolver) closeEmergency(ctx context.Context, input invented.CloseEmergencyAccessInput) (*model.EmergencyAccess, error) {
	id, err := input.AccessID.Of("EmergencyAccess", "accessId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	access, err := r.desk.CloseEmergency(ctx, scope, desk.CloseEmergencyInput{AccessID: id, Audit: record})
	return access, changed(ctx, err, id)
}

func emergencyPayload(ctx context.Context, access *model.EmergencyAccess, err error) (*invented.EmergencyAccessPayload, error) {
	told, err := userErrors(ctx, err)
	if err != nil {
		return nil, err
	}
	if len(told) > 0 {
		return &invented.EmergencyAccessPayload{UserErrors: told}, nil
	}
	register(ctx, access)
	closes := access.EndsAt()
	return &invented.EmergencyAccessPayload{Access: access, CustomerID: customerID(access.CustomerID), ClosesAt: &closes, UserErrors: told}, nil
}

func (r *Resolver) acknowledge(ctx context.Context, input invented.AcknowledgeAlertInput) (*model.Alert, error) {
	id, err := input.AlertID.Of("Alert", "alertId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	alert, err := r.desk.AcknowledgeAlert(ctx, scope, desk.AcknowledgeInput{AlertID: id, Note: input.Note, Audit: record})
	if err == nil {
		register(ctx, alert)
	}
	return alert, changed(ctx, err, id)
}

func (r *Resolver) alerts(ctx context.Context, filter *view.AlertFilter, first int, after *string) (*view.AlertConnection, error) {
	narrowed := store.AlertFilter{}
	if filter != nil {
		employee, err := optional(filter.EmployeeID, "Employee", "filter.employeeId")
		if err != nil {
			return nil, err
		}
		narrowed = store.AlertFilter{Open: filter.Open, Kind: orZero(filter.Kind), EmployeeID: employee}
	}
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.Alert], error) {
		return r.reader.Alerts(ctx, scope, narrowed, page)
	})
}

func (r *Resolver) emergencyAccesses(ctx context.Context, filter *view.EmergencyAccessFilter, first int, after *string) (*view.EmergencyAccessConnection, error) {
	narrowed := store.EmergencyFilter{}
	if filter != nil {
		employee, err := optional(filter.EmployeeID, "Employee", "filter.employeeId")
		if err != nil {
			return nil, err
		}
		narrowed = store.EmergencyFilter{EmployeeID: employee, From: beginning(filter.From), To: beginning(filter.To)}
	}
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.EmergencyAccess], error) {
		return r.reader.EmergencyAccesses(ctx, scope, narrowed, page)
	})
}

// beginning is the first instant of a day, zero for none.
func beginning(day *model.Date) model.Instant {
	if day == nil {
		return 0
	}
	return model.InstantOf(day.Time())
}

// lookBack is how far back alerts are looked for: a transaction may commit its
// alert later than the instant at which it was raised.
const lookBack = 10 * time.Minute

// heard is which alerts somebody who listens was told of, or were there before.
type heard struct {
	since model.Instant // when they began to listen
	told  map[model.ID]bool
}

// listen sends each new alert to who follows them, with the rights that the person
// has at that time, until nobody listens or the right is lost: the last event
// is empty and tells why.
func (r *Resolver) listen(ctx context.Context, op *operation, since time.Time, changes <-chan struct{}, raised chan<- *model.Alert) {
	defer close(raised)
	known := &heard{since: model.InstantOf(since)}
	for {
		fresh, until, err := r.newAlerts(ctx, op, known)
		if ctx.Err() != nil {
			return
		}
		if err != nil { // the event tells why
			r.log.Info().Err(err).Str("request", op.requestID).Msg("subscription ended")
			fresh = []*model.Alert{{}}
		}
		for _, alert := range fresh {
			select {
			case raised <- alert:
			case <-ctx.Done():
				return
			}
		}
		if err != nil || !r.awaken(ctx, changes, until) {
			return
		}
	}
}

// newAlerts gives the alerts that were not told yet, oldest first, and says until
// when the person's rights can't change without a commit.
func (r *Resolver) newAlerts(ctx context.Context, op *operation, known *heard) ([]*model.Alert, time.Time, error) {
	until := r.today().AddDays(1).Time()
	scope, err := r.authoriseAgain(ctx, op)
	if err != nil {
		return nil, until, err
	}
	if ends := scope.Actor.ValidUntil; !ends.IsZero() && ends.Time().Before(until) {
		until = ends.Time()
	}
	since := r.clock().Add(-lookBack)
	list, err := r.reader.Alerts(ctx, scope, store.AlertFilter{Since: model.InstantOf(since)}, store.Page{First: store.MaxFirst})
	if err != nil {
		return nil, until, err
	}
	var fresh []*model.Alert
	seen := make(map[model.ID]bool, len(list.Items))
	for i := len(list.Items) - 1; i >= 0; i-- {
		alert := list.Items[i]
		seen[alert.ID] = true
		before := known.told == nil && alert.RaisedAt < known.since
		if !before && !known.told[alert.ID] {
			fresh = append(fresh, alert)
		}
	}
	known.told = seen
	return fresh, until, nil
}
