package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// bank is a demonstration bank and the program that works on it.
type bank struct {
	program string
	url     string
	day     model.Date
}

// cost is what a process took.
type cost struct {
	seconds float64
	peakMiB int64
	output  string
}

func (b *bank) build(ctx context.Context) error {
	output, err := exec.CommandContext(ctx, "go", "build", "-o", b.program, ".").CombinedOutput()
	if err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, output)
	}
	return nil
}

func (b *bank) run(ctx context.Context, command string, args ...string) (cost, error) {
	process := exec.CommandContext(ctx, b.program, append([]string{command, "--database-url", b.url}, args...)...)
	var output, failure bytes.Buffer
	process.Stdout, process.Stderr = &output, &failure
	began := time.Now()
	if err := process.Run(); err != nil {
		return cost{}, fmt.Errorf("foyer %s: %w\n%s", command, err, failure.String())
	}
	used, known := process.ProcessState.SysUsage().(*syscall.Rusage)
	if !known {
		return cost{}, errors.New("this system does not tell the memory of a process")
	}
	return cost{time.Since(began).Seconds(), used.Maxrss / 1024, strings.TrimSpace(output.String())}, nil
}

func (b *bank) night(ctx context.Context, day model.Date) (cost, error) {
	return b.run(ctx, "night", "--date", day.String())
}

// decisions times the judge alone: the facts of some thousand customers, already
// read, against every offer, on one core and on all.
func (b *bank) decisions(ctx context.Context) (err error) {
	const sample, span = 4000, 3 * time.Second
	facts, day, err := b.facts(ctx, sample)
	if err != nil {
		return err
	}
	for _, workers := range []int{1, runtime.NumCPU()} {
		limit, cancel := context.WithTimeout(ctx, span)
		var mutex sync.Mutex
		var group sync.WaitGroup
		var failures error
		done := 0
		for worker := range workers {
			group.Go(func() {
				count, err := judge(limit, day, facts, worker)
				mutex.Lock()
				defer mutex.Unlock()
				done, failures = done+count, errors.Join(failures, err)
			})
		}
		group.Wait()
		cancel()
		if failures != nil {
			return failures
		}
		report("decisions", "%.0f per second with %d workers, facts in memory", float64(done)/span.Seconds(), workers)
	}
	return nil
}

// judge decides for one customer after another, until the time is over.
func judge(limit context.Context, day *rules.Day, facts []model.Facts, from int) (int, error) {
	for count := 0; ; count++ {
		if limit.Err() != nil {
			return count, nil
		}
		own := facts[(from+count)%len(facts)]
		own.Values = append([]model.Fact(nil), own.Values...)
		day.Derive(own)
		if _, err := day.Fired(context.WithoutCancel(limit), own); err != nil {
			return count, err
		}
	}
}

func (b *bank) facts(ctx context.Context, sample int) (_ []model.Facts, _ *rules.Day, err error) {
	revision, err := rules.Embedded()
	if err != nil {
		return nil, nil, err
	}
	engine, err := rules.NewEngine(ctx, revision)
	if err != nil {
		return nil, nil, err
	}
	day, err := engine.Day(ctx, b.day)
	if err != nil {
		return nil, nil, err
	}
	db, err := store.Open(ctx, b.url, store.Options{})
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	page, _, err := db.DecisionPage(ctx, model.ID{}, sample)
	if err != nil {
		return nil, nil, err
	}
	reaching := map[string]bool{}
	for _, event := range engine.Events() {
		reaching[event.Kind] = event.ReachesRepresentative
	}
	facts, err := db.Facts(ctx, engine.Dictionary(), reaching, b.day, page)
	return facts, day, err
}

// open starts the server on any free port and waits until it says where.
func (b *bank) open(ctx context.Context) (*desk, error) {
	token, err := b.run(ctx, "token", "--employee", "alice")
	if err != nil {
		return nil, err
	}
	process := exec.CommandContext(ctx, b.program, "serve", "--no-rate-limit", "--listen", "127.0.0.1:0", "--metrics-listen", "off", "--database-url", b.url)
	process.Cancel = func() error { return process.Process.Signal(syscall.SIGTERM) }
	log, err := process.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Address != "" {
			opened := &desk{process: process, url: "http://" + line.Address + "/graphql", token: token.output}
			go opened.follow(lines)
			return opened, nil
		}
	}
	return nil, errors.Join(errors.New("the server did not open"), process.Wait())
}
