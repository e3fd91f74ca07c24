package intake

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

func demoOptions(t testing.TB, customers int) DemoOptions {
	return DemoOptions{
		Customers: customers, Seed: 7, Date: model.NewDate(2026, time.November, 22),
		MovementsPerMonth: DefaultMovementsPerMonth, Products: shippedProducts(t),
	}
}

func makeDemo(t testing.TB, db *store.DB, options DemoOptions) *DemoReport {
	t.Helper()
	report, err := Demo(context.Background(), db, options)
	require.NoError(t, err)
	return report
}

func TestTheSameSeedAndDateMakeTheSameBankOnBothDatabases(t *testing.T) {
	t.Parallel()
	made := map[string]string{}
	for _, target := range storetest.Databases(t) {
		db := target.Open(t)
		report := makeDemo(t, db, demoOptions(t, 300))
		require.EqualValues(t, 300, report.Customers)
		made[target.Name] = digest(t, db)
	}
	require.Equal(t, made[store.SQLite], made[store.Postgres])

	for name, change := range map[string]func(*DemoOptions){
		"another seed": func(o *DemoOptions) { o.Seed++ },
		"another date": func(o *DemoOptions) { o.Date = o.Date.AddDays(1) },
	} {
		options := demoOptions(t, 300)
		change(&options)
		db := storetest.SQLite(t)
		makeDemo(t, db, options)
		require.NotEqual(t, made[store.SQLite], digest(t, db), name)
	}
}

func TestADemoOfAnySizeHasThatManyCustomers(t *testing.T) {
	t.Parallel()
	for _, customers := range []int{1, 2, 7, 40, 1001} {
		options := demoOptions(t, customers)
		options.MovementsPerMonth = 0
		db := storetest.SQLite(t)
		require.EqualValues(t, customers, makeDemo(t, db, options).Customers)
		require.Len(t, all[model.Customer](t, db, ""), customers)
	}
}

func TestADemoIsMadeOnlyOnceAndOnlyInAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		interrupted, progress := interruptedAfter(t, 1)
		options := demoOptions(t, 2500)
		options.MovementsPerMonth, options.Progress = 0, progress
		_, err := Demo(interrupted, db, options)
		require.ErrorIs(t, err, context.Canceled)
		require.Empty(t, all[model.Customer](t, db, ""), "an interrupted demo leaves nothing")

		options = demoOptions(t, 200)
		makeDemo(t, db, options)
		first := digest(t, db)
		require.True(t, makeDemo(t, db, options).Already)
		require.Equal(t, first, digest(t, db))

		options.Seed++
		_, err = Demo(ctx, db, options)
		require.ErrorContains(t, err, "made with other options")
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
	})
	db := storetest.SQLite(t)
	importBerka(t, db, berka50)
	_, err := Demo(context.Background(), db, demoOptions(t, 200))
	require.Equal(t, model.CodeConflict, model.CodeOf(err))
}

func TestImpossibleDemosAreRefused(t *testing.T) {
	t.Parallel()
	for field, change := range map[string]func(*DemoOptions){
		"customers":           func(o *DemoOptions) { o.Customers = 0 },
		"movements-per-month": func(o *DemoOptions) { o.MovementsPerMonth = -1 },
		"date":                func(o *DemoOptions) { o.Date = 0 },
		"products":            func(o *DemoOptions) { o.Products = nil },
	} {
		options := demoOptions(t, 10)
		change(&options)
		_, err := Demo(context.Background(), storetest.SQLite(t), options)
		require.ErrorContains(t, err, field+":")
		require.Equal(t, model.CodeInvalid, model.CodeOf(err))
	}
}

// bankOf2000 makes one bank for the tests that only look at it.
func bankOf2000(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.SQLite(t)
	makeDemo(t, db, demoOptions(t, 2000))
	return db
}

func TestTheDemoBankIsPlausible(t *testing.T) {
	t.Parallel()
	db := bankOf2000(t)
	date := demoOptions(t, 1).Date
	t.Run("balances follow from movements", func(t *testing.T) { requireBalances(t, db) })
	t.Run("children have parents and adults act for themselves", func(t *testing.T) { requireFamilies(t, db, date) })
	t.Run("vehicles are around the mean age", func(t *testing.T) {
		total, vehicles := 0, all[model.Asset](t, db, "kind = 'VEHICLE'")
		for _, vehicle := range vehicles {
			require.LessOrEqual(t, vehicle.FirstRegisteredOn, vehicle.AcquiredOn)
			total += int(date - vehicle.FirstRegisteredOn)
		}
		require.InDelta(t, 4200, total/len(vehicles), 200, "11.5 years, in days")
	})
	t.Run("every product is held", func(t *testing.T) {
		held := map[string]int{}
		for _, contract := range all[model.Contract](t, db, "") {
			held[contract.ProductCode]++
		}
		for _, product := range shippedProducts(t) {
			require.Positive(t, held[product.Code], product.Code)
		}
	})
	t.Run("the network has the demonstration logins", func(t *testing.T) { requireLogins(t, db) })
}

