package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// timedMachine shows its progress to a buffer; each step moves its clock.
func timedMachine(terminal bool) (m *machine, shown *bytes.Buffer, step func(time.Duration)) {
	shown, now := &bytes.Buffer{}, time.Unix(0, 0)
	m = &machine{stderr: shown, terminal: terminal, clock: func() time.Time { return now }}
	return m, shown, func(by time.Duration) { now = now.Add(by) }
}

func TestALogGetsALineEveryFewSeconds(t *testing.T) {
	t.Parallel()
	m, shown, step := timedMachine(false)
	progress := m.progress("customers")
	for done := int64(1); done <= 12; done++ {
		step(time.Second)
		progress.report(done*100, 1200)
	}
	require.InDelta(t, 12, progress.end(), 0.01)
	require.Equal(t, "500 of 1200 customers (41%), 100/s\n1000 of 1200 customers (83%), 100/s\n", shown.String())
}

func TestAPersonGetsABarThatIsWipedAtTheEnd(t *testing.T) {
	t.Parallel()
	m, shown, step := timedMachine(true)
	progress := m.progress("rows")
	step(time.Second)
	progress.report(50, 100)
	progress.report(51, 100) // too soon to draw again
	progress.end()
	require.Equal(t, "\r\x1b[K[###############...............] 50 of 100 rows (50%), 50/s\r\x1b[K", shown.String())
}

func TestProgressWithoutAnEndIsCounted(t *testing.T) {
	t.Parallel()
	m, shown, step := timedMachine(false)
	progress := m.progress("bytes")
	step(10 * time.Second)
	progress.report(1000, 0)
	require.Equal(t, "1000 bytes, 100/s\n", shown.String())
}
