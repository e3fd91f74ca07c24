package rules

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// Check looks at a policy folder ("" for the one shipped) without running it:
// compilation in strict mode, formatting, metadata, check form, facts,
// parameters, access rules and claims, and that every offer and event has a
// test. The error is about reading the folder; what is wrong in it is reported.
func Check(dir string) (*Report, error) {
	revision, err := open(dir)
	if err != nil {
		return nil, err
	}
	return check(revision), nil
}

func check(revision *Revision) *Report {
	policy := load(revision)
	policy.checkGrants()
	report := policy.report()
	for _, file := range revision.paths() {
		if path.Ext(file) == ".rego" {
			policy.checkFormat(report, file)
		}
	}
	for _, area := range []string{"offer", "event", "access"} {
		for _, file := range policy.files(area) {
			policy.checkTested(report, file)
		}
	}
	report.sort()
	return report
}

// report starts a report with what loading found.
func (l *loaded) report() *Report {
	report := &Report{Revision: l.revision.ID(), Findings: l.findings, Offers: len(l.offers)}
	for _, offer := range l.offers {
		report.Checks += len(offer.Checks)
	}
	for _, kind := range l.kinds {
		if kind.Detected {
			report.Events++
			report.Checks += len(kind.Checks)
		}
	}
	return report
}

// checkGrants tries to compute every verdict, and to turn the rules over rows into
// filters.
func (l *loaded) checkGrants() {
	if l.broken() || l.compiler == nil {
		return
	}
	_, err := newGrants(context.Background(), l)
	var wrong *BrokenError
	if errors.As(err, &wrong) {
		l.findings = append(l.findings, wrong.Findings...)
	} else if err != nil {
		l.find(Finding{File: relationFile, Code: FindingAccess, Message: err.Error()})
	}
}

// checkFormat holds a file to opa fmt, but for the heads of checks: the formatter
// writes eligible["adult"], analysts may write eligible.adult, which is the same.
func (l *loaded) checkFormat(report *Report, file string) {
	text := l.revision.files[file]
	formatted, err := format.SourceWithOpts(file, []byte(text), format.Opts{RegoVersion: ast.RegoV1})
	if err != nil {
		return // what can't be parsed is told already
	}
	written, wanted := strings.Split(dotted(text), "\n"), strings.Split(dotted(string(formatted)), "\n")
	for i := range max(len(written), len(wanted)) {
		if i < len(written) && i < len(wanted) && written[i] == wanted[i] {
			continue
		}
		report.add(Finding{
			File: file, Line: min(i+1, len(written)), Col: 1, Code: FindingFormat,
			Message: "the formatting differs from opa fmt", Remedy: wantedLine(wanted, i),
		})
		return
	}
}

func wantedLine(wanted []string, i int) string {
	if i < len(wanted) {
		return fmt.Sprintf("expected here: %q", wanted[i])
	}
	return "expected here: the end of the file"
}

var bracketHead = regexp.MustCompile(`(?m)^([a-z_]+)\["([a-z_][a-z0-9_]*)"\]`)

// dotted writes the heads of checks with a dot.
func dotted(text string) string { return bracketHead.ReplaceAllString(text, "$1.$2") }

// checkTested wants a test file with at least one test beside each module.
func (l *loaded) checkTested(report *Report, file string) {
	testFile := strings.TrimSuffix(file, ".rego") + "_test.rego"
	if module := l.tests[testFile]; module != nil {
		for _, rule := range module.Rules {
			if strings.HasPrefix(rule.Head.Ref().String(), "test_") {
				return
			}
		}
	}
	if _, present := l.revision.files[testFile]; present && l.tests[testFile] == nil {
		return // it can't be parsed, which is told already
	}
	report.add(Finding{File: file, Code: FindingTest, Message: "no test is beside it", Remedy: "write rules test_... in " + path.Base(testFile)})
}

// Err is nil when nothing stops the revision.
func (r *Report) Err() error {
	if r.Errors() == 0 {
		return nil
	}
	return errors.New(r.Summary())
}

// Summary is one line of what was looked at.
func (r *Report) Summary() string {
	text := fmt.Sprintf("%d offers, %d detected events, %d checks: %d errors, %d notes", r.Offers, r.Events, r.Checks, r.Errors(), len(r.Findings)-r.Errors())
	if r.Tests > 0 {
		text += fmt.Sprintf("; %d tests, %d failed, coverage %.1f %%", r.Tests, r.Failed, r.Coverage)
	}
	return text
}
