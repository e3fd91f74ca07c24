package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The expectations below are computed from the raw files alone: they share no
// code with the import, the facts or the rules. The bank's own choices that they
// repeat (90 days before to 30 days after a loan's end, 183 days of a couple) are
// those of the shipped parameters.

// berkaNight is the day on which the real bank is judged.
var berkaNight = time.Date(1999, time.January, 1, 0, 0, 0, 0, time.UTC)

// berkaDirs are the data sets at hand: the made-up fixture, and the real files
// where they are.
func berkaDirs() map[string]string {
	dirs := map[string]string{"fixture": filepath.Join("intake", "testdata", "berka50")}
	if real := os.Getenv("FOYER_BERKA_DIR"); real != "" {
		dirs["real"] = real
	}
	return dirs
}

// rawRows reads a file of the data set as maps from column to text.
func rawRows(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	reader := csv.NewReader(bytes.NewReader(content))
	reader.Comma, reader.LazyQuotes = ';', true
	lines, err := reader.ReadAll()
	require.NoError(t, err)
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func rawDay(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse("20060102", "19"+text[:6])
	require.NoError(t, err)
	return day
}

// rawBank is what the raw files say of who stands where.
type rawBank struct {
	owner, user map[string]string // account → client
	opened      map[string]time.Time
	adult       map[string]bool // client → 18 or more on the night
}

func readRawBank(t *testing.T, dir string) rawBank {
	t.Helper()
	bank := rawBank{map[string]string{}, map[string]string{}, map[string]time.Time{}, map[string]bool{}}
	for _, row := range rawRows(t, dir, "disp.asc") {
		if row["type"] == "OWNER" {
			bank.owner[row["account_id"]] = row["client_id"]
		} else {
			bank.user[row["account_id"]] = row["client_id"]
		}
	}
	for _, row := range rawRows(t, dir, "account.asc") {
		bank.opened[row["account_id"]] = rawDay(t, row["date"])
	}
	for _, row := range rawRows(t, dir, "client.asc") {
		number := []byte(row["birth_number"])
		if month, _ := strconv.Atoi(string(number[2:4])); month > 50 {
			number = []byte(string(number[:2]) + strconv.Itoa(100 + month - 50)[1:] + string(number[4:]))
		}
		born := rawDay(t, string(number))
		bank.adult[row["client_id"]] = !born.AddDate(18, 0, 0).After(berkaNight)
	}
	return bank
}

// expectLoansEnding: borrowers of a loan in order whose last month is near.
func expectLoansEnding(t *testing.T, dir string, bank rawBank) map[string]bool {
	expected := map[string]bool{}
	for _, row := range rawRows(t, dir, "loan.asc") {
		months, err := strconv.Atoi(row["duration"])
		require.NoError(t, err)
		granted := rawDay(t, row["date"])
		end := time.Date(granted.Year(), granted.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		end = end.AddDate(0, 0, min(granted.Day(), end.AddDate(0, 1, -1).Day())-1)
		near := !end.After(berkaNight.AddDate(0, 0, 90)) && !end.Before(berkaNight.AddDate(0, 0, -30))
		if near && (row["status"] == "A" || row["status"] == "C") {
			expected[bank.owner[row["account_id"]]] = true
		}
	}
	return expected
}

// expectOrdersElsewhere: adult owners who pay somebody else by standing order.
func expectOrdersElsewhere(t *testing.T, dir string, bank rawBank, purpose string) map[string]bool {
	expected := map[string]bool{}
	for _, row := range rawRows(t, dir, "order.asc") {
		if owner := bank.owner[row["account_id"]]; strings.TrimSpace(row["k_symbol"]) == purpose && bank.adult[owner] {
			expected[owner] = true
		}
	}
	return expected
}

// expectCouples: both adults of an account that two persons have used long enough.
func expectCouples(bank rawBank) map[string]bool {
	expected := map[string]bool{}
	for account, user := range bank.user {
		if bank.opened[account].After(berkaNight.AddDate(0, 0, -183)) {
			continue
		}
		for _, client := range []string{user, bank.owner[account]} {
			expected[client] = bank.adult[client]
		}
	}
	return expected
}

func TestARealBankIsJudgedAsItsRawFilesSay(t *testing.T) {
	t.Parallel()
	for name, dir := range berkaDirs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, "")
			absolute, err := filepath.Abs(dir)
			require.NoError(t, err)
			p.done(t, "import", "berka", absolute)
			p.done(t, "night", "--date", berkaNight.Format(time.DateOnly))
			bank := readRawBank(t, dir)
			for offer, expected := range map[string]map[string]bool{
				"loan_end_review":            expectLoansEnding(t, dir, bank),
				"competitor_insurance_quote": expectOrdersElsewhere(t, dir, bank, "POJISTNE"),
				"joint_account":              expectCouples(bank),
			} {
				require.NotEmpty(t, expected, offer)
				require.Equal(t, sortedClients(expected), p.recommended(t, offer), offer)
			}
			require.Positive(t, p.count(t, "SELECT count(*) FROM actions"))
		})
	}
}

func TestEveryRowOfTheRealFilesArrives(t *testing.T) {
	t.Parallel()
	for name, dir := range berkaDirs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, "")
			absolute, err := filepath.Abs(dir)
			require.NoError(t, err)
			p.done(t, "import", "berka", absolute)
			for file, query := range map[string]string{
				"client.asc":  "SELECT count(*) FROM customers",
				"account.asc": "SELECT count(*) FROM contracts WHERE type = 'CURRENT_ACCOUNT'",
				"loan.asc":    "SELECT count(*) FROM contracts WHERE type = 'LOAN'",
				"card.asc":    "SELECT count(*) FROM contracts WHERE type = 'CARD'",
				"order.asc":   "SELECT count(*) FROM standing_orders",
			} {
				require.Equal(t, len(rawRows(t, dir, file)), p.count(t, query), file)
			}
			movements := 0
			files, err := filepath.Glob(filepath.Join(dir, "trans*"))
			require.NoError(t, err)
			for _, file := range files {
				movements += len(rawRows(t, dir, filepath.Base(file)))
			}
			require.Equal(t, movements, p.count(t, "SELECT count(*) FROM movements"))
		})
	}
}

func sortedClients(clients map[string]bool) []string {
	var out []string
	for client, expected := range clients {
		if expected {
			out = append(out, client)
		}
	}
	slices.Sort(out)
	return out
}

// recommended lists the clients to whom an offer is recommended, by SQL alone.
func (p *program) recommended(t *testing.T, offer string) []string {
	t.Helper()
	var clients []string
	p.query(t, func(rows *sql.Rows) error {
		var client string
		err := rows.Scan(&client)
		clients = append(clients, client)
		return err
	}, "SELECT c.external_id FROM recommendations r JOIN customers c ON c.id = r.customer_id WHERE r.offer = ?", offer)
	slices.Sort(clients)
	return clients
}

func (p *program) count(t *testing.T, statement string) int {
	t.Helper()
	var number int
	p.query(t, func(rows *sql.Rows) error { return rows.Scan(&number) }, statement)
	return number
}

func (p *program) query(t *testing.T, each func(*sql.Rows) error, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(p.url, "sqlite:"))
	require.NoError(t, err)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), statement, args...)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		require.NoError(t, each(rows))
	}
	require.NoError(t, rows.Err())
}
