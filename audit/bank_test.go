package audit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

// kept is a log as a bank keeps it: records in the order of their places, the
// hashes of the tree, signed checkpoints.
type kept struct {
	key         *Key
	keys        Keys
	records     []*model.AuditRecord
	hashes      map[int64]Hash // by stored position
	checkpoints []Checkpoint
	notes       []string
}

func newKey(t testing.TB, seed uint64) *Key {
	t.Helper()
	key, _, err := NewKey(rand.NewChaCha8(seedOf(seed)))
	require.NoError(t, err)
	return key
}

func seedOf(seed uint64) (out [32]byte) {
	copy(out[:], fmt.Sprint(seed))
	return out
}

// newLog makes a log of some records with a checkpoint every few of them.
func newLog(t testing.TB, size, every int64) *kept {
	t.Helper()
	log := &kept{key: newKey(t, 1), hashes: map[int64]Hash{}}
	var err error
	log.keys, err = ParseKeys(log.key.Public())
	require.NoError(t, err)
	tree, err := OpenTree(0, log.read)
	require.NoError(t, err)
	for place := range size {
		record := newRecord(place)
		leaf, err := tree.Add(record)
		require.NoError(t, err)
		log.records = append(log.records, record)
		log.hashes[Position{Place: place}.leaf()] = leaf.Hash
		for _, node := range leaf.Nodes {
			log.hashes[node.Stored] = node.Hash
		}
		if (place+1)%every == 0 || place+1 == size {
			root, err := tree.Root()
			require.NoError(t, err)
			log.sign(t, place+1, root)
		}
	}
	return log
}

func (p Position) leaf() int64 { return span{0, p.Place}.stored() }

func (l *kept) sign(t testing.TB, size int64, root Hash) {
	t.Helper()
	at := model.Instant(1_800_000_000_000_000 + size)
	note, err := l.key.Sign(size, root, at)
	require.NoError(t, err)
	l.notes = append(l.notes, note)
	l.checkpoints = append(l.checkpoints, Checkpoint{Origin: l.key.signer.Name(), Size: size, Root: root, At: at})
}

func (l *kept) read(positions []Position) ([]Hash, error) {
	out := make([]Hash, len(positions))
	for i, position := range positions {
		hash, found := l.hashes[position.Stored]
		if !found {
			return nil, fmt.Errorf("no hash at %d", position.Stored)
		}
		out[i] = hash
	}
	return out, nil
}

// export writes the places [first, end) of the log.
func (l *kept) export(t testing.TB, first, end int64) []byte {
	t.Helper()
	size := l.checkpoints[len(l.checkpoints)-1].Size
	frame, err := ReadFrame(first, end, size, l.read)
	require.NoError(t, err)
	var out bytes.Buffer
	header := NewHeader(frame, l.notes[len(l.notes)-1])
	export, err := NewExport(&out, header)
	require.NoError(t, err)
	for place := first; place < end; place++ {
		require.NoError(t, export.Record(place, l.records[place]))
		for i, checkpoint := range l.checkpoints {
			if checkpoint.Size == place+1 {
				require.NoError(t, export.Checkpoint(l.notes[i]))
			}
		}
	}
	return out.Bytes()
}

// newRecord makes a record whose every column says something.
func newRecord(place int64) *model.AuditRecord {
	at := model.Instant(1_790_000_000_000_000 + place*1_000_000)
	id := model.DeriveID(at.Time(), "record", fmt.Sprint(place))
	return &model.AuditRecord{
		ID: id, At: at, DurationMicros: 1500 + place, EmployeeID: model.DeriveID(at.Time(), "employee", fmt.Sprint(place%7)),
		Roles: "ACCOUNT_MANAGER BRANCH_MANAGER", Purpose: model.PurposeService, RequestID: fmt.Sprint("request-", place),
		Operation: "query Customer360", Document: "d0c0", Schema: "5c4e", Revision: "sha256:4711",
		Shown: `["Customer.displayName"]`, Masked: `{"Customer.birthDate":"ACC-1"}`, Denied: `{"Email.address":"ACC-2"}`,
		Rows:   model.EncodeRows(map[string][]model.ID{"Customer": {model.DeriveID(at.Time(), "customer", fmt.Sprint(place%11))}}),
		Misses: place % 3, Emergency: place%5 == 0, Outcome: "OK",
	}
}
