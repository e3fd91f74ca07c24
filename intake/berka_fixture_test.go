package intake

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestTheCommittedFixtureIsWhatItsGeneratorWrites keeps testdata/berka50 made
// up and reproducible; FOYER_WRITE_FIXTURES=1 writes it anew.
func TestTheCommittedFixtureIsWhatItsGeneratorWrites(t *testing.T) {
	t.Parallel()
	files := berkaFixture()
	for name, want := range files {
		path := filepath.Join("testdata", "berka50", name)
		if os.Getenv("FOYER_WRITE_FIXTURES") != "" {
			require.NoError(t, os.WriteFile(path, []byte(want), 0o644))
		}
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, want, string(got), name)
	}
}

// fixture writes a small made-up bank in the layout of the Berka data set.
type fixture struct {
	dice     *rand.Rand
	files    map[string]*strings.Builder
	movement int
}

func berkaFixture() map[string]string {
	f := &fixture{dice: rand.New(rand.NewPCG(50, 1)), files: map[string]*strings.Builder{}, movement: 1000}
	f.line("district.asc", "A1;A2;A3;A4;A5;A6;A7;A8;A9;A10;A11;A12;A13;A14;A15;A16")
	for at, name := range []string{"Horni Lhota", "Dolni Lhota", "Nova Ves", "Stara Ves", "Kamenice"} {
		f.line("district.asc", `%d;"%s";"%s";%d;5;4;3;2;1;51.0;9000;1.5;?;100;10;11`, at+1, name, []string{"upper Made-up", "lower Made-up"}[at%2], 10000+at)
	}
	f.line("account.asc", `"account_id";"district_id";"frequency";"date"`)
	f.line("client.asc", `"client_id";"birth_number";"district_id"`)
	f.line("disp.asc", `"disp_id";"client_id";"account_id";"type"`)
	f.line("order.asc", `"order_id";"account_id";"bank_to";"account_to";"amount";"k_symbol"`)
	f.line("loan.asc", `"loan_id";"account_id";"date";"amount";"duration";"payments";"status"`)
	f.line("card.asc", `"card_id";"disp_id";"type";"issued"`)
	f.line("trans_1.asc", `"trans_id";"account_id";"date";"type";"operation";"amount";"balance";"k_symbol";"bank";"account"`)
	f.line("trans_2.csv", `trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account`)
	client := 0
	for account := 1; account <= 50; account++ {
		client = f.account(account, client)
	}
	out := map[string]string{}
	for name, text := range f.files {
		out[name] = text.String()
	}
	// as in the real set: one file ends without a line end
	out["trans_2.csv"] = strings.TrimSuffix(out["trans_2.csv"], "\r\n")
	return out
}

func (f *fixture) line(file, format string, args ...any) {
	if f.files[file] == nil {
		f.files[file] = &strings.Builder{}
	}
	fmt.Fprintf(f.files[file], format+"\r\n", args...)
}

func (f *fixture) account(account, client int) int {
	opened := time.Date(1995, time.Month(account%12+1), account%27+1, 0, 0, 0, 0, time.UTC)
	if account <= 12 {
		opened = time.Date(1993, time.Month(account), account+3, 0, 0, 0, 0, time.UTC)
	}
	district := account%5 + 1
	frequency := []string{"POPLATEK MESICNE", "POPLATEK TYDNE", "POPLATEK PO OBRATU"}[account%3]
	f.line("account.asc", `%d;%d;"%s";%s`, account, district, frequency, opened.Format("060102"))
	persons := 1
	if account%4 == 0 {
		persons = 2
	}
	for at := range persons {
		client++
		woman := (client+at)%2 == 0
		f.client(client, district, woman, 1930+account)
		f.line("disp.asc", `%d;%d;%d;"%s"`, client, client, account, []string{"OWNER", "DISPONENT"}[at])
	}
	for at, symbol := range []string{"SIPO", "POJISTNE", "LEASING", "UVER", " "} {
		if (account+at)%4 == 0 {
			f.line("order.asc", `%d;%d;"YZ";"%d";%d.50;"%s"`, account*10+at, account, 87000000+account, 1000+account, symbol)
		}
	}
	if account%7 == 0 {
		f.line("card.asc", `%d;%d;"%s";960%d15 00:00:00`, account, client, []string{"classic", "junior", "gold"}[account%3], account%9+1)
	}
	granted := time.Date(1997, time.Month(account%12+1), 11, 0, 0, 0, 0, time.UTC)
	if account%4 == 1 {
		months, status := 12, "ABCD"[account/4%4]
		if account%12 == 9 { // runs until 11 January 1999
			months, status = 15, "CD"[account/12%2]
		}
		f.line("loan.asc", `%d;%d;%s;%d;%d;%d.00;"%s"`, 500+account, account, granted.Format("060102"), 100*account*months, months, 100*account, string(status))
	}
	switch {
	case account <= 12:
		f.ledger("trans_1.asc", account, opened, time.Date(1994, 3, 31, 0, 0, 0, 0, time.UTC), czech)
	case account%4 == 1 && account > 24:
		f.ledger("trans_2.csv", account, opened, granted.AddDate(0, 0, -1), english)
	}
	return client
}

func (f *fixture) client(client, district int, woman bool, year int) {
	month := client%12 + 1
	if woman {
		month += 50
	}
	f.line("client.asc", `%d;"%02d%02d%02d";%d`, client, year%100, month, client%28+1, district)
}

// words are a credit, a debit, interest and a household payment in a file's language.
type words struct{ in, out, interest, household string }

var (
	czech   = words{`"PRIJEM";"VKLAD";%s;%s;"";;`, `"VYDAJ";"VYBER";%s;%s;" ";;`, `"PRIJEM";"";%s;%s;"UROK";;`, `"VYDAJ";"PREVOD NA UCET";%s;%s;"SIPO";"YZ";"87"`}
	english = words{`credit;credit in cash;%s;%s;;;`, `withdrawal in cash;withdrawal in cash;%s;%s;;;`, `credit;;%s;%s;interest credited;;`, `withdrawal;remittance to another bank;%s;%s;household;YZ;87`}
)

// ledger writes an account's movements; those of one day are out of order.
func (f *fixture) ledger(file string, account int, from, to time.Time, w words) {
	balance := 0
	write := func(on time.Time, lines ...string) {
		for at := len(lines) - 1; at >= 0; at-- {
			f.movement++
			f.line(file, `%d;%d;%s;%s`, f.movement, account, on.Format("060102"), lines[at])
		}
	}
	post := func(form string, amount int) string {
		balance += amount
		return fmt.Sprintf(form, crowns(max(amount, -amount)), crowns(balance))
	}
	write(from, post(w.in, 90000))
	for day := from.AddDate(0, 1, 0); !day.After(to); day = day.AddDate(0, 1, 0) {
		write(day, post(w.in, 500000+f.dice.IntN(300000)), post(w.out, -100000-f.dice.IntN(200000)), post(w.household, -50000-f.dice.IntN(90000)), post(w.interest, 1000+f.dice.IntN(900)))
	}
}

func crowns(minor int) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	return fmt.Sprintf("%s%d.%02d", sign, minor/100, minor%100)
}
