package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"foyer/model"
)

// movementFile is one file of movements.
type movementFile struct {
	name      string
	tally     *tally
	first     model.Date
	final     model.Date
	last      map[*berkaAccount]model.Date // last day of each account in the file
	movements []*model.Movement
}

// ledger is every movement of an account.
type ledger []*ledgerRow

type ledgerRow struct {
	file     *movementFile
	number   int64 // trans_id
	on       model.Date
	amount   int64 // signed
	balance  int64 // after the movement
	category model.MovementCategory
	label    string
	payee    string
	sequence int64
}

// tolerance is how far balances of the data set are from their sums, in minor
// units: the source rounds to a tenth.
const tolerance = 10

// The words of both files, Czech and English.
var (
	berkaSigns = map[string]string{
		"PRIJEM": "+", "credit": "+", "VYDAJ": "-", "withdrawal": "-", "VYBER": "-", "withdrawal in cash": "-",
	}
	berkaOperations = map[string]string{
		"": "", "VKLAD": "credit in cash", "VYBER": "withdrawal in cash", "VYBER KARTOU": "credit card withdrawal",
		"PREVOD Z UCTU": "collection from another bank", "PREVOD NA UCET": "remittance to another bank",
		"credit in cash": "credit in cash", "withdrawal in cash": "withdrawal in cash", "credit card withdrawal": "credit card withdrawal",
		"collection from another bank": "collection from another bank", "remittance to another bank": "remittance to another bank",
	}
	berkaSymbols = map[string]string{
		"": "", "UROK": "interest credited", "SLUZBY": "payment for statement", "SIPO": "household", "DUCHOD": "old-age pension",
		"POJISTNE": "insurance payment", "UVER": "loan payment", "SANKC. UROK": "sanction interest",
		"interest credited": "interest credited", "payment for statement": "payment for statement", "household": "household",
		"old-age pension": "old-age pension", "insurrance payment": "insurance payment", "insurance payment": "insurance payment",
		"loan payment": "loan payment", "sanction interest if negative balance": "sanction interest",
	}
	berkaCategories = map[string]model.MovementCategory{
		"interest credited": model.Interest, "payment for statement": model.Fee, "household": model.Housing,
		"old-age pension": model.Pension, "insurance payment": model.InsuranceFee, "loan payment": model.LoanPayment,
		"sanction interest": model.PenaltyInterest, "credit in cash": model.CashIn, "withdrawal in cash": model.CashOut,
		"credit card withdrawal": model.CashOut, "collection from another bank": model.TransferIn,
		"remittance to another bank": model.TransferOut, "": model.OtherMovement,
	}
)

// takeMovement reads one movement. What it is for says more than how it was made.
func (b *berkaBank) takeMovement(file *movementFile, row *berkaRow) {
	account := find(row, b.accounts, "account_id", "account")
	movement := &ledgerRow{file: file, on: row.date("date"), amount: row.money("amount"), balance: row.money("balance")}
	sign := row.oneOf("type", berkaSigns)
	operation, symbol := row.oneOf("operation", berkaOperations), row.oneOf("k_symbol", berkaSymbols)
	number := row.id("trans_id")
	if row.err == nil && b.movementLines[number] != "" {
		row.fail("trans_id", "%s is in %s already", number, b.movementLines[number])
	}
	if row.err != nil {
		return
	}
	b.movementLines[number] = file.name
	movement.number, _ = strconv.ParseInt(number, 10, 64) // row.id checked it
	if sign == "-" {
		movement.amount = -movement.amount
	}
	movement.category = berkaCategories[cmp.Or(symbol, operation)]
	movement.label = strings.Trim(operation+", "+symbol, ", ")
	movement.payee = strings.TrimSpace(row.text("bank") + " " + row.text("account"))
	account.ledger = append(account.ledger, movement)
	file.first = min(cmp.Or(file.first, movement.on), movement.on)
	file.final = max(file.final, movement.on)
	file.last[account] = max(file.last[account], movement.on)
}

