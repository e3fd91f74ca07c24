package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/store"
)

// The journeys run the real program: this test binary is it when asToldProgram
// is set.
const asToldProgram = "RUN_AS_FOYER"

func TestMain(m *testing.M) {
	if os.Getenv(asToldProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// The demonstration bank of the journeys.
const (
	demoDay  = "2026-11-02"
	demoSize = "300"
)

// program runs commands on one database, from a folder of its own.
type program struct {
	folder string
	url    string
}

// result is how a command ended.
type result struct {
	code           int
	stdout, stderr string
}

func newProgram(t *testing.T, url string) *program {
	t.Helper()
	folder := t.TempDir()
	if url == "" {
		url = "sqlite:" + filepath.Join(folder, "bank.db")
	}
	return &program{folder, url}
}

func (p *program) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	command := exec.Command(self, args...)
	command.Dir = p.folder
	command.Env = append(os.Environ(), asToldProgram+"=1", "FOYER_DATABASE_URL="+p.url,
		"FOYER_DEV_KEY_FILE="+filepath.Join(p.folder, "issuer.key"), "FOYER_AUDIT_KEY="+filepath.Join(p.folder, "audit.key"))
	return command
}

// run carries out a command and waits for its end.
func (p *program) run(t *testing.T, args ...string) result {
	t.Helper()
	command := p.command(t, args...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	return result{command.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// done carries out a command that must succeed, and gives what it prints.
func (p *program) done(t *testing.T, args ...string) string {
	t.Helper()
	ended := p.run(t, args...)
	require.Equal(t, exitDone, ended.code, "foyer %v: %s", args, ended.stderr)
	return ended.stdout
}

// digest names the content of the database.
func (p *program) digest(t *testing.T) string {
	t.Helper()
	db, err := store.Open(t.Context(), p.url, store.Options{})
	require.NoError(t, err)
	defer db.Close()
	digest, err := db.Digest(t.Context())
	require.NoError(t, err)
	return digest
}

// planned is a demonstration bank whose day is planned, and the key of its audit
// log; it is made once and copied for each test.
var planned = sync.OnceValues(func() (files [2][]byte, err error) {
	folder, err := os.MkdirTemp("", "foyer-journey-")
	if err != nil {
		return files, err
	}
	defer os.RemoveAll(folder)
	bank, key := filepath.Join(folder, "bank.db"), filepath.Join(folder, "audit.key")
	url := "sqlite:" + bank
	self, err := os.Executable()
	if err != nil {
		return files, err
	}
	for _, args := range [][]string{{"demo", "--customers", demoSize, "--date", demoDay}, {"night", "--date", demoDay}} {
		command := exec.Command(self, append(args, "--database-url", url)...)
		command.Env = append(os.Environ(), asToldProgram+"=1", "FOYER_AUDIT_KEY="+key)
		if output, err := command.CombinedOutput(); err != nil {
			return files, errors.Join(err, errors.New(string(output)))
		}
	}
	for i, file := range []string{bank, key} {
		if files[i], err = os.ReadFile(file); err != nil {
			return files, err
		}
	}
	return files, nil
})

// openBank gives a program on a planned demonstration bank of its own.
func openBank(t *testing.T) *program {
	t.Helper()
	files, err := planned()
	require.NoError(t, err)
	p := newProgram(t, "")
	require.NoError(t, os.WriteFile(filepath.Join(p.folder, "bank.db"), files[0], 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(p.folder, "audit.key"), files[1], 0o600))
	return p
}

// running is a server process, and somebody who asks it.
type running struct {
	command *exec.Cmd
	address string
	metrics string
	ended   chan struct{} // closed when its log ends
	log     bytes.Buffer  // after ended
}

// serve starts the server on any free port and waits until it says where.
func (p *program) serve(t *testing.T, args ...string) *running {
	t.Helper()
	command := p.command(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"}, args...)...)
	pipe, err := command.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	s := &running{command: command, ended: make(chan struct{})}
	t.Cleanup(func() {
		_ = command.Process.Kill() // already gone when the test stopped it
		<-s.ended
		_ = command.Wait()
	})
	opened := make(chan struct{})
	go s.follow(pipe, opened)
	select {
	case <-opened:
	case <-s.ended:
		require.Fail(t, "the server did not open", s.log.String())
	case <-time.After(30 * time.Second):
		require.Fail(t, "the server did not open in 30 seconds")
	}
	return s
}

func (s *running) follow(pipe io.Reader, opened chan<- struct{}) {
	defer close(s.ended)
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		s.log.Write(append(lines.Bytes(), '\n'))
		var line struct{ Address, Metrics string }
		if s.address == "" && json.Unmarshal(lines.Bytes(), &line) == nil && line.Address != "" {
			s.address, s.metrics = line.Address, line.Metrics
			close(opened)
		}
	}
}

// stop asks the server to end and gives its exit code.
func (s *running) stop(t *testing.T) int {
	t.Helper()
	require.NoError(t, s.command.Process.Signal(syscall.SIGTERM))
	<-s.ended
	_ = s.command.Wait() // the exit code says how it ended
	return s.command.ProcessState.ExitCode()
}

// token is a login as the demonstration employee.
func (p *program) token(t *testing.T, login string) string {
	t.Helper()
	printed := p.done(t, "token", "--employee", login)
	token := strings.TrimSuffix(printed, "\n")
	require.Len(t, strings.Split(token, "."), 3, "only the token is printed")
	return token
}

// post sends an operation and gives the answer as it came.
func (s *running) post(t *testing.T, token, query string, variables map[string]any) (*http.Response, string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	require.NoError(t, err)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address+"/graphql", bytes.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}

// ask sends an operation that must succeed and reads its data.
func (s *running) ask(t *testing.T, token, query string, variables map[string]any, into any) {
	t.Helper()
	response, text := s.post(t, token, query, variables)
	require.Equal(t, http.StatusOK, response.StatusCode, text)
	answer := struct {
		Data   any
		Errors []any
	}{Data: into}
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	require.Empty(t, answer.Errors, text)
}

// get reads a page.
func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, url, nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}
