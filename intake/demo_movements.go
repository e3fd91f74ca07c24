package intake

import (
	"cmp"
	"slices"

	"foyer/model"
)

// movementMonths is how long the movements of a demonstration bank are known.
const movementMonths = 24

// shops are where cards pay. None of them tells anything intimate.
var shops = []string{"SUPERMARCHE", "BOULANGERIE", "STATION SERVICE", "RESTAURANT", "CINEMA", "JARDINERIE", "LIBRAIRIE", "BRICOLAGE", "TRAIN", "VETEMENTS"}

// addMovements fills 24 months of an account, or only its balance when no
// movements are wanted; these are then unknown, not absent.
func (b *demoBank) addMovements(p *plan, account cash, income int64) {
	row := &b.rows.contracts[account.place]
	usual := income * b.purse(p) / 1000
	balance := usual
	row.OverdraftMinor = income / 2 / 10_000 * 10_000
	row.BalanceMinor, row.BalanceOn = balance, b.options.Date
	if b.options.MovementsPerMonth <= 0 {
		return
	}
	row.CoveredFrom, row.CoveredTo = max(row.OpenedOn, b.firstOfMonth(-movementMonths)), b.options.Date
	fixed := int64(0)
	for _, each := range b.lines {
		if each.amount < 0 {
			fixed -= each.amount
		}
	}
	spending := max(income-fixed, income/20)
	slices.SortStableFunc(b.lines, func(a, b line) int { return cmp.Compare(abs(b.amount), abs(a.amount)) })
	for month := -movementMonths; month <= 0; month++ {
		// what is above the usual balance is spent little by little, what is below saved
		b.planMonth(p, account, month, min(max(spending+(balance-usual)/4, spending/4), spending*5/4))
		balance = b.bookMonth(row, balance)
	}
	row.BalanceMinor = balance
}

func abs(amount int64) int64 { return max(amount, -amount) }

// purse draws what is usually on an account, in thousandths of the monthly
// income. A series of overdrafts lives from pay to pay, idle money lies there,
// most keep a month or two in hand.
func (b *demoBank) purse(p *plan) int64 {
	switch {
	case p.story.overdraft:
		return int64(b.dice.between(20, 120))
	case p.story.idle:
		return int64(b.dice.between(6000, 14_000))
	}
	return int64(b.dice.between(1200, 2400))
}

// planMonth lays out the movements of a month: first those that come back, the
// largest first, then daily spending up to the wanted number.
func (b *demoBank) planMonth(p *plan, account cash, month int, spending int64) {
	d, first := &b.dice, b.firstOfMonth(month)
	b.month = b.month[:0]
	wanted := b.options.MovementsPerMonth
	for _, each := range b.lines {
		on := first.AddDays(each.day - 1)
		if len(b.month) == wanted {
			break
		}
		if on < each.from || (!each.until.IsZero() && on >= each.until) {
			continue
		}
		b.month = append(b.month, booking{on, each.amount, each.category, each.label, each.other})
	}
	if left := wanted - len(b.month); left > 0 {
		for range left {
			b.month = append(b.month, b.spend(first.AddDays(d.below(27)), spending/int64(left)))
		}
	}
	if p.story.windfall && account.main && month == b.windfallMonth() {
		b.month = append(b.month, booking{first.AddDays(9), d.euros(14_000, 70_000), model.TransferIn, "VIREMENT RECU", "ETUDE NOTARIALE DEMO"})
	}
	slices.SortStableFunc(b.month, func(a, b booking) int { return cmp.Compare(a.on, b.on) })
}

// windfallMonth is the latest month whose tenth day is at least three weeks ago:
// long enough for the money to have settled, recent enough to be noticed.
func (b *demoBank) windfallMonth() int {
	month := 0
	for b.firstOfMonth(month).AddDays(9) > b.options.Date.AddDays(-21) {
		month--
	}
	return month
}

// booking is a movement before it has a balance.
type booking struct {
	on           model.Date
	amount       int64
	category     model.MovementCategory
	label, other string
}

func (b *demoBank) spend(on model.Date, amount int64) booking {
	d := &b.dice
	amount = -max(100, d.around(amount, 60))
	switch roll := d.below(100); {
	case roll < 10:
		return booking{on, amount / 1000 * 1000, model.CashOut, "RETRAIT DAB", ""}
	case roll < 16:
		return booking{on, amount, model.TransferOut, "VIREMENT EMIS", "PROCHE"}
	}
	return booking{on, amount, model.CardPayment, "CARTE", oneOf(d, shops)}
}

// bookMonth posts the planned month inside the coverage of the account and
// gives the balance after it.
func (b *demoBank) bookMonth(row *model.Contract, balance int64) int64 {
	d, day, sequence := &b.dice, model.Date(0), int64(0)
	for _, each := range b.month {
		if each.on < row.CoveredFrom || each.on > row.CoveredTo || each.amount == 0 {
			continue
		}
		if each.on != day {
			day, sequence = each.on, 0
		}
		sequence++
		balance += each.amount
		b.rows.movements = append(b.rows.movements, model.Movement{
			ID: d.id(), ContractID: row.ID, BookedOn: each.on, Sequence: sequence, AmountMinor: each.amount, Currency: "EUR",
			BalanceMinor: balance, Category: each.category, Label: each.label, Counterparty: each.other, Source: "demo",
		})
	}
	return balance
}
