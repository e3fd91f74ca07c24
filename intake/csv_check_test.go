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

// TestRowsThatContradictTheBankAreRejected changes one row of the example to
// something that is well written and can't be.
func TestRowsThatContradictTheBankAreRejected(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, old, replacement, reason string }{
		{"a movement in another currency than its account", "movements", "M1,A1,2026-10-28,1,2450.00,EUR", "M1,A1,2026-10-28,1,2450.00,USD",
			`column currency: ""USD"" is not the currency of contract A1: expected EUR`},
		{"a standing order in another currency", "standing_orders", "45.00,EUR", "45.00,GBP", `""GBP"" is not the currency of contract A1`},
		{"a direct debit in another currency", "direct_debits", "58.20,EUR", "58.20,CHF", `""CHF"" is not the currency of contract A1`},
		{"an amount that no bank has", "movements", "2450.00", "12345678901234567890.00", "is too large: expected at most 16 digits before the point"},
		{"a movement of tomorrow", "movements", "M3,A1,2026-11-20", "M3,A1,2026-11-23", "column booked_on: 2026-11-23 lies in the future: today is 2026-11-22"},
		{"an account opened tomorrow", "contracts", "A1,joint_account,00011112222,ACTIVE,2005-07-01", "A1,joint_account,00011112222,ACTIVE,2026-11-23", "column opened_on: 2026-11-23 lies in the future"},
		{"an account closed next year already", "contracts", "00011113333,ACTIVE,2010-01-15,", "00011113333,CLOSED,2010-01-15,2027-01-15", "column closed_on: 2027-01-15 lies in the future"},
		{"a customer since tomorrow", "customers", "2001-09-12", "2026-11-23", "column customer_since: 2026-11-23 lies in the future"},
		{"a customer before birth", "customers", "2001-09-12", "1971-09-12", "column customer_since: 1971-09-12 lies before birth_date 1979-03-02"},
		{"an event of tomorrow", "life_events", "EDUCATION,,2027-09-01", "EDUCATION,2026-11-23,", "column occurred_on: 2026-11-23 lies in the future"},
		{"an event before birth", "life_events", "EDUCATION,,2027-09-01", "EDUCATION,2008-09-01,", "column occurred_on: 2008-09-01 lies before the customer was born on 2008-12-15"},
		{"a talk of tomorrow", "interactions", "2026-10-12T14:30:00Z", "2026-11-23T14:30:00Z", "column occurred_at: 2026-11-23 lies in the future"},
		{"a consent captured tomorrow", "consents", "GRANTED,2024-02-10,Entretien", "GRANTED,2026-11-23,Entretien", "column captured_on: 2026-11-23 lies in the future"},
		{"a category that PCS 2020 lacks", "customers", "MARRIED,43", "MARRIED,49", `column pcs_code: ""49"" is not a code of PCS 2020`},
		{"a word as a category", "customers", "MARRIED,43", "MARRIED,nurse", `""nurse"" is not a code of PCS 2020`},
		{"a wrong SIREN", "customers", "000123455", "000123454", `column siren: ""000123454"" is not a SIREN: expected nine digits`},
		{"a short SIREN", "customers", "000123455", "12345", "is not a SIREN"},
		{"a membership of another kind than the household", "household_members", "H1,1003,CHILD,HOUSEHOLD", "H1,1003,CHILD,TAX_HOUSEHOLD",
			"column kind: TAX_HOUSEHOLD is not the kind of household H1: expected HOUSEHOLD"},
		{"a minor of 47 years", "customers", "2001-09-12", "2001-09-12\n1006,PERSON,CUSTOMER,Luc,Roux,,,,MALE,1979-03-02,,,,,,,,,MINOR,PARIS11,,",
			"column legal_capacity: MINOR holds below 18: somebody born on 1979-03-02 is 47 today"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			report := importCSV(t, storetest.SQLite(t), copyOf(t, csvSmall, in(each.file+".csv", each.old, each.replacement)))
			require.Contains(t, rejected(t, report, each.file+".csv"), each.reason)
		})
	}
}

func TestCodesOfTheNomenclatureAreTakenAtEveryLevel(t *testing.T) {
	t.Parallel()
	for code, version := range map[string]string{"4": "2020", "8": "2020", "10": "2020", "43A": "2020", "43A1": "2020", "431a": "2003", "12": "2003"} {
		require.True(t, isPCS(code, version), "%s of %s", code, version)
	}
	for code, version := range map[string]string{"9": "2020", "11": "2020", "43a1": "2020", "431a": "2020", "43A12": "2020", "43-": "2003"} {
		require.False(t, isPCS(code, version), "%s of %s", code, version)
	}
}

// onlyFile is a folder with one file.
func onlyFile(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	return dir
}

func TestAMovementWithoutACurrencyHasThatOfItsAccount(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	importCSV(t, db, copyOf(t, csvSmall, in("contracts.csv", "2010-01-15,,,EUR,8200.00", "2010-01-15,,,JPY,8200")))
	report := importCSV(t, db, onlyFile(t, "movements.csv",
		"external_id,contract,booked_on,amount,balance,category\nM8,S1,2026-11-20,200,8200,CASH_IN\nM9,A1,2026-11-20,1.50,1821.90,CASH_IN\nM7,S1,2026-11-20,2.50,8202.50,CASH_IN\n"))
	yen := all[model.Movement](t, db, "external_id = 'M8'")[0]
	require.Equal(t, "JPY", yen.Currency)
	require.EqualValues(t, 200, yen.AmountMinor, "yen have no decimals")
	require.Equal(t, "EUR", all[model.Movement](t, db, "external_id = 'M9'")[0].Currency)
	require.Contains(t, rejected(t, report, "movements.csv"), "at most 0 decimals")
}

