package store_test

import (
	"context"
	"database/sql"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // the driver, to ask for plans
)

// sent gathers the statements that a database is sent.
type sent struct {
	mutex sync.Mutex
	texts map[string]bool
	total int
}

func (s *sent) observe(_ context.Context, statement string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.texts[statement] = true
	s.total++
}

// readings are all readings that a person's page may ask for, by name.
func readings(reader *store.Reader, scope model.Scope, customers, contracts, rest []model.ID) map[string]func(ctx context.Context) error {
	type ctx = context.Context
	one := page(5)
	return map[string]func(ctx) error{
		"Customers":           func(c ctx) error { _, err := reader.Customers(c, scope, customers); return err },
		"Search":              func(c ctx) error { _, err := reader.Search(c, scope, "anne mart", one); return err },
		"Emails":              func(c ctx) error { _, err := reader.Emails(c, scope, customers); return err },
		"Phones":              func(c ctx) error { _, err := reader.Phones(c, scope, customers); return err },
		"Addresses":           func(c ctx) error { _, err := reader.Addresses(c, scope, customers); return err },
		"Incomes":             func(c ctx) error { _, err := reader.Incomes(c, scope, customers); return err },
		"ChannelPreferences":  func(c ctx) error { _, err := reader.ChannelPreferences(c, scope, customers); return err },
		"Consents":            func(c ctx) error { _, err := reader.Consents(c, scope, customers); return err },
		"Assets":              func(c ctx) error { _, err := reader.Assets(c, scope, customers); return err },
		"Fragilities":         func(c ctx) error { _, err := reader.Fragilities(c, scope, customers); return err },
		"Representations":     func(c ctx) error { _, err := reader.Representations(c, scope, customers); return err },
		"RepresentedBy":       func(c ctx) error { _, err := reader.RepresentedBy(c, scope, customers); return err },
		"Relationships":       func(c ctx) error { _, err := reader.Relationships(c, scope, customers); return err },
		"Memberships":         func(c ctx) error { _, err := reader.Memberships(c, scope, customers); return err },
		"Households":          func(c ctx) error { _, err := reader.Households(c, scope, rest); return err },
		"HouseholdMembers":    func(c ctx) error { _, err := reader.HouseholdMembers(c, scope, rest); return err },
		"ContractsOf":         func(c ctx) error { _, err := reader.ContractsOf(c, scope, customers, one); return err },
		"Contracts":           func(c ctx) error { _, err := reader.Contracts(c, scope, contracts); return err },
		"Parties":             func(c ctx) error { _, err := reader.Parties(c, scope, contracts); return err },
		"Movements":           func(c ctx) error { _, err := reader.Movements(c, scope, contracts, one); return err },
		"StandingOrders":      func(c ctx) error { _, err := reader.StandingOrders(c, scope, contracts); return err },
		"DirectDebits":        func(c ctx) error { _, err := reader.DirectDebits(c, scope, contracts); return err },
		"LifeEvents":          func(c ctx) error { _, err := reader.LifeEvents(c, scope, customers, one); return err },
		"LifeEventsByID":      func(c ctx) error { _, err := reader.LifeEventsByID(c, scope, rest); return err },
		"Interactions":        func(c ctx) error { _, err := reader.Interactions(c, scope, customers, one); return err },
		"InteractionsByID":    func(c ctx) error { _, err := reader.InteractionsByID(c, scope, rest); return err },
		"Recommendations":     func(c ctx) error { _, err := reader.Recommendations(c, scope, customers, nil); return err },
		"RecommendationsByID": func(c ctx) error { _, err := reader.RecommendationsByID(c, scope, rest); return err },
		"Decisions":           func(c ctx) error { _, err := reader.Decisions(c, scope, rest); return err },
		"DecisionsOf":         func(c ctx) error { _, err := reader.DecisionsOf(c, scope, customers, one); return err },
		"Actions":             func(c ctx) error { _, err := reader.Actions(c, scope, rest[0], today, one); return err },
		"ActionsByID":         func(c ctx) error { _, err := reader.ActionsByID(c, scope, rest); return err },
		"Employees":           func(c ctx) error { _, err := reader.Employees(c, scope, rest); return err },
		"Branches":            func(c ctx) error { _, err := reader.Branches(c, scope, rest); return err },
		"Regions":             func(c ctx) error { _, err := reader.Regions(c, scope, rest); return err },
		"Portfolios":          func(c ctx) error { _, err := reader.Portfolios(c, scope, rest); return err },
		"PortfoliosHeld":      func(c ctx) error { _, err := reader.PortfoliosHeld(c, scope, rest, today); return err },
		"PortfolioHolders":    func(c ctx) error { _, err := reader.PortfolioHolders(c, scope, rest, today); return err },
		"AuditRecords":        func(c ctx) error { _, err := reader.AuditRecords(c, scope, store.AuditFilter{}, one); return err },
		"CustomerList by name": func(c ctx) error {
			_, err := reader.CustomerList(c, scope, store.CustomerFilter{}, store.CustomerOrder{}, one)
			return err
		},
	}
}

