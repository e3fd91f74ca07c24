package intake

import (
	"strconv"

	"foyer/model"
)

// loanTerms say what a loan of a product is like.
type loanTerms struct {
	code           string
	low, high      int // principal in euros
	months         []int
	ratePPM        int64
	purpose        string
	ownersPermille int // households that have one, by whether they own their home
	othersPermille int
}

var loanOffers = []loanTerms{
	{"home_loan", 60_000, 320_000, []int{180, 240, 300}, 28_000, "Résidence principale", 380, 20},
	{"vehicle_loan", 6_000, 24_000, []int{36, 48, 60}, 52_000, "Véhicule", 90, 100},
	{"personal_loan", 2_000, 15_000, []int{24, 36, 48}, 61_000, "Équipement", 50, 70},
}

// sells tells whether the bank sells a product.
func (b *demoBank) sells(code string) bool { return b.products[code] != "" }

// contract adds a contract of a product and gives its place among the rows.
func (b *demoBank) contract(code string, opened model.Date) int {
	d := &b.dice
	b.contracts++
	number := strconv.FormatInt(100_000_000_000+b.contracts, 10)
	b.rows.contracts = append(b.rows.contracts, model.Contract{
		ID: d.id(), Type: b.products[code], ProductCode: code, Number: "99999 " + number[1:], Source: "demo",
		Status: model.ContractActive, OpenedOn: opened, Currency: "EUR",
	})
	return len(b.rows.contracts) - 1
}

func (b *demoBank) party(contract int, customer model.ID, role model.PartyRole) {
	row := &b.rows.contracts[contract]
	b.rows.parties = append(b.rows.parties, model.ContractParty{
		ID: b.dice.id(), ContractID: row.ID, CustomerID: customer, Role: role, ValidFrom: row.OpenedOn,
	})
}

// opened draws a day since which a contract may run.
func (b *demoBank) opened(longest int) model.Date {
	return b.options.Date.AddDays(-b.dice.between(30, longest))
}

// addAccounts opens the accounts of a household and gives the place of the one
// that its payments go through.
func (b *demoBank) addAccounts(p *plan, home *settled) int {
	main := -1
	if len(home.adults) == 2 && p.joint && b.sells("joint_account") {
		main = b.contract("joint_account", max(p.since, b.opened(6000)))
		b.party(main, home.adults[0], model.Owner)
		b.party(main, home.adults[1], model.JointOwner)
		b.accounts = append(b.accounts, cash{place: main, earners: len(home.adults), main: true})
	}
	for at, customer := range home.adults {
		if main >= 0 && p.joint && !b.dice.chance(200) {
			continue
		}
		own := b.contract("current_account", b.opened(8000))
		b.party(own, customer, model.Owner)
		account := cash{place: own, first: at, main: main < 0}
		if account.main || !p.joint {
			account.earners = 1
		}
		if b.accounts = append(b.accounts, account); account.main {
			main = own
		}
	}
	b.addCards(p, home, main)
	return main
}

// addCards gives each adult a card, and some children from 12 on.
func (b *demoBank) addCards(p *plan, home *settled, account int) {
	for at, customer := range home.adults {
		code := "card_classic"
		if b.incomes[at] > 280_000 {
			code = "card_gold"
		}
		months := b.dice.between(1, 36)
		if p.story.cardEndsInMonths > 0 && at == 0 {
			months = p.story.cardEndsInMonths
		}
		if p.story.cardEndsInMonths > 0 || b.dice.chance(700) {
			b.card(code, customer, account, months)
		}
	}
	for at, customer := range home.children {
		if age := b.age(p.children[at].born); age >= 12 && age < 18 && b.dice.chance(250) {
			b.card("card_junior", customer, account, b.dice.between(2, 30))
		}
	}
}

func (b *demoBank) card(code string, customer model.ID, account, months int) {
	if !b.sells(code) {
		return
	}
	last := b.firstOfMonth(months + 1).AddDays(-1)
	card := b.contract(code, last.AddMonths(-36))
	row := &b.rows.contracts[card]
	row.OpenedOn = min(row.OpenedOn, b.options.Date)
	row.AccountID, row.ExpiresOn = b.rows.contracts[account].ID, last
	row.MaskedNumber, row.CardLevel = b.dice.digits(4), code[len("card_"):]
	b.party(card, customer, model.Owner)
}

// savings of an adult: product, how many of a thousand have it, euros, rate.
var savings = []struct {
	code             string
	permille, lo, hi int
	ratePPM          int64
}{
	{"livret_a", 400, 50, 14_000, 15_000}, {"ldds", 140, 50, 9_000, 15_000}, {"lep", 30, 50, 7_000, 25_000},
	{"pel", 50, 600, 30_000, 20_000}, {"life_insurance", 100, 1_000, 60_000, 0}, {"per", 30, 500, 20_000, 0},
}

// addSavings opens savings of adults, and a passbook of their own for children.
func (b *demoBank) addSavings(p *plan, home *settled) {
	d := &b.dice
	for _, customer := range home.adults {
		for _, product := range savings {
			if d.chance(product.permille) && !p.story.overdraft {
				place := b.saving(product.code, customer, d.euros(product.lo, product.hi), product.ratePPM)
				if place >= 0 && product.code == "life_insurance" && len(home.adults) == 2 {
					b.party(place, home.adults[0], model.Beneficiary)
				}
			}
		}
	}
	for at, customer := range home.children {
		code, age := "livret_a", b.age(p.children[at].born)
		if age >= 12 && d.chance(350) {
			code = "livret_jeune"
		}
		if !d.chance(330) {
			continue
		}
		place := b.saving(code, customer, d.euros(20, 1500), 15_000)
		if place >= 0 && age < 18 {
			b.rows.contracts[place].OpenedOn = max(b.rows.contracts[place].OpenedOn, p.children[at].born)
			b.party(place, home.adults[0], model.LegalRepresentative)
		}
	}
}

