package rules

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"foyer/model"
)

// Day is an engine on a decision date: its parameters are those valid on it. It
// is safe for concurrent use.
type Day struct {
	engine      *Engine
	today       model.Date
	deductions  []deduction
	undecidable map[string][]string // parameter → checks
	missing     map[string]bool     // parameters without a valid row
	queries     *queries
	offerInput  *inputForm
	eventInput  *inputForm
}

// Day prepares the engine for a decision date. The last few dates are kept.
func (e *Engine) Day(ctx context.Context, today model.Date) (*Day, error) {
	if today < model.MinDate || today > model.MaxDate {
		return nil, model.Invalidf("date", "%s is out of range: expected %s to %s", today, model.MinDate, model.MaxDate)
	}
	if day, kept := e.days.get(today); kept {
		return day, nil
	}
	e.dayMutex.Lock()
	defer e.dayMutex.Unlock()
	if day, kept := e.days.get(today); kept {
		return day, nil
	}
	day, err := e.newDay(ctx, today)
	if err != nil {
		return nil, fmt.Errorf("prepare the rules for %s: %w", today, err)
	}
	e.days.put(today, day)
	return day, nil
}

func (e *Engine) newDay(ctx context.Context, today model.Date) (*Day, error) {
	day := &Day{engine: e, today: today, undecidable: map[string][]string{}, missing: map[string]bool{}}
	valid := map[string]any{}
	for _, parameter := range e.policy.parameters {
		row, found := parameter.On(today)
		if !found {
			day.missing[parameter.FullName()] = true
			continue
		}
		group, _ := valid[parameter.Group].(map[string]any)
		if group == nil {
			group = map[string]any{}
			valid[parameter.Group] = group
		}
		group[parameter.Name] = row.Value
	}
	day.findUndecidable()
	var err error
	if day.deductions, err = deductionsOf(e.policy.dictionary, e.policy.parametersByName(), today); err != nil {
		return nil, err
	}
	if day.queries, err = prepare(ctx, e.policy.compiler, storeOf(valid)); err != nil {
		return nil, err
	}
	var offerChecks, eventChecks []*CheckDef
	for _, offer := range e.policy.offers {
		offerChecks = append(offerChecks, offer.Checks...)
	}
	for _, kind := range e.policy.kinds {
		eventChecks = append(eventChecks, kind.Checks...)
	}
	day.offerInput = newInputForm(e.policy.dictionary, offerChecks, today)
	day.eventInput = newInputForm(e.policy.dictionary, eventChecks, today)
	return day, nil
}

// storeOf holds parameters as the evaluator wants them: values of its own, so
// that reading one converts nothing.
func storeOf(parameters map[string]any) storage.Store {
	return inmem.NewFromObjectWithOpts(map[string]any{"parameters": parameters},
		inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
}

func (d *Day) findUndecidable() {
	for _, offer := range d.engine.policy.offers {
		for _, check := range offer.Checks {
			d.addUndecidable("offer."+offer.Code, check)
		}
	}
	for _, kind := range d.engine.policy.kinds {
		for _, check := range kind.Checks {
			d.addUndecidable("event."+kind.Kind, check)
		}
	}
}

func (d *Day) addUndecidable(owner string, check *CheckDef) {
	for _, parameter := range check.Parameters {
		if d.missing[parameter] {
			d.undecidable[parameter] = append(d.undecidable[parameter], owner+"/"+check.Name)
		}
	}
}

// Engine is what the day was prepared from.
func (d *Day) Engine() *Engine { return d.engine }

// Today is the decision date.
func (d *Day) Today() model.Date { return d.today }

// Undecidable tells which parameters have no valid row on the date, and the
// checks that can't be decided for it ("offer.x/eligible.y").
func (d *Day) Undecidable() map[string][]string {
	copied := make(map[string][]string, len(d.undecidable))
	for parameter, checks := range maps.All(d.undecidable) {
		copied[parameter] = slices.Clone(checks)
	}
	return copied
}
