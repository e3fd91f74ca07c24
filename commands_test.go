package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/store"
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
		"more than a bank has":    {[]string{"demo", "--movements-per-month", "5000"}, "--movements-per-month: 5000 is out of range"},
		"a day before any bank":   {[]string{"demo", "--date", "1920-01-01"}, "1920-01-01 is out of range"},
		"a number that is not":    {[]string{"demo", "--customers", "many"}, "--customers"},
		"folder that is missing":  {[]string{"import", "berka", "nowhere"}, "nowhere: check the path"},
		"another that is missing": {[]string{"import", "csv", "nowhere"}, "nowhere: check the path"},
		"a file for a folder":     {[]string{"import", "csv", os.Args[0]}, "is a file: give the folder"},
		"a folder without files":  {[]string{"import", "csv", "."}, "holds no CSV file"},
		"folder that is not said": {[]string{"import", "csv"}, "no folder is named"},
		"rejects into a file":     {[]string{"import", "csv", ".", "--rejects", os.Args[0]}, "--rejects"},
		"rules that are missing":  {[]string{"demo", "--rules", "nowhere"}, "--rules: there is no folder"},
		"rules to check missing":  {[]string{"rules", "check", "nowhere"}, "nowhere: check the path"},
		"backup that is missing":  {[]string{"restore", "nowhere"}, "nowhere: check the path"},
		"backup that is not one":  {[]string{"restore", os.Args[0]}, "not a complete backup"},
		"unknown kind of storage": {[]string{"migrate", "status", "--database-url", "oracle://bank"}, "sqlite:PATH or postgres:"},
		"level that is missing":   {[]string{"serve", "--log-level", "loud"}, "loud"},
		"no bank for a token":     {[]string{"token", "--employee", "alice"}, "bank.db: name another one"},
		"no bank for a night":     {[]string{"night", "--date", demoDay}, "make one first with \"make run\", \"foyer demo\" or \"foyer import\""},
		"no bank for a backup":    {[]string{"backup", "copy.foyer"}, "foyer import"},
		"no bank to look at":      {[]string{"migrate", "status"}, "foyer import"},
		"no bank to take back":    {[]string{"migrate", "down"}, "foyer import"},
		"listen without a port":   {[]string{"serve", "--listen", "localhost"}, "HOST:PORT"},
		"reached by others":       {[]string{"serve", "--listen", "0.0.0.0:0"}, "--dev-issuer-anywhere"},
		"provider, no audience":   {[]string{"serve", "--oidc-issuer", "https://login.bank.example"}, "--oidc-audience"},
		"certificate without key": {[]string{"serve", "--tls-cert", os.Args[0]}, "--tls-key"},
		"certificate missing":     {[]string{"serve", "--tls-cert", "nowhere", "--tls-key", os.Args[0]}, "--tls-cert: there is no file"},
		"short cursor secret":     {[]string{"serve", "--cursor-key", "short"}, "--cursor-key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, "")
			ended := p.run(t, call.args...)
			require.Equal(t, exitInput, ended.code, ended.stderr)
			made, err := os.ReadDir(p.folder)
			require.NoError(t, err)
			require.Empty(t, made, "nothing is made")
			require.Contains(t, ended.stderr, call.says)
			require.NotRegexp(t, `goroutine|stat |no such file|<dir>|<file>`, ended.stderr)
		})
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	for _, command := range []string{"serve", "demo", "import berka", "import csv", "night", "migrate up", "migrate down",
		"migrate status", "token", "rules check", "rules test", "rules matrix", "rules diff", "backup", "restore", "version"} {
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
	for name, place := range map[string]struct {
		url  string
		code int
	}{
		"another kind of file": {"sqlite:" + other, exitInput},
		"a folder":             {"sqlite:" + p.folder, exitInput},
		"a missing folder":     {"sqlite:" + filepath.Join(p.folder, "missing", "bank.db"), exitInput},
		"nobody answers":       {"postgres://foyer:secret@127.0.0.1:1/foyer", exitUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ended := p.run(t, "serve", "--listen", "127.0.0.1:0", "--database-url", place.url)
			require.Equal(t, place.code, ended.code, ended.stderr)
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
		again := p.run(t, "demo", "--customers", "100", "--date", demoDay)
		require.Contains(t, again.stderr, "already")
		require.Empty(t, again.stdout, "the digest is that of the bank when it was made")
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
	require.Equal(t, exitInput, cut.run(t, "restore", file).code)
	require.NoFileExists(t, filepath.Join(cut.folder, "bank.db"), "what was made for it is gone")
	cut.done(t, "migrate", "up")
	require.Equal(t, exitInput, cut.run(t, "restore", file).code)
	require.FileExists(t, filepath.Join(cut.folder, "bank.db"), "a database that was there stays")
}

func TestANightNeedsTablesAndSaysWhoMakesThem(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		p := newProgram(t, target.URL(t))
		if target.Name == store.SQLite {
			require.NoError(t, os.WriteFile(strings.TrimPrefix(p.url, "sqlite:"), nil, 0o600))
		}
		ended := p.run(t, "night", "--date", demoDay)
		require.Equal(t, exitInput, ended.code, ended.stderr)
		require.Contains(t, ended.stderr, "has no tables yet")
		require.Contains(t, ended.stderr, "foyer import")
		require.Contains(t, p.done(t, "migrate", "status"), "applied nothing", "none are made")
	}
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

func TestWhatCommandsChangeIsInTheAudit(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	require.Positive(t, p.count(t, "SELECT count(*) FROM audit_records WHERE operation = 'command demo'"))
	require.Positive(t, p.count(t, "SELECT count(*) FROM audit_records WHERE operation = 'command night "+demoDay+"' AND hex(rows) LIKE '%437573746F6D6572%'"))
}
