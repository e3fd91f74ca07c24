package intake

import (
	"strconv"

	"foyer/model"
)

// cash is an account that payments go through. earners adults from first on are
// paid on it; the main account pays what the household owes.
type cash struct {
	place, first, earners int
	main                  bool
}

// line is a payment that comes back every month.
type line struct {
	day          int
	amount       int64 // signed, in cents
	category     model.MovementCategory
	label, other string
	from, until  model.Date // from: first day with it, until: first day without; zero: open
}

// creditor is somebody who collects direct debits. The sector comes with the
// identifier, as banks know it, never from a label.
type creditor struct {
	id, name, sector string
	category         model.MovementCategory
	low, high        int // euros a month
}

var (
	energy       = creditor{"FR80ZZZ999901", "Énergie de France Démo", "ENERGY", model.Housing, 55, 190}
	telecom      = creditor{"FR53ZZZ999902", "Télécom Démo", "TELECOM", model.OtherMovement, 15, 60}
	water        = creditor{"FR26ZZZ999903", "Eaux Démo", "WATER", model.Housing, 20, 50}
	rivalCar     = creditor{"FR96ZZZ999904", "Assur'Auto Démo", "INSURANCE_CAR", model.InsuranceFee, 30, 85}
	rivalHome    = creditor{"FR69ZZZ999905", "Mutuelle Habitation Démo", "INSURANCE_HOME", model.InsuranceFee, 12, 40}
	rivalLeasing = creditor{"FR42ZZZ999906", "Location Auto Démo", "LEASING", model.Leasing, 180, 420}
)

// addPayments lets money go through every account of the household.
func (b *demoBank) addPayments(p *plan) {
	for _, account := range b.accounts {
		b.lines = b.lines[:0]
		income := b.addEarnings(p, account)
		if account.main {
			b.addHousing(p, account, income)
			b.addInstalments(account)
			b.addDebits(p, account)
			b.addOrders(p, account, income)
		}
		b.addMovements(p, account, income)
	}
}

// addEarnings adds what comes in each month and gives its sum.
func (b *demoBank) addEarnings(p *plan, account cash) int64 {
	d, total := &b.dice, int64(0)
	for at := account.first; at < account.first+account.earners; at++ {
		person, amount := &p.adults[at], b.incomes[at]
		total += amount
		earning := line{day: d.between(25, 28), amount: amount, category: model.TransferIn, label: "VIREMENT RECU", other: "ALLOCATIONS DEMO"}
		switch person.status {
		case "EMPLOYED":
			earning.category, earning.label, earning.other = model.Salary, "VIREMENT SALAIRE", person.job.payerName
			if p.story.missedSalary && at == 0 {
				earning.until = b.options.Date.AddDays(-75)
			}
		case "RETIRED":
			earning.day, earning.category = d.between(1, 9), model.Pension
			earning.label, earning.other = "PENSION", "CAISSE DE RETRAITE DEMO"
		case "SELF_EMPLOYED":
			earning.label, earning.other = "REMISE PROFESSIONNELLE", "ACTIVITE"
		}
		b.lines = append(b.lines, earning)
	}
	if account.earners == 0 {
		total = d.euros(15, 60) * 10
		b.lines = append(b.lines, line{day: 2, amount: total, category: model.OwnTransfer, label: "VIREMENT INTERNE", other: "COMPTE JOINT"})
	}
	return total
}

// addHousing lets tenants pay their rent by standing order.
func (b *demoBank) addHousing(p *plan, account cash, income int64) {
	if p.owners {
		return
	}
	rent := b.dice.around(income*28/100, 20) / 100 * 100
	b.order(account, model.OrderHousehold, "SCI DES TILLEULS", "DEMOFRPP", rent, false)
	b.lines = append(b.lines, line{day: 5, amount: -rent, category: model.Housing, label: "LOYER", other: "SCI DES TILLEULS"})
}

// addInstalments repays the loans that work on the account.
func (b *demoBank) addInstalments(account cash) {
	id := b.rows.contracts[account.place].ID
	for i := range b.rows.contracts[b.household.contracts:] {
		loan := &b.rows.contracts[b.household.contracts+i]
		if loan.Type == model.Loan && loan.AccountID == id {
			b.lines = append(b.lines, line{
				day: min(loan.LastInstalmentOn.Time().Day(), 28), amount: -loan.InstalmentMinor, category: model.LoanPayment,
				label: "ECHEANCE DE PRET", other: loan.Number, from: loan.FirstInstalmentOn, until: loan.LastInstalmentOn.AddDays(1),
			})
		}
		if loan.Type == model.Insurance {
			b.lines = append(b.lines, line{
				day: 10, amount: -loan.PremiumMinor, category: model.InsuranceFee, label: "COTISATION ASSURANCE", other: loan.Number, from: loan.OpenedOn,
			})
		}
	}
}

