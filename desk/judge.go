package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"foyer/model"
	"foyer/rules"
)

// mostOffers is how many sales and advices are proposed to one customer at a
// time; duties and services are never cut.
const mostOffers = 3

// cause is what asked for a decision.
type cause struct {
	kind model.DecisionCause
	id   model.ID
	now  model.Instant // when it is written
	base model.Instant // what derived ids start from
	// always writes a receipt even when the outcome did not change.
	always map[model.ID]bool
}

// derive makes the id of a row that follows from this cause: the night's rows
// come from its date alone, so that doing a page again is harmless.
func (c cause) derive(parts ...string) model.ID {
	return model.DeriveID(c.base.Time(), append(parts, string(c.kind), c.id.String())...)
}

// verdict is one offer in the recorded outcome of a decision.
type verdict struct {
	Offer     string           `json:"offer"`
	Class     model.OfferClass `json:"class"`
	Addressee model.ID         `json:"addressee"`
	Rank      int64            `json:"rank"`
	PPM       int64            `json:"p_ppm"`
	CPermille int64            `json:"c_permille"`
	VPoints   int64            `json:"v_points"`
	LPermille int64            `json:"l_permille"`
	Priority  int64            `json:"priority"`
	Reasons   []string         `json:"reasons"`
}

// judge detects events, then decides every customer of the page. Rules are run
// by all processors; what they say is applied in the order of the page.
func (d *Desk) judge(ctx context.Context, work *casework, why cause) (*rowsToWrite, error) {
	rows := &rowsToWrite{}
	found := make([][]rules.Detection, len(work.ids))
	err := inParallel(len(work.ids), func(i int) (err error) {
		found[i], err = work.day.Detect(ctx, work.facts[i])
		return d.report(err, "detect")
	})
	if err != nil {
		return nil, err
	}
	for i, id := range work.ids {
		if err := detect(work, id, found[i], why, rows); err != nil {
			return nil, err
		}
	}
	fired := make([][]rules.Proposal, len(work.ids))
	err = inParallel(len(work.ids), func(i int) (err error) {
		fired[i], err = work.day.Fired(ctx, work.facts[i])
		return d.report(err, "judge")
	})
	if err != nil {
		return nil, err
	}
	for i, id := range work.ids {
		if err := d.decide(work, i, id, fired[i], why, rows); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// inParallel does 0..n-1 on all processors, each in a contiguous share.
func inParallel(n int, do func(i int) error) error {
	var group errgroup.Group
	workers := min(runtime.GOMAXPROCS(0), n)
	for worker := range workers {
		group.Go(func() error {
			for i := worker * n / workers; i < (worker+1)*n/workers; i++ {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func detect(work *casework, id model.ID, found []rules.Detection, why cause, rows *rowsToWrite) error {
	for _, detection := range found {
		if work.holds(id, detection.Kind.Kind) {
			continue
		}
		event, err := detectedEvent(work, id, detection, why)
		if err != nil {
			return err
		}
		rows.events = append(rows.events, event)
		work.active[id] = append(work.active[id], event)
		work.count(event, detection.Kind.ReachesRepresentative)
	}
	return nil
}

func detectedEvent(work *casework, customer model.ID, found rules.Detection, why cause) (*model.LifeEvent, error) {
	evidence, err := json.Marshal(found.Checks)
	if err != nil {
		return nil, fmt.Errorf("encode evidence: %w", err)
	}
	kind := found.Kind.Kind
	external := strings.Join([]string{kind, customer.String(), found.ExpectedOn.String()}, "/")
	return &model.LifeEvent{
		ID:         model.DeriveID(work.today.Time(), "event", external),
		CustomerID: customer, Kind: kind, ExpectedOn: found.ExpectedOn, Tentative: found.Kind.Tentative,
		Origin: model.Detected, ConfidencePermille: found.Kind.ConfidencePermille, State: model.EventActive,
		ExpiresOn: found.ExpiresOn, Source: "rules", ExternalID: external, Evidence: string(evidence), RecordedAt: why.now,
	}, nil
}

func (d *Desk) decide(work *casework, at int, id model.ID, fired []rules.Proposal, why cause, rows *rowsToWrite) error {
	verdicts := choose(work, id, fired)
	if !why.always[id] && unchanged(work.open[id], verdicts, work.today) {
		return nil
	}
	decision, err := d.receipt(work, at, id, verdicts, why, rows)
	if err != nil {
		return err
	}
	rows.decisions = append(rows.decisions, decision)
	rows.follow(work, decision, why, verdicts, d.engine)
	return nil
}

// report logs a rule that failed and lets the others decide; a failure of the
// evaluation as a whole (an interrupted context) is returned.
func (d *Desk) report(err error, doing string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	d.log.Error().Err(err).Str("revision", d.engine.Revision().ID()).Msg("a rule failed and did not decide: " + doing)
	return nil
}

// choose keeps the proposals that may be addressed to somebody and were not
// answered lately, and cuts sales and advice to the best few.
func choose(work *casework, id model.ID, proposals []rules.Proposal) []verdict {
	customer := work.customers[id]
	if customer == nil || !customer.DeceasedOn.IsZero() {
		return nil
	}
	var chosen []verdict
	offered := 0
	for _, proposal := range proposals {
		offer := proposal.Offer
		addressee := work.addressee(customer, offer)
		if addressee.IsZero() || work.isAnswered(id, offer) {
			continue
		}
		if offer.Class == model.ClassSale || offer.Class == model.ClassAdvice {
			if offered++; offered > mostOffers {
				continue
			}
		}
		chosen = append(chosen, verdict{
			Offer: offer.Code, Class: offer.Class, Addressee: addressee, Rank: int64(len(chosen) + 1),
			PPM: proposal.PPM, CPermille: proposal.CPermille, VPoints: proposal.VPoints, LPermille: proposal.LPermille,
			Priority: proposal.Priority, Reasons: proposal.Reasons,
		})
	}
	return chosen
}

// unchanged tells whether the open recommendations already say what the rules say.
func unchanged(open []*model.Recommendation, verdicts []verdict, today model.Date) bool {
	if len(open) != len(verdicts) {
		return false
	}
	for _, row := range open {
		at := slices.IndexFunc(verdicts, func(v verdict) bool { return v.Offer == row.Offer })
		if at < 0 || expired(row, today) || !verdicts[at].same(row) {
			return false
		}
	}
	return true
}

func expired(row *model.Recommendation, today model.Date) bool {
	return !row.ExpiresOn.IsZero() && row.ExpiresOn <= today
}

func (v verdict) same(row *model.Recommendation) bool {
	return v.Addressee == row.AddresseeID && v.Rank == row.Rank && v.PPM == row.PPM && v.CPermille == row.CPermille &&
		v.VPoints == row.VPoints && v.LPermille == row.LPermille && v.Priority == row.Priority && v.reasons() == row.Reasons
}

func (v verdict) reasons() string {
	text, _ := json.Marshal(v.Reasons) // a list of strings can't fail to encode
	return string(text)
}

// receipt records what was decided on which facts under which rules.
func (d *Desk) receipt(work *casework, at int, id model.ID, verdicts []verdict, why cause, rows *rowsToWrite) (*model.Decision, error) {
	decision := &model.Decision{
		CustomerID: id, Cause: why.kind, CauseID: why.id, DecidedOn: work.today, DecidedAt: why.now,
		Revision: d.engine.Revision().ID(), Dictionary: d.engine.Dictionary().Hash(),
	}
	decision.ID = why.derive("decision", id.String())
	outcome, err := json.Marshal(map[string]any{"offers": slices.Concat([]verdict{}, verdicts)})
	if err != nil {
		return nil, fmt.Errorf("encode an outcome: %w", err)
	}
	decision.Outcome = string(outcome)
	facts, err := json.Marshal(work.facts[at])
	if err != nil {
		return nil, fmt.Errorf("encode facts: %w", err)
	}
	key, err := d.sealFor(work, id, rows, why.now)
	if err != nil {
		return nil, err
	}
	decision.FactsSealed, err = seal(key, decision.ID, facts)
	return decision, err
}

// follow turns a decision into recommendations: new ones are proposed, open ones
// revised, those that no longer hold withdrawn.
func (r *rowsToWrite) follow(work *casework, decision *model.Decision, why cause, verdicts []verdict, engine *rules.Engine) {
	standing := map[string]*model.Recommendation{}
	for _, row := range work.open[decision.CustomerID] {
		wanted := slices.ContainsFunc(verdicts, func(v verdict) bool { return v.Offer == row.Offer })
		switch {
		case expired(row, work.today):
			row.State = model.RecommendationExpired
			r.closed = append(r.closed, row)
		case !wanted:
			row.State = model.RecommendationWithdrawn
			r.closed = append(r.closed, row)
		default:
			standing[row.Offer] = row
		}
	}
	for _, v := range verdicts {
		row := standing[v.Offer]
		if row == nil {
			row = v.propose(work, decision, why, engine.Offer(v.Offer))
			r.proposed = append(r.proposed, row)
		} else if !v.same(row) {
			r.revised = append(r.revised, row)
		}
		v.fill(row, decision)
	}
}

func (v verdict) propose(work *casework, decision *model.Decision, why cause, offer *rules.Offer) *model.Recommendation {
	row := &model.Recommendation{
		ID:         why.derive("recommendation", decision.CustomerID.String(), v.Offer),
		CustomerID: decision.CustomerID, Offer: v.Offer, OfferClass: v.Class, State: model.RecommendationOpen,
		ProposedOn: work.today, ExpiresOn: work.today.AddDays(offer.ValidDays), Outcome: model.OutcomePending,
	}
	if len(offer.Channels) > 0 {
		row.Channel = offer.Channels[0]
	}
	return row
}

func (v verdict) fill(row *model.Recommendation, decision *model.Decision) {
	row.DecisionID, row.AddresseeID, row.Rank, row.Priority = decision.ID, v.Addressee, v.Rank, v.Priority
	row.PPM, row.CPermille, row.VPoints, row.LPermille, row.Reasons = v.PPM, v.CPermille, v.VPoints, v.LPermille, v.reasons()
}
