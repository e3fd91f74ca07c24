package intake

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
)

// TestALedgerIsFoundAgainWhateverTheOrderOfItsDays makes a ledger, numbers the
// movements of each day at random, and lets settle find the order again.
func TestALedgerIsFoundAgainWhateverTheOrderOfItsDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Int64Range(-500_000, 500_000), 1, 30).Draw(r, "amounts")
		perDay := rapid.IntRange(1, 7).Draw(r, "movements per day")
		var rows ledger
		balance := int64(0)
		for i, amount := range amounts {
			balance += amount
			rows = append(rows, &ledgerRow{on: model.NewDate(1995, 1, 1).AddDays(i / perDay), amount: amount, balance: balance})
		}
		shuffle := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
		shuffle.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
		for i, row := range rows {
			row.number = int64(i)
		}
		require.Empty(r, rows.settle())
		running := int64(0)
		for _, row := range rows {
			running += row.amount
			require.InDelta(r, running, row.balance, tolerance)
		}
	})
}

func TestADayThatDoesNotAddUpIsNamed(t *testing.T) {
	t.Parallel()
	first, second := model.NewDate(1995, 1, 1), model.NewDate(1995, 1, 2)
	rows := ledger{
		{on: first, number: 1, amount: 100_00, balance: 100_00},
		{on: second, number: 3, amount: -50_00, balance: 250_00}, // a credit of 200.00 is missing
		{on: second, number: 2, amount: -30_00, balance: 220_00},
	}
	require.Equal(t, []model.Date{second}, rows.settle())
	require.Equal(t, []int64{1, 3, 2}, []int64{rows[0].number, rows[1].number, rows[2].number})
}

func TestAFileThatEndsInTheMiddleOfADayDoesNotCoverThatDay(t *testing.T) {
	t.Parallel()
	opened, last := model.NewDate(1993, 2, 1), model.NewDate(1994, 3, 31)
	account := &berkaAccount{opened: opened, contract: &model.Contract{}}
	file := &movementFile{first: model.NewDate(1993, 1, 1), final: last, last: map[*berkaAccount]model.Date{account: last}}
	file.cover(true)
	require.Equal(t, opened, account.contract.CoveredFrom)
	require.Equal(t, last.AddDays(-1), account.contract.CoveredTo)
}
