package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/audit"
	"foyer/desk"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// Sizes of the log that is tampered with: records under checkpoints, and then some
// that have no place.
const (
	placedRecords = 40
	checkpointAt  = 25
	waitingAfter  = 3
)

// tamperings is how many cases are drawn here; the package audit draws the others
// on exports.
func tamperings() int {
	if os.Getenv("FOYER_DEEP") == "1" {
		return 2000
	}
	return 100
}

func tamperSeed(t *testing.T) uint64 {
	t.Helper()
	drawn := uint64(time.Now().UnixNano())
	if given, err := strconv.ParseUint(os.Getenv("FOYER_TAMPER_SEED"), 10, 64); err == nil {
		drawn = given
	}
	t.Logf("seed %d: repeat with FOYER_TAMPER_SEED=%d", drawn, drawn)
	return drawn
}

// intruder changes a log past the program, with everything that the database
// allows; some also have a key.
type intruder struct {
	*logbook
	t    testing.TB
	dice *rand.Rand
	own  *audit.Key // a key of the intruder's
}

func (i *intruder) exec(statement string, args ...any) {
	i.t.Helper()
	require.NoError(i.t, i.db.Write(context.Background(), func(w *store.Writer) error {
		_, err := w.Exec(context.Background(), statement, args...)
		return err
	}), statement)
}

func (i *intruder) place() int64 { return i.dice.Int64N(placedRecords) }

// recordAt is the condition that a record is the one at a place.
func recordAt(place int64) string {
	return fmt.Sprintf("id = (SELECT record_id FROM audit_places WHERE place = %d)", place)
}

// attacks are the ways of an intruder; each leaves the log different from what it
// was. A name that ends in "outside" needs a checkpoint that was kept outside.
var attacks = []struct {
	name string
	do   func(i *intruder)
}{
	{"a column of a record is changed", func(i *intruder) { i.changeColumn(i.place()) }},
	{"a record is deleted", func(i *intruder) { i.exec("DELETE FROM audit_records WHERE " + recordAt(i.place())) }},
	{"a place is deleted", func(i *intruder) { i.exec("DELETE FROM audit_places WHERE place = ?", i.place()) }},
	{"a record is deleted and the gap closed", func(i *intruder) {
		gone := i.dice.Int64N(placedRecords - 1)
		i.exec("DELETE FROM audit_records WHERE " + recordAt(gone))
		i.exec("DELETE FROM audit_places WHERE place = ?", gone)
		for place := gone + 1; place < placedRecords; place++ {
			i.exec("UPDATE audit_places SET place = ? WHERE place = ?", place-1, place)
		}
	}},
	{"two records change places", func(i *intruder) { i.swap(false) }},
	{"two records change places with their hashes", func(i *intruder) { i.swap(true) }},
	{"a record is put in the middle", func(i *intruder) {
		at := i.place()
		for place := int64(placedRecords - 1); place >= at; place-- {
			i.exec("UPDATE audit_places SET place = ? WHERE place = ?", place+1, place)
		}
		i.forge(at)
	}},
	{"a record of last week is put in without a place", func(i *intruder) {
		record := i.forged()
		record.At -= model.Instant(7 * 24 * time.Hour / time.Microsecond)
		i.insert(record)
	}},
	{"a kept leaf is changed", func(i *intruder) { i.exec("UPDATE audit_places SET hash = ? WHERE place = ?", i.bytes(), i.place()) }},
	{"a kept node is changed", func(i *intruder) {
		i.exec("UPDATE audit_nodes SET hash = ? WHERE position = (SELECT position FROM audit_nodes ORDER BY position LIMIT 1 OFFSET ?)", i.bytes(), i.dice.Int64N(placedRecords-3))
	}},
	{"a kept node is deleted", func(i *intruder) {
		i.exec("DELETE FROM audit_nodes WHERE position = (SELECT position FROM audit_nodes ORDER BY position LIMIT 1 OFFSET ?)", i.dice.Int64N(placedRecords-3))
	}},
	{"a checkpoint's root is changed", func(i *intruder) { i.exec("UPDATE audit_checkpoints SET root = ? WHERE size = ?", i.bytes(), i.size()) }},
	{"a checkpoint's instant is changed", func(i *intruder) {
		i.exec("UPDATE audit_checkpoints SET at = ? WHERE size = ?", model.InstantOf(i.now.Add(-time.Hour)), i.size())
	}},
	{"a checkpoint's text is changed", func(i *intruder) {
		i.exec("UPDATE audit_checkpoints SET note = REPLACE(note, ?, ?) WHERE size = ?", "at 20", "at 19", i.size())
	}},
	{"a checkpoint is moved", func(i *intruder) { i.exec("UPDATE audit_checkpoints SET size = size - 1 WHERE size = ?", i.size()) }},
	{"who was seen is left out of the index", func(i *intruder) { i.exec("DELETE FROM audit_customers WHERE place = ?", i.place()) }},
	{"somebody who was not seen is put into the index", func(i *intruder) {
		i.insert(&model.AuditCustomer{CustomerID: id("never seen"), Place: i.place()})
	}},
	{"the index names a place after the end", func(i *intruder) {
		i.insert(&model.AuditCustomer{CustomerID: i.claire, Place: placedRecords + 1000})
	}},
	{"a record that waits is deleted alone", func(i *intruder) {
		i.exec("DELETE FROM audit_records WHERE id = (SELECT record_id FROM audit_arrivals ORDER BY record_id LIMIT 1)")
	}},
	{"the log is signed anew with another key", func(i *intruder) { i.signAll(i.own) }},
	{"a checkpoint is signed with another key", func(i *intruder) { i.sign(i.own, i.size()) }},
	{"the end is cut, outside", func(i *intruder) { i.cutTo(int64(checkpointAt)) }},
	{"the log is emptied, outside", func(i *intruder) { i.cutTo(0) }},
	{"a record is changed and all is made anew with the bank's key, outside", func(i *intruder) {
		i.changeColumn(i.place())
		i.rebuild(i.key)
	}},
	{"a record is changed and all is made anew with another key", func(i *intruder) {
		i.changeColumn(i.place())
		i.rebuild(i.own)
	}},
}

