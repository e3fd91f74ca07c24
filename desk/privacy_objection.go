package desk

import (
	"context"
	"strings"

	"foyer/model"
	"foyer/store"
)

// profiling are the purposes of consent that profiling rests on. The bank knows
// no consent to profiling as such: an objection denies commercial messages and the
// use of movements, which are what offers of advice and sales ask for. Duties and
// service go on.
var profiling = []model.ConsentPurpose{model.Marketing, model.MovementInsight}

// ObjectionInput is a customer's objection to profiling, and how it came.
type ObjectionInput struct {
	CustomerID model.ID
	Received   string // e.g. "Letter of 12 May"
	Audit      model.AuditRecord
}

// ObjectToProfiling denies, from today, the consents that profiling rests on,
// decides the customer again and takes what no longer holds off the lists, all in
// one transaction. A night that runs meanwhile reads the customer again.
func (d *Desk) ObjectToProfiling(ctx context.Context, scope model.Scope, in ObjectionInput) (*model.Customer, []*model.Consent, error) {
	if strings.TrimSpace(in.Received) == "" {
		return nil, nil, model.Invalidf("received", "say how the objection came, such as a letter and its date")
	}
	if err := lengthUnder("received", in.Received, longestForeign); err != nil {
		return nil, nil, err
	}
	customer, err := d.target(ctx, scope, in.CustomerID, "Mutation.objectToProfiling")
	if err != nil {
		return nil, nil, err
	}
	defer d.households.lock(customer.DecisionKey)()
	now := d.now()
	denied, err := d.denials(customer, in.Received, now)
	if err != nil {
		return nil, nil, err
	}
	work, err := d.prepareHousehold(ctx, customer.DecisionKey)
	if err != nil {
		return nil, nil, err
	}
	work.oppose(customer.ID)
	rows, err := d.judge(ctx, work, d.causeOf(model.CauseEvent, denied[0].ID, now, customer.ID))
	if err != nil {
		return nil, nil, err
	}
	in.Audit.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {customer.ID}, "Consent": {denied[0].ID, denied[1].ID}})
	err = d.db.Write(ctx, func(w *store.Writer) error {
		if err := store.EndConsents(ctx, w, customer.ID, purposeWords(), d.Today()); err != nil {
			return err
		}
		if err := w.Insert(ctx, denied); err != nil {
			return err
		}
		return d.commit(ctx, w, work, rows, &in.Audit, now)
	})
	return customer, denied, err
}

func (d *Desk) denials(customer *model.Customer, received string, now model.Instant) ([]*model.Consent, error) {
	var denied []*model.Consent
	for _, purpose := range profiling {
		id, err := d.newID(now)
		if err != nil {
			return nil, err
		}
		denied = append(denied, &model.Consent{
			ID: id, CustomerID: customer.ID, Purpose: purpose, Channel: model.AnyChannel, State: model.ConsentDenied,
			CapturedOn: d.Today(), CaptureSource: received, EffectiveFrom: d.Today(), Class: customer.Class,
		})
	}
	return denied, nil
}

func purposeWords() []string {
	words := make([]string, len(profiling))
	for i, purpose := range profiling {
		words[i] = string(purpose)
	}
	return words
}

// oppose makes an objection count at once.
func (c *casework) oppose(customer model.ID) {
	facts := c.facts[c.position[customer]]
	facts.SetWord("consent_marketing", string(model.ConsentDenied))
	facts.SetBool("marketing_opposed", true)
	facts.SetWord("consent_movement_insight", string(model.ConsentDenied))
	c.day.Derive(facts)
}
