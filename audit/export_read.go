package audit

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/sync/errgroup"

	"foyer/model"
)

// How an export is read: runs of lines, several at a time, since understanding a
// line takes longer than hashing it.
const (
	runLines   = 256
	runReaders = 4
)

// run is some lines of an export, and what they say once understood is closed.
type run struct {
	texts      [][]byte
	lines      []exportLine
	understood chan struct{}
}

// exportLine is a record at its place, or a checkpoint; neither when the line is not
// as it was written.
type exportLine struct {
	place      int64
	record     *model.AuditRecord
	checkpoint string
}

// readLines reads the lines behind the header, in their order.
func (v *Verifier) readLines(ctx context.Context, lines *bufio.Reader) error {
	group, ctx := errgroup.WithContext(ctx)
	work, inOrder := make(chan *run), make(chan *run, runReaders)
	group.Go(func() error {
		defer close(work)
		defer close(inOrder)
		return cutRuns(ctx, lines, work, inOrder)
	})
	for range runReaders {
		group.Go(func() error {
			for one := range work {
				one.understand()
			}
			return nil
		})
	}
	group.Go(func() error {
		for one := range inOrder {
			<-one.understood
			if err := v.takeRun(one); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}

// cutRuns cuts the text into runs and hands each to whoever understands it, and on
// in order.
func cutRuns(ctx context.Context, lines *bufio.Reader, work, inOrder chan<- *run) error {
	for ended := false; !ended; {
		one := &run{understood: make(chan struct{})}
		for len(one.texts) < runLines && !ended {
			text, err := lines.ReadBytes('\n')
			if err != nil && !errors.Is(err, io.EOF) {
				return fmt.Errorf("read the export: %w", err)
			}
			if ended = err != nil; len(text) > 0 {
				one.texts = append(one.texts, text)
			}
		}
		for _, to := range []chan<- *run{work, inOrder} {
			select {
			case to <- one:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

func (r *run) understand() {
	defer close(r.understood)
	r.lines = make([]exportLine, len(r.texts))
	for i, text := range r.texts {
		r.lines[i] = understand(text)
	}
}

func understand(text []byte) exportLine {
	if bytes.HasPrefix(text, []byte(`{"checkpoint":`)) {
		var line signed
		if strict(text, &line) != nil {
			return exportLine{}
		}
		return exportLine{checkpoint: line.Checkpoint}
	}
	var line placed
	if strict(text, &line) != nil {
		return exportLine{}
	}
	record, err := line.Record.record()
	if err != nil {
		return exportLine{}
	}
	return exportLine{place: line.Place, record: record}
}

func (v *Verifier) takeRun(one *run) error {
	for _, line := range one.lines {
		var err error
		switch {
		case line.record != nil:
			err = v.Record(line.place, line.record, nil)
		case line.checkpoint != "":
			err = v.Checkpoint(line.checkpoint, nil)
		default:
			err = &Broken{v.tree.size, v.tree.size, "the line is not as it was written"}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
