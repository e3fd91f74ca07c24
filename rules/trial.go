package rules

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// testLimit is the time that one Rego test may take.
const testLimit = 5 * time.Second

// Test runs the Rego tests of a policy folder ("" for the one shipped). A test
// that fails, and a line of an offer or event that no test runs, are errors of
// the report. Tests see no parameters but those they write themselves.
func Test(ctx context.Context, dir string) (*Report, error) {
	revision, err := open(dir)
	if err != nil {
		return nil, err
	}
	return test(ctx, revision)
}

func test(ctx context.Context, revision *Revision) (*Report, error) {
	policy := load(revision)
	report := policy.report()
	if policy.broken() {
		report.sort()
		return report, nil
	}
	modules := make(map[string]*ast.Module, len(policy.modules)+len(policy.tests))
	maps.Copy(modules, policy.modules)
	maps.Copy(modules, policy.tests)
	coverage := cover.New()
	if err := runTests(ctx, modules, coverage, report); err != nil {
		return nil, err
	}
	policy.reportCoverage(coverage, report)
	report.sort()
	return report, nil
}

func runTests(ctx context.Context, modules map[string]*ast.Module, coverage *cover.Cover, report *Report) error {
	compiled := compiler()
	if compiled.Compile(modules); compiled.Failed() {
		for _, finding := range located(compiled.Errors, FindingCompile, "policy") {
			report.add(finding)
		}
		return nil
	}
	store := inmem.NewFromObject(map[string]any{})
	transaction, err := store.NewTransaction(ctx, storage.TransactionParams{})
	if err != nil {
		return fmt.Errorf("start the rule tests: %w", err)
	}
	defer store.Abort(ctx, transaction)
	results, err := tester.NewRunner().SetCompiler(compiled).SetStore(store).SetModules(modules).
		SetCoverageQueryTracer(coverage).SetCoverageRuns(nil).RaiseBuiltinErrors(true).SetTimeout(testLimit).RunTests(ctx, transaction)
	if err != nil {
		return fmt.Errorf("run the rule tests: %w", err)
	}
	for result := range results {
		report.Tests++
		if result.Pass() {
			continue
		}
		report.Failed++
		report.add(failure(result))
	}
	return ctx.Err()
}

func failure(result *tester.Result) Finding {
	finding := Finding{Code: FindingTest, Message: result.Name + " fails", Remedy: "mend the rule, or the test if the rule is right"}
	at := result.Location
	if result.FailedAt != nil && result.FailedAt.Location != nil {
		at = result.FailedAt.Location
		finding.Message += ": " + strings.TrimSpace(string(at.Text)) + " does not hold"
	}
	if result.Error != nil {
		finding.Message = result.Name + ": " + result.Error.Error()
	}
	if result.Skip {
		finding.Message, finding.Remedy = result.Name+" is put off", "write it, or take it out"
	}
	if at != nil {
		finding.File, finding.Line, finding.Col = at.File, at.Row, at.Col
	}
	return finding
}

// reportCoverage wants every line of offers, events and access rules to be run.
func (l *loaded) reportCoverage(coverage *cover.Cover, report *Report) {
	run, all := 0, 0
	ran := coverage.Report(l.modules).Files
	for _, file := range slices.Sorted(maps.Keys(l.modules)) {
		of := ran[file]
		if of == nil {
			continue
		}
		run += of.CoveredLines
		all += of.CoveredLines + of.NotCoveredLines
		for _, part := range of.NotCovered {
			report.add(Finding{
				File: file, Line: part.Start.Row, Col: 1, Code: FindingCoverage,
				Message: lines(part), Remedy: "write a test in which it holds",
			})
		}
	}
	report.Coverage = 100
	if all > 0 {
		report.Coverage = 100 * float64(run) / float64(all)
	}
}

func lines(part cover.Range) string {
	if part.Start.Row == part.End.Row {
		return "no test makes this line hold"
	}
	return fmt.Sprintf("no test makes lines %d to %d hold", part.Start.Row, part.End.Row)
}
