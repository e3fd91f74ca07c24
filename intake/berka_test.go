package intake

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

const berka50 = "testdata/berka50"

func berkaOptions(t testing.TB, dir string) BerkaOptions {
	return BerkaOptions{Dir: dir, RejectDir: filepath.Join(t.TempDir(), "rejects"), Products: shippedProducts(t), Clock: clock}
}

func importBerka(t testing.TB, db *store.DB, dir string) *ImportReport {
	t.Helper()
	report, err := Berka(context.Background(), db, berkaOptions(t, dir))
	require.NoError(t, err)
	requireAllCounted(t, report)
	return report
}

// lines counts the rows of a file, its header left out.
func lines(t testing.TB, path string) int64 {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return int64(len(strings.Split(strings.TrimSpace(string(text)), "\n")) - 1)
}

// TestEveryRowOfTheBerkaFilesArrives imports the made-up fixture, and the real
// files where FOYER_BERKA_DIR points to them.
func TestEveryRowOfTheBerkaFilesArrives(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{berka50, os.Getenv("FOYER_BERKA_DIR")} {
		if dir == "" {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			db := storetest.SQLite(t)
			report := importBerka(t, db, dir)
			for _, file := range report.Files {
				require.Equal(t, lines(t, filepath.Join(dir, file.Name)), file.Imported, file.Name)
			}
			require.Empty(t, report.RejectFiles)
			first := digest(t, db)
			again := importBerka(t, db, dir)
			require.Zero(t, again.Total().Imported, "the second run adds nothing")
			require.Equal(t, report.Total().Imported, again.Total().Unchanged)
			require.Equal(t, first, digest(t, db), "the second run changes nothing")
		})
	}
}

func TestTheRealBerkaFilesGiveThePublishedCounts(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("FOYER_BERKA_DIR")
	if dir == "" {
		return
	}
	db := storetest.SQLite(t)
	report := importBerka(t, db, dir)
	counts := map[string]int64{}
	for _, file := range report.Files {
		counts[file.Name] = file.Imported
	}
	require.Equal(t, map[string]int64{
		"district.asc": 77, "account.asc": 4500, "client.asc": 5369, "disp.asc": 5369, "order.asc": 6471, "loan.asc": 682, "card.asc": 892,
		"trans_1993-01_to_1994-03.asc": 49102, "trans_loan_accounts_1995-04_to_1998-12.csv": 30200,
	}, counts)
	require.Len(t, all[model.Household](t, db, ""), 869, "every account of two persons is a couple")
	require.Len(t, all[model.Relationship](t, db, ""), 2*869)
	covered := all[model.Contract](t, db, "covered_to IS NOT NULL")
	require.Len(t, covered, 1229+354)
	jumps := 0
	for _, account := range covered {
		jumps += gaps(t, db, account)
	}
	require.Zero(t, jumps, "inside their coverage all balances follow from each other")
}

// gaps counts the covered movements whose balance does not follow from the one before.
func gaps(t testing.TB, db *store.DB, account *model.Contract) int {
	t.Helper()
	count, balance := 0, int64(0)
	for _, movement := range all[model.Movement](t, db, "contract_id = ? ORDER BY booked_on, sequence", account.ID) {
		if movement.BookedOn > account.CoveredTo {
			break
		}
		if off := balance + movement.AmountMinor - movement.BalanceMinor; off < -tolerance || off > tolerance {
			count++
		}
		balance = movement.BalanceMinor
	}
	return count
}

func TestTheBerkaBankIsTheSameOnBothDatabases(t *testing.T) {
	t.Parallel()
	var digests []string
	for _, target := range storetest.Databases(t) {
		db := target.Open(t)
		importBerka(t, db, berka50)
		digests = append(digests, digest(t, db))
	}
	require.Equal(t, digests[0], digests[1])
}

func TestAnInterruptedBerkaImportIsCompletedByTheNext(t *testing.T) {
	t.Parallel()
	whole := storetest.SQLite(t)
	importBerka(t, whole, berka50)
	want := digest(t, whole)
	for _, rows := range []int64{0, 1, 60, 200, 400, 900, 1300} {
		db := storetest.SQLite(t)
		options := berkaOptions(t, berka50)
		var ctx context.Context
		ctx, options.Progress = interruptedAfter(t, rows)
		_, err := Berka(ctx, db, options)
		require.ErrorIs(t, err, context.Canceled)
		importBerka(t, db, berka50)
		require.Equal(t, want, digest(t, db), "interrupted after %d rows", rows)
	}
}

