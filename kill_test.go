package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// killed starts a command again and again, kills each start later than the one
// before, and lets the last one end. It gives the number of kills.
func (p *program) killed(t *testing.T, first time.Duration, args ...string) int {
	t.Helper()
	kills := 0
	for after := first; ; after = after * 3 / 2 {
		command := p.command(t, args...)
		require.NoError(t, command.Start())
		ended := make(chan error, 1)
		go func() { ended <- command.Wait() }()
		select {
		case err := <-ended:
			require.NoError(t, err)
			return kills
		case <-time.After(after):
			require.NoError(t, command.Process.Kill())
			<-ended
			kills++
		}
	}
}

func TestANightThatIsKilledAndRunAgainGivesTheSameResult(t *testing.T) {
	t.Parallel()
	whole, cut := newProgram(t, ""), newProgram(t, "")
	whole.done(t, "demo", "--customers", "2000", "--date", demoDay)
	content, err := os.ReadFile(filepath.Join(whole.folder, "bank.db"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(cut.folder, "bank.db"), content, 0o600))
	whole.done(t, "night", "--date", demoDay)
	require.Positive(t, cut.killed(t, 400*time.Millisecond, "night", "--date", demoDay))
	require.Equal(t, whole.digest(t), cut.digest(t))
}

func TestAnImportThatIsKilledAndRunAgainGivesTheSameResult(t *testing.T) {
	t.Parallel()
	fixture, err := filepath.Abs("intake/testdata/berka50")
	require.NoError(t, err)
	if real := os.Getenv("FOYER_BERKA_DIR"); real != "" {
		fixture = real
	}
	whole, cut := newProgram(t, ""), newProgram(t, "")
	whole.run(t, "import", "berka", fixture)
	require.Positive(t, cut.killed(t, 300*time.Millisecond, "import", "berka", fixture))
	require.Equal(t, whole.digest(t), cut.digest(t))
}
