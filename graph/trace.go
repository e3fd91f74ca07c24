package graph

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// trace is what an operation touched, showed, masked and was refused. The audit
// record is made from it: a field calls judged, a reading of rows calls saw, a
// look-up of what does not exist calls missed. Coordinates are counted apart from
// rows, so that fields and readings do not wait for each other.
type trace struct {
	began    time.Time // when the operation was taken up
	verdicts verdicts

	mutex    sync.Mutex
	rows     map[string]map[model.ID]struct{}
	misses   int64               // identifiers asked for that do not exist for the viewer
	opened   bool                // a row was reached through an emergency access
	told     map[string]struct{} // paths whose error is already in the answer
	masked   map[string]note
	deniedAt map[string]denial     // by path
	changed  map[model.ID]struct{} // rows that changes made or touched, recorded with them
	failure  string                // code of a failure told in a payload
}

// note tells the viewer that a value was masked, and why.
type note struct {
	Path   string `json:"path"`
	Mask   string `json:"mask"`
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

// judged records the verdict that a coordinate got for one row: shown, masked or
// denied. Calling it again with the same verdict costs a look-up.
func (t *trace) judged(coordinate string, verdict model.Verdict) {
	t.verdicts.add(coordinate, verdict)
}

// refused records a coordinate that was denied, and the rule that says so.
func (t *trace) refused(coordinate, rule string) {
	t.verdicts.add(coordinate, model.Verdict{Kind: model.Deny, Rule: rule})
}

// anyRefused tells whether something was denied.
func (t *trace) anyRefused() bool { return t.verdicts.any(model.Deny) }

// missed counts identifiers that were asked for and do not exist for the viewer.
func (t *trace) missed(count int) {
	if count <= 0 {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.misses += int64(count)
}

// saw records a row that the answer rests on, under the class it is seen in.
func (t *trace) saw(kind string, id model.ID, class model.RowClass) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.opened = t.opened || class != 0 && class < model.ClassNone && class.Relation() == model.RelationEmergency
	if t.rows == nil {
		t.rows = map[string]map[model.ID]struct{}{}
	}
	if t.rows[kind] == nil {
		t.rows[kind] = map[model.ID]struct{}{}
	}
	t.rows[kind][id] = struct{}{}
}

// denial is a path that was denied, and why.
type denial struct {
	path       ast.Path
	coordinate string
	rule       string
}

// deny keeps one denial per path: that of the first coordinate by name.
func (t *trace) deny(one denial) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.deniedAt == nil {
		t.deniedAt = map[string]denial{}
	}
	known, found := t.deniedAt[one.path.String()]
	if !found || one.coordinate < known.coordinate {
		t.deniedAt[one.path.String()] = one
	}
}

// denialsByPath gives what was denied, each path once.
func (t *trace) denialsByPath() []denial {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return slices.Collect(maps.Values(t.deniedAt))
}

// first tells whether nothing was told on a path before.
func (t *trace) first(path string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.told == nil {
		t.told = map[string]struct{}{}
	}
	_, before := t.told[path]
	t.told[path] = struct{}{}
	return !before
}

// isMasked tells whether the mask on a path is already noted. Of several rules the
// first by name is told, so that it does not depend on which row was read first.
func (t *trace) isMasked(path, rule string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	known, before := t.masked[path]
	return before && known.Rule <= rule
}

func (t *trace) mask(n note) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.masked == nil {
		t.masked = map[string]note{}
	}
	if known, before := t.masked[n.Path]; !before || n.Rule < known.Rule {
		t.masked[n.Path] = n
	}
}

func (t *trace) notes() []note {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return slices.SortedFunc(maps.Values(t.masked), func(a, b note) int { return cmp.Compare(a.Path, b.Path) })
}

// rowIDs gives the rows as the audit keeps them: type, then ids in order.
func (t *trace) rowIDs() []byte {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	lists := make(map[string][]model.ID, len(t.rows))
	for kind, ids := range t.rows {
		lists[kind] = slices.Collect(maps.Keys(ids))
	}
	return model.EncodeRows(lists)
}

// fill says in a record what the operation touched.
func (t *trace) fill(entry *model.AuditRecord) {
	entry.Rows = t.rowIDs()
	entry.Shown, entry.Masked, entry.Denied = t.verdicts.shown(), t.verdicts.rules(model.Mask), t.verdicts.rules(model.Deny)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	entry.Misses, entry.Emergency = t.misses, t.opened
}

// change remembers rows that the record of a change covers.
func (t *trace) change(ids ...model.ID) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.changed == nil {
		t.changed = map[model.ID]struct{}{}
	}
	for _, id := range ids {
		t.changed[id] = struct{}{}
	}
}

// fail remembers that a payload tells of a failure.
func (t *trace) fail(code string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.failure = code
	if code == string(model.CodeNotFound) {
		t.misses++
	}
}

func (t *trace) failed() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.failure
}

// beyondChange tells whether the answer rests on rows that no record of a change
// names.
func (t *trace) beyondChange() bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if len(t.changed) == 0 || t.failure != "" || t.verdicts.any(model.Deny) || t.verdicts.any(model.Mask) {
		return true
	}
	for _, ids := range t.rows {
		for id := range ids {
			if _, named := t.changed[id]; !named {
				return true
			}
		}
	}
	return false
}

// list encodes a value made of texts and ids, which can't fail.
func list(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}
