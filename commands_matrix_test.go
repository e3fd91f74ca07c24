package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/rules"
)

func TestTheMatrixIsPrintedCellByCellWithItsRule(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	lines, err := csv.NewReader(strings.NewReader(p.done(t, "rules", "matrix", "--format", "csv", "--role", "CALL_CENTRE_AGENT", "--purpose", "SERVICE"))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"role", "purpose", "class", "coordinate", "group", "verdict", "mask", "rule"}, lines[0])
	for _, line := range lines[1:] {
		require.Equal(t, "CALL_CENTRE_AGENT", line[0])
		require.True(t, strings.HasPrefix(line[7], "ACC-CC-"), "%v", line)
		require.NotContains(t, line[3], "*")
	}
	require.Contains(t, lines, []string{"CALL_CENTRE_AGENT", "SERVICE", "NETWORK/ORDINARY", "CurrentAccount.balance", "balance", "MASK", "BAND", "ACC-CC-03"})
	require.Contains(t, lines, []string{"CALL_CENTRE_AGENT", "SERVICE", "NETWORK/VIP", "Customer", "row", "DENY", "", "ACC-CC-08"})
}

func TestTheMatrixIsPrintedForReaders(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	page := p.done(t, "rules", "matrix", "--role", "AUDITOR")
	require.Contains(t, page, "## AUDITOR")
	require.NotContains(t, page, "## ADMINISTRATOR")
	require.Contains(t, page, "| decision | AUDIT | **SHOW ACC-AU-02**")
	require.Contains(t, page, "`Query.searchCustomers(text:)`")
}

func TestARoleOrPurposeThatThereIsNotIsNamed(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	for _, call := range [][]string{{"--role", "DIRECTOR"}, {"--purpose", "CURIOSITY"}, {"--format", "html"}} {
		ended := p.run(t, append([]string{"rules", "matrix"}, call...)...)
		require.Equal(t, exitInput, ended.code, ended.stderr)
		require.Contains(t, ended.stderr, call[1])
	}
}

func TestTheDifferenceOfTwoPoliciesIsPrinted(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	changed := changedPolicy(t, "access/role/account_manager/account_manager.rego",
		"mask[\"branch_income\"] := \"BAND\" if {", "mask[\"branch_income\"] := \"YEAR\" if {")
	page := p.done(t, "rules", "diff", shippedPolicy(t), changed)
	require.Contains(t, page, "| ACCOUNT_MANAGER | SERVICE | `Income.amount` | BRANCH/ORDINARY | MASK BAND ACC-AM-05 | MASK YEAR ACC-AM-05 |")
	require.NotContains(t, page, "Customer.displayName")
	require.Contains(t, p.done(t, "rules", "diff", changed, changed), "0 verdicts differ")

	lines, err := csv.NewReader(strings.NewReader(p.done(t, "rules", "diff", "--format", "csv", shippedPolicy(t), changed))).ReadAll()
	require.NoError(t, err)
	require.Contains(t, lines, []string{"ACCOUNT_MANAGER", "SERVICE", "BRANCH/ORDINARY", "Income.amount", "MASK", "BAND", "ACC-AM-05", "MASK", "YEAR", "ACC-AM-05"})
}

// changedPolicy writes the shipped policy to a folder, with one text changed.
func changedPolicy(t *testing.T, file, old, changed string) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, os.DirFS(filepath.Join("rules", "policy"))))
	path := filepath.Join(folder, filepath.FromSlash(file))
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(text), old)
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), old, changed, 1)), 0o600))
	_, err = rules.FromDir(folder)
	require.NoError(t, err)
	return folder
}

func shippedPolicy(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("rules", "policy"))
	require.NoError(t, err)
	return path
}
