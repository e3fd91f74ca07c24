package desk

import (
	"context"
	"errors"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

const (
	longestNote    = 4000 // characters of a note, subject or report
	longestSource  = 64
	longestForeign = 128
	fullConfidence = 1000
	overdue        = 60 // days for which something expected may be late
)

// errRepeated rolls back the recording of an event that is already there.
var errRepeated = errors.New("the event is already recorded")

// RecordEvent records a life event, decides the customer and the household again
// and brings the work lists up to date, all in one transaction. An event whose
// Source and ExternalID are known for the customer changes nothing and is given back as Repeated.
func (d *Desk) RecordEvent(ctx context.Context, scope model.Scope, in EventInput) (*EventResult, error) {
	kind, err := d.checkEvent(&in)
	if err != nil {
		return nil, err
	}
	customer, err := d.target(ctx, scope, in.CustomerID, "Mutation.recordLifeEvent")
	if err != nil {
		return nil, err
	}
	if !in.OccurredOn.IsZero() && in.OccurredOn < customer.BirthDate {
		return nil, model.Invalidf("occurredOn", "%s is before the customer's birth", in.OccurredOn)
	}
	defer d.households.lock(customer.DecisionKey)()
	if known, err := store.EventOf(ctx, d.db, in.CustomerID, in.Source, in.ExternalID); err != nil || known != nil {
		return d.repeated(ctx, scope, in, known, err)
	}
	result, err := d.recordEvent(ctx, scope, customer, kind, in)
	if errors.Is(err, errRepeated) { // another node was faster
		known, err := store.EventOf(ctx, d.db, in.CustomerID, in.Source, in.ExternalID)
		return d.repeated(ctx, scope, in, known, err)
	}
	return result, err
}

func (d *Desk) recordEvent(ctx context.Context, scope model.Scope, customer *model.Customer, kind *rules.EventKind, in EventInput) (*EventResult, error) {
	now := d.now()
	event, err := d.newEvent(kind, in, now)
	if err != nil {
		return nil, err
	}
	work, err := d.prepareHousehold(ctx, customer.DecisionKey)
	if err != nil {
		return nil, err
	}
	work.active[event.CustomerID] = append(work.active[event.CustomerID], event)
	work.count(event, kind.ReachesRepresentative)
	rows, err := d.judge(ctx, work, d.causeOf(model.CauseEvent, event.ID, now, customer.ID))
	if err != nil {
		return nil, err
	}
	in.Audit.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {customer.ID}, "LifeEvent": {event.ID}})
	err = d.db.Write(ctx, func(w *store.Writer) error {
		if inserted, err := w.InsertNew(ctx, event); err != nil || inserted == 0 {
			return errors.Join(err, repeatedIf(inserted == 0 && err == nil))
		}
		if err := d.request(ctx, w, customer, kind, event, work.today); err != nil {
			return err
		}
		return d.commit(ctx, w, work, rows, &in.Audit, now)
	})
	if err != nil {
		return nil, err
	}
	event.Class = customer.Class
	result := &EventResult{Event: event, Decision: rows.decisionOf(customer)}
	result.Recommendations, err = d.openFor(ctx, scope, customer.ID)
	return result, err
}

func repeatedIf(repeated bool) error {
	if repeated {
		return errRepeated
	}
	return nil
}

// repeated gives back an event recorded before, when it is the one that is sent
// again and the viewer may see it.
func (d *Desk) repeated(ctx context.Context, scope model.Scope, in EventInput, known *model.LifeEvent, err error) (*EventResult, error) {
	if err != nil {
		return nil, err
	}
	seen, err := d.db.Reader().LifeEventsByID(ctx, scope, []model.ID{known.ID})
	if err != nil {
		return nil, err
	}
	event := seen[known.ID]
	if event == nil || !in.says(event) {
		return nil, model.Invalidf("externalId", "this source and external id already name an event that says something else: use another external id")
	}
	result := &EventResult{Event: event, Repeated: true}
	decisions, err := store.DecisionsCausedBy(ctx, d.db, event.ID, event.CustomerID)
	if err != nil {
		return nil, err
	}
	if len(decisions) > 0 {
		result.Decision = decisions[0]
		result.Decision.Class = event.Class
	}
	result.Recommendations, err = d.openFor(ctx, scope, event.CustomerID)
	return result, err
}

