package rules

import (
	"context"
	"slices"
	"strings"
	"sync"

	"foyer/model"
)

// Engine is a revision compiled and checked. It is safe for concurrent use.
type Engine struct {
	revision *Revision
	policy   *loaded
	offers   map[string]*Offer
	kinds    map[string]*EventKind
	grants   *grants
	days     *bounded[model.Date, *Day]
	dayMutex sync.Mutex // makes one Day at a time
}

// keptDays is how many dates an engine keeps prepared.
const keptDays = 8

// NewEngine compiles a revision strictly, within the built-in functions that are
// pure and deterministic, and computes its access tables. What is wrong with the
// revision is a *BrokenError, each finding with file, line and column.
func NewEngine(ctx context.Context, revision *Revision) (*Engine, error) {
	policy := load(revision)
	if policy.broken() {
		errors := slices.DeleteFunc(slices.Clone(policy.findings), func(f Finding) bool { return f.Severity != SeverityError })
		report := Report{Findings: errors}
		report.sort()
		return nil, &BrokenError{Findings: report.Findings}
	}
	engine := &Engine{
		revision: revision, policy: policy, offers: map[string]*Offer{}, kinds: map[string]*EventKind{},
		days: newBounded[model.Date, *Day](keptDays),
	}
	for _, offer := range policy.offers {
		engine.offers[offer.Code] = offer
	}
	for _, kind := range policy.kinds {
		engine.kinds[kind.Kind] = kind
	}
	var err error
	if engine.grants, err = newGrants(ctx, policy); err != nil {
		return nil, err
	}
	return engine, nil
}

// Revision gives what the engine was made of.
func (e *Engine) Revision() *Revision { return e.revision }

// Dictionary gives every fact of the revision.
func (e *Engine) Dictionary() *model.Dictionary { return e.policy.dictionary }

// Offers lists the offers in the order of their codes.
func (e *Engine) Offers() []*Offer { return e.policy.offers }

// Offer gives an offer by its code, nil when the revision has none.
func (e *Engine) Offer(code string) *Offer { return e.offers[code] }

// Events lists the event kinds, detected or not, in their order.
func (e *Engine) Events() []*EventKind { return e.policy.kinds }

// Event gives an event kind, nil when the revision has none.
func (e *Engine) Event(kind string) *EventKind { return e.kinds[kind] }

// Products lists what the bank sells, in the order of codes.
func (e *Engine) Products() []model.Product {
	return slices.SortedFunc(slices.Values(e.policy.data.products), func(a, b model.Product) int {
		return strings.Compare(a.Code, b.Code)
	})
}

// Parameters lists the dated parameters in the order of their names.
func (e *Engine) Parameters() []*Parameter { return e.policy.parameters }
