package store

import (
	"errors"
	"testing"

	"foyer/model"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"
	sqlite3 "modernc.org/sqlite/lib"
)

func TestFailuresOfTheDiskAndTheServerNameTheRemedyAndKeepTheirCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("secret words of the driver")
	for words, err := range map[string]error{
		"is full: free some space":         explainSQLite(sqlite3.SQLITE_FULL, "foyer.db", cause),
		"can't be written: give this user": explainSQLite(sqlite3.SQLITE_READONLY_DIRECTORY, "foyer.db", cause),
		"is damaged: restore a backup":     explainSQLite(sqlite3.SQLITE_CORRUPT, "foyer.db", cause),
		"fails: check the disk":            explainSQLite(sqlite3.SQLITE_IOERR_WRITE, "foyer.db", cause),
		"is read-only: connect to":         explainRefusal(&pgconn.PgError{Code: "25006"}, cause),
		"has no room left":                 explainRefusal(&pgconn.PgError{Code: "53100"}, cause),
		"is stopping or starting":          explainRefusal(&pgconn.PgError{Code: "57P03"}, cause),
		"touched the same rows: try again": explainRefusal(&pgconn.PgError{Code: "40P01"}, cause),
		"refuses the user or the password": explainRefusal(&pgconn.PgError{Code: "28P01"}, cause),
	} {
		require.ErrorContains(t, err, words)
		require.Equal(t, model.CodeUnavailable, model.CodeOf(err), words)
		require.NotContains(t, err.Error(), "secret")
		require.ErrorIs(t, err, cause)
	}
	require.NoError(t, explainSQLite(sqlite3.SQLITE_MISUSE, "foyer.db", cause), "what nobody outside can mend stays internal")
	require.NoError(t, explainRefusal(&pgconn.PgError{Code: "42601"}, cause))
}
