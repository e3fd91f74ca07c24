package desk_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/audit"
	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
	"foyer/store/storetest"
)

// logbook is a bank whose audit log is kept with a key, at a time that tests set.
type logbook struct {
	*bank
	keeper *desk.Desk
	key    *audit.Key
	keys   audit.Keys
	now    time.Time
}

func openLogbook(t *testing.T, b *bank) *logbook {
	t.Helper()
	log := &logbook{bank: b, now: today.Time().Add(9 * time.Hour)}
	log.key, log.keys = auditKey(t, 5)
	log.keeper = desk.New(desk.Config{DB: b.db, Engine: b.Engine(), Clock: func() time.Time { return log.now },
		Random: rand.NewChaCha8([32]byte{9}), Logger: zerolog.Nop(), AuditKey: log.key})
	return log
}

func auditKey(t testing.TB, seed byte) (*audit.Key, audit.Keys) {
	t.Helper()
	key, _, err := audit.NewKey(rand.NewChaCha8([32]byte{seed}))
	require.NoError(t, err)
	keys, err := audit.ParseKeys(key.Public())
	require.NoError(t, err)
	return key, keys
}

// sharedEngine compiles the rules once for all tests of the log, which judge nothing.
var sharedEngine = sync.OnceValues(func() (*rules.Engine, error) { return rules.NewEngine(context.Background(), sharedRevision) })

// eachLogbook runs a test on a fresh log on both databases.
func eachLogbook(t *testing.T, test func(t *testing.T, log *logbook)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(t, newLogbook(t, db)) })
}

func newLogbook(t *testing.T, db *store.DB) *logbook {
	t.Helper()
	b := reopened(t, db)
	require.NoError(t, b.Activate(t.Context()))
	require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error { return b.furnish(t.Context(), w) }))
	return openLogbook(t, b)
}

// reopened is a bank that is in the database already.
func reopened(t *testing.T, db *store.DB) *bank {
	t.Helper()
	engine, err := sharedEngine()
	require.NoError(t, err)
	return &bank{db: db, alice: id("alice"), paul: id("paul"), claire: id("claire"),
		Desk: desk.New(desk.Config{DB: db, Engine: engine, Clock: func() time.Time { return today.Time().Add(9 * time.Hour) },
			Random: rand.NewChaCha8([32]byte{1}), Logger: zerolog.Nop()})}
}

// record writes a record of an operation of alice, a second after the last one.
func (l *logbook) record(t testing.TB, change func(record *model.AuditRecord)) *model.AuditRecord {
	t.Helper()
	l.now = l.now.Add(time.Second)
	record := &model.AuditRecord{
		EmployeeID: l.alice, Roles: "ACCOUNT_MANAGER", Purpose: model.PurposeService, Operation: "query", Document: "d0c0",
		Shown: `["Customer.displayName"]`, Rows: model.EncodeRows(map[string][]model.ID{"Customer": {l.claire}}),
	}
	if change != nil {
		change(record)
	}
	require.NoError(t, l.keeper.RecordOperation(context.Background(), record))
	return record
}

func (l *logbook) records(t testing.TB, count int) {
	t.Helper()
	for range count {
		l.record(t, nil)
	}
}

func (l *logbook) sequence(t testing.TB) {
	t.Helper()
	require.NoError(t, l.keeper.SequenceAudit(context.Background()))
}

func (l *logbook) verify(t testing.TB, outside ...string) (desk.AuditReport, error) {
	t.Helper()
	return desk.VerifyAudit(context.Background(), l.db, l.keys, outside, model.InstantOf(l.now))
}

func (l *logbook) checkpoint(t testing.TB) string {
	t.Helper()
	latest, err := l.db.LastCheckpoint(context.Background())
	require.NoError(t, err)
	require.NotNil(t, latest)
	return latest.Note
}

