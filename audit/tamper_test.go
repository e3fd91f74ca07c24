package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// tamperings is how many cases the seeded property draws here; the desk draws the
// others on databases.
func tamperings() int {
	if os.Getenv("FOYER_DEEP") == "1" {
		return 8000
	}
	return 400
}

// seed is that of FOYER_TAMPER_SEED, else another one at each run; it is printed.
func seed(t *testing.T) uint64 {
	t.Helper()
	drawn := uint64(time.Now().UnixNano())
	if given, err := strconv.ParseUint(os.Getenv("FOYER_TAMPER_SEED"), 10, 64); err == nil {
		drawn = given
	}
	t.Logf("seed %d: repeat with FOYER_TAMPER_SEED=%d", drawn, drawn)
	return drawn
}

// tampering changes an export, and says what it did.
type tampering struct {
	name string
	do   func(dice *rand.Rand, lines [][]byte) []byte
}

var exportTamperings = []tampering{
	{"a byte is changed", func(dice *rand.Rand, lines [][]byte) []byte {
		text := bytes.Join(lines, nil)
		text[dice.IntN(len(text))] ^= byte(1 + dice.IntN(255))
		return text
	}},
	{"a byte is left out", func(dice *rand.Rand, lines [][]byte) []byte {
		text := bytes.Join(lines, nil)
		at := dice.IntN(len(text))
		return append(text[:at], text[at+1:]...)
	}},
	{"a byte is put in", func(dice *rand.Rand, lines [][]byte) []byte {
		text := bytes.Join(lines, nil)
		at := dice.IntN(len(text) + 1)
		return bytes.Join([][]byte{text[:at], {byte(dice.IntN(256))}, text[at:]}, nil)
	}},
	{"a record is left out", func(dice *rand.Rand, lines [][]byte) []byte {
		at := recordAt(dice, lines)
		return bytes.Join(append(lines[:at], lines[at+1:]...), nil)
	}},
	{"a record is repeated", func(dice *rand.Rand, lines [][]byte) []byte {
		at := recordAt(dice, lines)
		return bytes.Join([][]byte{bytes.Join(lines[:at], nil), lines[at], bytes.Join(lines[at:], nil)}, nil)
	}},
	{"two records change places", func(dice *rand.Rand, lines [][]byte) []byte {
		one, other := recordAt(dice, lines), recordAt(dice, lines)
		for one == other {
			other = recordAt(dice, lines)
		}
		first, second := placed{}, placed{}
		if strict(lines[one], &first) != nil || strict(lines[other], &second) != nil {
			panic("the export can't be read")
		}
		first.Record, second.Record = second.Record, first.Record
		lines[one], lines[other] = lineOf(first), lineOf(second)
		return bytes.Join(lines, nil)
	}},
	{"the end is cut", func(dice *rand.Rand, lines [][]byte) []byte {
		text := bytes.Join(lines, nil)
		return text[:dice.IntN(len(text))]
	}},
	{"records are put in", func(dice *rand.Rand, lines [][]byte) []byte {
		at := recordAt(dice, lines)
		forged := lineOf(placed{int64(at), LineOf(newRecord(dice.Int64N(1000) + 1000))})
		return bytes.Join([][]byte{bytes.Join(lines[:at], nil), forged, bytes.Join(lines[at:], nil)}, nil)
	}},
}

func lineOf(line placed) []byte {
	var out bytes.Buffer
	export := Export{to: json.NewEncoder(&out)}
	record, err := line.Record.record()
	if err == nil {
		err = export.Record(line.Place, record)
	}
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

// recordAt draws the line of a record.
func recordAt(dice *rand.Rand, lines [][]byte) int {
	for {
		at := 1 + dice.IntN(len(lines)-1)
		if bytes.HasPrefix(lines[at], []byte(`{"place":`)) {
			return at
		}
	}
}

func TestH12_EveryTamperingWithAnExportIsFound(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(seed(t), 1))
	log := newLog(t, 60, 16)
	stranger := newLog(t, 60, 16)
	stranger.key = newKey(t, 99)
	stranger.notes, stranger.checkpoints = nil, nil
	for _, checkpoint := range log.checkpoints {
		stranger.sign(t, checkpoint.Size, checkpoint.Root)
	}
	for n := range tamperings() {
		first := dice.Int64N(40)
		end := first + 5 + dice.Int64N(60-first-4)
		kind := dice.IntN(len(exportTamperings) + 2)
		switch kind {
		case len(exportTamperings): // signed with another key
			_, err := VerifyExport(t.Context(), bytes.NewReader(stranger.export(t, first, end)), log.keys, nil)
			require.Error(t, err, "case %d: another key", n)
		case len(exportTamperings) + 1: // an older state, whole in itself
			size := 8 + dice.Int64N(50)
			older := newLog(t, size, 16)
			_, err := VerifyExport(t.Context(), bytes.NewReader(older.export(t, 0, size)), log.keys, log.notes[len(log.notes)-1:])
			require.Error(t, err, "case %d: an older state of %d records", n, size)
		default:
			whole := log.export(t, first, end)
			lines := bytes.SplitAfter(whole, []byte("\n"))
			lines = lines[:len(lines)-1]
			changed := exportTamperings[kind].do(dice, lines)
			require.NotEqual(t, whole, changed)
			_, err := VerifyExport(t.Context(), bytes.NewReader(changed), log.keys, nil)
			require.Error(t, err, fmt.Sprintf("case %d: %s", n, exportTamperings[kind].name))
		}
	}
}
