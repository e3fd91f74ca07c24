package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"foyer/graph/view"
	"foyer/model"
	"foyer/rules"
)

// redacted is how extensions.access names reasons without their words.
const redacted = "REDACTED"

// reasonsOf gives the words of the checks that are named about a row. A check is
// told in words when the viewer is shown every fact that it cites, in the class of
// the row; of facts drawn from other persons' files, when they are shown in the
// class of each of these persons too. The names of checks always stand.
func reasonsOf[P classed](ctx context.Context, r *Resolver, row P, customer func(P) model.ID, names []string, checks []*rules.CheckDef) ([]*view.Reason, error) {
	op := operationFrom(ctx)
	table, err := op.table(ctx)
	if err != nil {
		return nil, err
	}
	found := make([]*view.Reason, 0, len(names))
	for _, name := range names {
		reason := &view.Reason{Check: name}
		found = append(found, reason)
		at := slices.IndexFunc(checks, func(c *rules.CheckDef) bool { return c.Name == name })
		if at < 0 {
			continue
		}
		classes := model.ClassSet(0).Add(row.AccessClass())
		if slices.ContainsFunc(checks[at].Facts, r.drawnFromOthers) {
			others, err := relation(ctx, row, customer, r.reader.ClassesOfOthers)
			if err != nil {
				return nil, err
			}
			classes |= others
		}
		if hiding := r.hidingFact(table, checks[at].Facts, classes); hiding != nil {
			reason.Redacted = true
			r.tellMask(op, pathOf(graphql.GetFieldContext(ctx)).String()+".why", redacted, hiding.Rule)
			continue
		}
		reason.Why = &checks[at].Why
	}
	return found, nil
}

// drawnFromOthers tells whether a fact about a customer says what the files of
// others hold: who lives in the household, and events of minors that reach their
// representatives.
func (r *Resolver) drawnFromOthers(fact string) bool {
	dictionary := r.engine.Dictionary()
	at := dictionary.Index(fact)
	if at < 0 {
		return true
	}
	def := &dictionary.Defs[at]
	if def.Family == rules.FamilyEvent {
		kind := r.engine.Event(def.Key)
		return kind == nil || kind.ReachesRepresentative
	}
	return r.engine.FactGroup(fact) == "household"
}

// hidingFact gives the verdict that keeps facts from the viewer in some class, nil
// when each is shown in all of them.
func (r *Resolver) hidingFact(table *model.Table, facts []string, classes model.ClassSet) *model.Verdict {
	for _, fact := range facts {
		place, claimed := r.guarded.groups[r.engine.FactGroup(fact)]
		if !claimed {
			place = -1
		}
		for class := model.RowClass(0); class <= model.ClassNone; class++ {
			if verdict := table.At(place, class); classes.Has(class) && verdict.Kind != model.Show {
				return verdict
			}
		}
	}
	return nil
}

// namesIn reads a JSON list of names.
func namesIn(text string) ([]string, error) {
	var names []string
	if text == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(text), &names); err != nil {
		return nil, fmt.Errorf("read the names of checks: %w", err)
	}
	return names, nil
}

// recommended gives the reasons of a recommendation.
func (r *Resolver) recommended(ctx context.Context, row *model.Recommendation) ([]*view.Reason, error) {
	names, err := namesIn(row.Reasons)
	if err != nil {
		return nil, err
	}
	return reasonsOf(ctx, r, row, func(p *model.Recommendation) model.ID { return p.CustomerID }, names, r.checksOf(row.Offer))
}

// evidence gives the checks that a detected event rests on.
func (r *Resolver) evidence(ctx context.Context, event *model.LifeEvent) ([]*view.Reason, error) {
	names, err := namesIn(event.Evidence)
	if err != nil {
		return nil, err
	}
	var checks []*rules.CheckDef
	if kind := r.engine.Event(event.Kind); kind != nil {
		checks = kind.Checks
	}
	return reasonsOf(ctx, r, event, func(e *model.LifeEvent) model.ID { return e.CustomerID }, names, checks)
}

// decided gives the reasons of an offer that a decision chose.
func (r *Resolver) decided(ctx context.Context, offer *view.DecidedOffer) ([]*view.Reason, error) {
	return reasonsOf(ctx, r, offer, func(o *view.DecidedOffer) model.ID { return o.Decision.CustomerID }, offer.Checks, r.checksOf(offer.OfferCode))
}

// checksOf lists the checks of an offer, none when the rules no longer know it.
func (r *Resolver) checksOf(code string) []*rules.CheckDef {
	if offer := r.engine.Offer(code); offer != nil {
		return offer.Checks
	}
	return nil
}

// decidedOffers reads the outcome of a receipt.
func decidedOffers(ctx context.Context, decision *model.Decision) ([]*view.DecidedOffer, error) {
	var outcome struct {
		Offers []*view.DecidedOffer `json:"offers"`
	}
	if err := json.Unmarshal([]byte(decision.Outcome), &outcome); err != nil {
		return nil, fmt.Errorf("read the outcome of a decision: %w", err)
	}
	if outcome.Offers == nil {
		outcome.Offers = []*view.DecidedOffer{}
	}
	for _, offer := range outcome.Offers {
		offer.Decision = decision
	}
	register(ctx, outcome.Offers)
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