func TestALogThatNobodyTouchedIsVerified(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 300)
		log.sequence(t)
		outside := log.checkpoint(t)
		log.records(t, 5)
		require.NoError(t, log.keeper.SequenceAudit(t.Context()))
		log.records(t, 2)
		report, err := log.verify(t, outside)
		require.NoError(t, err)
		require.Equal(t, int64(305), report.Records)
		require.Equal(t, int64(305), report.Checkpoint.Size)
		require.Zero(t, report.Window)
		require.Equal(t, int64(2), report.Waiting, "they have no place yet")
	})
}

func TestACheckpointIsSignedEveryMinute(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		size := func() int64 {
			require.NoError(t, log.keeper.TendAudit(t.Context()))
			latest, err := log.db.LastCheckpoint(t.Context())
			require.NoError(t, err)
			return latest.Size
		}
		log.records(t, 3)
		require.Equal(t, int64(3), size())
		log.records(t, 2)
		require.Equal(t, int64(3), size(), "a minute has not passed")
		report, err := log.verify(t)
		require.NoError(t, err)
		require.Equal(t, int64(2), report.Window)
		log.now = log.now.Add(time.Minute)
		require.Equal(t, int64(5), size())
		log.now = log.now.Add(time.Hour)
		require.Equal(t, int64(5), size(), "nothing happened")
	})
}

func TestWhatIsRecordedOfAChangeIsInTheLog(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		_, err := log.RecordEvent(t.Context(), scope, born(log.bank, "1"))
		require.NoError(t, err)
		log.sequence(t)
		report, err := log.verify(t)
		require.NoError(t, err)
		require.Equal(t, int64(1), report.Records)
	})
}

func TestSeveralSequencersGiveEachRecordOnePlace(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 600)
		done := make(chan error, 4)
		for range 4 {
			go func() { done <- log.keeper.SequenceAudit(context.WithoutCancel(t.Context())) }()
		}
		for range 4 {
			require.NoError(t, <-done)
		}
		log.sequence(t)
		report, err := log.verify(t)
		require.NoError(t, err)
		require.Equal(t, int64(600), report.Records)
	})
}

func TestAnExportOfAPeriodIsVerifiedOffline(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 40)
		from := log.now
		log.sequence(t)
		outside := log.checkpoint(t)
		log.records(t, 30)
		to := log.now
		log.records(t, 30)
		log.sequence(t)
		var out bytes.Buffer
		wanted := desk.AuditExport{From: model.InstantOf(from), To: model.InstantOf(to)}
		count, err := desk.ExportAudit(t.Context(), log.db, log.keys, wanted, &out)
		require.NoError(t, err)
		require.Equal(t, int64(30), count)
		report, err := audit.VerifyExport(t.Context(), bytes.NewReader(out.Bytes()), log.keys, nil)
		require.NoError(t, err)
		require.Equal(t, int64(30), report.Records)
		require.Equal(t, int64(39), report.Header.First)

		out.Reset()
		wanted.From, wanted.Checkpoint = 1, outside
		count, err = desk.ExportAudit(t.Context(), log.db, log.keys, wanted, &out)
		require.NoError(t, err)
		require.Equal(t, int64(40), count, "the checkpoint has no more")
		_, err = audit.VerifyExport(t.Context(), bytes.NewReader(out.Bytes()), log.keys, []string{outside})
		require.NoError(t, err)

		out.Reset()
		_, err = desk.SheetAudit(t.Context(), log.db, wanted, &out)
		require.NoError(t, err)
		require.Equal(t, 70, bytes.Count(out.Bytes(), []byte("\n")))
	})
}

