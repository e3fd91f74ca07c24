package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/store/storetest"
)

func TestAnInterruptedNightSaysHowToGoOn(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	p.done(t, "demo", "--customers", "2000", "--date", demoDay)
	command := p.command(t, "night", "--date", demoDay)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	require.NoError(t, command.Start())
	interrupt := time.AfterFunc(500*time.Millisecond, func() { _ = command.Process.Signal(os.Interrupt) }) // the exit code tells
	defer interrupt.Stop()
	require.Error(t, command.Wait())
	require.Equal(t, exitInterrupted, command.ProcessState.ExitCode(), stderr.String())
	require.Contains(t, stderr.String(), "run the same command again")
	require.Contains(t, p.done(t, "night", "--date", demoDay), "lists")
}

func TestRefusedRowsHaveAnExitCodeAndAFile(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	files := filepath.Join(p.folder, "files")
	require.NoError(t, os.CopyFS(files, os.DirFS("intake/testdata/csv_small")))
	customers := filepath.Join(files, "customers.csv")
	content, err := os.ReadFile(customers)
	require.NoError(t, err)
	rows := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	broken := strings.Replace(rows[len(rows)-1], ",", "-again,", 1)
	for _, year := range []string{"19", "20"} { // no date of the row exists any longer
		broken = strings.ReplaceAll(broken, ","+year, ",99-"+year)
	}
	require.NoError(t, os.WriteFile(customers, []byte(strings.Join(append(rows, broken), "\n")+"\n"), 0o600))

	ended := p.run(t, "import", "csv", files)
	require.Equal(t, exitRejected, ended.code, ended.stderr)
	require.Contains(t, ended.stdout, "customers.csv")
	require.FileExists(t, filepath.Join(p.folder, "rejects", "customers.csv.rejects.csv"))

	require.NoError(t, os.WriteFile(customers, content[:len(content)-1], 0o600))
	cut := newProgram(t, "").run(t, "import", "csv", files)
	require.Equal(t, exitInput, cut.code, cut.stderr)
	require.Contains(t, cut.stderr, "customers.csv")
}

func TestADatabaseThatCanOnlyBeReadIsNamed(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, target.URL(t))
			p.done(t, "migrate", "up")
			command := p.command(t, "serve", "--listen", "127.0.0.1:0", "--metrics-listen", "off")
			if target.Name == "postgres" {
				separator := "?"
				if strings.Contains(p.url, "?") {
					separator = "&"
				}
				command.Args = append(command.Args, "--database-url", p.url+separator+"default_transaction_read_only=on")
			} else {
				readOnly(t, p, command)
			}
			var stderr bytes.Buffer
			command.Stderr = &stderr
			require.Error(t, command.Run())
			require.Equal(t, exitUnavailable, command.ProcessState.ExitCode(), stderr.String())
			require.Regexp(t, "can't be written|read-only", stderr.String())
			require.NotContains(t, stderr.String(), "revision", "the place and the remedy, not what was being done")
		})
	}
}

// readOnly lets the command see a copy of the bank that it can't change: to that
// end a program of root becomes somebody else.
func readOnly(t *testing.T, p *program, command *exec.Cmd) {
	t.Helper()
	folder, err := os.MkdirTemp("", "foyer-read-only-") // a test's own folder is closed to others
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	for from, to := range map[string]string{command.Path: "foyer", strings.TrimPrefix(p.url, "sqlite:"): "bank.db"} {
		content, err := os.ReadFile(from)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, to), content, 0o555))
	}
	require.NoError(t, os.Chmod(folder, 0o555))
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) }) // so that it can be removed, just after
	command.Path = filepath.Join(folder, "foyer")
	command.Dir = folder
	command.Args = append(command.Args, "--database-url", "sqlite:"+filepath.Join(folder, "bank.db"))
	if os.Geteuid() == 0 {
		const nobody = 65534
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}