func (i *intruder) bytes() []byte {
	out := make([]byte, 32)
	for n := range out {
		out[n] = byte(i.dice.IntN(256))
	}
	return out
}

// size draws one of the two checkpoints.
func (i *intruder) size() int64 {
	if i.dice.IntN(2) == 0 {
		return checkpointAt
	}
	return placedRecords
}

// changeColumn gives a column of a record another value, any column but its key.
func (i *intruder) changeColumn(place int64) {
	columns := []string{"at", "duration_micros", "employee_id", "roles", "purpose", "request_id", "operation", "document", "schema",
		"revision", "shown", "masked", "denied", "rows", "misses", "emergency", "outcome"}
	if known := reflect.TypeFor[model.AuditRecord]().NumField() - 1; known != len(columns) {
		i.t.Fatalf("a record has %d columns beside its key, %d are changed here", known, len(columns))
	}
	column := columns[i.dice.IntN(len(columns))]
	value := any(fmt.Sprint("forged ", i.dice.Uint64()))
	switch column {
	case "at":
		value = model.InstantOf(i.now.Add(-time.Duration(1+i.dice.IntN(1e6)) * time.Microsecond * 7))
	case "duration_micros", "misses":
		value = i.dice.Int64N(1e9) + 1000
	case "employee_id":
		value = id(fmt.Sprint("somebody ", i.dice.Uint64()))
	case "rows":
		value = i.bytes()
	case "emergency":
		i.exec("UPDATE audit_records SET emergency = NOT emergency WHERE " + recordAt(place))
		return
	}
	i.exec("UPDATE audit_records SET "+column+" = ? WHERE "+recordAt(place), value)
}

func (i *intruder) swap(hashes bool) {
	one, other := i.place(), i.place()
	for one == other {
		other = i.place()
	}
	places, err := store.Select[model.AuditPlace](context.Background(), i.db, scope, "place = ? OR place = ? ORDER BY place", one, other)
	require.NoError(i.t, err)
	first, second := places[0], places[1]
	i.exec("DELETE FROM audit_places WHERE place = ?", second.Place)
	if hashes {
		first.Hash, second.Hash = second.Hash, first.Hash
	}
	i.exec("UPDATE audit_places SET record_id = ?, hash = ? WHERE place = ?", second.RecordID, first.Hash, first.Place)
	second.RecordID = first.RecordID
	i.insert(second)
}

