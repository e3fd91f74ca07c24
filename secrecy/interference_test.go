package secrecy_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/rules"
)

func mapKeys[V any](of map[string]V) iter.Seq[string] { return maps.Keys(of) }

// questions is how many questions a trial asks for each role.
func questions() int {
	if os.Getenv("FOYER_DEEP") == "1" {
		return 5000
	}
	return 250
}

// seedOf is the seed of a trial: that of the environment, else another each day's
// second. It is printed so that a failure can be played again.
func seedOf(t testing.TB) uint64 {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("FOYER_SEED"); given != "" {
		var err error
		seed, err = strconv.ParseUint(given, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("play again with FOYER_SEED=%d", seed)
	return seed
}

// houses are the original bank and its twin, seen by one viewer.
type houses struct {
	original, twin *house
	asker          *asker
	answered       int // questions that gave data
}

func openHouses(t testing.TB, engine *rules.Engine, who *viewer, twin string, seed uint64) *houses {
	t.Helper()
	file, err := original()
	require.NoError(t, err)
	copied := t.TempDir() + "/original.db"
	copyFile(t, file, copied)
	return &houses{
		original: open(t, copied, engine, who), twin: open(t, twin, engine, who),
		asker: &asker{dice: rand.New(rand.NewPCG(seed, 1)), schema: readSchema(t), known: knowledge(t, file)},
	}
}

// differ asks both houses the same and says how their answers differ, "" when
// they are the same bytes and show nothing that was planted.
func (h *houses) differ(t testing.TB, document string) string {
	t.Helper()
	first, body := h.original.ask(t, document, nil)
	second, planted := h.twin.ask(t, document, nil)
	h.learn(body)
	if strings.Contains(body, `"data":{`) {
		h.answered++
	}
	switch {
	case first != second:
		return fmt.Sprintf("%s\n%s", document, firstDifference(first, second))
	case holdsCanary(planted) && !holdsCanary(document):
		return fmt.Sprintf("%s\nshows what was planted:\n%s", document, planted)
	}
	return ""
}

// firstDifference shows where two answers part.
func firstDifference(first, second string) string {
	at := 0
	for at < min(len(first), len(second)) && first[at] == second[at] {
		at++
	}
	around := func(text string) string { return text[max(0, at-200):min(len(text), at+200)] }
	return fmt.Sprintf("--- original\n%s\n--- twin\n%s", around(first), around(second))
}

// learn keeps the cursors of an answer, to go on from them.
func (h *houses) learn(body string) {
	var answer any
	if json.Unmarshal([]byte(body), &answer) == nil {
		h.collect(answer)
	}
	if extra := len(h.asker.cursors) - 50; extra > 0 {
		h.asker.cursors = h.asker.cursors[extra:]
	}
}

func (h *houses) collect(node any) {
	switch node := node.(type) {
	case map[string]any:
		for key, value := range node {
			if cursor, is := value.(string); is && (key == "endCursor" || key == "cursor") {
				h.asker.cursors = append(h.asker.cursors, cursor)
			}
			h.collect(value)
		}
	case []any:
		for _, value := range node {
			h.collect(value)
		}
	}
}

func TestNobodyLearnsWhatARuleHides(t *testing.T) {
	t.Parallel()
	engine, err := shippedEngine()
	require.NoError(t, err)
	seed := seedOf(t)
	for _, who := range viewers(t, engine) {
		t.Run(string(who.role), func(t *testing.T) {
			t.Parallel()
			twin, changed := makeTwin(t, engine, who)
			h := openHouses(t, engine, who, twin, seed)
			asked := 0
			for document := range h.documents(questions()) {
				require.Empty(t, h.differ(t, document))
				asked++
			}
			requireNothingPlanted(t, h.twin, twin)
			t.Logf("%s: %d cells changed, %d questions, %d gave data", who.login, changed, asked, h.answered)
			require.Greater(t, h.answered, asked/2, "questions that are all refused show nothing")
		})
	}
}

// documents are the questions of a trial: first every field of every row type of
// the schema, then made up ones.
func (h *houses) documents(made int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for document := range h.asker.sweep() {
			if !yield(document) {
				return
			}
		}
		for range made {
			if !yield(h.asker.question()) {
				return
			}
		}
	}
}

// requireNothingPlanted looks for planted values in the log and in the audit.
func requireNothingPlanted(t testing.TB, h *house, file string) {
	t.Helper()
	for line := range strings.Lines(h.log.String()) {
		require.False(t, holdsCanary(line), line)
	}
	db := behind(t, file)
	defer db.Close()
	for _, row := range rowsOf(t, db, "SELECT operation, document, shown, masked, denied, request_id FROM audit_records") {
		require.False(t, holdsCanary(readable(row)), row)
	}
}
