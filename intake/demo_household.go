package intake

import (
	"strconv"

	"foyer/model"
)

// demoBank makes the rows of a demonstration bank, household by household.
type demoBank struct {
	options  DemoOptions
	network  *demoNetwork
	products map[string]model.ContractType // what the bank sells
	others   []string                      // products that no household is planned with
	now      model.Instant
	first    model.ID // the first customer, whose file was opened in an emergency

	dice      dice
	rows      *demoRows
	numbered  int64                   // customers so far
	contracts int64                   // contracts so far
	portfolio int                     // of the household being made
	household struct{ contracts int } // where its rows begin

	plan     plan
	home     settled
	incomes  []int64 // of the adults, in cents a month
	accounts []cash
	lines    []line
	month    []booking
}

// planned lists the products that households are planned with.
var planned = []string{
	"current_account", "joint_account", "livret_a", "ldds", "lep", "livret_jeune", "pel", "life_insurance", "per", "home_loan", "vehicle_loan",
	"student_loan", "personal_loan", "card_classic", "card_gold", "card_junior", "car_insurance", "home_insurance", "borrower_insurance",
	"family_protection", "account_package",
}

// addHousehold makes every row of one household.
func (b *demoBank) addHousehold(p *plan) {
	b.portfolio, b.household.contracts = p.portfolio, len(b.rows.contracts)
	b.incomes, b.accounts = b.incomes[:0], b.accounts[:0]
	if p.organisation {
		b.addOrganisation(p)
		return
	}
	home := &b.home
	*home = settled{surname: oneOf(&b.dice, surnames), adults: home.adults[:0], children: home.children[:0]}
	if !p.prospect {
		home.household = b.dice.id()
		b.rows.households = append(b.rows.households, model.Household{
			ID: home.household, Kind: model.HouseholdOfHome, Name: "Foyer " + home.surname, FormedOn: p.since, Source: "demo",
		})
	}
	for at := range p.adults {
		b.addAdult(p, at, home)
	}
	for at := range p.children {
		b.addChild(p, at, home)
	}
	b.addAddresses(p, home)
	if p.prospect {
		return
	}
	b.bind(p, home)
	b.addVehicles(p, home)
	main := b.addAccounts(p, home)
	b.addSavings(p, home)
	b.addLoans(p, home, main)
	b.addProtection(p, home)
	b.addPayments(p)
	b.addEvents(p, home)
	b.addInteractions(home)
}

// bind makes the persons members of the household and relates the couple.
func (b *demoBank) bind(p *plan, home *settled) {
	for _, customer := range home.adults {
		b.member(home.household, customer, model.RoleAdult, p.since)
	}
	for at, customer := range home.children {
		b.member(home.household, customer, model.RoleChild, max(p.since, p.children[at].born))
	}
	if len(home.adults) == 2 {
		kind := model.PartnerOf
		if p.married == "MARRIED" {
			kind = model.SpouseOf
		}
		b.relate(home.adults[0], home.adults[1], kind, kind, p.since)
	}
	for at, person := range p.adults {
		if person.protected && len(home.adults) == 2 {
			b.rows.representations = append(b.rows.representations, model.Representation{
				ID: b.dice.id(), CustomerID: home.adults[at], RepresentativeID: home.adults[1-at], Kind: "FAMILY_HABILITATION",
				ValidFrom: b.options.Date.AddDays(-b.dice.between(30, 900)),
			})
		}
	}
	if p.story.overdraft && b.dice.chance(400) {
		b.rows.fragilities = append(b.rows.fragilities, model.Fragility{
			ID: b.dice.id(), CustomerID: home.adults[0], Criterion: "INCIDENTS", ValidFrom: b.options.Date.AddDays(-b.dice.between(5, 80)),
		})
	}
}

func (b *demoBank) member(household, customer model.ID, role model.HouseholdRole, from model.Date) {
	b.rows.members = append(b.rows.members, model.HouseholdMember{
		ID: b.dice.id(), HouseholdID: household, CustomerID: customer, Role: role, Kind: model.HouseholdOfHome, IsPrimary: true, ValidFrom: from,
	})
}

// addVehicles adds the vehicles, and the home of owners.
func (b *demoBank) addVehicles(p *plan, home *settled) {
	d := &b.dice
	for at, vehicle := range []*vehiclePlan{p.vehicle, p.second} {
		if vehicle == nil {
			continue
		}
		years := int64(b.options.Date-vehicle.registered) / 365
		b.rows.assets = append(b.rows.assets, model.Asset{
			ID: d.id(), CustomerID: home.adults[min(at, len(home.adults)-1)], Kind: model.Vehicle, Label: oneOf(d, vehicleLabels),
			FirstRegisteredOn: vehicle.registered, AcquiredOn: vehicle.acquired, ValueMinor: max(80_000, 2_400_000-150_000*years), Currency: "EUR",
		})
	}
	if p.owners && d.chance(400) {
		b.rows.assets = append(b.rows.assets, model.Asset{
			ID: d.id(), CustomerID: home.adults[0], Kind: model.Property, Label: "Résidence principale",
			AcquiredOn: max(p.since, b.options.Date.AddDays(-d.between(100, 9000))), ValueMinor: d.euros(90_000, 600_000) / 100_000 * 100_000, Currency: "EUR",
		})
	}
}

// addOrganisation makes a small firm with an account.
func (b *demoBank) addOrganisation(p *plan) {
	d := &b.dice
	customer := b.customer(p)
	customer.Kind = model.Organisation
	customer.LegalName = oneOf(d, tradeNames) + " " + oneOf(d, surnames) + " " + oneOf(d, []string{"SARL", "SAS", "EURL", "et Fils"})
	customer.Siren = siren("000" + d.digits(5)) // a range that names no firm
	customer.CustomerSince = b.opened(6000)
	b.finish(customer)
	b.rows.phones = append(b.rows.phones, model.Phone{
		ID: d.id(), CustomerID: customer.ID, Number: "+3319900" + d.digits(4), Preferred: true, ValidFrom: customer.CustomerSince,
	})
	account := b.contract("current_account", customer.CustomerSince)
	row := &b.rows.contracts[account]
	row.BalanceMinor, row.BalanceOn = d.euros(500, 60_000), b.options.Date
	b.party(account, customer.ID, model.Owner)
	place := b.network.towns[b.network.branchOf(p.portfolio)]
	b.rows.addresses = append(b.rows.addresses, model.Address{
		ID: d.id(), CustomerID: customer.ID, Line1: strconv.Itoa(d.between(1, 120)) + " " + oneOf(d, streets),
		PostalCode: place.postal, City: place.name, Country: "FR", ValidFrom: customer.CustomerSince,
	})
}

// siren completes eight digits by the check digit that the register uses.
func siren(eight string) string {
	sum := 0
	for i, digit := range eight {
		value := int(digit - '0')
		if i%2 == 1 {
			value *= 2
		}
		sum += value/10 + value%10
	}
	return eight + strconv.Itoa((10-sum%10)%10)
}