func (i *intruder) forged() *model.AuditRecord {
	return &model.AuditRecord{
		ID: id(fmt.Sprint("forged ", i.dice.Uint64())), At: model.InstantOf(i.now), EmployeeID: i.paul, Operation: "query",
		Shown: "[]", Masked: "{}", Denied: "{}", Outcome: "OK",
	}
}

// forge puts a record at a place, with the right hash of its leaf.
func (i *intruder) forge(place int64) {
	record := i.forged()
	tree, err := audit.OpenTree(0, func([]audit.Position) ([]audit.Hash, error) { return nil, nil })
	require.NoError(i.t, err)
	leaf, err := tree.Add(record)
	require.NoError(i.t, err)
	i.insert(record)
	i.insert(&model.AuditPlace{Place: place, RecordID: record.ID, Hash: leaf.Hash[:]})
}

func (i *intruder) insert(row any) {
	require.NoError(i.t, i.db.Write(context.Background(), func(w *store.Writer) error { return w.Insert(context.Background(), row) }))
}

// sign replaces a checkpoint by one of a key.
func (i *intruder) sign(key *audit.Key, size int64) {
	checkpoints, err := store.Select[model.AuditCheckpoint](context.Background(), i.db, scope, "size = ?", size)
	require.NoError(i.t, err)
	note, err := key.Sign(size, audit.Hash(checkpoints[0].Root), checkpoints[0].At)
	require.NoError(i.t, err)
	i.exec("UPDATE audit_checkpoints SET note = ? WHERE size = ?", note, size)
}

func (i *intruder) signAll(key *audit.Key) {
	i.sign(key, checkpointAt)
	i.sign(key, placedRecords)
}

// cutTo leaves the log exactly as it was at a size, records that wait included.
func (i *intruder) cutTo(size int64) {
	nodes := 2 * size // the positions of a tree's hashes are below twice its size
	i.exec("DELETE FROM audit_records WHERE id NOT IN (SELECT record_id FROM audit_places WHERE place < ?)", size)
	i.exec("DELETE FROM audit_places WHERE place >= ?", size)
	i.exec("DELETE FROM audit_nodes WHERE position >= ?", nodes-int64(strings.Count(strconv.FormatInt(size, 2), "1")))
	i.exec("DELETE FROM audit_checkpoints WHERE size > ?", size)
	i.exec("DELETE FROM audit_customers WHERE place >= ?", size)
	i.exec("DELETE FROM audit_arrivals")
}

// rebuild makes the whole tree and its checkpoints anew over what the records say.
func (i *intruder) rebuild(key *audit.Key) {
	ctx := context.Background()
	var entries []store.AuditEntry
	require.NoError(i.t, i.db.ReadAudit(ctx, func(log *store.AuditLog) (err error) {
		entries, err = log.Entries(ctx, 0, placedRecords)
		return err
	}))
	tree, err := audit.OpenTree(0, func([]audit.Position) ([]audit.Hash, error) { return nil, nil })
	require.NoError(i.t, err)
	i.exec("DELETE FROM audit_nodes")
	for _, entry := range entries {
		leaf, err := tree.Add(entry.Record)
		require.NoError(i.t, err)
		i.exec("UPDATE audit_places SET hash = ? WHERE place = ?", leaf.Hash[:], leaf.Place)
		for _, node := range leaf.Nodes {
			i.insert(&model.AuditNode{Position: node.Stored, Hash: node.Hash[:]})
		}
		if leaf.Place+1 == checkpointAt || leaf.Place+1 == placedRecords {
			root, err := tree.Root()
			require.NoError(i.t, err)
			at := model.InstantOf(i.now)
			note, err := key.Sign(leaf.Place+1, root, at)
			require.NoError(i.t, err)
			i.exec("UPDATE audit_checkpoints SET root = ?, note = ?, at = ? WHERE size = ?", root[:], note, at, leaf.Place+1)
		}
	}
}