func (b *demoBank) saving(code string, customer model.ID, balance, rate int64) int {
	if !b.sells(code) {
		return -1
	}
	place := b.contract(code, b.opened(5000))
	row := &b.rows.contracts[place]
	row.BalanceMinor, row.BalanceOn, row.RatePPM = balance, b.options.Date, rate
	b.party(place, customer, model.Owner)
	return place
}

// nextAnniversary is the next day after today on which a contract is so many years old.
func (b *demoBank) nextAnniversary(opened model.Date) model.Date {
	return opened.AddMonths(12 * (opened.YearsUntil(b.options.Date) + 1))
}

// addLoans lends to the household; both adults borrow for the home.
func (b *demoBank) addLoans(p *plan, home *settled, account int) {
	d := &b.dice
	for _, terms := range loanOffers {
		permille := terms.othersPermille
		if p.owners {
			permille = terms.ownersPermille
		}
		forced := terms.code == "vehicle_loan" && p.story.loanEndsInDays > 0
		if !b.sells(terms.code) || (!forced && (p.story.free || !d.chance(permille) || b.age(p.adults[0].born) > 70)) {
			continue
		}
		months := oneOf(d, terms.months)
		left := d.between(1, months)
		last := b.options.Date.AddMonths(left).AddDays(-d.between(0, 27))
		if forced {
			last = b.options.Date.AddDays(p.story.loanEndsInDays)
		}
		loan := b.loan(&terms, d.euros(terms.low, terms.high)/10_000*10_000, months, last)
		b.rows.contracts[loan].AccountID = b.rows.contracts[account].ID
		b.party(loan, home.adults[0], model.Borrower)
		if terms.code == "home_loan" && len(home.adults) == 2 {
			b.party(loan, home.adults[1], model.CoBorrower)
		}
		if terms.code == "home_loan" && d.chance(400) {
			b.insure("borrower_insurance", home.adults[0], model.Insured, 3500, "Prêt immobilier", 0)
		}
	}
	for at, customer := range home.children {
		if age := b.age(p.children[at].born); age >= 18 && d.chance(90) && b.sells("student_loan") {
			terms := &loanTerms{code: "student_loan", ratePPM: 12_000, purpose: "Études"}
			loan := b.loan(terms, d.euros(3_000, 15_000)/10_000*10_000, 60, b.options.Date.AddMonths(d.between(30, 58)))
			b.party(loan, customer, model.Borrower)
			b.party(loan, home.adults[0], model.Guarantor)
		}
	}
}

// loan adds a loan that ends on a day. The instalment spreads principal and
// simple interest evenly; what is owed is the instalments still to come.
func (b *demoBank) loan(terms *loanTerms, principal int64, months int, last model.Date) int {
	place := b.contract(terms.code, last.AddMonths(-months))
	row := &b.rows.contracts[place]
	interest := principal * terms.ratePPM / 1_000_000 * int64(months) / 24
	row.PrincipalMinor, row.RatePPM, row.DurationMonths, row.Purpose = principal, terms.ratePPM, int64(months), terms.purpose
	row.InstalmentMinor = (principal + interest) / int64(months)
	row.FirstInstalmentOn, row.LastInstalmentOn = row.OpenedOn.AddMonths(1), last
	for on := last; on > b.options.Date; on = on.AddMonths(-1) {
		row.OutstandingMinor += row.InstalmentMinor
	}
	row.OutstandingMinor = min(row.OutstandingMinor, principal)
	return place
}

// addProtection adds insurance, the account package, and whatever else is sold.
func (b *demoBank) addProtection(p *plan, home *settled) {
	d, holder := &b.dice, home.adults[0]
	if p.vehicle != nil && d.chance(330) && !p.story.rivalInsurance {
		b.insure("car_insurance", holder, model.Owner, d.euros(28, 75), "Véhicule", 0)
	}
	if p.story.dueInDays > 0 || d.chance(250) {
		b.insure("home_insurance", holder, model.Owner, d.euros(12, 38), "Habitation", p.story.dueInDays)
	}
	if len(p.children) > 0 && d.chance(110) {
		b.insure("family_protection", holder, model.Insured, d.euros(9, 30), "Décès et invalidité", 0)
	}
	if b.sells("account_package") && d.chance(180) {
		place := b.contract("account_package", b.opened(2500))
		b.rows.contracts[place].DueOn = b.nextAnniversary(b.rows.contracts[place].OpenedOn)
		b.party(place, holder, model.Owner)
	}
	for _, code := range b.others {
		if d.chance(20) {
			b.party(b.contract(code, b.opened(2000)), holder, model.Owner)
		}
	}
}

func (b *demoBank) insure(code string, customer model.ID, role model.PartyRole, premium int64, label string, dueInDays int) {
	if !b.sells(code) {
		return
	}
	place := b.contract(code, b.opened(3000))
	row := &b.rows.contracts[place]
	row.PremiumMinor, row.InsuredLabel = premium, label
	if row.DueOn = b.nextAnniversary(row.OpenedOn); dueInDays > 0 {
		row.DueOn = b.options.Date.AddDays(dueInDays)
		row.OpenedOn = row.DueOn.AddMonths(-24)
	}
	b.party(place, customer, role)
}
