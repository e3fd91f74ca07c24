package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/rules"
)

func TestTheShippedPolicyIsInOrder(t *testing.T) {
	t.Parallel()
	report, err := rules.Check("")
	require.NoError(t, err)
	for _, finding := range report.Findings {
		t.Log(finding)
	}
	require.NoError(t, report.Err(), "see the findings above")
}

func TestTheShippedPolicyPassesItsOwnTestsOnEveryLine(t *testing.T) {
	t.Parallel()
	report, err := rules.Test(t.Context(), "")
	require.NoError(t, err)
	for _, finding := range report.Findings {
		t.Log(finding)
	}
	require.NoError(t, report.Err(), "see the findings above")
	require.Positive(t, report.Tests)
	require.InDelta(t, 100, report.Coverage, 0)
}
