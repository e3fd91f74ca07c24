package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"foyer/model"
	"foyer/store"
)

// oldestInteraction is how many years back an interaction may be reported.
const oldestInteraction = 10

// AddInteraction records what happened with a customer and what was said. With a
// NextStepOn, a follow-up is put on the reporting employee's list of that day.
func (d *Desk) AddInteraction(ctx context.Context, scope model.Scope, in InteractionInput) (*model.Interaction, *model.Action, error) {
	if err := d.checkInteraction(&in); err != nil {
		return nil, nil, err
	}
	customer, err := d.target(ctx, scope, in.CustomerID, "Mutation.addInteraction")
	if err != nil {
		return nil, nil, err
	}
	now := d.now()
	id, err := d.newID(now)
	if err != nil {
		return nil, nil, err
	}
	interaction := &model.Interaction{
		ID: id, CustomerID: customer.ID, EmployeeID: in.Audit.EmployeeID, Channel: in.Channel, Direction: in.Direction,
		OccurredAt: in.OccurredAt, Subject: in.Subject, Report: in.Report, NextStepOn: in.NextStepOn, Class: customer.Class,
	}
	followUp := nextStep(interaction, customer, now)
	in.Audit.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {customer.ID}, "Interaction": {id}})
	err = d.db.Write(ctx, func(w *store.Writer) error {
		if err := w.Insert(ctx, interaction); err != nil {
			return err
		}
		if followUp != nil {
			if err := w.Insert(ctx, followUp); err != nil {
				return err
			}
		}
		return d.audit(ctx, w, &in.Audit, now)
	})
	if err != nil {
		return nil, nil, err
	}
	return interaction, followUp, nil
}

func nextStep(interaction *model.Interaction, customer *model.Customer, now model.Instant) *model.Action {
	if interaction.NextStepOn.IsZero() || interaction.EmployeeID.IsZero() {
		return nil
	}
	return &model.Action{
		ID: model.DeriveID(now.Time(), "follow-up", interaction.ID.String()), EmployeeID: interaction.EmployeeID,
		CustomerID: customer.ID, Kind: model.ActionFollowUp, Code: "FOLLOW_UP", OfferClass: model.ClassService,
		DueOn: interaction.NextStepOn, PlannedFor: interaction.NextStepOn, State: model.ActionTodo,
		Note: interaction.Subject, Class: customer.Class,
	}
}

func (d *Desk) checkInteraction(in *InteractionInput) error {
	today := d.Today()
	if in.OccurredAt.IsZero() {
		in.OccurredAt = d.now()
	}
	var late, early error
	if in.OccurredAt.Time().After(d.clock().Add(time.Minute)) {
		late = model.Invalidf("occurredAt", "%s is in the future: an interaction has happened", in.OccurredAt)
	}
	if in.OccurredAt.Date() < today.AddMonths(-12*oldestInteraction) {
		late = model.Invalidf("occurredAt", "%s is more than %d years ago: check the date", in.OccurredAt, oldestInteraction)
	}
	if !in.NextStepOn.IsZero() && (in.NextStepOn < today || in.NextStepOn > today.AddMonths(24)) {
		early = model.Invalidf("nextStepOn", "%s is out of range: expected today to two years ahead", in.NextStepOn)
	}
	if strings.TrimSpace(in.Subject) == "" {
		return model.Invalidf("subject", "say in a few words what it was about")
	}
	return errors.Join(late, early, oneOf("channel", "Channel", string(in.Channel)), oneOf("direction", "Direction", string(in.Direction)),
		lengthUnder("subject", in.Subject, 200), lengthUnder("report", in.Report, longestNote))
}

func oneOf(field, list, word string) error {
	if model.IsWord(list, word) {
		return nil
	}
	return model.Invalidf(field, "%q is not one of %s", word, strings.Join(model.Words[list], ", "))
}