func TestWhoSawACustomerIsFoundThroughEveryKindOfRow(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		behind := map[string]model.ID{
			"Customer": log.leo, "Household": id("home"), "HouseholdMember": model.DeriveID(today.AddMonths(-60).Time(), "member", log.leo.String()),
			"Representation": id("rep"),
		}
		want := 0
		for kind, row := range behind {
			log.record(t, func(record *model.AuditRecord) { record.Rows = model.EncodeRows(map[string][]model.ID{kind: {row}}) })
			want++
		}
		log.record(t, func(record *model.AuditRecord) {
			record.Rows = model.EncodeRows(map[string][]model.ID{"Asset": {id("car")}, "Branch": {id("branch")}})
		})
		found := func(filter store.AuditFilter) int {
			slice, err := log.db.Reader().AuditRecords(t.Context(), scope, filter, store.Page{First: 100})
			require.NoError(t, err)
			return len(slice.Items)
		}
		require.Equal(t, want, found(store.AuditFilter{CustomerID: log.leo}), "none has a place yet")
		require.Equal(t, 3, found(store.AuditFilter{CustomerID: log.claire}), "the car, the household, the representation")
		log.sequence(t)
		require.Equal(t, want, found(store.AuditFilter{CustomerID: log.leo}), "all have a place")
		require.Equal(t, 3, found(store.AuditFilter{CustomerID: log.claire}))
		require.Equal(t, want, found(store.AuditFilter{CustomerID: log.leo, Coordinate: "Customer.displayName", Seen: true}))
		require.Zero(t, found(store.AuditFilter{CustomerID: log.leo, Coordinate: "Customer.display"}))
		require.Zero(t, found(store.AuditFilter{CustomerID: id("nobody")}))
	})
}

func TestRecordsAreFilteredByWhatTheySay(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		plain := log.record(t, nil)
		denied := log.record(t, func(r *model.AuditRecord) { r.Denied, r.EmployeeID = `{"Email.address":"ACC-1"}`, log.paul })
		opened := log.record(t, func(r *model.AuditRecord) { r.Emergency, r.Purpose = true, model.PurposeComplaint })
		for name, one := range map[string]struct {
			filter store.AuditFilter
			want   []model.ID
		}{
			"all, latest first":          {store.AuditFilter{}, []model.ID{opened.ID, denied.ID, plain.ID}},
			"an employee":                {store.AuditFilter{EmployeeID: log.paul}, []model.ID{denied.ID}},
			"denied only":                {store.AuditFilter{Denied: true}, []model.ID{denied.ID}},
			"emergencies":                {store.AuditFilter{Emergency: true}, []model.ID{opened.ID}},
			"a purpose":                  {store.AuditFilter{Purpose: model.PurposeComplaint}, []model.ID{opened.ID}},
			"a period":                   {store.AuditFilter{From: denied.At, To: opened.At}, []model.ID{denied.ID}},
			"a coordinate denied":        {store.AuditFilter{Coordinate: "Email.address"}, []model.ID{denied.ID}},
			"a coordinate seen":          {store.AuditFilter{Coordinate: "Email.address", Seen: true}, nil},
			"a quote is no way out":      {store.AuditFilter{Coordinate: `" OR "`}, nil},
			"a customer and an employee": {store.AuditFilter{CustomerID: log.claire, EmployeeID: log.paul}, []model.ID{denied.ID}},
		} {
			slice, err := log.db.Reader().AuditRecords(t.Context(), scope, one.filter, store.Page{First: 10})
			require.NoError(t, err, name)
			var got []model.ID
			for _, record := range slice.Items {
				got = append(got, record.ID)
			}
			require.Equal(t, one.want, got, name)
		}
		first, err := log.db.Reader().AuditRecords(t.Context(), scope, store.AuditFilter{CustomerID: log.claire}, store.Page{First: 2})
		require.NoError(t, err)
		require.True(t, first.HasNext)
		rest, err := log.db.Reader().AuditRecords(t.Context(), scope, store.AuditFilter{CustomerID: log.claire}, store.Page{First: 2, After: first.Cursors[1]})
		require.NoError(t, err)
		require.Len(t, rest.Items, 1)
		require.Equal(t, plain.ID, rest.Items[0].ID)
	})
}

