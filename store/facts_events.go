package store

import (
	"foyer/model"
)

// readInteractions tallies the interactions with customers.
func (p *factPage) readInteractions() error {
	aggregates := p.families.over("interactions")
	if len(aggregates) == 0 {
		return nil
	}
	sums := make([]tally, len(p.customers))
	for place := range sums {
		sums[place] = tallies(aggregates, p.today)
	}
	from := p.today
	for _, aggregate := range aggregates {
		if aggregate.WindowDays == 0 {
			from = model.MinDate
			break
		}
		from = min(from, p.today.AddDays(-aggregate.WindowDays))
	}
	var place int64
	var channel string
	var at model.Instant
	err := p.each(`SELECT a.place, i.channel, i.occurred_at FROM @places a JOIN interactions i ON i.customer_id = a.id
		WHERE i.occurred_at >= ? AND i.occurred_at < ?`, []any{p.customers, model.InstantOf(from.Time()), model.InstantOf(p.today.AddDays(1).Time())}, func() {
		sums[place].add(item{category: channel, day: at.Date()})
	}, &place, &channel, &at)
	for place := range sums {
		sums[place].set(p.facts[place])
	}
	return err
}

// readEvents reads the active events of the customers themselves.
func (p *factPage) readEvents() error {
	p.active = make([]map[string]model.LifeEvent, len(p.customers))
	for _, facts := range p.facts {
		for _, name := range p.families.kinds {
			facts.SetBool(name+"_active", false)
		}
	}
	var place int64
	var one model.LifeEvent
	err := p.each(`SELECT a.place, e.kind, e.occurred_on, e.expected_on, e.tentative FROM @places a JOIN life_events e ON e.customer_id = a.id
		WHERE e.state = 'ACTIVE' AND (e.expires_on IS NULL OR e.expires_on > ?) ORDER BY a.place, e.id`, []any{p.customers, p.today}, func() {
		p.noteEvent(int(place), one)
	}, &place, &one.Kind, &one.OccurredOn, &one.ExpectedOn, &one.Tentative)
	return err
}

// readEventsOfMinors reads the active events of minors for the parents and
// guardians who are decided together with them, and sets the facts of all.
func (p *factPage) readEventsOfMinors() error {
	var place int64
	var one model.LifeEvent
	var child model.Customer
	err := p.each(`SELECT a.place, m.birth_date, m.legal_capacity, e.kind, e.occurred_on, e.expected_on, e.tentative FROM @places a
		JOIN customers c ON c.id = a.id
		JOIN representations r ON r.representative_id = a.id AND r.kind IN ('PARENT', 'GUARDIAN') AND `+holds("r")+`
		JOIN customers m ON m.id = r.customer_id AND m.decision_key = c.decision_key
		JOIN life_events e ON e.customer_id = m.id
		WHERE e.state = 'ACTIVE' AND (e.expires_on IS NULL OR e.expires_on > ?) ORDER BY a.place, e.id`, []any{p.customers, p.today, p.today, p.today}, func() {
		if p.events[one.Kind] && child.IsChildOn(p.today) {
			p.noteEvent(int(place), one)
		}
	}, &place, &child.BirthDate, &child.LegalCapacity, &one.Kind, &one.OccurredOn, &one.ExpectedOn, &one.Tentative)
	for place, events := range p.active {
		for kind, event := range events {
			name, known := p.families.kinds[kind]
			if !known {
				continue
			}
			p.facts[place].SetBool(name+"_active", true)
			p.facts[place].SetBool(name+"_tentative", event.Tentative)
			setDate(p.facts[place], name+"_day", event.On())
		}
	}
	return err
}

// noteEvent keeps, of several events of a kind, the one nearest to today; of two
// as near the one to come, then the first.
func (p *factPage) noteEvent(place int, event model.LifeEvent) {
	if p.active[place] == nil {
		p.active[place] = map[string]model.LifeEvent{}
	}
	known, found := p.active[place][event.Kind]
	if !found || event.On().IsNearer(p.today, known.On()) {
		p.active[place][event.Kind] = event
	}
}

// readOutcomes reads when customers last accepted and rejected each offer.
func (p *factPage) readOutcomes() error {
	var place int64
	var offer, outcome string
	var at model.Instant
	return p.each(`SELECT a.place, r.offer, r.outcome, MAX(r.responded_at) FROM @places a JOIN recommendations r ON r.customer_id = a.id
		WHERE r.state = 'ANSWERED' AND r.outcome IN ('ACCEPTED', 'REJECTED') AND r.responded_at < ? GROUP BY a.place, r.offer, r.outcome`,
		[]any{p.customers, model.InstantOf(p.today.AddDays(1).Time())}, func() {
			name, known := p.families.outcomes[offer]
			switch {
			case known && outcome == string(model.OutcomeAccepted):
				setDate(p.facts[place], name+"_accepted_day", at.Date())
			case known:
				setDate(p.facts[place], name+"_rejected_day", at.Date())
			}
		}, &place, &offer, &outcome, &at)
}
