package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// strangeBank writes a bank whose texts are as hostile as a database takes.
func strangeBank(t testing.TB, db *store.DB) {
	t.Helper()
	network(t, db)
	for i, text := range []string{"", "\\N", "\\@table products", "tab\tnew\nline\rback\\slash", "L'Été 🏠", "\"", "'; --"} {
		name := "strange " + string(rune('a'+i))
		write(t, db,
			person(name, "north", func(c *model.Customer) {
				c.LastName, c.Profession = text, text
				c.BirthDate = model.NewDate(1900+i, 2, 28)
				if i%2 == 0 {
					c.PortfolioID = model.ID{}
				}
			}),
			&model.CustomerKey{CustomerID: id(name), SealingKey: []byte(name), CreatedAt: model.InstantOf(noon)},
			&model.Product{Code: text + "!", Family: model.Loan, TitleFR: text, TitleEN: text},
			&model.Interaction{ID: id("interaction " + name), CustomerID: id(name), OccurredAt: model.InstantOf(noon) + model.Instant(i), Report: text},
			&model.Employee{ID: id("program " + name), Login: name, BranchID: id("branch north"), Kind: model.MachineEmployee, OwnerID: id("manager north"), ExpiresOn: today, CustomerID: id(name), Scopes: "[]", Active: true},
			&model.EmployeeRole{ID: id("role " + name), EmployeeID: id("program " + name), Role: model.MachineClient, ValidFrom: today, GrantedBy: id("manager north"), Reason: text},
			&model.EmergencyAccess{ID: id("access " + name), EmployeeID: id("manager south"), CustomerID: id(name), Reason: text, OpenedAt: model.InstantOf(noon), ClosesAt: model.InstantOf(noon) + 1},
			&model.Alert{ID: id("alert " + name), Kind: model.AlertEmergency, EmployeeID: id("manager south"), RaisedAt: model.InstantOf(noon), Detail: text, Dedup: name},
			&model.Recertification{ID: id("campaign " + name), Title: text, OpenedBy: id("manager north"), OpenedAt: model.InstantOf(noon), DueOn: today},
			&model.RightReview{ID: id("review " + name), RecertificationID: id("campaign " + name), RightKind: model.RightRole, RightID: id("role " + name), EmployeeID: id("program " + name), State: model.ReviewPending, Note: text})
	}
}

func TestTheDigestIsTheSameOnBothDatabasesAndAfterARestoreIntoEither(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	digests := map[string]bool{}
	for _, from := range storetest.Databases(t) {
		bank := from.Open(t)
		strangeBank(t, bank)
		digest, err := bank.Digest(ctx)
		require.NoError(t, err)
		digests[digest] = true
		file := filepath.Join(t.TempDir(), "bank.backup")
		require.NoError(t, bank.Backup(ctx, file))
		for _, to := range storetest.Databases(t) {
			copied := to.Open(t)
			write(t, copied, &model.Product{Code: "left over", Family: model.Loan})
			require.NoError(t, copied.Restore(ctx, file))
			same, err := copied.Digest(ctx)
			require.NoError(t, err)
			digests[same] = true
			keys, err := store.SealingKeys(ctx, copied, []model.ID{id("strange a")})
			require.NoError(t, err)
			require.Equal(t, "strange a", string(keys[id("strange a")]))
			require.Equal(t, model.CodeConflict, model.CodeOf(copied.Restore(ctx, file)), "a bank with customers is never overwritten")
		}
	}
	require.Len(t, digests, 1)
}

func TestADigestChangesWithTheBankAndNotWithWhenItWasWritten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		strangeBank(t, db)
		digest := func() string {
			text, err := db.Digest(ctx)
			require.NoError(t, err)
			return text
		}
		before := digest()
		require.NoError(t, db.Write(ctx, func(w *store.Writer) error {
			_, err := w.Exec(ctx, "UPDATE customers SET updated_at = ?, created_at = ?", model.InstantOf(noon)+7, model.InstantOf(noon)+9)
			return err
		}))
		require.NoError(t, db.AppendAudit(ctx, &model.AuditRecord{ID: id("entry"), At: model.InstantOf(noon)}))
		change(t, db, "DELETE FROM emergency_accesses")
		change(t, db, "DELETE FROM alerts")
		require.Equal(t, before, digest(), "who looked and what was told is not the bank")
		require.NoError(t, db.Write(ctx, func(w *store.Writer) error {
			_, err := w.Exec(ctx, "UPDATE customers SET profession = 'baker' WHERE id = ?", id("strange a"))
			return err
		}))
		baked := digest()
		require.NotEqual(t, before, baked)
		change(t, db, "UPDATE employee_roles SET valid_to = ? WHERE id = ?", today, id("role strange a"))
		require.NotEqual(t, baked, digest(), "rights are the bank's")
	})
}

func TestADamagedBackupRestoresNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	bank := storetest.SQLite(t)
	strangeBank(t, bank)
	file := filepath.Join(t.TempDir(), "bank.backup")
	require.NoError(t, bank.Backup(ctx, file))
	packed, err := os.ReadFile(file)
	require.NoError(t, err)
	for name, content := range map[string][]byte{
		"cut":           packed[:len(packed)-20],
		"empty":         {},
		"other file":    []byte("this is not a backup"),
		"changed value": changed(t, packed, "1900-02-28", "1900-02-27"),
		"other columns": changed(t, packed, "sealing_key", "sealing_kez"),
		"other version": changed(t, packed, "foyer backup 1", "foyer backup 2"),
	} {
		damaged := filepath.Join(t.TempDir(), "damaged.backup")
		require.NoError(t, os.WriteFile(damaged, content, 0o600))
		for _, target := range storetest.Databases(t) {
			t.Run(name+" on "+target.Name, func(t *testing.T) {
				db := target.Open(t)
				before, err := db.Digest(ctx)
				require.NoError(t, err)
				require.Equal(t, model.CodeInvalid, model.CodeOf(db.Restore(ctx, damaged)))
				after, err := db.Digest(ctx)
				require.NoError(t, err)
				require.Equal(t, before, after)
			})
		}
	}
}

// changed is a backup with another text inside.
func changed(t *testing.T, packed []byte, from, to string) []byte {
	t.Helper()
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	text, err := io.ReadAll(reader)
	require.NoError(t, err)
	require.Contains(t, string(text), from)
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	_, err = writer.Write(bytes.Replace(text, []byte(from), []byte(to), 1))
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	return out.Bytes()
}

func TestABackupNeverReplacesAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "mine")
	require.NoError(t, os.WriteFile(file, []byte("mine"), 0o600))
	require.Equal(t, model.CodeInvalid, model.CodeOf(storetest.SQLite(t).Backup(context.Background(), file)))
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, "mine", string(content))
}
