package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
	"foyer/store/storetest"
)

// filterTrials is how many rules the translation is tried on.
func filterTrials() int {
	if os.Getenv("FOYER_DEEP") == "1" {
		return 10_000
	}
	return 500
}

// filterSeed is the seed of a trial, another each time unless FOYER_SEED names one.
func filterSeed(t *testing.T) uint64 {
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

// hostileWords are values that rows and rules hold.
var hostileWords = []string{
	"", " ", "'", "''", "\"", "\\", "\\\\", "%", "_", "a%", "a_b", "NULL", "null", "true", "0", "-1", "-0", "007", "1e3", "é", "e\u0301", "É", "字字", "🏠", "\u202eabc", "a\x00b", "\x00",
	"'; DROP TABLE customers; --", "' OR '1'='1", "?", "$1", "@ids", "@words", "{{}}", "a\nb", "a\tb", strings.Repeat("x", 5000),
	"ORDINARY", "STAFF", "VIP", "CUSTOMER", "PROSPECT", "PERSON", "OPEN", "OPPOSED", "demo", "Demo",
}

// hostileRow is a customer with what policies know of it, column by column.
type hostileRow struct {
	id      model.ID
	columns map[string]any
}

func hostileID(parts ...any) model.ID {
	return model.DeriveID(time.Date(2026, time.March, 15, 0, 0, 0, 0, time.UTC), fmt.Sprint(parts...))
}

var hostileDay = model.NewDate(2026, time.March, 15)

// writeHostileBank writes customers who hold every hostile word in every column of
// text, and in some columns nothing at all.
func writeHostileBank(t *testing.T, db *store.DB) []hostileRow {
	t.Helper()
	var rows []hostileRow
	ctx := context.Background()
	require.NoError(t, db.Write(ctx, func(w *store.Writer) error {
		for i := range 3 {
			for _, row := range []any{
				&model.Region{ID: hostileID("region", i), Code: fmt.Sprint(i)},
				&model.Branch{ID: hostileID("branch", i), RegionID: hostileID("region", i/2), Code: fmt.Sprint(i)},
				&model.Portfolio{ID: hostileID("portfolio", i), BranchID: hostileID("branch", i), Code: fmt.Sprint(i)},
			} {
				if i == 2 {
					if _, isRegion := row.(*model.Region); isRegion {
						continue
					}
				}
				if err := w.Insert(ctx, row); err != nil {
					return err
				}
			}
		}
		for i, word := range hostileWords {
			if strings.Contains(word, "\x00") {
				continue // no database of ours keeps it
			}
			row, err := writeHostileRow(ctx, w, i, word)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	}))
	return rows
}

func writeHostileRow(ctx context.Context, w *store.Writer, i int, word string) (hostileRow, error) {
	kept := func(step int) string {
		other := hostileWords[(i+step)%len(hostileWords)]
		return strings.ReplaceAll(other, "\x00", "0")
	}
	customer := &model.Customer{
		ID: hostileID("customer", i), Kind: model.CustomerKind(kept(7)), Status: model.CustomerStatus(word), Source: kept(3), Sensitivity: model.Sensitivity(kept(11)),
		BranchID: hostileID("branch", i%3), DecisionKey: hostileID("customer", i), SortKey: []byte{byte(i)}, CreatedAt: 1, UpdatedAt: 1,
	}
	columns := map[string]any{
		"id": customer.ID.String(), "branch_id": customer.BranchID.String(), "region_id": hostileID("region", i%3/2).String(),
		"sensitivity": kept(11), "status": word, "kind": kept(7), "source": kept(3), "marketing": "OPEN",
	}
	if i%4 != 0 {
		customer.PortfolioID = hostileID("portfolio", i%3)
		columns["portfolio_id"] = customer.PortfolioID.String()
	}
	rows := []any{customer}
	if i%5 == 1 {
		rows = append(rows, &model.Employee{ID: hostileID("employee", i), Login: fmt.Sprint(i), BranchID: hostileID("branch", (i+1)%3), CustomerID: customer.ID})
		columns["employee_branch_id"] = hostileID("branch", (i+1)%3).String()
	}
	if i%3 == 1 {
		rows = append(rows, &model.Consent{ID: hostileID("consent", i), CustomerID: customer.ID, Purpose: model.Marketing, State: model.ConsentRevoked, CapturedOn: hostileDay, EffectiveFrom: hostileDay})
		columns["marketing"] = "OPPOSED"
	}
	for _, row := range rows {
		if err := w.Insert(ctx, row); err != nil {
			return hostileRow{}, err
		}
	}
	return hostileRow{customer.ID, columns}, nil
}

// ruleWriter writes rules of Rego over customer rows.
type ruleWriter struct {
	dice    *rand.Rand
	helpers int // written so far; a rule names only those before it
}

func pick[T any](dice *rand.Rand, from ...T) T { return from[dice.IntN(len(from))] }

// module writes a policy of some helpers and a rule, each of one or several bodies.
func (w *ruleWriter) module() string {
	var text strings.Builder
	text.WriteString("package generated\n\n")
	w.helpers = 0
	for range w.dice.IntN(4) {
		w.rule(&text, fmt.Sprint("helper_", w.helpers))
		w.helpers++
	}
	w.rule(&text, "allowed")
	return text.String()
}

func (w *ruleWriter) rule(text *strings.Builder, name string) {
	for range 1 + w.dice.IntN(3) {
		text.WriteString(name + " if {\n")
		for range 1 + w.dice.IntN(3) {
			text.WriteString("\t" + w.condition() + "\n")
		}
		text.WriteString("}\n\n")
	}
}

func (w *ruleWriter) condition() string {
	column, word := "input.customer."+pick(w.dice, model.FilterColumns...), w.word()
	switch w.dice.IntN(14) {
	case 0, 1:
		return column + " == " + word
	case 2:
		return column + " != " + word
	case 3:
		return w.text() + " == " + column
	case 4:
		return "not " + column + " == " + word
	case 5, 6:
		return column + " in " + w.list()
	case 7:
		return "not " + column + " in " + w.list()
	case 8:
		return column + " " + pick(w.dice, "<", "<=", ">", ">=") + " " + word
	case 9:
		return "startswith(" + column + ", " + w.text() + ")"
	case 10:
		return column + " " + pick(w.dice, "== input.actor.word", "!= input.actor.word", "in input.actor.ids", "in input.actor.none")
	case 11:
		return pick(w.dice, `input.purpose == "SERVICE"`, `input.purpose != "SERVICE"`, `"AUDITOR" in input.roles`, `not "AUDITOR" in input.roles`)
	default:
		if w.helpers == 0 {
			return column + " == " + word
		}
		return pick(w.dice, "", "not ") + fmt.Sprint("helper_", w.dice.IntN(w.helpers))
	}
}

// word writes a value: mostly a text or the id of a row, sometimes a number or truth.
func (w *ruleWriter) word() string {
	switch w.dice.IntN(8) {
	case 0:
		return pick(w.dice, "0", "-1", "7", "1.5", "true", "false", "null")
	case 1, 2, 3:
		return regoText(pick(w.dice, hostileID("branch", w.dice.IntN(3)), hostileID("region", w.dice.IntN(2)), hostileID("portfolio", w.dice.IntN(3)), hostileID("customer", w.dice.IntN(20))).String())
	}
	return w.text()
}

func (w *ruleWriter) text() string { return regoText(pick(w.dice, hostileWords...)) }

func (w *ruleWriter) list() string {
	var words []string
	for range w.dice.IntN(5) {
		words = append(words, w.word())
	}
	if len(words) > 0 && w.dice.IntN(2) == 0 {
		return "{" + strings.Join(words, ", ") + "}"
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func regoText(text string) string {
	encoded, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(encoded)
}

// everyClass is the scope of somebody for whom a customer is own when a rule holds,
// and who sees everybody.
func everyClass(rule model.Filter) model.Scope {
	scope := model.Scope{Actor: &model.Actor{Today: hostileDay}, Table: &model.Table{Visible: model.ClassesWithin()}}
	for relation := range scope.Near {
		scope.Near[relation] = model.NoRows{}
	}
	scope.Near[model.RelationOwn] = rule
	return scope
}

func TestARuleOfRegoHoldsForTheSameRowsWhenADatabaseIsAskedInstead(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	var rows []hostileRow
	var banks []*store.DB
	for _, target := range storetest.Databases(t) {
		db := target.Open(t)
		rows = writeHostileBank(t, db)
		banks = append(banks, db)
	}
	ids := make([]model.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.id
	}
	known := map[string]any{
		"purpose": "SERVICE", "roles": []any{"ACCOUNT_MANAGER"},
		"actor": map[string]any{"word": "ORDINARY", "ids": []any{ids[1].String(), hostileID("branch", 1).String(), "VIP"}, "none": []any{}},
	}
	writer := &ruleWriter{dice: rand.New(rand.NewPCG(filterSeed(t), 4))}
	compared, refused, telling := 0, 0, 0
	for compared < filterTrials() {
		module := writer.module()
		rule, err := rules.NewRowRule(ctx, module, "data.generated.allowed")
		require.NoError(t, err, module)
		filter, err := rule.Filter(ctx, known)
		if err != nil {
			refused++
			require.Less(t, refused, 1000+compared, "nearly every rule is refused")
			continue
		}
		wanted := map[model.ID]bool{}
		for _, row := range rows {
			holds, err := rule.Holds(ctx, known, row.columns)
			require.NoError(t, err, module)
			require.Equal(t, holds, model.EvaluateFilter(filter, row.columns), "%s\n%v\n%#v", module, row.columns, filter)
			if holds {
				wanted[row.id] = true
			}
		}
		for _, db := range banks {
			seen, err := db.Reader().Customers(ctx, everyClass(filter), ids)
			require.NoError(t, err, module)
			for _, row := range rows {
				require.Equal(t, wanted[row.id], seen[row.id].Class.Relation() == model.RelationOwn, "%s on %s\n%v\n%#v", module, db.Dialect(), row.columns, filter)
			}
		}
		compared++
		if len(wanted) > 0 && len(wanted) < len(rows) {
			telling++
		}
	}
	t.Logf("%d rules over %d rows on %d databases, %d of them tell rows apart; %d others were refused", compared, len(rows), len(banks), telling, refused)
	require.Greater(t, telling, compared/4, "the rules must tell rows apart")
}

func TestARuleThatNoDatabaseCanAnswerIsRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, condition := range []string{
		`endswith(input.customer.status, "R")`, `contains(input.customer.status, "R")`, `lower(input.customer.status) == "customer"`,
		`count(input.customer.status) == 3`, `input.customer.status == input.customer.kind`, `input.customer.name == "Martin"`,
		`regex.match("^C", input.customer.status)`, `concat("", [input.customer.status]) == "CUSTOMER"`, `input.customer[_] == "VIP"`,
		`some column; input.customer[column] == "VIP"`, `input.customer == {"status": "CUSTOMER"}`, `is_string(input.customer.status)`,
		`object.get(input.customer, "status", "") == "CUSTOMER"`,
	} {
		rule, err := rules.NewRowRule(ctx, "package generated\n\nallowed if {\n\t"+condition+"\n}\n", "data.generated.allowed")
		if err == nil {
			_, err = rule.Filter(ctx, map[string]any{})
		}
		require.Error(t, err, condition)
	}
}

// told gathers the statements that a database is sent.
type told struct {
	mutex sync.Mutex
	texts []string
}

func (s *told) observe(_ context.Context, statement string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.texts = append(s.texts, statement)
}

// otherValues is a filter of the same form with other words.
func otherValues(filter model.Filter, word string) model.Filter {
	switch filter := filter.(type) {
	case model.And:
		return model.And(otherParts(filter, word))
	case model.Or:
		return model.Or(otherParts(filter, word))
	case model.Not:
		return model.Not{Filter: otherValues(filter.Filter, word)}
	case model.Compare:
		if _, isWord := filter.Value.(string); isWord {
			filter.Value = word
		}
		return filter
	case model.OneOf:
		filter.Values = []any{word, word + word}
		return filter
	}
	return filter
}

func otherParts(parts []model.Filter, word string) []model.Filter {
	out := make([]model.Filter, len(parts))
	for i, part := range parts {
		out[i] = otherValues(part, word)
	}
	return out
}

func TestNoValueOfARuleIsEverWrittenIntoAStatement(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, target := range storetest.Databases(t) {
		log := &told{}
		db, err := store.Open(ctx, target.Full(t), store.Options{Observe: log.observe})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, db.Close()) })
		writer := &ruleWriter{dice: rand.New(rand.NewPCG(filterSeed(t), 5))}
		for tried := 0; tried < 100; {
			rule, err := rules.NewRowRule(ctx, writer.module(), "data.generated.allowed")
			require.NoError(t, err)
			filter, err := rule.Filter(ctx, map[string]any{"purpose": "SERVICE"})
			if err != nil {
				continue
			}
			tried++
			texts := map[string]bool{}
			for _, one := range []model.Filter{filter, otherValues(filter, "canary'; --"), otherValues(filter, hostileID("canary").String())} {
				log.texts = nil
				_, err := db.Reader().Customers(ctx, everyClass(one), []model.ID{hostileID("customer", 1)})
				require.NoError(t, err)
				require.Len(t, log.texts, 1)
				texts[log.texts[0]] = true
				require.NotContains(t, log.texts[0], "canary")
				require.NotContains(t, log.texts[0], hostileID("canary").String())
			}
			require.Len(t, texts, 1, "the text of a statement depends on the form of a rule only")
		}
	}
}
