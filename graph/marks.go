package graph

import (
	"sync/atomic"

	"foyer/model"
)

// marks remember which verdicts an operation applied: a bit per coordinate and
// class. Fields are read side by side, and setting a bit again costs a look.
type marks []atomic.Uint64

const markBits = 64

func newMarks(coordinates int) marks {
	return make(marks, (coordinates*model.ClassCount+markBits-1)/markBits)
}

// set remembers the verdict at a place for a class; coordinates that nothing
// claims have none.
func (m marks) set(place int, class model.RowClass) {
	if place < 0 {
		return
	}
	at := place*model.ClassCount + int(class)
	word, bit := &m[at/markBits], uint64(1)<<(at%markBits)
	if word.Load()&bit == 0 {
		word.Or(bit)
	}
}

// each calls for every verdict that was applied.
func (m marks) each(apply func(place int, class model.RowClass)) {
	for i := range m {
		word := m[i].Load()
		for bit := 0; word != 0; bit, word = bit+1, word>>1 {
			if word&1 != 0 {
				at := i*markBits + bit
				apply(at/model.ClassCount, model.RowClass(at%model.ClassCount))
			}
		}
	}
}