// settle puts a ledger into the order in which its balances follow from each
// other, since the order of the file within a day is not that of the bank. It
// gives the days on which no order does.
func (l ledger) settle() (unsettled []model.Date) {
	slices.SortFunc(l, func(a, b *ledgerRow) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.number, b.number)) })
	balance := int64(0)
	for from := 0; from < len(l); {
		to := from + 1
		for to < len(l) && l[to].on == l[from].on {
			to++
		}
		day := l[from:to]
		if !day.chain(balance, 0) && !day.chain(balance, tolerance) {
			unsettled = append(unsettled, day[0].on)
			day.chainAlone()
		}
		for i, row := range day {
			row.sequence = int64(i + 1)
		}
		balance = day[len(day)-1].balance
		from = to
	}
	return unsettled
}

// chain orders the rows of one day so that each starts from the balance that
// the one before left give or take the slack, the first from the given one; it
// leaves them as they are and tells false when that can't be done.
func (l ledger) chain(balance, slack int64) bool {
	tries := 0
	var follow func(at int, balance int64) bool
	follow = func(at int, balance int64) bool {
		if at == len(l) {
			return true
		}
		for next := at; next < len(l) && tries < 1<<16; next++ {
			tries++
			if gap := l[next].balance - l[next].amount - balance; gap < -slack || gap > slack {
				continue
			}
			row := l[next]
			copy(l[at+1:next+1], l[at:next])
			l[at] = row
			if follow(at+1, row.balance) {
				return true
			}
			copy(l[at:next], l[at+1:next+1])
			l[next] = row
		}
		return false
	}
	return follow(0, balance)
}

// chainAlone orders the rows of a day whose start is not known.
func (l ledger) chainAlone() {
	for _, first := range l {
		if l.chain(first.balance-first.amount, tolerance) {
			return
		}
	}
}

// rows makes the movements of an account.
func (a *berkaAccount) rows() {
	for _, row := range a.ledger {
		number := strconv.FormatInt(row.number, 10)
		row.file.movements = append(row.file.movements, &model.Movement{
			ID:         deriveID(berkaSource, "movements", number),
			ContractID: a.contract.ID,
			BookedOn:   row.on, Sequence: row.sequence,
			AmountMinor: row.amount, Currency: berkaCurrency, BalanceMinor: row.balance,
			Category: row.category, Label: row.label, Counterparty: row.payee,
			Source: berkaSource, ExternalID: number,
		})
	}
}

// cover says from when to when the movements of the accounts in a file are all
// known. A file whose accounts all end before their loan was granted holds their
// history up to that day; any other one holds every movement between its first
// and its last day, but a last day that does not add up was cut short.
func (f *movementFile) cover(cut bool) {
	untilLoan := true
	for account, last := range f.last {
		untilLoan = untilLoan && account.loan != nil && last < account.loan.granted
	}
	final := f.final
	if cut {
		final = final.AddDays(-1)
	}
	for account := range f.last {
		from, to := max(f.first, account.opened), final
		if untilLoan {
			from, to = account.opened, account.loan.granted.AddDays(-1)
		}
		account.extend(from, to)
	}
}

// extend adds days to the coverage of an account; of two stretches with a hole
// between them the later one counts.
func (a *berkaAccount) extend(from, to model.Date) {
	contract := a.contract
	touching := !contract.CoveredTo.IsZero() && from <= contract.CoveredTo.AddDays(1) && to >= contract.CoveredFrom.AddDays(-1)
	switch {
	case touching:
		contract.CoveredFrom, contract.CoveredTo = min(contract.CoveredFrom, from), max(contract.CoveredTo, to)
	case contract.CoveredTo < to:
		contract.CoveredFrom, contract.CoveredTo = from, to
	}
}

// known sets the balance that the covered movements end with.
func (a *berkaAccount) known() {
	for _, row := range a.ledger {
		if row.on <= a.contract.CoveredTo {
			a.contract.BalanceMinor, a.contract.BalanceOn = row.balance, row.on
		}
	}
}
