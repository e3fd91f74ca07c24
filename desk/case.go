package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// casework is a page of customers laid out for judgement: what is known of each,
// what is open, and who may be spoken to.
type casework struct {
	day       *rules.Day
	today     model.Date
	ids       []model.ID
	position  map[model.ID]int
	customers map[model.ID]*model.Customer
	facts     []model.Facts
	open      map[model.ID][]*model.Recommendation
	active    map[model.ID][]*model.LifeEvent
	speakers  map[model.ID][]*model.Representation // who acts for a minor or protected adult
	keys      map[model.ID][]byte
	answers   map[model.ID][]*model.Recommendation // answered within the longest validity of an offer
	live      int                                  // decisions of the customers that no night took, lately
}

// bankScope is the scope of decisions: rules judge everybody, whoever asked.
var bankScope = model.EntireScope("decision")

// prepare reads all that judging the customers needs, in a fixed number of
// statements.
func (d *Desk) prepare(ctx context.Context, today model.Date, ids []model.ID) (*casework, error) {
	day, err := d.engine.Day(ctx, today)
	if err != nil {
		return nil, fmt.Errorf("judge on %s: %w", today, err)
	}
	work := &casework{day: day, today: today, ids: ids, position: make(map[model.ID]int, len(ids))}
	for i, id := range ids {
		work.position[id] = i
	}
	reader := d.db.Reader()
	if work.live, err = d.liveDecisions(ctx, d.db, ids); err != nil {
		return nil, err
	}
	if work.customers, err = reader.Customers(ctx, bankScope, ids); err != nil {
		return nil, err
	}
	if work.facts, err = d.db.Facts(ctx, d.engine.Dictionary(), d.reaching(), today, ids); err != nil {
		return nil, err
	}
	if work.open, err = d.db.OpenRecommendations(ctx, ids); err != nil {
		return nil, err
	}
	if work.active, err = d.db.ActiveEvents(ctx, ids); err != nil {
		return nil, err
	}
	if work.speakers, err = reader.Representations(ctx, bankScope, ids); err != nil {
		return nil, err
	}
	if work.keys, err = store.SealingKeys(ctx, d.db, ids); err != nil {
		return nil, err
	}
	answers, err := store.AnsweredSince(ctx, d.db, ids, today.AddDays(-d.longestValidity()))
	if err != nil {
		return nil, err
	}
	work.answers = map[model.ID][]*model.Recommendation{}
	for _, row := range answers {
		work.answers[row.CustomerID] = append(work.answers[row.CustomerID], row)
	}
	for _, facts := range work.facts {
		day.Derive(facts)
	}
	return work, nil
}

// liveDecisions counts the decisions since yesterday that events and answers asked
// for: when the count grows, what was read of the customers is out of date.
func (d *Desk) liveDecisions(ctx context.Context, from store.Source, customers []model.ID) (int, error) {
	return store.LiveDecisions(ctx, from, customers, model.InstantOf(d.Today().AddDays(-1).Time()))
}

// longestValidity is the number of days for which some offer stays open.
func (d *Desk) longestValidity() int {
	longest := 0
	for _, offer := range d.engine.Offers() {
		longest = max(longest, offer.ValidDays)
	}
	return longest
}

// isAnswered tells whether a customer answered an offer, whatever the answer, so
// lately that the recommendation would still be open: it is not made again.
func (c *casework) isAnswered(customer model.ID, offer *rules.Offer) bool {
	return slices.ContainsFunc(c.answers[customer], func(row *model.Recommendation) bool {
		return row.Offer == offer.Code && row.RespondedAt.Date().AddDays(offer.ValidDays) > c.today
	})
}

// reaching tells, for every kind of event, whether it also counts for the
// representatives of a minor.
func (d *Desk) reaching() map[string]bool {
	kinds := map[string]bool{}
	for _, kind := range d.engine.Events() {
		kinds[kind.Kind] = kind.ReachesRepresentative
	}
	return kinds
}

