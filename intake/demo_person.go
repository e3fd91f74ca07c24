package intake

import (
	"strconv"
	"strings"

	"foyer/model"
)

// settled are the ids of a household's persons once their customers exist.
type settled struct {
	household model.ID
	surname   string
	adults    []model.ID
	children  []model.ID
}

// customer adds a customer of the household; the caller fills in what differs.
func (b *demoBank) customer(p *plan) *model.Customer {
	d := &b.dice
	b.numbered++
	b.rows.customers = append(b.rows.customers, model.Customer{
		ID: d.id(), Kind: model.Person, Status: model.StatusCustomer, Source: "demo", ExternalID: "C" + strconv.FormatInt(10_000_000+b.numbered, 10),
		Nationality: "FR", Language: model.French, Sensitivity: model.Ordinary, LegalCapacity: model.FullCapacity,
		BranchID:    b.network.branches[b.network.branchOf(p.portfolio)].ID,
		PortfolioID: b.network.portfolios[p.portfolio].ID,
		CreatedAt:   b.now, UpdatedAt: b.now, Version: 1,
	})
	return &b.rows.customers[len(b.rows.customers)-1]
}

// finish sets what follows from the other columns, and the search words.
func (b *demoBank) finish(customer *model.Customer) {
	if customer.DecisionKey = customer.HouseholdID; customer.HouseholdID.IsZero() {
		customer.DecisionKey = customer.ID
	}
	customer.SortKey = model.SortKeyOf(customer)
	for _, token := range model.NameTokens(customer) {
		b.rows.tokens = append(b.rows.tokens, model.NameToken{Token: token, CustomerID: customer.ID})
	}
}

// firstName draws a first name of the generation.
func (b *demoBank) firstName(sex model.Sex, born model.Date) string {
	year := born.Time().Year()
	generation := 0
	for _, until := range [...]int{1946, 1966, 1986, 2006} {
		if year >= until {
			generation++
		}
	}
	return oneOf(&b.dice, given[sex][generation])
}

// addAdult makes an adult a customer with everything said of the person alone.
func (b *demoBank) addAdult(p *plan, at int, home *settled) {
	d, person := &b.dice, &p.adults[at]
	customer := b.customer(p)
	customer.Sex, customer.BirthDate = person.sex, person.born
	customer.FirstName, customer.LastName = b.firstName(person.sex, person.born), home.surname
	b.nameOf(p, at, customer)
	if person.employee != "" {
		b.employ(person, customer)
	}
	if b.first.IsZero() {
		b.first = customer.ID
	}
	customer.BirthPlace = oneOf(d, oneOf(d, lands).towns).name
	if d.chance(50) {
		customer.Nationality = oneOf(d, []string{"PT", "IT", "BE", "ES", "DE"})
	}
	customer.MaritalStatus, customer.EmploymentStatus = p.married, person.status
	customer.PCSCode, customer.PCSVersion, customer.Profession = person.job.pcs, pcsVersion, person.job.title
	if person.status == "STUDENT" {
		customer.Profession = "Étudiant"
	}
	customer.Sensitivity, customer.HouseholdID = person.sensitivity, home.household
	if p.prospect {
		customer.Status = model.StatusProspect
	} else {
		customer.CustomerSince = max(person.born, b.options.Date.AddDays(-d.between(200, 9000)))
	}
	if person.protected {
		customer.LegalCapacity = model.ProtectedAdult
	}
	if person.deceased {
		customer.DeceasedOn = b.options.Date.AddDays(-d.between(3, 300))
	}
	b.finish(customer)
	home.adults = append(home.adults, customer.ID)
	b.addContacts(p, person, customer)
	b.addConsents(p, customer.ID)
	b.addIncome(person, customer.ID)
}

// nameOf gives a married couple one name, mostly, and others a name of their own.
func (b *demoBank) nameOf(p *plan, at int, customer *model.Customer) {
	d := &b.dice
	if at == 0 {
		return
	}
	own := oneOf(d, surnames)
	if p.married != "MARRIED" || d.chance(250) {
		customer.LastName = own
		return
	}
	customer.BirthName = own
}

// addChild makes a child a customer; below 18 the parents represent it.
func (b *demoBank) addChild(p *plan, at int, home *settled) {
	d, person := &b.dice, &p.children[at]
	customer := b.customer(p)
	customer.Sex, customer.BirthDate = person.sex, person.born
	customer.FirstName, customer.LastName = b.firstName(person.sex, person.born), home.surname
	customer.MaritalStatus, customer.HouseholdID = "SINGLE", home.household
	customer.CustomerSince = person.born.AddDays(d.between(0, int(b.options.Date-person.born)))
	if age := b.age(person.born); age < 18 {
		customer.LegalCapacity = model.Minor
	} else if customer.EmploymentStatus = "STUDENT"; d.chance(250) {
		customer.EmploymentStatus = "EMPLOYED"
	}
	if d.chance(150) {
		customer.Status, customer.CustomerSince = model.StatusProspect, 0
	}
	b.finish(customer)
	home.children = append(home.children, customer.ID)
	for _, parent := range home.adults {
		b.relate(parent, customer.ID, model.ParentOf, model.ChildOf, person.born)
		if customer.LegalCapacity == model.Minor {
			b.rows.representations = append(b.rows.representations, model.Representation{
				ID: d.id(), CustomerID: customer.ID, RepresentativeID: parent, Kind: "PARENT",
				ValidFrom: person.born, ValidTo: person.born.Birthday(18),
			})
		}
	}
}

