package store

import "foyer/model"

// readPersons reads what the customer's own row says, and whether somebody acts
// for the customer or a period of fragility is open.
func (p *factPage) readPersons() error {
	var place, fragile, represented int64
	var kind, status, capacity, marital, employment string
	var deceased, birth, since model.Date
	found := 0
	statement := `SELECT a.place, c.kind, c.status, c.legal_capacity, c.marital_status, c.employment_status, c.deceased_on, c.birth_date, c.customer_since,
		CASE WHEN EXISTS (SELECT 1 FROM fragilities f WHERE f.customer_id = c.id AND ` + holds("f") + `) THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM representations r WHERE r.customer_id = c.id AND ` + holds("r") + `
			AND NOT (c.birth_date IS NOT NULL AND c.birth_date <= ? AND (r.kind = 'PARENT' OR c.legal_capacity = 'MINOR'))) THEN 1 ELSE 0 END
		FROM @places a JOIN customers c ON c.id = a.id`
	err := p.each(statement, []any{p.today, p.today, p.today, p.today, p.today.AddMonths(-12 * model.MajorityAge), p.customers}, func() {
		found++
		facts := p.facts[place]
		facts.SetBool("is_person", kind == string(model.Person))
		facts.SetBool("is_prospect", status == string(model.StatusProspect))
		facts.SetBool("deceased", !deceased.IsZero())
		setDate(facts, "birth_day", birth)
		person := model.Customer{BirthDate: birth, LegalCapacity: model.LegalCapacity(capacity)}
		facts.SetWord("legal_capacity", string(person.CapacityOn(p.today)))
		facts.SetWord("marital_status", marital)
		facts.SetWord("employment_status", employment)
		facts.SetBool("financially_fragile", fragile == 1)
		setDate(facts, "customer_since_day", since)
		facts.SetBool("has_representative", represented == 1)
	}, &place, &kind, &status, &capacity, &marital, &employment, &deceased, &birth, &since, &fragile, &represented)
	if err == nil && found != len(p.customers) {
		err = model.NotFoundf("%d of the customers to judge do not exist", len(p.customers)-found)
	}
	return err
}

// readHouseholds counts the members of the primary households.
func (p *factPage) readHouseholds() error {
	type count struct{ adults, minors int64 }
	counts := make([]*count, len(p.customers))
	var place int64
	var role string
	var birth model.Date
	statement := `SELECT a.place, o.role, k.birth_date FROM @places a
		JOIN household_members m ON m.customer_id = a.id AND m.is_primary AND m.kind = 'HOUSEHOLD' AND ` + holds("m") + `
		JOIN household_members o ON o.household_id = m.household_id AND ` + holds("o") + `
		JOIN customers k ON k.id = o.customer_id`
	err := p.each(statement, []any{p.customers, p.today, p.today, p.today, p.today}, func() {
		if counts[place] == nil {
			counts[place] = &count{}
		}
		switch {
		case role == string(model.RoleAdult):
			counts[place].adults++
		case role == string(model.RoleChild) && (birth.IsZero() || birth.YearsUntil(p.today) < model.MajorityAge):
			counts[place].minors++
		}
	}, &place, &role, &birth)
	for place, members := range counts {
		if members != nil {
			p.facts[place].Set("household_adults", members.adults)
			p.facts[place].Set("household_minor_children", members.minors)
		}
	}
	return err
}

// readChildren tells who is a child of the own tax household, or without one of
// the primary household.
func (p *factPage) readChildren() error {
	taxed := make([]bool, len(p.customers))
	var place int64
	var kind, role string
	statement := `SELECT a.place, m.kind, m.role FROM @places a JOIN household_members m ON m.customer_id = a.id
		WHERE ` + holds("m") + ` AND (m.kind = 'TAX_HOUSEHOLD' OR (m.kind = 'HOUSEHOLD' AND m.is_primary)) ORDER BY a.place, m.is_primary, m.valid_from, m.id`
	return p.each(statement, []any{p.customers, p.today, p.today}, func() {
		if kind == string(model.HouseholdOfHome) && taxed[place] {
			return
		}
		taxed[place] = kind != string(model.HouseholdOfHome)
		p.facts[place].SetBool("dependent_child", role == string(model.RoleChild))
	}, &place, &kind, &role)
}

// readPartners reads spouses and partners; the couple began with the first link.
func (p *factPage) readPartners() error {
	for _, facts := range p.facts {
		facts.SetBool("has_partner", false)
	}
	var place int64
	var since model.Date
	statement := `SELECT a.place, MIN(r.valid_from) FROM @places a JOIN relationships r ON r.from_id = a.id
		WHERE r.kind IN ('SPOUSE_OF', 'PARTNER_OF') AND (r.valid_from IS NULL OR r.valid_from <= ?) AND (r.valid_to IS NULL OR r.valid_to > ?) GROUP BY a.place`
	return p.each(statement, []any{p.customers, p.today, p.today}, func() {
		p.facts[place].SetBool("has_partner", true)
		setDate(p.facts[place], "couple_since_day", since)
	}, &place, &since)
}

// readIncomes sums the open incomes.
func (p *factPage) readIncomes() error {
	var place, amount int64
	statement := `SELECT a.place, CAST(SUM(i.amount_minor) AS BIGINT) FROM @places a JOIN incomes i ON i.customer_id = a.id WHERE ` + holds("i") + ` GROUP BY a.place`
	return p.each(statement, []any{p.customers, p.today, p.today}, func() {
		p.facts[place].Set("income_minor", amount)
	}, &place, &amount)
}

// readAssets reads the vehicles still owned.
func (p *factPage) readAssets() error {
	var place int64
	var registered, acquired model.Date
	statement := `SELECT a.place, MIN(v.first_registered_on), MAX(v.acquired_on) FROM @places a JOIN assets v ON v.customer_id = a.id
		WHERE v.kind = 'VEHICLE' AND (v.disposed_on IS NULL OR v.disposed_on > ?) GROUP BY a.place`
	return p.each(statement, []any{p.customers, p.today}, func() {
		setDate(p.facts[place], "vehicle_registered_day", registered)
		setDate(p.facts[place], "vehicle_acquired_day", acquired)
	}, &place, &registered, &acquired)
}

// readConsents reads the latest effective consents that hold on every channel.
func (p *factPage) readConsents() error {
	for _, facts := range p.facts {
		facts.SetBool("marketing_opposed", false)
	}
	var place int64
	var purpose, state string
	statement := `SELECT a.place, k.purpose, k.state FROM @places a JOIN consents k ON k.customer_id = a.id
		WHERE k.channel = 'ANY' AND k.effective_from <= ? AND (k.effective_to IS NULL OR k.effective_to > ?)
		ORDER BY a.place, k.effective_from, k.captured_on, k.id`
	return p.each(statement, []any{p.customers, p.today, p.today}, func() {
		switch model.ConsentPurpose(purpose) {
		case model.Marketing:
			p.facts[place].SetWord("consent_marketing", state)
			p.facts[place].SetBool("marketing_opposed", state != string(model.ConsentGranted))
		case model.MovementInsight:
			p.facts[place].SetWord("consent_movement_insight", state)
		}
	}, &place, &purpose, &state)
}
