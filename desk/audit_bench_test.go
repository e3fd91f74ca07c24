package desk_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/audit"
	"foyer/desk"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// auditSize is how many records the log of the benchmark has: FOYER_AUDIT_RECORDS,
// a million when the tests go deep.
func auditSize(t testing.TB) int {
	t.Helper()
	if given := os.Getenv("FOYER_AUDIT_RECORDS"); given != "" {
		size, err := strconv.Atoi(given)
		require.NoError(t, err)
		return size
	}
	if os.Getenv("FOYER_DEEP") == "1" {
		return 1_000_000
	}
	return 5000
}

// TestALongLogIsVerifiedInTime says how long it takes to place, verify, export and
// ask a long log; a million records are verified in 30 seconds at most, and who saw
// a customer is answered in five.
func TestALongLogIsVerifiedInTime(t *testing.T) {
	size := auditSize(t)
	log := newLogbook(t, storetest.SQLite(t))
	log.long(t, size)
	placing := time.Now()
	log.sequence(t)
	t.Logf("%d records placed in %s", size, time.Since(placing))

	verifying := time.Now()
	report, err := log.verify(t)
	took := time.Since(verifying)
	require.NoError(t, err)
	require.Equal(t, int64(size), report.Records)
	t.Logf("verified in %s", took)
	require.Less(t, took, limitFor(size, 30*time.Second))

	asking := time.Now()
	list, err := log.db.Reader().AuditRecords(t.Context(), scope,
		store.AuditFilter{CustomerID: log.claire, Coordinate: "Customer.displayName", Seen: true}, store.Page{First: 20})
	require.NoError(t, err)
	require.Len(t, list.Items, 20)
	t.Logf("who saw a customer of %d records: %s", size/100, time.Since(asking))
	require.Less(t, time.Since(asking), 5*time.Second)

	file, err := os.Create(filepath.Join(t.TempDir(), "log.ndjson"))
	require.NoError(t, err)
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	exporting := time.Now()
	_, err = desk.ExportAudit(t.Context(), log.db, log.keys, desk.AuditExport{From: 1, To: model.InstantOf(log.now.Add(time.Hour))}, out)
	require.NoError(t, err)
	require.NoError(t, out.Flush())
	t.Logf("exported in %s", time.Since(exporting))
	_, err = file.Seek(0, io.SeekStart)
	require.NoError(t, err)
	verifying = time.Now()
	_, err = audit.VerifyExport(t.Context(), file, log.keys, nil)
	require.NoError(t, err)
	t.Logf("export verified in %s", time.Since(verifying))
	require.Less(t, time.Since(verifying), limitFor(size, 30*time.Second))
}

// limitFor gives a log of fewer records its share of the time, and a machine that
// does other things some more.
func limitFor(size int, million time.Duration) time.Duration {
	return max(5*time.Second, million*time.Duration(size)/1_000_000)
}

// long writes many records, one in a hundred of which reached Claire.
func (l *logbook) long(t testing.TB, size int) {
	t.Helper()
	const batch = 5000
	for from := 0; from < size; from += batch {
		require.NoError(t, l.db.Write(context.Background(), func(w *store.Writer) error {
			for n := from; n < min(size, from+batch); n++ {
				if err := w.AppendAudit(context.Background(), l.typical(n)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	l.now = l.now.Add(time.Duration(size) * time.Millisecond)
}

// typical is a record as the reading of a customer's file leaves it.
func (l *logbook) typical(n int) *model.AuditRecord {
	at := l.now.Add(time.Duration(n) * time.Millisecond)
	customer := id(fmt.Sprint("client ", n%997))
	if n%100 == 0 {
		customer = l.claire
	}
	return &model.AuditRecord{
		ID: model.DeriveID(at, "long", fmt.Sprint(n)), At: model.InstantOf(at), DurationMicros: 2100, EmployeeID: l.alice, Roles: "ACCOUNT_MANAGER",
		Purpose: model.PurposeService, RequestID: fmt.Sprintf("request-%08d", n), Operation: "query Customer360",
		Document: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Schema: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		Revision: "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		Shown:    `["Contract.id","Contract.product","Customer.birthDate","Customer.contracts","Customer.displayName","Customer.household","Query.customer"]`,
		Masked:   `{"Customer.phones":"ACC-AM-04"}`, Denied: `{}`, Outcome: "OK",
		Rows: model.EncodeRows(map[string][]model.ID{"Customer": {customer}, "Contract": {id("contract 1"), id("contract 2")}}),
	}
}
