package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRightsAreChangedAndReportedOnTheCommandLine(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	until := time.Now().UTC().AddDate(0, 0, 20).Format(time.DateOnly)
	p.done(t, "access", "grant", "--as", "karim", "--employee", "farid", "--role", "ACCOUNT_MANAGER", "--reason", "=Evening shifts")
	p.done(t, "access", "delegate", "--as", "bruno", "--employee", "farid", "--portfolio", "P0001", "--until", until, "--reason", "Leave")
	listed := p.done(t, "access", "rights", "--as", "david", "--employee", "farid")
	require.Contains(t, listed, "farid,ROLE,ACCOUNT_MANAGER,")
	require.Contains(t, listed, ",karim,'=Evening shifts,", "no cell is a formula")
	require.Contains(t, listed, "farid,DELEGATION,P0001,")
	p.done(t, "access", "end-delegation", "--as", "bruno", "--employee", "farid", "--portfolio", "P0001", "--reason", "Back")
	p.done(t, "access", "revoke", "--as", "karim", "--employee", "farid", "--role", "ACCOUNT_MANAGER", "--reason", "Over")
	listed = p.done(t, "access", "rights", "--as", "david", "--employee", "farid")
	require.Equal(t, 2, strings.Count(listed, "\n"), "the header, and the role that farid had before")
	p.done(t, "access", "hold", "--as", "bruno", "--employee", "am0005", "--portfolio", "P0001", "--reason", "Alice is away")
	require.Contains(t, p.done(t, "access", "rights", "--as", "david"), "am0005,PORTFOLIO,P0001,")
	p.done(t, "access", "machine", "--as", "karim", "--login", "board", "--name", "Board", "--owner", "hugo", "--until", until, "--scope", "statistics.read", "--reason", "Weekly")
	p.done(t, "access", "expire", "--as", "karim", "--login", "board", "--reason", "Replaced")
	require.Contains(t, p.done(t, "access", "emergencies", "--as", "ines"), "farid,")
	require.Equal(t, "0 rights lapsed\n", p.done(t, "access", "lapse"))
	require.Equal(t, "employee,role,excludes,reason\n", p.done(t, "access", "toxic", "--as", "david"))
}

func TestWhatSomebodyMayNotDoIsRefusedOnTheCommandLineToo(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	before := p.digest(t)
	for name, args := range map[string][]string{
		"nobody, while there is an administrator": {"grant", "--employee", "farid", "--role", "AUDITOR", "--reason", "Mine"},
		"to themself":              {"grant", "--as", "karim", "--employee", "karim", "--role", "DATA_PROTECTION_OFFICER", "--reason", "Mine"},
		"a role that clashes":      {"grant", "--as", "karim", "--employee", "alice", "--role", "AUDITOR", "--reason", "Mine"},
		"who may not":              {"grant", "--as", "alice", "--employee", "farid", "--role", "AUDITOR", "--reason", "Mine"},
		"a machine":                {"grant", "--as", "crm-sync", "--employee", "farid", "--role", "AUDITOR", "--reason", "Mine"},
		"the last administrator":   {"revoke", "--as", "karim", "--employee", "karim", "--role", "ADMINISTRATOR", "--reason", "Leaves"},
		"a report for who may not": {"emergencies", "--as", "alice"},
	} {
		ended := p.run(t, append([]string{"access"}, args...)...)
		require.Equal(t, exitInput, ended.code, "%s: %s", name, ended.stderr)
		require.Empty(t, ended.stdout, name)
	}
	require.Equal(t, before, p.digest(t))
}

func TestABankWithoutAdministratorMakesItsFirstOneItself(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	p.done(t, "import", "csv", filepath.Join(mustGetwd(t), "intake", "testdata", "csv_small"))
	p.done(t, "access", "grant", "--employee", "esther", "--role", "CALL_CENTRE_AGENT", "--reason", "First day")
	p.done(t, "access", "revoke", "--employee", "felix", "--role", "BRANCH_MANAGER", "--reason", "Becomes the administrator")
	p.done(t, "access", "grant", "--employee", "felix", "--role", "ADMINISTRATOR", "--reason", "First administrator")
	require.Equal(t, exitInput, p.run(t, "access", "grant", "--employee", "esther", "--role", "ADMINISTRATOR", "--reason", "Second").code)
	p.done(t, "access", "revoke", "--as", "felix", "--employee", "esther", "--role", "CALL_CENTRE_AGENT", "--reason", "Was for a day")
}

func mustGetwd(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	require.NoError(t, err)
	return folder
}

func TestACopyForACustomerIsOneFileThatOnlyItsOwnerReads(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	customer := p.customer(t, `c.sensitivity = 'ORDINARY' AND EXISTS (SELECT 1 FROM decisions d WHERE d.customer_id = c.id)`)
	out := filepath.Join(p.folder, "copy.json")
	p.done(t, "privacy", "access-request", "--as", "jules", "--customer", customer, "--out", out)
	info, err := os.Stat(out)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	copied := struct {
		Tables    map[string][]map[string]any
		Decisions []struct{ Facts map[string]any }
		Logic     []any
	}{}
	require.NoError(t, json.Unmarshal(text, &copied))
	require.Len(t, copied.Tables["customers"], 1)
	require.NotEmpty(t, copied.Decisions[0].Facts)
	require.NotEmpty(t, copied.Logic)
	require.Equal(t, exitInput, p.run(t, "privacy", "access-request", "--as", "jules", "--customer", customer, "--out", out).code, "a file is not overwritten")
	other := filepath.Join(p.folder, "other.json")
	require.Equal(t, exitInput, p.run(t, "privacy", "access-request", "--as", "alice", "--customer", customer, "--out", other).code)
	require.NoFileExists(t, other)
	p.done(t, "privacy", "object", "--as", "jules", "--customer", customer, "--received", "Letter")
	require.Contains(t, p.done(t, "privacy", "retention", "--as", "jules"), "movements,")
}