func TestTheBerkaWordsAreUnderstood(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	importBerka(t, db, berka50)
	one := func(external string) *model.Contract {
		return all[model.Contract](t, db, "external_id = ?", external)[0]
	}

	account := one("account 4")
	require.Equal(t, model.CurrentAccount, account.Type)
	require.Equal(t, "CZK", account.Currency)
	require.Equal(t, model.NewDate(1993, time.April, 7), account.OpenedOn)
	require.Equal(t, account.OpenedOn, account.CoveredFrom)
	require.Equal(t, model.NewDate(1994, time.March, 15), account.CoveredTo, "the last day of the file")
	require.Zero(t, gaps(t, db, account), "movements of one day are put into the order of the ledger")

	parties := all[model.ContractParty](t, db, "contract_id = ? ORDER BY role", account.ID)
	require.Equal(t, []model.PartyRole{model.Owner, model.Proxy}, []model.PartyRole{parties[0].Role, parties[1].Role})
	owner := all[model.Customer](t, db, "id = ?", parties[0].CustomerID)[0]
	proxy := all[model.Customer](t, db, "id = ?", parties[1].CustomerID)[0]
	require.Equal(t, owner.HouseholdID, proxy.HouseholdID)
	require.Equal(t, owner.DecisionKey, proxy.DecisionKey)
	require.Equal(t, model.Sex("FEMALE"), owner.Sex)
	require.Equal(t, "1934-05-05", owner.BirthDate.String())
	require.Equal(t, "Client 4", owner.DisplayName())

	loan := one("loan 525")
	require.Equal(t, model.ContractActive, loan.Status)
	require.Equal(t, loan.OpenedOn.AddMonths(12), loan.LastInstalmentOn)
	require.False(t, loan.InArrears)
	require.Equal(t, model.ContractClosed, one("loan 501").Status)
	require.True(t, one("loan 513").InArrears)
	history := one("account 29")
	require.Equal(t, one("loan 529").OpenedOn.AddDays(-1), history.CoveredTo, "history up to the day of the loan")

	for _, order := range all[model.StandingOrder](t, db, "") {
		rival := order.Purpose == model.OrderInsurance || order.Purpose == model.OrderLeasing
		require.Equal(t, rival, order.ToCompetitor, order.Purpose)
	}
	require.Len(t, all[model.Employee](t, db, "login IN ('alice', 'bruno', 'chloe', 'david')"), 4)
}

func TestWrongBerkaRowsAreRejectedWithLineAndReason(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, berka50, func(name, text string) string {
		switch name {
		case "client.asc":
			return strings.Replace(text, `2;"325303";3`, `2;"323303";3`, 1)
		case "order.asc":
			return text + `13;1;"YZ";"1";1.00;"SIPO"` + "\r\n" + `99999;777;"YZ";"1";1.00;"SIPO"` + "\r\n" + `99998;1;"YZ"`
		case "loan.asc":
			return text + `9999;2;971301;100;12;8.00;"A"` + "\r\n"
		}
		return text
	})
	report := importBerka(t, storetest.SQLite(t), dir)

	orders := rejected(t, report, "order.asc")
	require.Contains(t, orders, "column order_id: 13 stands on line 2 already")
	require.Contains(t, orders, `account ""777"" is not among the imported rows`)
	require.Contains(t, orders, "the row has 3 fields, the header 6")
	require.Contains(t, rejected(t, report, "loan.asc"), `column date: ""971301"" is not a date: expected YYMMDD`)
	require.Contains(t, rejected(t, report, "client.asc"), `3,"column birth_number: ""323303"" names a day that does not exist"`)
	require.Contains(t, rejected(t, report, "disp.asc"), `3,"column client_id: client ""2"" is not among the imported rows"`)
}

func TestBrokenBerkaFilesAreRefusedBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, want string
		change     func(name, text string) string
	}{
		{"a missing file", "loan.asc: there is no such file", func(name, text string) string {
			if name == "loan.asc" {
				return ""
			}
			return text
		}},
		{"a missing column", `loan.asc line 1: column "duration" is missing`, in("loan.asc", "duration", "period")},
		{"an empty file", "card.asc line 1: the file is empty", func(name, text string) string {
			if name == "card.asc" {
				return "\n"
			}
			return text
		}},
		{"UTF-16", "district.asc line 1:", in("district.asc", "A1", "\xff\xfeA\x001\x00")},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			db := storetest.SQLite(t)
			_, err := Berka(context.Background(), db, berkaOptions(t, copyOf(t, berka50, each.change)))
			require.ErrorContains(t, err, each.want)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err))
			require.Empty(t, all[model.Region](t, db, ""))
		})
	}
}
