package intake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

const csvSmall = "testdata/csv_small"

func csvOptions(t testing.TB, dir string) CSVOptions {
	return CSVOptions{
		Dir: dir, RejectDir: filepath.Join(t.TempDir(), "rejects"), Products: shippedProducts(t),
		EventKinds: []string{"CHILD_ENTERS_HIGHER_EDUCATION"}, Scopes: []string{"recommendations.read", "recommendations.respond"}, Clock: clock,
	}
}

func importCSV(t testing.TB, db *store.DB, dir string) *ImportReport {
	t.Helper()
	report, err := CSV(context.Background(), db, csvOptions(t, dir))
	require.NoError(t, err)
	requireAllCounted(t, report)
	return report
}

func TestTheExampleFilesAreImportedTwiceWithoutChange(t *testing.T) {
	t.Parallel()
	var digests []string
	for _, target := range storetest.Databases(t) {
		db := target.Open(t)
		report := importCSV(t, db, csvSmall)
		require.Empty(t, report.RejectFiles)
		require.Equal(t, report.Total().Read, report.Total().Imported)
		require.Len(t, report.Files, len(csvLayouts()), "the example shows every file")
		digests = append(digests, digest(t, db))
		again := importCSV(t, db, csvSmall)
		require.Equal(t, report.Total().Imported, again.Total().Unchanged)
		digests = append(digests, digest(t, db))
	}
	for _, each := range digests {
		require.Equal(t, digests[0], each)
	}
}

func TestCSVValuesBecomeTheWordsOfTheBank(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	importCSV(t, db, csvSmall)
	customers := map[string]*model.Customer{}
	for _, customer := range all[model.Customer](t, db, "") {
		customers[customer.ExternalID] = customer
	}
	household := all[model.Household](t, db, "")[0]
	require.Equal(t, household.ID, customers["1003"].HouseholdID)
	require.Equal(t, household.ID, customers["1003"].DecisionKey)
	require.Equal(t, customers["1005"].ID, customers["1005"].DecisionKey, "somebody alone is decided alone")
	require.Equal(t, `Boulangerie "Au bon blé"`, customers["1004"].LegalName)
	require.Equal(t, "le goff elodie", string(customers["1001"].SortKey))
	require.Equal(t, "2020", customers["1001"].PCSVersion)
	require.Len(t, all[model.NameToken](t, db, "customer_id = ?", customers["1001"].ID), 4)
	require.Len(t, all[model.Relationship](t, db, "kind = 'CHILD_OF'"), 2, "inverses are written too")
	require.Equal(t, "+33639981234", all[model.Phone](t, db, "customer_id = ?", customers["1001"].ID)[0].Number)
	account := all[model.Contract](t, db, "external_id = 'A1'")[0]
	require.Equal(t, model.CurrentAccount, account.Type)
	require.EqualValues(t, 182040, account.BalanceMinor)
	require.Equal(t, account.ID, all[model.Contract](t, db, "external_id = 'K1'")[0].AccountID)
	require.EqualValues(t, -2960, all[model.Movement](t, db, "external_id = 'M3'")[0].AmountMinor)
	require.Contains(t, all[model.Interaction](t, db, "")[0].Report, "\nSouhaite")
}

// TestWrongRowsAreRejectedAndTheOthersImported changes one row of the example.
func TestWrongRowsAreRejectedAndTheOthersImported(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, old, replacement, reason string }{
		{"a day that does not exist", "customers", "1979-03-02", "1979-02-30", `2,"column birth_date: ""1979-02-30"" is not a date: expected YYYY-MM-DD"`},
		{"a date out of range", "customers", "1977-11-23", "1777-11-23", "out of range"},
		{"a birth in the future", "customers", "2008-12-15", "2108-12-15", "lies in the future"},
		{"a dangling reference", "contract_parties", "L1,1002", "L1,9999", `column customer: customers has no row ""9999""`},
		{"a double", "incomes", "1002,SALARY,3800.50,EUR,DECLARED,2023-09-01", "1001,SALARY,1.00,EUR,DECLARED,2024-01-01", "the same row stands on line 2 already"},
		{"an unknown product", "contracts", "A1,joint_account", "A1,gold_bar", `column product_code: ""gold_bar"" is not known`},
		{"an unknown kind of event", "life_events", "CHILD_ENTERS_HIGHER_EDUCATION", "WON_THE_LOTTERY", "a kind of life event that the rules know"},
		{"an amount with three decimals", "movements", "2450.00", "2450.001", "is not an amount"},
		{"an unknown word", "contract_parties", "BORROWER", "LENDER", "expected one of OWNER, JOINT_OWNER"},
		{"an unknown currency", "incomes", "EUR", "EUX", "an ISO 4217 code"},
		{"no phone number", "phones", "06 39 98 12 34", "123", "a phone number"},
		{"no address", "emails", "elodie.legoff@example.org", "elodie", "an address such as"},
		{"a quote in a field", "regions", "Bretagne", `Bre"ta"gne`, "has a quote inside"},
		{"too many fields", "regions", "Bretagne", "Bretagne,x", "the row has 3 fields, the header 2"},
		{"an empty cell", "branches", "PARIS11,IDF", "PARIS11,", "column region: the cell is empty"},
		{"an end before the beginning", "delegations", "2026-09-01", "2026-06-01", "lies before valid_from"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			db := storetest.SQLite(t)
			report := importCSV(t, db, copyOf(t, csvSmall, in(each.file+".csv", each.old, each.replacement)))
			require.Contains(t, rejected(t, report, each.file+".csv"), each.reason)
			require.Positive(t, report.Total().Imported)
		})
	}
}