func TestEachReadingSendsOneStatementWhateverTheNumberOfRows(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			ctx := context.Background()
			log := &sent{texts: map[string]bool{}}
			db, err := store.Open(ctx, target.Full(t), store.Options{Observe: log.observe})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, db.Close()) })
			town(t, db)
			for size := range 3 {
				many := idsOf("t0", "t1", "t2", "t3")[:size+2]
				for name, read := range readings(db.Reader(), managerOf("north"), many, many, many) {
					before := log.total
					require.NoError(t, read(ctx), name)
					require.Equal(t, 1, log.total-before, name)
				}
			}
			texts := len(log.texts)
			for name, read := range readings(db.Reader(), managerOf("south"), idsOf("t0", "t1"), idsOf("t0", "t1"), idsOf("t5")) {
				require.NoError(t, read(ctx), name)
			}
			require.Len(t, log.texts, texts, "another viewer and other ids must not make other statements")
		})
	}
}

// fullScan finds the tables that a plan of SQLite reads from end to end. Small
// ones may be, and n, the classes of the contracts or households asked for.
var fullScan = regexp.MustCompile(`SCAN (?:c|t|p|q|y|g|z|k|l|m|v|e|r|o|customers|movements|contracts)(?: |$)`)

func TestNoReadingOfAPersonsPageScansAWholeTable(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	log := &sent{texts: map[string]bool{}}
	url := storetest.Databases(t)[0].Full(t)
	db, err := store.Open(ctx, url, store.Options{Observe: log.observe})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	town(t, db)
	clear(log.texts)
	many := idsOf("t0", "t1", "t2")
	for name, read := range readings(db.Reader(), managerOf("north"), many, many, many) {
		require.NoError(t, read(ctx), name)
	}
	_, err = db.Facts(ctx, dictionary(t), map[string]bool{}, today, many)
	require.NoError(t, err)
	_, err = db.Holders(ctx, many, today)
	require.NoError(t, err)
	_, _, err = db.DecisionPage(ctx, model.ID{}, 10)
	require.NoError(t, err)
	raw, err := sql.Open("sqlite", strings.TrimPrefix(url, "sqlite:"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, raw.Close()) })
	for _, text := range slices.Sorted(maps.Keys(log.texts)) {
		for _, step := range plan(t, raw, text) {
			if fullScan.MatchString(step) && !strings.Contains(step, "USING") {
				require.Fail(t, step, text)
			}
		}
	}
}

// plan asks SQLite how it would run a statement.
func plan(t *testing.T, raw *sql.DB, text string) []string {
	t.Helper()
	args := make([]any, strings.Count(text, "?"))
	for i := range args {
		args[i] = "[]"
	}
	rows, err := raw.Query("EXPLAIN QUERY PLAN "+text, args...)
	require.NoError(t, err, text)
	var steps []string
	for rows.Next() {
		var number, parent, unused int
		var step string
		require.NoError(t, rows.Scan(&number, &parent, &unused, &step))
		steps = append(steps, step)
	}
	require.NoError(t, rows.Err())
	require.NoError(t, rows.Close())
	return steps
}