// fill writes the log that intruders find.
func (l *logbook) fill(t testing.TB) (outside string) {
	t.Helper()
	l.records(t, checkpointAt)
	l.sequence(t)
	l.records(t, placedRecords-checkpointAt)
	l.sequence(t)
	outside = l.checkpoint(t)
	l.records(t, waitingAfter)
	return outside
}

// requireFound wants a tampering to be found; attacks on what only a checkpoint
// kept outside can tell are verified with it.
func (i *intruder) requireFound(name, outside, note string) {
	i.t.Helper()
	kept := []string{}
	if strings.HasSuffix(name, "outside") {
		kept = append(kept, outside)
	}
	_, err := desk.VerifyAudit(context.Background(), i.db, i.keys, kept, model.InstantOf(i.now))
	var broken *audit.Broken
	require.ErrorAs(i.t, err, &broken, "%s: %s", note, name)
	require.GreaterOrEqual(i.t, broken.Last, broken.First, "%s: %s", note, name)
}

func TestH12_EveryKindOfTamperingIsFoundOnBothDatabases(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		for n, attack := range attacks {
			t.Run(target.Name+"/"+attack.name, func(t *testing.T) {
				t.Parallel()
				log := newLogbook(t, target.Open(t))
				outside := log.fill(t)
				_, err := log.verify(t, outside)
				require.NoError(t, err, "nobody touched it yet")
				own, _ := auditKey(t, 77)
				thief := &intruder{logbook: log, t: t, dice: rand.New(rand.NewPCG(uint64(n), 3)), own: own}
				attack.do(thief)
				thief.requireFound(attack.name, outside, target.Name)
			})
		}
	}
}

// The rest of the tamperings is drawn on copies of one SQLite file.
func TestH12_EveryTamperingWithADatabaseIsFound(t *testing.T) {
	t.Parallel()
	seed := tamperSeed(t)
	dice := rand.New(rand.NewPCG(seed, 2))
	whole, older, outside := writeLogFiles(t)
	own, _ := auditKey(t, 77)
	folder := t.TempDir()
	for n := range tamperings() {
		name, content := "an older file is put back, outside", older
		kind := dice.IntN(len(attacks) + 1)
		if kind < len(attacks) {
			name, content = attacks[kind].name, whole
		}
		file := filepath.Join(folder, fmt.Sprint(n, ".db"))
		require.NoError(t, os.WriteFile(file, content, 0o600))
		db, err := store.Open(t.Context(), "sqlite:"+file, store.Options{})
		require.NoError(t, err)
		log := &logbook{bank: &bank{db: db, alice: id("alice"), paul: id("paul"), claire: id("claire")}, now: today.Time().Add(9*time.Hour + time.Minute)}
		log.key, log.keys = auditKey(t, 5)
		thief := &intruder{logbook: log, t: t, dice: dice, own: own}
		if kind < len(attacks) {
			attacks[kind].do(thief)
		}
		thief.requireFound(name, outside, fmt.Sprint("seed ", seed, " case ", n))
		require.NoError(t, db.Close())
		require.NoError(t, os.Remove(file))
	}
}

// writeLogFiles writes the log that intruders find, and gives its file, that of an
// hour ago, and a checkpoint that was kept outside.
func writeLogFiles(t *testing.T) (whole, older []byte, outside string) {
	t.Helper()
	url := storetest.Databases(t)[0].Full(t)
	file, isFile := strings.CutPrefix(url, "sqlite:")
	require.True(t, isFile)
	open := func(write func(log *logbook)) []byte {
		db, err := store.Open(t.Context(), url, store.Options{})
		require.NoError(t, err)
		log := &logbook{}
		if older == nil {
			log = newLogbook(t, db)
		} else {
			log = openLogbook(t, reopened(t, db))
		}
		write(log)
		require.NoError(t, db.Close())
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		return content
	}
	older = open(func(log *logbook) {
		log.records(t, checkpointAt)
		log.sequence(t)
	})
	whole = open(func(log *logbook) {
		log.now = log.now.Add(checkpointAt * time.Second)
		log.records(t, placedRecords-checkpointAt)
		log.sequence(t)
		outside = log.checkpoint(t)
		log.records(t, waitingAfter)
		_, err := log.verify(t, outside)
		require.NoError(t, err, "nobody touched it yet")
	})
	return whole, older, outside
}
