package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"time"
)

//go:embed customer.graphql
var customerPage string

// desk is a running server.
type desk struct {
	process *exec.Cmd
	url     string
	token   string
}

// follow reads what the server logs, so that it never waits for a reader.
func (d *desk) follow(lines *bufio.Scanner) {
	for lines.Scan() {
		continue
	}
}

// close asks the server to end and waits for it.
func (d *desk) close() error {
	if err := d.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return d.process.Wait()
}

// ask sends one query; an error in the answer is an error.
func (d *desk) ask(ctx context.Context, query string, variables, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+d.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	answer := struct {
		Data   any
		Errors []struct{ Message string }
	}{Data: into}
	if err := json.Unmarshal(text, &answer); err != nil || response.StatusCode != http.StatusOK || len(answer.Errors) > 0 {
		return fmt.Errorf("the server answered %d: %.300s", response.StatusCode, text)
	}
	return nil
}

// customers names some customers of the logged-in manager.
func (d *desk) customers(ctx context.Context) ([]string, error) {
	var found struct {
		Customers struct{ Nodes []struct{ ID string } }
	}
	if err := d.ask(ctx, `{ customers(filter: {relations: [OWN]}, first: 100) { nodes { id } } }`, nil, &found); err != nil {
		return nil, err
	}
	var ids []string
	for _, node := range found.Customers.Nodes {
		ids = append(ids, node.ID)
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("alice has no customers")
	}
	return ids, nil
}

// figures are the times of many requests.
type figures struct {
	took []time.Duration
	span time.Duration
}

// String gives requests per second and the times that half and 99 % stay under.
func (f figures) String() string {
	if len(f.took) == 0 {
		return "no request ended"
	}
	slices.Sort(f.took)
	at := func(part float64) float64 {
		return float64(f.took[int(part*float64(len(f.took)-1))].Microseconds()) / 1000
	}
	return fmt.Sprintf("%.0f requests/s, p50 %.1f ms, p99 %.1f ms, worst %.1f ms", float64(len(f.took))/f.span.Seconds(), at(0.5), at(0.99), at(1))
}

// load asks for customer pages with some clients at once, until ctx ends.
func (d *desk) load(ctx context.Context, customers []string, clients int) (figures, error) {
	var mutex sync.Mutex
	var group sync.WaitGroup
	var all figures
	var failure error
	began := time.Now()
	for client := range clients {
		group.Go(func() {
			took, err := d.client(ctx, customers, client)
			mutex.Lock()
			defer mutex.Unlock()
			all.took = append(all.took, took...)
			if err != nil {
				failure = err
			}
		})
	}
	group.Wait()
	all.span = time.Since(began)
	return all, failure
}

func (d *desk) client(ctx context.Context, customers []string, offset int) ([]time.Duration, error) {
	var took []time.Duration
	for i := offset; ; i++ {
		began := time.Now()
		err := d.ask(ctx, customerPage, map[string]string{"id": customers[i%len(customers)]}, nil)
		if ctx.Err() != nil {
			return took, nil
		}
		if err != nil {
			return took, err
		}
		took = append(took, time.Since(began))
	}
}
