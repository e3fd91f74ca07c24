package main

import (
	"context"
	"fmt"

	"foyer/rules"
)

type rulesCommand struct {
	Check rulesCheck `cmd:"" help:"Compile in strict mode; check form, texts, parameters and formatting."`
	Test  rulesTest  `cmd:"" help:"Run the tests beside the rules, with coverage."`

	Matrix rulesMatrix `cmd:"" help:"Print who sees what: every verdict, with the rule that gives it."`
	Diff   rulesDiff   `cmd:"" help:"Print the verdicts that differ between two policies."`
}

// Help is shown by --help.
func (rulesCommand) Help() string {
	return `Without a folder, the policies inside the program are looked at. --database-url is accepted and not used.

    foyer rules check rules/policy
    foyer rules test
    foyer rules matrix --role AUDITOR --format markdown
    foyer rules matrix --format csv > matrix.csv
    foyer rules diff old/policy new/policy

` + exitTable
}

type rulesCheck struct {
	databaseFlags
	Dir string `arg:"" optional:"" type:"path" help:"Policy folder; default: the policies inside the program."`
}

type rulesTest struct {
	databaseFlags
	Dir string `arg:"" optional:"" type:"path" help:"Policy folder; default: the policies inside the program."`
}

// Run prints every finding; an error among them fails.
func (c *rulesCheck) Run(m *machine) error {
	if err := mustBePolicy(c.Dir); err != nil {
		return err
	}
	report, err := rules.Check(c.Dir)
	if err != nil {
		return err
	}
	m.findings(report)
	fmt.Fprintf(m.stdout, "%d offers, %d events, %d checks; revision %s\n", report.Offers, report.Events, report.Checks, report.Revision)
	return verdict(report)
}

// Run prints what failed and the coverage; a failed test fails.
func (c *rulesTest) Run(ctx context.Context, m *machine) error {
	if err := mustBePolicy(c.Dir); err != nil {
		return err
	}
	report, err := rules.Test(ctx, c.Dir)
	if err != nil {
		return err
	}
	m.findings(report)
	fmt.Fprintf(m.stdout, "%d tests, %d failed, coverage %.1f %%\n", report.Tests, report.Failed, report.Coverage)
	return verdict(report)
}

// mustBePolicy refuses what is no folder; "" is the one inside the program.
func mustBePolicy(dir string) error {
	if dir == "" {
		return nil
	}
	return mustBeFolder("rules", dir)
}

func (m *machine) findings(report *rules.Report) {
	for _, finding := range report.Findings {
		fmt.Fprintln(m.stdout, finding)
	}
}

func verdict(report *rules.Report) error {
	if errors := report.Errors(); errors > 0 {
		return &exitError{exitFailed, fmt.Sprintf("%d findings stop this policy", errors)}
	}
	return nil
}
