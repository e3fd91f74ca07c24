package graph

import (
	"maps"
	"slices"
	"sync"

	"foyer/model"
)

// verdicts are the coordinates of an operation with what became of them: the rule
// by which each was masked or denied. A coordinate may be shown for one row and
// denied for the next. Of several rules for a coordinate the first by name is kept,
// so that the record does not depend on which row was read first.
type verdicts struct {
	mutex sync.RWMutex
	known [model.Show + 1]map[string]string // by kind of verdict: coordinate → rule
}

func (v *verdicts) add(coordinate string, verdict model.Verdict) {
	v.mutex.RLock()
	rule, known := v.known[verdict.Kind][coordinate]
	v.mutex.RUnlock()
	if known && rule <= verdict.Rule {
		return
	}
	v.mutex.Lock()
	defer v.mutex.Unlock()
	of := v.known[verdict.Kind]
	if of == nil {
		of = map[string]string{}
		v.known[verdict.Kind] = of
	}
	if rule, known = of[coordinate]; !known || verdict.Rule < rule {
		of[coordinate] = verdict.Rule
	}
}

// any tells whether some coordinate got a kind of verdict.
func (v *verdicts) any(kind model.VerdictKind) bool {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	return len(v.known[kind]) > 0
}

// shown lists the coordinates shown, in order, as JSON.
func (v *verdicts) shown() string {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	if len(v.known[model.Show]) == 0 {
		return "[]"
	}
	return list(slices.Sorted(maps.Keys(v.known[model.Show])))
}

// rules gives the coordinates of a kind of verdict with their rules, as JSON.
func (v *verdicts) rules(kind model.VerdictKind) string {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	if len(v.known[kind]) == 0 {
		return "{}"
	}
	return list(v.known[kind])
}
