package desk_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/audit"
	"foyer/desk"
	"foyer/store"
	"foyer/store/storetest"
)

func TestALogThatLostItsCheckpointsIsNeitherVerifiedNorSignedAnew(t *testing.T) {
	t.Parallel()
	log := newLogbook(t, storetest.SQLite(t))
	file := filepath.Join(t.TempDir(), "audit.key")
	_, err := audit.OpenKey(file, rand.NewChaCha8([32]byte{6}))
	require.NoError(t, err)
	require.NoError(t, os.Chtimes(file, log.now, log.now.Add(-time.Hour)))
	made, err := audit.ReadKey(file)
	require.NoError(t, err)
	log.keys, err = audit.ParseKeys(made.Public())
	require.NoError(t, err)
	log.keeper = desk.New(desk.Config{DB: log.db, Engine: log.Engine(), Clock: func() time.Time { return log.now },
		Random: rand.NewChaCha8([32]byte{9}), Logger: zerolog.Nop(), AuditKey: made})
	log.records(t, 5)
	log.sequence(t)
	log.now = log.now.Add(time.Hour)
	_, err = log.verify(t)
	require.NoError(t, err)
	require.NoError(t, log.db.Write(t.Context(), func(w *store.Writer) error {
		_, err := w.Exec(t.Context(), "DELETE FROM audit_checkpoints")
		return err
	}))
	var broken *audit.Broken
	_, err = log.verify(t)
	require.ErrorAs(t, err, &broken)
	require.Contains(t, broken.What, "under no checkpoint")
	require.ErrorAs(t, log.keeper.SequenceAudit(t.Context()), &broken)
}
