package graph

import (
	"context"
	"encoding/json"
	"strings"
	"sync"

	"foyer/graph/view"
	"foyer/model"
	"foyer/rules"
)

// mostRevisions is how many older sets of rules are kept compiled.
const mostRevisions = 3

// revisions are older sets of rules, compiled when somebody asks for one.
type revisions struct {
	mutex   sync.Mutex
	engines []*rules.Engine // the last asked for first
}

// of gives a set of rules by name. One is compiled at a time: it takes a second.
func (r *revisions) of(id string, load func() (*rules.Engine, error)) (*rules.Engine, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for i, known := range r.engines {
		if known.Revision().ID() == id {
			copy(r.engines[1:i+1], r.engines[:i])
			r.engines[0] = known
			return known, nil
		}
	}
	engine, err := load()
	if err != nil {
		return nil, err
	}
	r.engines = append([]*rules.Engine{engine}, r.engines[:min(len(r.engines), mostRevisions-1)]...)
	return engine, nil
}

// rulesOf gives the rules by name, or those in force at a moment, else those of now.
func (r *Resolver) rulesOf(ctx context.Context, revision *string, at *model.Instant) (*rules.Engine, error) {
	name := orZero(revision)
	if name == "" && at != nil {
		active, err := r.db.RevisionAt(ctx, *at)
		if err != nil {
			return nil, err
		}
		name = active
	}
	if name == "" || name == r.engine.Revision().ID() {
		return r.engine, nil
	}
	return r.older.of(name, func() (*rules.Engine, error) { return r.loadRules(ctx, name) })
}

func (r *Resolver) loadRules(ctx context.Context, name string) (*rules.Engine, error) {
	content, err := r.db.RevisionContent(ctx, name)
	if err != nil {
		return nil, err
	}
	revision, err := rules.FromContent(content)
	if err != nil {
		return nil, err
	}
	if revision.ID() != name {
		r.log.Error().Str("revision", name).Msg("kept rules are not those of their name: they were changed in the database")
		return nil, model.Conflictf("these rules were changed in the database: their content is not the one of their name")
	}
	engine, err := rules.NewEngine(ctx, revision)
	if err != nil {
		r.log.Warn().Err(err).Str("revision", name).Msg("older rules can't be compiled")
		return nil, model.Conflictf("these rules are of a version that this program no longer reads")
	}
	return engine, nil
}

// window cuts a page out of lines that come one by one.
type window struct{ first, skip int }

func newWindow(first, skip int) (*window, error) {
	if first < 1 || first > maxFirst {
		return nil, model.Invalidf("first", "a page has 1 to %d items, not %d", maxFirst, first)
	}
	if skip < 0 {
		return nil, model.Invalidf("skip", "%d is negative", skip)
	}
	return &window{first, skip}, nil
}

// take tells whether the next line is in the page, and whether the page is full.
func (w *window) take() (inside, full bool) {
	if w.skip > 0 {
		w.skip--
		return false, false
	}
	w.first--
	return w.first >= 0, w.first < 0
}

// accessLines are the lines of the matrix of a set of rules.
func accessLines(engine *rules.Engine, role *model.Role, purpose *model.Purpose, coordinate *string, first, skip int) ([]*view.AccessLine, error) {
	page, err := newWindow(first, skip)
	if err != nil {
		return nil, err
	}
	lines := []*view.AccessLine{}
	var line *view.AccessLine
	inside, full := false, false
	for cell := range engine.Matrix(oneOf(role), oneOf(purpose)) {
		if coordinate != nil && cell.Coordinate != *coordinate {
			continue
		}
		if line == nil || line.Role != cell.Role || line.Purpose != cell.Purpose || line.Coordinate != cell.Coordinate {
			if inside, full = page.take(); full {
				break
			}
			line = &view.AccessLine{Role: cell.Role, Purpose: cell.Purpose, Coordinate: cell.Coordinate, Group: cell.Group}
			if inside {
				lines = append(lines, line)
			}
		}
		if inside {
			line.Verdicts = withVerdict(line.Verdicts, cell.Class, cell.Verdict)
		}
	}
	return lines, nil
}

func oneOf[T any](value *T) []T {
	if value == nil {
		return nil
	}
	return []T{*value}
}

// withVerdict puts a class with the others that have the same verdict.
func withVerdict(known []*view.AccessVerdict, class model.RowClass, verdict model.Verdict) []*view.AccessVerdict {
	for _, one := range known {
		if one.Verdict == view.VerdictWords[verdict.Kind] && orZero(one.Mask) == verdict.Mask && orZero(one.Rule) == verdict.Rule {
			one.RowClasses = append(one.RowClasses, class)
			return known
		}
	}
	return append(known, verdictIn(verdict, class))
}

func verdictIn(verdict model.Verdict, classes ...model.RowClass) *view.AccessVerdict {
	return &view.AccessVerdict{RowClasses: classes, Verdict: view.VerdictWords[verdict.Kind], Mask: unlessEmpty(verdict.Mask), Rule: unlessEmpty(verdict.Rule)}
}

func unlessEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func (r *Resolver) accessDiff(ctx context.Context, from string, to *string, first, skip int) ([]*view.AccessChange, error) {
	page, err := newWindow(first, skip)
	if err != nil {
		return nil, err
	}
	before, err := r.rulesOf(ctx, &from, nil)
	if err != nil {
		return nil, err
	}
	after, err := r.rulesOf(ctx, to, nil)
	if err != nil {
		return nil, err
	}
	lines := []*view.AccessChange{}
	var last *rules.CellChange
	inside, full := false, false
	for _, change := range rules.AccessDiff(before, after) {
		if last == nil || !sameChange(*last, change) {
			if inside, full = page.take(); full {
				break
			}
			if inside {
				lines = append(lines, &view.AccessChange{Role: change.Role, Purpose: change.Purpose, Coordinate: change.Coordinate})
			}
		}
		last = &change
		if inside {
			addChange(lines[len(lines)-1], change)
		}
	}
	return lines, nil
}

// sameChange tells whether two classes of a coordinate changed alike.
func sameChange(a, b rules.CellChange) bool {
	a.Class = b.Class
	return a == b
}

func addChange(line *view.AccessChange, change rules.CellChange) {
	line.RowClasses = append(line.RowClasses, change.Class)
	line.Before = verdictIn(change.Before, line.RowClasses...)
	line.After = verdictIn(change.After, line.RowClasses...)
}

// parameterHistory lists every row of the parameters whose name begins in a way.
func parameterHistory(engine *rules.Engine, beginning string) []*view.ParameterValue {
	values := []*view.ParameterValue{}
	for _, parameter := range engine.Parameters() {
		if !strings.HasPrefix(parameter.FullName(), beginning) {
			continue
		}
		for _, row := range parameter.Rows {
			text, _ := json.Marshal(row.Value) // it was read from JSON
			values = append(values, &view.ParameterValue{
				Name: parameter.FullName(), Doc: parameter.Doc, Unit: parameter.Unit, From: row.From, To: row.To, Value: string(text), Source: row.Source,
			})
		}
	}
	return values
}
