package graph

import (
	"encoding/json"
	"fmt"
	"slices"

	"foyer/graph/view"
	"foyer/model"
	"foyer/rules"
)

// reasons gives the words of the checks named by a JSON list.
func reasons(names string, checks []*rules.CheckDef) ([]*view.Reason, error) {
	var listed []string
	if names == "" {
		return []*view.Reason{}, nil
	}
	if err := json.Unmarshal([]byte(names), &listed); err != nil {
		return nil, fmt.Errorf("read the names of checks: %w", err)
	}
	found := make([]*view.Reason, 0, len(listed))
	for _, name := range listed {
		reason := &view.Reason{Check: name}
		if at := slices.IndexFunc(checks, func(c *rules.CheckDef) bool { return c.Name == name }); at >= 0 {
			reason.Why = &checks[at].Why
		}
		found = append(found, reason)
	}
	return found, nil
}

// decidedOffers reads the outcome of a receipt.
func decidedOffers(decision *model.Decision) ([]*view.DecidedOffer, error) {
	var outcome struct {
		Offers []*view.DecidedOffer `json:"offers"`
	}
	if err := json.Unmarshal([]byte(decision.Outcome), &outcome); err != nil {
		return nil, fmt.Errorf("read the outcome of a decision: %w", err)
	}
	if outcome.Offers == nil {
		outcome.Offers = []*view.DecidedOffer{}
	}
	return outcome.Offers, nil
}

// titleOf is what an action is about: the offer or the kind of event it names.
func (r *Resolver) titleOf(action *model.Action) *model.Text {
	if offer := r.engine.Offer(action.Code); offer != nil {
		return &offer.Title
	}
	if kind := r.engine.Event(action.Code); kind != nil {
		return &kind.Title
	}
	if action.Kind == model.ActionFollowUp {
		return &followUp
	}
	return nil
}

var followUp = model.Text{FR: "Relance", EN: "Follow-up"}
