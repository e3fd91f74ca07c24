package graph

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// trace is what an operation touched, was refused and saw masked.
type trace struct {
	mutex    sync.Mutex
	rows     map[string]map[model.ID]struct{}
	denied   map[string]string   // coordinate → rule
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

// saw records rows that the answer rests on.
func (t *trace) saw(kind string, id model.ID) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.rows == nil {
		t.rows = map[string]map[model.ID]struct{}{}
	}
	if t.rows[kind] == nil {
		t.rows[kind] = map[model.ID]struct{}{}
	}
	t.rows[kind][id] = struct{}{}
}

// refused records a coordinate that was denied, and the rule that says so.
func (t *trace) refused(coordinate, rule string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.denied == nil {
		t.denied = map[string]string{}
	}
	t.denied[coordinate] = rule
}

// anyRefused tells whether something was denied.
func (t *trace) anyRefused() bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return len(t.denied) > 0
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

// isMasked tells whether the mask on a path is already noted.
func (t *trace) isMasked(path string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	_, before := t.masked[path]
	return before
}

func (t *trace) mask(n note) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.masked == nil {
		t.masked = map[string]note{}
	}
	t.masked[n.Path] = n
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

func (t *trace) denials() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.denied == nil {
		return "{}"
	}
	return list(t.denied)
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
	if len(t.changed) == 0 || t.failure != "" {
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