// addDebits gives mandates to creditors, rivals of the bank among them.
func (b *demoBank) addDebits(p *plan, account cash) {
	d := &b.dice
	if d.chance(550) {
		b.debit(account, &energy)
	}
	if d.chance(300) {
		b.debit(account, &telecom)
	}
	if d.chance(80) {
		b.debit(account, &water)
	}
	if p.vehicle != nil && p.story.rivalInsurance {
		b.debit(account, &rivalCar)
	} else if d.chance(40) {
		b.debit(account, &rivalHome)
	}
	if p.story.rivalLeasing && d.chance(500) {
		b.debit(account, &rivalLeasing)
	}
}

func (b *demoBank) debit(account cash, to *creditor) {
	d, contract := &b.dice, &b.rows.contracts[account.place]
	amount := d.euros(to.low, to.high) / 10 * 10
	signed := max(contract.OpenedOn, b.options.Date.AddDays(-d.between(100, 2500)))
	day := d.between(3, 20)
	last := b.firstOfMonth(0).AddDays(day - 1)
	if last > b.options.Date {
		last = b.firstOfMonth(-1).AddDays(day - 1)
	}
	b.rows.debits = append(b.rows.debits, model.DirectDebit{
		ID: d.id(), ContractID: contract.ID, CreditorID: to.id, CreditorName: to.name, MandateRef: "RUM" + d.digits(12), Sector: to.sector,
		SignedOn: signed, LastOn: max(last, signed), AmountMinor: amount, Currency: "EUR",
	})
	b.lines = append(b.lines, line{day: day, amount: -amount, category: to.category, label: "PRLV SEPA", other: to.name, from: signed})
}

// addOrders gives standing orders: savings, and rivals' insurance and leasing.
func (b *demoBank) addOrders(p *plan, account cash, income int64) {
	d := &b.dice
	if d.chance(230) && !p.story.overdraft {
		amount := d.around(income*6/100, 40) / 1000 * 1000
		b.order(account, model.OrderSavings, "EPARGNE", "", amount, false)
		b.lines = append(b.lines, line{day: 3, amount: -amount, category: model.OwnTransfer, label: "VIREMENT EPARGNE", other: "EPARGNE"})
	}
	if p.story.rivalInsurance && (p.vehicle == nil || d.chance(400)) {
		amount := d.euros(20, 70) / 10 * 10
		b.order(account, model.OrderInsurance, "Prévoyance Démo", "RIVLFRPP", amount, true)
		b.lines = append(b.lines, line{day: 8, amount: -amount, category: model.InsuranceFee, label: "VIREMENT PERMANENT", other: "Prévoyance Démo"})
	}
	if p.story.rivalLeasing {
		amount := d.euros(190, 420) / 10 * 10
		b.order(account, model.OrderLeasing, "Location Longue Durée Démo", "RIVLFRPP", amount, true)
		b.lines = append(b.lines, line{day: 6, amount: -amount, category: model.Leasing, label: "VIREMENT PERMANENT", other: "Location Longue Durée Démo"})
	}
}

func (b *demoBank) order(account cash, purpose model.OrderPurpose, payee, bank string, amount int64, rival bool) {
	d, contract := &b.dice, &b.rows.contracts[account.place]
	b.rows.orders = append(b.rows.orders, model.StandingOrder{
		ID: d.id(), ContractID: contract.ID, Purpose: purpose, CounterpartyBank: bank, CounterpartyName: payee,
		CounterpartyIBAN: "FR76 99999 " + d.digits(5) + " " + strconv.FormatInt(10_000_000_000+int64(d.below(1_000_000_000)), 10),
		ToCompetitor:     rival, AmountMinor: amount, Currency: "EUR", FrequencyInMonths: 1, NextOn: b.firstOfMonth(1).AddDays(4),
		ValidFrom: max(contract.OpenedOn, b.options.Date.AddDays(-d.between(60, 1500))), Source: "demo",
	})
}