// TestBrokenFilesAreRefusedBeforeAnythingIsWritten breaks a file of the example.
func TestBrokenFilesAreRefusedBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, want string
		change     func(name, text string) string
	}{
		{"a missing column", `customers.csv line 1: column "status" is missing`, in("customers.csv", "kind,status", "kind")},
		{"an unknown column", `regions.csv line 1: column "nom" is unknown: known are code, name`, in("regions.csv", "code,name", "code,name,nom")},
		{"a column named twice", `column "code" is named twice`, in("regions.csv", "code,name", "code,code")},
		{"another encoding", "regions.csv line 3: byte 0xea at position 6 is not UTF-8", in("regions.csv", "Bretagne", "B\xeatagne")},
		{"UTF-16", "regions.csv line 1:", in("regions.csv", "code", "\xff\xfec\x00o\x00")},
		{"a cut last line", "movements.csv line 4: the last line is not ended: the file seems to be cut: send it again", func(name, text string) string {
			if name == "movements.csv" {
				return text[:len(text)-14]
			}
			return text
		}},
		{"a quote never closed", "interactions.csv line 2: the quote opened in this row is never closed", in("interactions.csv", `Maëlle."`, "Maëlle.")},
		{"an unknown file", "clients.csv: no such file belongs to the layout", func(name, text string) string { return text }},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			db := storetest.SQLite(t)
			dir := copyOf(t, csvSmall, each.change)
			if each.name == "an unknown file" {
				require.NoError(t, os.WriteFile(filepath.Join(dir, "clients.csv"), []byte("a\n"), 0o600))
			}
			_, err := CSV(context.Background(), db, csvOptions(t, dir))
			require.ErrorContains(t, err, each.want)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err))
			require.Empty(t, all[model.Region](t, db, ""))
			require.Empty(t, all[model.Customer](t, db, ""))
		})
	}
}

func TestAFolderWithoutCSVFilesIsRefused(t *testing.T) {
	t.Parallel()
	_, err := CSV(context.Background(), storetest.SQLite(t), csvOptions(t, t.TempDir()))
	require.ErrorContains(t, err, "holds no CSV file of the layout")
}

func TestLaterFilesMayReferToRowsImportedBefore(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	importCSV(t, db, csvSmall)
	dir := t.TempDir()
	text := "external_id,contract,booked_on,amount,balance,category\nM9,A1,2026-11-21,-20.40,1800.00,CASH_OUT\nM10,A7,2026-11-21,-20.40,1800.00,CASH_OUT\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "movements.csv"), []byte(text), 0o600))
	report := importCSV(t, db, dir)
	require.EqualValues(t, 1, report.Total().Imported)
	require.Contains(t, rejected(t, report, "movements.csv"), `contracts has no row ""A7""`)
}

func TestARowWhosePlaceIsTakenIsRejected(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	importCSV(t, db, csvSmall)
	options := csvOptions(t, csvSmall)
	options.Source = "another"
	report, err := CSV(context.Background(), db, options)
	require.NoError(t, err)
	requireAllCounted(t, report)
	require.Contains(t, rejected(t, report, "regions.csv"), "another row of the bank has the same code")
	require.Contains(t, rejected(t, report, "customers.csv"), "branches has no row")
}

// manyCustomers makes a folder with so many customers and their e-mails.
func manyCustomers(t testing.TB, count int) string {
	return copyOf(t, csvSmall, func(name, text string) string {
		var more strings.Builder
		for at := range count {
			switch name {
			case "customers.csv":
				fmt.Fprintf(&more, "C%d,PERSON,CUSTOMER,Ana,Nom%d,,,,,,,,,,,,,,,PARIS11,,\n", at, at)
			case "emails.csv":
				fmt.Fprintf(&more, "C%d,c%d@example.org,true,2020-01-01,\n", at, at)
			}
		}
		return text + more.String()
	})
}

func TestAnInterruptedCSVImportIsCompletedByTheNext(t *testing.T) {
	t.Parallel()
	dir := manyCustomers(t, 900)
	whole := storetest.SQLite(t)
	importCSV(t, whole, dir)
	want := digest(t, whole)
	for _, bytes := range []int64{0, 700, 3_000, 20_000, 50_000} {
		db := storetest.SQLite(t)
		options := csvOptions(t, dir)
		var ctx context.Context
		ctx, options.Progress = interruptedAfter(t, bytes)
		_, err := CSV(ctx, db, options)
		require.ErrorIs(t, err, context.Canceled)
		importCSV(t, db, dir)
		require.Equal(t, want, digest(t, db), "interrupted after %d bytes", bytes)
	}
}

func TestSplitRecordsAreWhatWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		fields := rapid.SliceOfN(rapid.StringMatching(`[a-zéœ ,";\n]{0,12}`), 1, 6).Draw(r, "fields")
		quoted := make([]string, len(fields))
		for i, field := range fields {
			quoted[i] = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
		}
		got, err := splitRecord(strings.Join(quoted, ","), ',', nil)
		require.NoError(r, err)
		require.Equal(r, fields, got)
	})
}

func TestAmountsAreReadExactly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"0": 0, "12": 1200, "12.5": 1250, "-12.50": -1250, "3372.70": 337270, "1.2300": 123, "0.01": 1} {
		got, err := parseMinor(text, 2)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "-", ".5", "5.", "1,5", "1.234", "1e5", "--1", "1-1", "99999999999999999999"} {
		_, err := parseMinor(text, 2)
		require.Error(t, err, text)
	}
}
