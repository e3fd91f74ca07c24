package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/store/storetest"
)

func TestWrongUsageSaysWhatToDoInstead(t *testing.T) {
	t.Parallel()
	for name, call := range map[string]struct {
		args []string
		says string
	}{
		"no command":              {nil, "--help"},
		"unknown command":         {[]string{"open"}, "unexpected argument open"},
		"unknown flag":            {[]string{"serve", "--port", "1"}, "unknown flag --port"},
		"no date":                 {[]string{"night"}, "--date"},
		"a day that is not one":   {[]string{"night", "--date", "2026-02-30"}, "2026-02-30"},
		"a day out of range":      {[]string{"night", "--date", "1066-10-14"}, "out of range"},
		"no customers":            {[]string{"demo", "--customers", "0"}, "--customers"},
		"a number that is not":    {[]string{"demo", "--customers", "many"}, "--customers"},
		"folder that is missing":  {[]string{"import", "berka", "nowhere"}, "nowhere"},
		"unknown kind of storage": {[]string{"migrate", "status", "--database-url", "oracle://bank"}, "sqlite:PATH or postgres:"},
		"level that is missing":   {[]string{"serve", "--log-level", "loud"}, "loud"},
		"no database yet":         {[]string{"token", "--employee", "alice"}, "foyer demo"},
		"listen without a port":   {[]string{"serve", "--listen", "localhost"}, "HOST:PORT"},
		"reached by others":       {[]string{"serve", "--listen", "0.0.0.0:0"}, "--dev-issuer-anywhere"},
		"provider, no audience":   {[]string{"serve", "--oidc-issuer", "https://login.bank.example"}, "--oidc-audience"},
		"certificate without key": {[]string{"serve", "--tls-cert", os.Args[0]}, "--tls-key"},
		"short cursor secret":     {[]string{"serve", "--cursor-key", "short"}, "--cursor-key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, "")
			ended := p.run(t, call.args...)
			require.Equal(t, exitInput, ended.code, ended.stderr)
			require.NoFileExists(t, filepath.Join(p.folder, "bank.db"), "nothing is made")
			require.Contains(t, ended.stderr, call.says)
			require.NotContains(t, ended.stderr, "goroutine")
		})
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	for _, command := range []string{"serve", "demo", "import berka", "import csv", "night", "migrate up", "migrate down",
		"migrate status", "token", "rules check", "rules test", "backup", "restore", "version"} {
		printed := p.done(t, append(strings.Fields(command), "--help")...)
		require.Contains(t, printed, "--database-url", command)
		require.Contains(t, printed, "Exit codes", command)
	}
}

func TestAPortThatIsTakenIsNamed(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	ended := openBank(t).run(t, "serve", "--listen", taken.Addr().String())
	require.Equal(t, exitUnavailable, ended.code)
	require.Contains(t, ended.stderr, taken.Addr().String()+" is taken")
}

func TestADatabaseThatCanNotBeUsedIsNamed(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	other := filepath.Join(p.folder, "letter.db")
	require.NoError(t, os.WriteFile(other, []byte(strings.Repeat("Dear bank, ", 100)), 0o600))
	for name, url := range map[string]string{
		"another kind of file": "sqlite:" + other,
		"a folder":             "sqlite:" + p.folder,
		"a missing folder":     "sqlite:" + filepath.Join(p.folder, "missing", "bank.db"),
		"nobody answers":       "postgres://foyer:secret@127.0.0.1:1/foyer",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ended := p.run(t, "serve", "--listen", "127.0.0.1:0", "--database-url", url)
			require.Contains(t, []int{exitInput, exitUnavailable}, ended.code, ended.stderr)
			require.NotContains(t, ended.stderr, "secret", "passwords are not shown")
			require.NotContains(t, ended.stderr, "goroutine")
			require.Equal(t, 1, strings.Count(strings.TrimSpace(ended.stderr), "\n")+1, "one line: %s", ended.stderr)
		})
	}
}

func TestABrokenRuleStopsTheStartAndIsLocated(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	policies := filepath.Join(p.folder, "policies")
	require.NoError(t, os.CopyFS(policies, os.DirFS("rules/policy")))
	folder := filepath.Join(policies, "offer", "moon_loan")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "moon_loan.rego"), []byte("package offer.moon_loan\n\neligible.adult if {\n"), 0o600))
	for _, args := range [][]string{{"serve", "--listen", "127.0.0.1:0", "--rules", policies}, {"night", "--date", demoDay, "--rules", policies}} {
		ended := p.run(t, args...)
		require.Equal(t, exitInput, ended.code)
		require.Contains(t, ended.stderr, "offer/moon_loan/moon_loan.rego:")
	}
	checked := p.run(t, "rules", "check", policies)
	require.Equal(t, exitFailed, checked.code)
	require.Contains(t, checked.stdout+checked.stderr, "moon_loan.rego:")
}

func TestTheShippedRulesPassTheirOwnGate(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	p.done(t, "rules", "check")
	require.Contains(t, p.done(t, "rules", "test"), "0 failed, coverage 100.0 %")
	require.NoFileExists(t, filepath.Join(p.folder, "bank.db"), "no database is needed")
}

func TestNobodyUnknownGetsAToken(t *testing.T) {
	t.Parallel()
	ended := openBank(t).run(t, "token", "--employee", "mallory")
	require.Equal(t, exitInput, ended.code)
	require.Empty(t, ended.stdout)
	require.Contains(t, ended.stderr, "mallory")
}

func TestTheSameSeedAndDateMakeTheSameBankOnBothDatabases(t *testing.T) {
	t.Parallel()
	var printed []string
	for _, target := range storetest.Databases(t) {
		p := newProgram(t, target.URL(t))
		printed = append(printed, p.done(t, "demo", "--customers", "100", "--date", demoDay))
		require.Contains(t, p.run(t, "demo", "--customers", "100", "--date", demoDay).stderr, "already")
	}
	for _, text := range printed {
		require.Equal(t, printed[0], text)
	}
}

func TestABackupIsRestoredOnAnyDatabase(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	file := filepath.Join(p.folder, "backup.foyer")
	p.done(t, "backup", file)
	require.NotEqual(t, exitDone, p.run(t, "backup", file).code, "a backup is not overwritten")
	require.NotEqual(t, exitDone, p.run(t, "restore", file).code, "a bank is not overwritten")
	for _, target := range storetest.Databases(t) {
		other := newProgram(t, target.URL(t))
		other.done(t, "restore", file)
		require.Equal(t, p.digest(t), other.digest(t))
	}
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, content[:len(content)-100], 0o600))
	cut := newProgram(t, "")
	require.NotEqual(t, exitDone, cut.run(t, "restore", file).code)
}

func TestPostgreSQLIsMigratedOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		if target.Name != "postgres" {
			continue
		}
		p := newProgram(t, target.URL(t))
		ended := p.run(t, "serve", "--listen", "127.0.0.1:0")
		require.Equal(t, exitInput, ended.code)
		require.Contains(t, ended.stderr, "foyer migrate up")
		p.done(t, "migrate", "up")
		require.Contains(t, p.done(t, "migrate", "status"), "pending nothing")
		s := p.serve(t)
		require.Equal(t, exitDone, s.stop(t))
		p.done(t, "migrate", "down")
	}
}