func TestARowThatSaysSomethingElseThanTheBankIsRejectedAndNotCountedUnchanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		importCSV(t, db, csvSmall)
		before := digest(t, db)
		dir := copyOf(t, csvSmall, func(name, text string) string {
			text = in("customers.csv", "Le Goff,Kervella", "Le Goff,Kerouac")(name, text)
			text = in("contracts.csv", "ACTIVE,2010-01-15,", "CLOSED,2010-01-15,2026-11-01")(name, text)
			return in("employee_roles.csv", "2020-01-01,", "2020-01-01,2026-01-01")(name, text)
		})
		report := importCSV(t, db, dir)
		require.Zero(t, report.Total().Imported)
		require.EqualValues(t, 3, report.Total().Rejected)
		require.Contains(t, rejected(t, report, "customers.csv"), "column birth_name: differs from the row stored: an import adds, it does not overwrite")
		require.Contains(t, rejected(t, report, "contracts.csv"), "column status, closed_on: differs from the row stored")
		require.Contains(t, rejected(t, report, "employee_roles.csv"), "column valid_to: differs from the row stored")
		require.Equal(t, before, digest(t, db))
	})
}

func TestAFileWithFewerColumnsSaysNothingElseThanTheBank(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	importCSV(t, db, csvSmall)
	report := importCSV(t, db, onlyFile(t, "contracts.csv", "external_id,product_code\nA1,joint_account\n"))
	require.EqualValues(t, 1, report.Total().Unchanged)
}

func TestAFolderThatCannotKeepRefusedRowsIsSaidBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	file := filepath.Join(onlyFile(t, "taken", ""), "taken")
	options, berka := csvOptions(t, csvSmall), berkaOptions(t, berka50)
	options.RejectDir, berka.RejectDir = file, file
	_, err := CSV(context.Background(), db, options)
	require.ErrorContains(t, err, "--rejects: reject files can't be written to the folder "+file+": name a folder")
	require.Equal(t, model.CodeInvalid, model.CodeOf(err))
	_, err = Berka(context.Background(), db, berka)
	require.ErrorContains(t, err, "--rejects: ")
	require.Empty(t, all[model.Region](t, db, ""))
	require.Empty(t, all[model.Product](t, db, ""))
}

func TestACutFileIsToldFromAWrongRow(t *testing.T) {
	t.Parallel()
	_, err := CSV(context.Background(), storetest.SQLite(t), csvOptions(t, copyOf(t, csvSmall, func(name, text string) string {
		if name == "interactions.csv" {
			return text[:strings.Index(text, "préparer")] // inside a quoted cell
		}
		return text
	})))
	require.ErrorContains(t, err, "is never closed")
	require.ErrorContains(t, err, "send it again")

	report := importBerka(t, storetest.SQLite(t), copyOf(t, berka50, func(name, text string) string {
		if name == "trans_1.asc" || name == "loan.asc" {
			return text[:len(text)-20]
		}
		return text
	}))
	for _, name := range []string{"trans_1.asc", "loan.asc"} {
		require.Contains(t, rejected(t, report, name), "the file seems to be cut: send it again", name)
	}
}

func TestAMissingFileOfBerkaMovementsIsSaid(t *testing.T) {
	t.Parallel()
	without := func(names ...string) []string {
		return importBerka(t, storetest.SQLite(t), copyOf(t, berka50, func(name, text string) string {
			for _, gone := range names {
				if name == gone {
					return ""
				}
			}
			return text
		})).Warnings
	}
	require.Empty(t, without(), "both files are there")
	one := without("trans_2.csv")
	require.Len(t, one, 1)
	require.Contains(t, one[0], "trans_1.asc is the only file of movements")
	require.Contains(t, one[0], "the movements of 38 of 50 accounts are unknown")
	require.Contains(t, without("trans_1.asc", "trans_2.csv")[0], "there is no file of movements (trans*.asc, trans*.csv) in the folder: the movements of 50 of 50 accounts are unknown")
}

func TestAliceHasAColleagueInHerBranch(t *testing.T) {
	t.Parallel()
	for _, customers := range []int{300, 500, 1500} {
		db := storetest.SQLite(t)
		options := demoOptions(t, customers)
		options.MovementsPerMonth = 0
		makeDemo(t, db, options)
		alice, err := db.Reader().Actor(context.Background(), "alice", model.InstantOf(model.NewDate(2026, time.November, 22).Time()))
		require.NoError(t, err)
		strangers := 0
		portfolios := all[model.Portfolio](t, db, "branch_id = ?", alice.BranchID)
		require.GreaterOrEqual(t, len(portfolios), 3)
		for _, portfolio := range portfolios {
			if portfolio.ID != alice.Portfolios[0] && portfolio.ID != alice.Delegated[0] {
				strangers += len(all[model.Customer](t, db, "portfolio_id = ?", portfolio.ID))
			}
		}
		require.Positive(t, strangers, "customers of her branch that are neither hers nor lent to her, of %d", customers)
	}
}
