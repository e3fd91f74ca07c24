package secrecy_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

// flip is a change of a policy: a role is shown a group in a row class, where the
// policy hides it.
type flip struct {
	group string
	class model.RowClass
}

func (f flip) String() string { return f.group + " in " + f.class.String() }

// mutants is how many changed policies a trial makes.
func mutants() int {
	if os.Getenv("FOYER_DEEP") == "1" {
		return 200
	}
	return 24
}

// TestAnOpenedVerdictIsNoticed opens, one at a time, verdicts that the shipped
// policy closes: the trial of TestNobodyLearnsWhatARuleHides must notice each.
func TestAnOpenedVerdictIsNoticed(t *testing.T) {
	t.Parallel()
	engine, err := newEngine()
	require.NoError(t, err)
	seed := seedOf(t)
	dice := rand.New(rand.NewPCG(seed, 2))
	type trial struct {
		who  *viewer
		twin string
		flip flip
	}
	var trials []trial
	for _, who := range viewers(t, engine) {
		twin, _ := makeTwin(t, engine, who)
		for _, one := range flipsFor(t, engine, who) {
			trials = append(trials, trial{who, twin, one})
		}
	}
	dice.Shuffle(len(trials), func(i, j int) { trials[i], trials[j] = trials[j], trials[i] })
	trials = trials[:min(mutants(), len(trials))]
	slices.SortStableFunc(trials, func(a, b trial) int { return cmp.Compare(a.who.login, b.who.login) })
	var survivors []string
	for _, one := range trials {
		if !noticed(t, engine, one.who, one.twin, one.flip, seed) {
			survivors = append(survivors, fmt.Sprintf("%s for %s", one.flip, one.who.role))
		}
	}
	t.Logf("%d of %d noticed", len(trials)-len(survivors), len(trials))
	require.Empty(t, survivors)
}

// flipsFor lists the closed verdicts behind which the twin differs in some row.
func flipsFor(t testing.TB, engine *rules.Engine, who *viewer) []flip {
	t.Helper()
	file, err := original()
	require.NoError(t, err)
	db := behind(t, file)
	defer db.Close()
	table := tableOf(t, engine, who)
	stands := standingOf(t, db, who, table.Visible)
	found, claims := map[flip]bool{}, engine.Claims()
	for i := range cells {
		c := &cells[i]
		anchor := anchors[c.table]
		classes := stands.of(anchor.of)
		for _, row := range rowsOf(t, db, fmt.Sprintf("SELECT id, %s, %s FROM %s WHERE %s IS NOT NULL AND %s <> ''", anchor.column, c.column, c.table, c.column, c.column)) {
			class := classes[row[1]]
			secrecy, mask := c.secrecy(table, class)
			coordinate, _, _ := strings.Cut(c.shownBy, " ")
			group := claims[coordinate]
			if reachable(table, claims, coordinate, anchor.of, class) && secrecy != told && c.other(secrecy, mask, row[2], row[0]) != nil && c.form != list {
				found[flip{group, class}] = true
			}
		}
	}
	flips := make([]flip, 0, len(found))
	for one := range found {
		flips = append(flips, one)
	}
	slices.SortFunc(flips, func(a, b flip) int { return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.class, b.class)) })
	return flips
}

// reachable tells whether a viewer comes to the rows of a coordinate, or would if
// its group alone were opened.
func reachable(table *model.Table, claims map[string]string, coordinate, anchor string, class model.RowClass) bool {
	if class == 0 || class == conflicted || !table.Visible.Has(class) {
		return false
	}
	of, _, _ := strings.Cut(coordinate, ".")
	for _, row := range []string{of, map[string]string{"customer": "Customer", "contract": "Contract", "household": "Household"}[anchor]} {
		if claims[row] != claims[coordinate] && table.Of(row, class).Kind == model.Deny {
			return false
		}
	}
	return true
}

// noticed opens a verdict, asks both houses, and closes it again.
func noticed(t *testing.T, engine *rules.Engine, who *viewer, twin string, one flip, seed uint64) bool {
	t.Helper()
	copied := t.TempDir() + "/twin.db"
	copyFile(t, twin, copied)
	h := openHouses(t, engine, who, copied, seed)
	h.asker.thorough = true
	h.asker.known = within(t, engine, who, one.class, h.asker.known)
	table := tableOf(t, engine, who)
	before := map[*model.Verdict]model.Verdict{}
	for coordinate, group := range engine.Claims() {
		if index, known := engine.CoordinateIndex(coordinate); known && group == one.group {
			verdict := table.At(index, one.class)
			before[verdict] = *verdict
			verdict.Kind = model.Show
		}
	}
	defer func() {
		for verdict, was := range before {
			*verdict = was
		}
	}()
	for document := range h.documents(60) {
		if h.differ(t, document) != "" {
			return true
		}
	}
	return false
}

// within keeps the identifiers of rows that the viewer sees in one class.
func within(t testing.TB, engine *rules.Engine, who *viewer, class model.RowClass, all *known) *known {
	t.Helper()
	file, err := original()
	require.NoError(t, err)
	db := behind(t, file)
	defer db.Close()
	stands := standingOf(t, db, who, tableOf(t, engine, who).Visible)
	kept := &known{ids: map[string][]string{}, names: all.names}
	for of, table := range tablesOf {
		anchor, known := anchors[table]
		if !known {
			kept.ids[of] = all.ids[of]
			continue
		}
		classes := stands.of(anchor.of)
		for _, row := range rowsOf(t, db, fmt.Sprintf("SELECT id, %s FROM %s ORDER BY id", anchor.column, table)) {
			if classes[row[1]] == class {
				kept.ids[of] = append(kept.ids[of], globalID(of, row[0]))
			}
		}
	}
	return kept
}