func TestARecordIsProvenToAThirdPerson(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 20)
		record := log.record(t, nil)
		_, err := desk.ProveAudit(t.Context(), log.db, record, nil)
		require.Equal(t, model.CodeConflict, model.CodeOf(err), "it has no place yet")
		log.sequence(t)
		places, err := log.db.Reader().AuditPlaces(t.Context(), scope, []model.ID{record.ID})
		require.NoError(t, err)
		stored, err := log.db.Reader().AuditRecordsByID(t.Context(), scope, []model.ID{record.ID})
		require.NoError(t, err)
		proof, err := desk.ProveAudit(t.Context(), log.db, stored[record.ID], places[record.ID])
		require.NoError(t, err)
		checkpoint, err := proof.Verify(log.keys)
		require.NoError(t, err)
		require.Equal(t, int64(21), checkpoint.Size)
	})
}

func TestATreeThatWasChangedUnderTheSequencerIsNotSigned(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 10)
		log.sequence(t)
		require.NoError(t, log.db.Write(t.Context(), func(w *store.Writer) error {
			_, err := w.Exec(t.Context(), "UPDATE audit_nodes SET hash = ?", bytes.Repeat([]byte{1}, 32))
			return err
		}))
		log.records(t, 1)
		require.ErrorContains(t, log.keeper.SequenceAudit(t.Context()), "not those of the last checkpoint")
		alerts, err := store.Select[model.Alert](t.Context(), log.db, scope, "")
		require.NoError(t, err)
		require.Len(t, alerts, 1)
		require.Equal(t, model.AlertAuditBroken, alerts[0].Kind)
		_, err = log.verify(t)
		require.Error(t, err)
	})
}

func TestTheFirstPlaceThatIsWrongIsNamed(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 30)
		log.sequence(t)
		for _, statement := range []string{
			"UPDATE audit_records SET outcome = 'OK ' WHERE id = (SELECT record_id FROM audit_places WHERE place = 21)",
			"DELETE FROM audit_records WHERE id = (SELECT record_id FROM audit_places WHERE place = 17)",
			"UPDATE audit_records SET misses = 1 WHERE id = (SELECT record_id FROM audit_places WHERE place = 9)",
		} {
			require.NoError(t, log.db.Write(t.Context(), func(w *store.Writer) error {
				_, err := w.Exec(t.Context(), statement)
				return err
			}), statement)
		}
		_, err := log.verify(t)
		var broken *audit.Broken
		require.ErrorAs(t, err, &broken)
		require.Equal(t, int64(9), broken.First)
	})
}

func TestComplianceIsToldWhenTheKeyOfTheLogWasExchanged(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		log.records(t, 2)
		log.sequence(t)
		broken := func(keeper *desk.Desk) int {
			require.NoError(t, keeper.CheckAuditKey(t.Context()))
			alerts, err := store.Select[model.Alert](t.Context(), log.db, scope, "kind = 'AUDIT_BROKEN'")
			require.NoError(t, err)
			return len(alerts)
		}
		require.Zero(t, broken(log.keeper))
		other, _ := auditKey(t, 8)
		stranger := desk.New(desk.Config{DB: log.db, Engine: log.Engine(), Clock: func() time.Time { return log.now },
			Random: rand.NewChaCha8([32]byte{10}), Logger: zerolog.Nop(), AuditKey: other})
		require.Equal(t, 1, broken(stranger))
	})
}

func TestACheckpointIsSignedAfterTenThousandRecords(t *testing.T) {
	t.Parallel()
	log := newLogbook(t, storetest.SQLite(t))
	log.long(t, 100)
	log.sequence(t)
	now := log.now
	log.long(t, 10_000)
	log.now = now // no minute has passed
	require.NoError(t, log.keeper.TendAudit(t.Context()))
	latest, err := log.db.LastCheckpoint(t.Context())
	require.NoError(t, err)
	require.Equal(t, int64(10_100), latest.Size)
}
