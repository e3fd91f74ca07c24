package store_test

import (
	"fmt"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// entry is a movement so many days ago; the balance follows from the amounts.
type entry struct {
	days     int
	amount   int64
	category model.MovementCategory
}

// account writes a current account with movements, the oldest first.
func account(t testing.TB, db *store.DB, name, owner string, change func(c *model.Contract), entries ...entry) {
	t.Helper()
	rows := contract(name, model.CurrentAccount, func(c *model.Contract) {
		c.CoveredFrom, c.CoveredTo = ago(700), today
		if change != nil {
			change(c)
		}
	}, owner, model.Owner)
	balance := int64(0)
	for i, one := range entries {
		balance += one.amount
		rows = append(rows, &model.Movement{ID: id(fmt.Sprint(name, " movement ", i)), ContractID: id(name), BookedOn: ago(one.days), Sequence: int64(i),
			AmountMinor: one.amount, BalanceMinor: balance, Category: one.category, Currency: "EUR"})
	}
	write(t, db, rows...)
}

func TestFactsOfMovementsLookAtTheirWindowAndNoFurther(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil))
		account(t, db, "main", "ann", nil,
			entry{400, 900_00, model.Salary}, entry{366, 1, model.Salary}, entry{184, 2, model.Salary}, entry{183, 3, model.Salary},
			entry{91, 500_00, model.TransferIn}, entry{90, 400_00, model.TransferIn}, entry{80, 900_00, model.OwnTransfer},
			entry{70, -100_00, model.CardPayment}, entry{60, -1200_00, model.OwnTransfer}, entry{10, -50_00, model.Housing}, entry{0, -10_00, model.Fee})
		requireFacts(t, map[string]any{
			"inflow_max": int64(400_00), "debits": int64(160_00), "salary_day": ago(183).Day(), "salaries": int64(1), "salaries_ever": int64(4),
			"balance_min": int64(1340_06), "months_below": int64(0), "idle_balance_permille": int64(1340_06 * 1000 / 160_00),
		}, known(t, db, "ann")[0])
	})
}

func TestFactsOfMovementsAreUnknownOutsideTheirCoverage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		names := []string{"late", "yesterday", "stale", "new", "never", "ever"}
		for _, name := range names {
			write(t, db, person(name, "north", nil))
		}
		cover := func(opened, from, to model.Date) func(c *model.Contract) {
			return func(c *model.Contract) { c.OpenedOn, c.CoveredFrom, c.CoveredTo = opened, from, to }
		}
		salary := entry{5, 100, model.Salary}
		account(t, db, "a1", "late", cover(ago(900), ago(100), today), salary)
		account(t, db, "a2", "yesterday", cover(ago(900), ago(900), ago(1)), salary)
		account(t, db, "a3", "stale", cover(ago(900), ago(900), ago(2)), salary)
		account(t, db, "a4", "new", cover(ago(20), ago(20), today), salary)
		account(t, db, "a5", "never", cover(ago(900), 0, 0), salary)
		account(t, db, "a6", "ever", cover(ago(900), ago(900), ago(32)), salary)
		salaries := map[string][2]any{}
		for i, facts := range known(t, db, names...) {
			salaries[names[i]] = [2]any{facts["salaries"], facts["salaries_ever"]}
			require.Equal(t, facts["salaries"] != nil, facts["months_below"] != nil, names[i])
		}
		one := int64(1)
		require.Equal(t, map[string][2]any{
			"late": {nil, one}, "yesterday": {one, one}, "stale": {nil, one}, "new": {one, one}, "never": {nil, nil}, "ever": {nil, nil},
		}, salaries)
	})
}

func TestTheLowestBalanceCountsWhatWasCarriedIntoTheWindow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		names := []string{"carried", "overdrawn", "quiet", "two accounts", "no spending", "below"}
		for _, name := range names {
			write(t, db, person(name, "north", nil))
		}
		account(t, db, "c", "carried", nil, entry{500, 50, model.CashIn}, entry{10, 100, model.CashIn}, entry{5, -20, model.CashOut})
		account(t, db, "o", "overdrawn", nil, entry{200, -50, model.CashOut}, entry{60, 100, model.CashIn}, entry{5, -20, model.CashOut})
		account(t, db, "q", "quiet", func(c *model.Contract) { c.BalanceMinor, c.BalanceOn = 77, ago(200) })
		account(t, db, "t1", "two accounts", nil, entry{500, 300, model.CashIn}, entry{50, -100, model.CashOut}, entry{40, 500, model.CashIn})
		account(t, db, "t2", "two accounts", nil, entry{500, 20, model.CashIn})
		account(t, db, "n", "no spending", nil, entry{500, 20, model.CashIn})
		account(t, db, "b", "below", nil, entry{100, 20, model.CashIn}, entry{70, -30, model.CashOut}, entry{69, 50, model.CashIn}, entry{0, -100, model.CashOut})
		got := map[string][3]any{}
		for i, facts := range known(t, db, names...) {
			got[names[i]] = [3]any{facts["balance_min"], facts["months_below"], facts["idle_balance_permille"]}
		}
		n := func(number int64) int64 { return number }
		require.Equal(t, map[string][3]any{
			"carried":      {n(50), n(0), n(2500)},
			"overdrawn":    {n(-50), n(5), n(0)}, // from 15 September, the start of the window, to 14 January
			"quiet":        {n(77), n(0), n(100_000)},
			"two accounts": {n(220), n(0), n(2200)},
			"no spending":  {n(20), n(0), n(100_000)},
			"below":        {n(-60), n(2), n(0)}, // 4 January and today
		}, got)
	})
}

func TestFactsOfAPageDoNotTakeMoreStatementsThanThoseOfOneCustomer(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			counter := &statementCounter{}
			db := counter.open(t, target.Full(t))
			network(t, db)
			var names []string
			for i := range 40 {
				name := fmt.Sprint("customer ", i)
				names = append(names, name)
				write(t, db, person(name, "north", nil))
				account(t, db, "account "+name, name, nil, entry{5, 100, model.Salary})
			}
			one := counter.during(func() { known(t, db, names[0]) })
			page := counter.during(func() { known(t, db, names...) })
			require.Equal(t, one, page)
			require.Less(t, page, 20)
		})
	}
}
