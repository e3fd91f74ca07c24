package rules

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// Judge answers every offer for the facts of a customer, in the order of codes.
// An offer that can't be evaluated does not fire and does not stop the others:
// the judgements are complete even when the error, which names it, is not nil.
// Only a context that ended gives no judgement.
func (d *Day) Judge(ctx context.Context, facts model.Facts) ([]Judgement, error) {
	answers, err := d.answers(ctx, facts)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	judgements := make([]Judgement, len(d.engine.policy.offers))
	for i, offer := range d.engine.policy.offers {
		judgements[i] = d.judge(offer, answers[offer.Code], facts)
	}
	return judgements, err
}

// answers gives the checks that hold, by offer: all at once, else one by one.
func (d *Day) answers(ctx context.Context, facts model.Facts) (map[string]ast.Value, error) {
	answers := make(map[string]ast.Value, len(d.engine.policy.offers))
	all, err := ask(ctx, d.queries.offers, d.offerInput.of(facts, ""))
	if err == nil {
		for _, offer := range d.engine.policy.offers {
			answers[offer.Code] = member(all, offer.Code)
		}
		return answers, nil
	}
	var failures []error
	for _, offer := range d.engine.policy.offers {
		answer, err := ask(ctx, d.queries.offer, d.offerInput.of(facts, offer.Code))
		if err != nil {
			failures = append(failures, fmt.Errorf("evaluate the offer %s: %w", offer.Code, err))
		}
		answers[offer.Code] = answer
	}
	return answers, errors.Join(failures...)
}

// member gives a member of an object, nil when there is none.
func member(value ast.Value, name string) ast.Value {
	object, isObject := value.(ast.Object)
	if !isObject {
		return nil
	}
	if term := object.Get(ast.InternedTerm(name)); term != nil {
		return term.Value
	}
	return nil
}

func (d *Day) judge(offer *Offer, answer ast.Value, facts model.Facts) Judgement {
	judgement := Judgement{Offer: offer, Checks: make([]CheckVerdict, len(offer.Checks)), Fires: len(offer.Checks) > 0}
	for i, check := range offer.Checks {
		verdict := d.verdict(check, answer, facts)
		judgement.Checks[i] = CheckVerdict{Check: check, Verdict: verdict}
		judgement.Fires = judgement.Fires && verdict == Holds
	}
	return judgement
}

func (d *Day) verdict(check *CheckDef, answer ast.Value, facts model.Facts) Verdict {
	if checkHolds(answer, check) {
		return Holds
	}
	if slices.ContainsFunc(check.Parameters, func(parameter string) bool { return d.missing[parameter] }) {
		return Undecidable
	}
	if slices.ContainsFunc(check.Facts, func(fact string) bool { return !facts.Get(fact).Known }) {
		return Unknown
	}
	return Fails
}

// checkHolds tells whether a package answered true to a check, and nothing else.
func checkHolds(answer ast.Value, check *CheckDef) bool {
	value := member(member(answer, check.Stage), strings.TrimPrefix(check.Name, check.Stage+"."))
	return value != nil && value.Compare(ast.Boolean(true)) == 0
}

// Fired gives the offers that fire, best first: duties and services before
// sales and advice, which are in the order of priority, then code. It stops at
// the first check of an offer that fails and is the way of the night. An offer
// that can't be evaluated does not fire; the error names it and the other
// proposals stand.
func (d *Day) Fired(ctx context.Context, facts model.Facts) ([]Proposal, error) {
	codes, err := ask(ctx, d.queries.fired, d.offerInput.of(facts, ""))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return d.firedOneByOne(ctx, facts)
	}
	var proposals []Proposal
	for _, code := range words(codes) {
		proposals = append(proposals, propose(d.engine.offers[code]))
	}
	slices.SortFunc(proposals, compareProposals)
	return proposals, nil
}

func (d *Day) firedOneByOne(ctx context.Context, facts model.Facts) ([]Proposal, error) {
	judgements, err := d.Judge(ctx, facts)
	var proposals []Proposal
	for _, judgement := range judgements {
		if judgement.Fires {
			proposals = append(proposals, propose(judgement.Offer))
		}
	}
	slices.SortFunc(proposals, compareProposals)
	return proposals, err
}

// words lists the strings of a set in their order.
func words(value ast.Value) []string {
	set, isSet := value.(ast.Set)
	if !isSet || set.Len() == 0 {
		return nil
	}
	words := make([]string, 0, set.Len())
	set.Foreach(func(term *ast.Term) { words = append(words, text(term)) })
	slices.Sort(words)
	return words
}

// Detect gives the life events that the facts of a customer give, in the order
// of kinds. A kind that can't be evaluated is not detected; the error names it
// and the other detections stand.
func (d *Day) Detect(ctx context.Context, facts model.Facts) ([]Detection, error) {
	kinds, err := ask(ctx, d.queries.detected, d.eventInput.of(facts, ""))
	found := words(kinds)
	if err != nil {
		found, err = d.detectedOneByOne(ctx, facts)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var detections []Detection
	for _, kind := range found {
		detections = append(detections, d.detection(d.engine.kinds[kind], facts))
	}
	return detections, err
}

func (d *Day) detectedOneByOne(ctx context.Context, facts model.Facts) ([]string, error) {
	var found []string
	var failures []error
	for _, kind := range d.engine.policy.kinds {
		if !kind.Detected {
			continue
		}
		answer, err := ask(ctx, d.queries.event, d.eventInput.of(facts, strings.ToLower(kind.Kind)))
		if err != nil {
			failures = append(failures, fmt.Errorf("evaluate the event %s: %w", kind.Kind, err))
			continue
		}
		if !slices.ContainsFunc(kind.Checks, func(check *CheckDef) bool { return !checkHolds(answer, check) }) {
			found = append(found, kind.Kind)
		}
	}
	return found, errors.Join(failures...)
}

func (d *Day) detection(kind *EventKind, facts model.Facts) Detection {
	detection := Detection{Kind: kind, Checks: checkNames(kind.Checks), ExpectedOn: d.today}
	if in := facts.Get(kind.ExpectedFrom); in.Known {
		detection.ExpectedOn = d.today.AddDays(int(in.Int))
	}
	if kind.ExpiresAfterDays > 0 {
		detection.ExpiresOn = max(detection.ExpectedOn, d.today).AddDays(kind.ExpiresAfterDays)
	}
	return detection
}

func checkNames(checks []*CheckDef) []string {
	names := make([]string, len(checks))
	for i, check := range checks {
		names[i] = check.Name
	}
	return names
}
