package auth_test

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/auth"
)

func TestTheKeyIsMadeOnceAndKeptToItsUser(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	info, err := os.Stat(b.file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	again, err := auth.OpenDevelopmentIssuer(b.file, rand.Reader)
	require.NoError(t, err)
	token, err := again.Token("bruno", noon)
	require.NoError(t, err)
	identity, err := b.issuer.Verifier().Verify(t.Context(), token, noon)
	require.NoError(t, err)
	require.Equal(t, "bruno", identity.Login)
}

func TestProcessesThatStartTogetherShareOneKey(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "new", "bank.devkey")
	issuers := make([]*auth.DevelopmentIssuer, 8)
	var group sync.WaitGroup
	for i := range issuers {
		group.Go(func() {
			issuer, err := auth.OpenDevelopmentIssuer(file, rand.Reader)
			if err == nil {
				issuers[i] = issuer
			}
		})
	}
	group.Wait()
	for _, issuer := range issuers {
		require.NotNil(t, issuer)
		token, err := issuer.Token("alice", noon)
		require.NoError(t, err)
		_, err = issuers[0].Verifier().Verify(t.Context(), token, noon)
		require.NoError(t, err)
	}
}

func TestAKeyThatOthersCanReadIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	require.NoError(t, os.Chmod(b.file, 0o644))
	_, err := auth.OpenDevelopmentIssuer(b.file, rand.Reader)
	require.ErrorContains(t, err, b.file)
	require.ErrorContains(t, err, "chmod 600")
}

func TestABrokenKeyFileIsNamed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "broken.devkey")
	require.NoError(t, os.WriteFile(file, []byte("not a key"), 0o600))
	_, err := auth.OpenDevelopmentIssuer(file, rand.Reader)
	require.ErrorContains(t, err, file)
}

func TestTheKeyLiesBesideAnSQLiteFile(t *testing.T) {
	t.Parallel()
	file, err := auth.DevelopmentKeyFile("sqlite:var/demo.db")
	require.NoError(t, err)
	require.Equal(t, "var/demo.db.devkey", file)
}