func requireBalances(t *testing.T, db *store.DB) {
	balance, last := map[model.ID]int64{}, map[model.ID]*model.Movement{}
	for _, movement := range all[model.Movement](t, db, "1 = 1 ORDER BY contract_id, booked_on, sequence") {
		before, continued := last[movement.ContractID]
		if continued {
			require.Equal(t, before.BalanceMinor+movement.AmountMinor, movement.BalanceMinor)
			require.True(t, before.BookedOn < movement.BookedOn || before.Sequence < movement.Sequence)
		}
		last[movement.ContractID] = movement
		balance[movement.ContractID] = movement.BalanceMinor
	}
	series := 0
	for _, contract := range all[model.Contract](t, db, "covered_to IS NOT NULL") {
		if movement := last[contract.ID]; movement != nil {
			require.Equal(t, balance[contract.ID], contract.BalanceMinor)
			require.GreaterOrEqual(t, movement.BookedOn, contract.CoveredFrom)
			require.LessOrEqual(t, movement.BookedOn, contract.CoveredTo)
		}
	}
	below := map[model.ID]map[time.Month]bool{}
	for _, movement := range all[model.Movement](t, db, "balance_minor < 0 AND booked_on >= '2026-06-01'") {
		if below[movement.ContractID] == nil {
			below[movement.ContractID] = map[time.Month]bool{}
		}
		below[movement.ContractID][movement.BookedOn.Time().Month()] = true
	}
	for _, months := range below {
		if len(months) >= 3 {
			series++
		}
	}
	require.Positive(t, series, "some accounts are overdrawn month after month")
	require.Less(t, series, len(last)/8, "most are not")
}

func requireFamilies(t *testing.T, db *store.DB, date model.Date) {
	customers := map[model.ID]*model.Customer{}
	minors := 0
	for _, customer := range all[model.Customer](t, db, "") {
		customers[customer.ID] = customer
		if customer.LegalCapacity == model.Minor {
			minors++
			require.Less(t, customer.BirthDate.YearsUntil(date), 18)
		} else if customer.Kind == model.Person {
			require.GreaterOrEqual(t, customer.BirthDate.YearsUntil(date), 18)
		}
	}
	require.InDelta(t, 0.20, float64(minors)/float64(len(customers)), 0.06)
	represented := map[model.ID]bool{}
	for _, row := range all[model.Representation](t, db, "") {
		represented[row.CustomerID] = true
		require.Equal(t, customers[row.CustomerID].HouseholdID, customers[row.RepresentativeID].HouseholdID)
	}
	for id, customer := range customers {
		require.Equal(t, customer.LegalCapacity == model.Minor, represented[id] && customer.LegalCapacity != model.ProtectedAdult, customer.DisplayName())
	}
	pairs := map[string]bool{}
	relationships := all[model.Relationship](t, db, "")
	for _, row := range relationships {
		pairs[row.FromID.String()+row.ToID.String()+string(row.Kind)] = true
	}
	for _, row := range relationships {
		require.True(t, pairs[row.ToID.String()+row.FromID.String()+string(inverses[row.Kind])], "the inverse is written too")
	}
}

func requireLogins(t *testing.T, db *store.DB) {
	ctx, date := context.Background(), demoOptions(t, 1).Date
	reader := db.Reader()
	alice, err := reader.Actor(ctx, "alice", model.InstantOf(date.Time()))
	require.NoError(t, err)
	require.Equal(t, []model.Role{model.AccountManager}, alice.Roles)
	require.Len(t, alice.Portfolios, 1)
	require.Len(t, alice.Delegated, 1)
	for login, role := range map[string]model.Role{"bruno": model.BranchManager, "chloe": model.MarketingAnalyst, "david": model.Auditor} {
		actor, err := reader.Actor(ctx, login, model.InstantOf(date.Time()))
		require.NoError(t, err)
		require.Equal(t, []model.Role{role}, actor.Roles)
		require.Equal(t, alice.BranchID, actor.BranchID)
	}
	own := all[model.Customer](t, db, "portfolio_id = ?", alice.Portfolios[0])
	require.Greater(t, len(own), 100)
	classes := map[model.Sensitivity]int{}
	for _, customer := range own {
		classes[customer.Sensitivity]++
	}
	for _, each := range model.Sensitivities {
		require.Positive(t, classes[each], each)
	}
	require.True(t, slices.ContainsFunc(own, func(c *model.Customer) bool { return c.Kind == model.Organisation }))
	require.True(t, slices.ContainsFunc(own, func(c *model.Customer) bool { return c.Status == model.StatusProspect }))
	require.GreaterOrEqual(t, len(all[model.Branch](t, db, "")), 4)
	require.GreaterOrEqual(t, len(all[model.Region](t, db, "")), 2)
}

func TestAliceHasAChildAboutToComeOfAge(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	options := demoOptions(t, 60)
	makeDemo(t, db, options)
	child := all[model.Customer](t, db, "birth_date = ?", options.Date.AddDays(20).AddMonths(-12*18))
	require.NotEmpty(t, child)
	require.Equal(t, model.Minor, child[0].LegalCapacity)
	loans := all[model.Contract](t, db, "last_instalment_on = ? AND product_code = 'vehicle_loan'", options.Date.AddDays(41))
	require.NotEmpty(t, loans)
	require.NotEmpty(t, all[model.LifeEvent](t, db, "kind = 'CHILD_EXPECTED' AND state = 'ACTIVE'"))
}
