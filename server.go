// Command foyer is a relationship desk for a bank: a customer graph in GraphQL,
// life events, next best actions and field access decided by rules. This file
// reads the command line and says how commands end; commands_serve.go wires the server.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"github.com/rs/zerolog"

	"foyer/intake"
	"foyer/model"
	"foyer/rules"
)

// How a command ends; docs/operations.md and every --help show the same table.
const (
	exitDone        = 0
	exitFailed      = 1
	exitInput       = 2
	exitRejected    = 3
	exitUnavailable = 4
	exitInterrupted = 130
)

const exitTable = `Exit codes:

    0    done
    1    failed: a finding or a failed test of the rules, an audit log that does not verify, or a fault of ours
    2    wrong usage or wrong input: nothing was done
    3    imported, but some rows were refused: see the reject files
    4    database, port or login provider not available: try again
    130  interrupted: run the same command again, it goes on where it was`

const about = `A relationship desk for a bank: customers, life events, next best actions, with every access decided by rules.

Start here:

    foyer demo --customers 2000            make a demonstration bank in foyer.db
    foyer night --date 2026-11-02          decide for every customer, plan the day
    foyer serve --listen 127.0.0.1:8080    open the desk
    foyer token --employee alice           a token to send as "Authorization: Bearer ..."

Every flag can be given as an environment variable FOYER_<FLAG>.

` + exitTable

// machine is what commands use of the computer they run on.
type machine struct {
	stdout   io.Writer
	stderr   io.Writer
	terminal bool // stderr is shown to a person
	clock    func() time.Time
	random   io.Reader
}

func main() {
	info, err := os.Stderr.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	os.Exit(run(os.Args[1:], &machine{os.Stdout, os.Stderr, terminal, time.Now, rand.Reader}))
}

// run carries out one command line. The first interrupt or SIGTERM asks the
// command to end cleanly, a second one ends the process at once.
func run(args []string, m *machine) int {
	var line commands
	parser, err := kong.New(&line, kong.Name("foyer"), kong.Description(about), kong.DefaultEnvars("FOYER"),
		kong.Vars{"log_level": "warn", "movements": strconv.Itoa(intake.DefaultMovementsPerMonth)}, kong.Writers(m.stdout, m.stderr), kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, WrapUpperBound: 110}))
	if err != nil {
		return m.fail(err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(m.stderr, "foyer: %s\nRun \"foyer --help\" or \"foyer COMMAND --help\".\n", misused.Replace(err.Error()))
		return exitInput
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	command.BindTo(ctx, (*context.Context)(nil))
	return m.fail(command.Run(m))
}

// misused puts what the parser says about a missing argument into a sentence.
var misused = strings.NewReplacer(`expected "<dir>"`, "no folder is named: give its path after the command",
	`expected "<file>"`, "no file is named: give its path after the command", "missing flags: ", "this command also needs ")

// fail says on one line what went wrong and gives the exit code; nil is done.
func (m *machine) fail(err error) int {
	if err == nil {
		return exitDone
	}
	code := exitCode(err)
	message := err.Error()
	if code == exitInterrupted {
		message = "interrupted: run the same command again, it goes on where it was"
	}
	fmt.Fprintln(m.stderr, "foyer:", message)
	return code
}

// exitError is a failure with an exit code of its own.
type exitError struct {
	code    int
	message string
}

func (e *exitError) Error() string { return e.message }

func exitCode(err error) int {
	var own *exitError
	var broken *rules.BrokenError
	switch {
	case errors.As(err, &own):
		return own.code
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &broken):
		return exitInput
	}
	switch model.CodeOf(err) {
	case model.CodeInvalid, model.CodeNotFound, model.CodeConflict, model.CodeForbidden:
		return exitInput
	case model.CodeUnavailable:
		return exitUnavailable
	}
	return exitFailed
}

// logger writes JSON lines to stderr.
func (m *machine) logger(level string) (zerolog.Logger, error) {
	parsed, err := zerolog.ParseLevel(strings.ToLower(level))
	if err != nil || parsed == zerolog.NoLevel {
		return zerolog.Nop(), model.Invalidf("--log-level", "%q is not a level: use debug, info, warn or error", level)
	}
	return zerolog.New(m.stderr).Level(parsed).With().Timestamp().Logger(), nil
}