// says tells whether an input is what an event records.
func (in EventInput) says(event *model.LifeEvent) bool {
	return in.CustomerID == event.CustomerID && in.Kind == event.Kind && in.Tentative == event.Tentative &&
		in.OccurredOn == event.OccurredOn && in.ExpectedOn == event.ExpectedOn
}

// checkEvent refuses events that the bank can't understand, and fills defaults.
func (d *Desk) checkEvent(in *EventInput) (*rules.EventKind, error) {
	kind := d.engine.Event(in.Kind)
	if kind == nil {
		return nil, model.Invalidf("kind", "%q is not a kind of life event: see the query eventKinds", in.Kind)
	}
	if in.Origin == "" {
		in.Origin = model.Declared
	}
	if in.Origin == model.Declared && !kind.Declarable {
		return nil, model.Invalidf("kind", "%s can't be declared: the bank detects it", in.Kind)
	}
	if in.Source == "" {
		in.Source = "desk"
	}
	if in.ConfidencePermille == 0 {
		in.ConfidencePermille = fullConfidence
	}
	return kind, errors.Join(d.checkEventDates(in),
		lengthUnder("note", in.Note, longestNote), lengthUnder("source", in.Source, longestSource),
		lengthUnder("externalId", in.ExternalID, longestForeign),
		between("confidencePermille", in.ConfidencePermille, 1, fullConfidence))
}

func (d *Desk) checkEventDates(in *EventInput) error {
	switch today := d.Today(); {
	case in.OccurredOn.IsZero() && in.ExpectedOn.IsZero():
		return model.Invalidf("occurredOn", "a date is missing: give occurredOn for what happened, expectedOn for what is to come")
	case !in.OccurredOn.IsZero() && in.OccurredOn > today:
		return model.Invalidf("occurredOn", "%s is in the future: give it as expectedOn", in.OccurredOn)
	case !in.OccurredOn.IsZero() && in.OccurredOn < model.MinDate:
		return model.Invalidf("occurredOn", "%s is out of range", in.OccurredOn)
	case !in.ExpectedOn.IsZero() && in.ExpectedOn < today.AddDays(-overdue):
		return model.Invalidf("expectedOn", "%s is long past: give what happened as occurredOn", in.ExpectedOn)
	case !in.ExpectedOn.IsZero() && in.ExpectedOn > today.AddMonths(12*30):
		return model.Invalidf("expectedOn", "%s is more than 30 years ahead", in.ExpectedOn)
	}
	return nil
}

func (d *Desk) newEvent(kind *rules.EventKind, in EventInput, now model.Instant) (*model.LifeEvent, error) {
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	if in.ExternalID == "" {
		in.ExternalID = id.String()
	}
	event := &model.LifeEvent{
		ID: id, CustomerID: in.CustomerID, Kind: in.Kind, OccurredOn: in.OccurredOn, ExpectedOn: in.ExpectedOn,
		Tentative: in.Tentative, Origin: in.Origin, ConfidencePermille: in.ConfidencePermille, State: model.EventActive,
		Source: in.Source, ExternalID: in.ExternalID, Evidence: "[]", Note: in.Note, RecordedBy: in.Audit.EmployeeID, RecordedAt: now,
	}
	if kind.ExpiresAfterDays > 0 {
		event.ExpiresOn = event.On().AddDays(kind.ExpiresAfterDays)
	}
	return event, nil
}

// request puts a customer's request or complaint on the list of the employee
// responsible for the customer.
func (d *Desk) request(ctx context.Context, w *store.Writer, customer *model.Customer, kind *rules.EventKind, event *model.LifeEvent, today model.Date) error {
	if !kind.AsksForAction {
		return nil
	}
	holder, err := d.holderOf(ctx, customer.ID, today)
	if err != nil || holder.IsZero() {
		return err
	}
	return w.Insert(ctx, &model.Action{
		ID: model.DeriveID(event.RecordedAt.Time(), "request", event.ID.String()), EmployeeID: holder, CustomerID: customer.ID,
		Kind: model.ActionRequest, EventID: event.ID, Code: event.Kind, OfferClass: model.ClassDuty,
		DueOn: event.On(), PlannedFor: today, State: model.ActionTodo, Note: event.Note,
	})
}