// relate adds a relationship and its inverse.
func (b *demoBank) relate(from, to model.ID, kind, inverse model.RelationshipKind, since model.Date) {
	b.rows.relationships = append(b.rows.relationships,
		model.Relationship{ID: b.dice.id(), FromID: from, ToID: to, Kind: kind, ValidFrom: since},
		model.Relationship{ID: b.dice.id(), FromID: to, ToID: from, Kind: inverse, ValidFrom: since})
}

func (b *demoBank) addContacts(p *plan, person *adult, customer *model.Customer) {
	d := &b.dice
	since := min(p.since, b.options.Date.AddDays(-30))
	if d.chance(max(250, 1150-10*b.age(person.born))) {
		address := strings.ReplaceAll(string(customer.SortKey), " ", ".") + "." + d.digits(4) + "@example.org"
		b.rows.emails = append(b.rows.emails, model.Email{ID: d.id(), CustomerID: customer.ID, Address: address, Preferred: true, ValidFrom: since})
	}
	// Both ranges are kept by the French regulator for works of fiction.
	number := "+3363998" + d.digits(4)
	if d.chance(200) {
		number = "+3319900" + d.digits(4)
	}
	if d.chance(820) {
		b.rows.phones = append(b.rows.phones, model.Phone{ID: d.id(), CustomerID: customer.ID, Number: number, Preferred: true, ValidFrom: since})
	}
	if d.chance(330) {
		b.rows.preferences = append(b.rows.preferences, model.ChannelPreference{
			ID: d.id(), CustomerID: customer.ID, Channel: oneOf(d, []model.Channel{model.App, model.EmailSent, model.PhoneCall, model.Branched, model.SMS, model.Letter}),
			Preference: weighted(d, []share[model.Preference]{{55, "PREFERRED"}, {20, "ACCEPTED"}, {25, "REFUSED"}}),
		})
	}
}

// addAddresses gives the household's address to an adult, and the one before.
func (b *demoBank) addAddresses(p *plan, home *settled) {
	d := &b.dice
	place := b.network.towns[b.network.branchOf(p.portfolio)]
	line := strconv.Itoa(d.between(1, 120)) + " " + oneOf(d, streets)
	before := strconv.Itoa(d.between(1, 120)) + " " + oneOf(d, streets)
	from := p.since
	for _, customer := range home.adults {
		if !p.moved.IsZero() {
			b.rows.addresses = append(b.rows.addresses, model.Address{
				ID: d.id(), CustomerID: customer, Line1: before, PostalCode: place.postal, City: place.name, Country: "FR",
				ValidFrom: min(from, p.moved.AddDays(-400)), ValidTo: p.moved,
			})
		}
		b.rows.addresses = append(b.rows.addresses, model.Address{
			ID: d.id(), CustomerID: customer, Line1: line, PostalCode: place.postal, City: place.name, Country: "FR",
			ValidFrom: max(p.moved, min(from, b.options.Date)),
		})
		if !p.moved.IsZero() {
			b.rows.addresses[len(b.rows.addresses)-1].ValidFrom = p.moved
		}
	}
}

func (b *demoBank) addConsents(p *plan, customer model.ID) {
	d := &b.dice
	marketing := weighted(d, []share[model.ConsentState]{{62, model.ConsentGranted}, {30, model.ConsentDenied}, {8, model.ConsentRevoked}})
	insight := weighted(d, []share[model.ConsentState]{{55, model.ConsentGranted}, {42, model.ConsentDenied}, {3, model.ConsentRevoked}})
	answered, asked := d.chance(850), d.chance(420)
	if p.story.consents {
		marketing, insight, asked = model.ConsentGranted, model.ConsentGranted, true
		answered = true
	}
	if answered {
		b.consent(customer, model.Marketing, marketing)
	}
	if asked {
		b.consent(customer, model.MovementInsight, insight)
	}
}

func (b *demoBank) consent(customer model.ID, purpose model.ConsentPurpose, state model.ConsentState) {
	d := &b.dice
	on := b.options.Date.AddDays(-d.between(40, 1400))
	b.rows.consents = append(b.rows.consents, model.Consent{
		ID: d.id(), CustomerID: customer, Purpose: purpose, Channel: model.AnyChannel, State: state,
		CapturedOn: on, CaptureSource: oneOf(d, []string{"Entretien en agence", "Application mobile", "Courrier"}), EffectiveFrom: on,
	})
}

// addIncome adds what somebody earns each month, net, in cents.
func (b *demoBank) addIncome(person *adult, customer model.ID) {
	d := &b.dice
	income := model.Income{ID: d.id(), CustomerID: customer, Kind: "SALARY", Currency: "EUR", Origin: model.Declared,
		AmountMinor: d.around(int64(person.job.netEuros)*100, 28) / 1000 * 1000, ValidFrom: b.options.Date.AddDays(-d.between(60, 1500))}
	switch person.status {
	case "RETIRED":
		income.Kind, income.AmountMinor = "PENSION", income.AmountMinor*68/100/1000*1000
	case "SELF_EMPLOYED":
		income.Kind = "SELF_EMPLOYMENT"
	case "UNEMPLOYED":
		income.Kind, income.AmountMinor = "BENEFIT", income.AmountMinor*57/100/1000*1000
	case "STUDENT":
		income.Kind, income.AmountMinor = "OTHER", d.euros(150, 700)/1000*1000
	}
	b.incomes = append(b.incomes, income.AmountMinor)
	b.rows.incomes = append(b.rows.incomes, income)
}
