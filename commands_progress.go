package main

import (
	"fmt"
	"strings"
	"time"
)

// How often progress is shown: a bar that moves, or a line in a log.
const (
	barEvery  = 100 * time.Millisecond
	lineEvery = 5 * time.Second
	barWidth  = 30
)

// progress shows how far a long command is: a bar for a person, a line every
// few seconds otherwise.
type progress struct {
	machine *machine
	unit    string // what is counted, in the plural
	started time.Time
	shown   time.Time
	drawn   bool
}

func (m *machine) progress(unit string) *progress {
	now := m.clock()
	return &progress{machine: m, unit: unit, started: now, shown: now}
}

// report is called with the work done and all there is, 0 when unknown.
func (p *progress) report(done, total int64) {
	now := p.machine.clock()
	every := lineEvery
	if p.machine.terminal {
		every = barEvery
	}
	if now.Sub(p.shown) < every {
		return
	}
	p.shown = now
	rate := float64(done) / now.Sub(p.started).Seconds()
	if !p.machine.terminal {
		fmt.Fprintf(p.machine.stderr, "%s\n", p.line(done, total, rate))
		return
	}
	p.drawn = true
	fmt.Fprintf(p.machine.stderr, "\r\x1b[K%s%s", bar(done, total), p.line(done, total, rate))
}

func (p *progress) line(done, total int64, rate float64) string {
	if total <= 0 {
		return fmt.Sprintf("%d %s, %.0f/s", done, p.unit, rate)
	}
	return fmt.Sprintf("%d of %d %s (%d%%), %.0f/s", done, total, p.unit, 100*done/total, rate)
}

func bar(done, total int64) string {
	if total <= 0 {
		return ""
	}
	full := int(min(done, total) * barWidth / total)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "] "
}

// end leaves the line of the bar and gives the seconds since the start.
func (p *progress) end() float64 {
	if p.drawn {
		fmt.Fprint(p.machine.stderr, "\r\x1b[K")
	}
	return p.machine.clock().Sub(p.started).Seconds()
}