// addressee is who is spoken to about an offer for a customer: the customer, or
// the representative of somebody who can't sign. The zero ID means nobody may be.
func (c *casework) addressee(customer *model.Customer, offer *rules.Offer) model.ID {
	capacity := customer.CapacityOn(c.today)
	if capacity != model.Minor && capacity != model.ProtectedAdult {
		return customer.ID
	}
	if !offer.ToRepresentative {
		return model.ID{}
	}
	for _, speaker := range c.speakers[customer.ID] {
		if c.speaks(speaker) {
			return speaker.RepresentativeID
		}
	}
	return model.ID{}
}

// speaks tells whether a representation holds today.
func (c *casework) speaks(speaker *model.Representation) bool {
	return speaker.ValidFrom <= c.today && (speaker.ValidTo.IsZero() || speaker.ValidTo > c.today)
}

// count makes an event count at once for its customer and, while the customer is
// a minor and the kind reaches them, for the representatives in the same page.
func (c *casework) count(event *model.LifeEvent, reaches bool) {
	c.countFor(event.CustomerID, event)
	subject := c.customers[event.CustomerID]
	if !reaches || subject == nil || !subject.IsChildOn(c.today) {
		return
	}
	for _, speaker := range c.speakers[event.CustomerID] {
		if c.speaks(speaker) && (speaker.Kind == model.ParentOfMinor || speaker.Kind == model.Guardian) {
			c.countFor(speaker.RepresentativeID, event)
		}
	}
}

func (c *casework) countFor(customer model.ID, event *model.LifeEvent) {
	at, here := c.position[customer]
	if !here || event.State != model.EventActive || (!event.ExpiresOn.IsZero() && event.ExpiresOn <= c.today) {
		return
	}
	name := "event_" + strings.ToLower(event.Kind)
	facts := c.facts[at]
	known := facts.Get(name + "_day")
	if known.Known && !event.On().IsNearer(c.today, model.DateOfDay(known.Int)) {
		return
	}
	facts.SetBool(name+"_active", true)
	facts.SetBool(name+"_tentative", event.Tentative)
	if on := event.On(); !on.IsZero() {
		facts.Set(name+"_day", on.Day())
	}
	c.day.Derive(facts)
}

// holds tells whether a customer already has an active event of a kind.
func (c *casework) holds(customer model.ID, kind string) bool {
	for _, event := range c.active[customer] {
		if event.Kind == kind {
			return true
		}
	}
	return false
}

// sealFor gives the sealing key of a customer, drawing one the first time.
func (d *Desk) sealFor(work *casework, customer model.ID, rows *rowsToWrite, now model.Instant) ([]byte, error) {
	if key, known := work.keys[customer]; known {
		return key, nil
	}
	key, err := d.newSealingKey()
	if err != nil {
		return nil, err
	}
	work.keys[customer] = key
	rows.keys = append(rows.keys, &model.CustomerKey{CustomerID: customer, SealingKey: key, CreatedAt: now})
	return key, nil
}

// rowsToWrite is what judging a page changed.
type rowsToWrite struct {
	keys      []*model.CustomerKey
	events    []*model.LifeEvent
	decisions []*model.Decision
	proposed  []*model.Recommendation // new
	revised   []*model.Recommendation // still open, other rank or reasons
	closed    []*model.Recommendation // withdrawn or expired
}

// write stores the rows of a page inside a transaction. What closes comes before
// what opens: an offer is open for a customer once at most.
func (r *rowsToWrite) write(ctx context.Context, w *store.Writer) error {
	for _, row := range r.closed {
		if err := store.Close(ctx, w, row); err != nil {
			return err
		}
	}
	for _, rows := range []any{r.keys, r.events, r.decisions, r.proposed} {
		if _, err := w.InsertNew(ctx, rows); err != nil {
			return err
		}
	}
	for _, row := range r.revised {
		if err := w.Update(ctx, row, "decision_id", "addressee_id", "rank", "priority", "ppm", "c_permille", "v_points", "l_permille", "reasons", "channel"); err != nil {
			return err
		}
	}
	return nil
}
