package store

import (
	"context"

	"foyer/model"
)

var eventOrder = &keyset[model.LifeEvent]{
	by:    []string{orFirst("t.occurred_on, t.expected_on")},
	desc:  true,
	key:   func(e *model.LifeEvent) string { return dateKey(knownDate(e.On())) },
	parse: parseDateKey,
	id:    func(e *model.LifeEvent) model.ID { return e.ID },
}

// LifeEvents reads a page of the events of each customer, the latest date first.
func (r *Reader) LifeEvents(ctx context.Context, scope model.Scope, customers []model.ID, page Page) (map[model.ID]*Slice[model.LifeEvent], error) {
	return pagesOf(ctx, r, &scope, customers, eventOrder, page)
}

// LifeEventsByID reads life events by id.
func (r *Reader) LifeEventsByID(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.LifeEvent, error) {
	return customerRows[model.LifeEvent](ctx, r, &scope, ids)
}

var interactionOrder = &keyset[model.Interaction]{
	by:    []string{"t.occurred_at"},
	desc:  true,
	key:   func(i *model.Interaction) string { return instantKey(i.OccurredAt) },
	parse: parseInstantKey,
	id:    func(i *model.Interaction) model.ID { return i.ID },
}

// Interactions reads a page of the interactions with each customer, latest first.
func (r *Reader) Interactions(ctx context.Context, scope model.Scope, customers []model.ID, page Page) (map[model.ID]*Slice[model.Interaction], error) {
	return pagesOf(ctx, r, &scope, customers, interactionOrder, page)
}

// InteractionsByID reads interactions by id.
func (r *Reader) InteractionsByID(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Interaction, error) {
	return customerRows[model.Interaction](ctx, r, &scope, ids)
}

// Recommendations reads the recommendations of customers in the given states
// (all when there are none), the latest decision first, then by rank.
func (r *Reader) Recommendations(ctx context.Context, scope model.Scope, customers []model.ID, states []model.RecommendationState) (map[model.ID][]*model.Recommendation, error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(customers) == 0 {
		return map[model.ID][]*model.Recommendation{}, nil
	}
	statement := ofCustomers[model.Recommendation](r.db, seen, "t.customer_id").add(" AND t.customer_id IN @ids", customers)
	if len(states) > 0 {
		words := make([]string, len(states))
		for i, state := range states {
			words[i] = string(state)
		}
		statement.add(" AND t.state IN @words", words)
	}
	statement.add(" ORDER BY t.customer_id, t.proposed_on DESC, t.rank, t.id")
	rows, err := collect[model.Recommendation](ctx, r.db, r.db.reads, statement)
	return byParent(rows), err
}

// RecommendationsByID reads recommendations by id.
func (r *Reader) RecommendationsByID(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Recommendation, error) {
	return customerRows[model.Recommendation](ctx, r, &scope, ids)
}

var decisionOrder = &keyset[model.Decision]{
	by:    []string{"t.decided_at"},
	desc:  true,
	key:   func(d *model.Decision) string { return instantKey(d.DecidedAt) },
	parse: parseInstantKey,
	id:    func(d *model.Decision) model.ID { return d.ID },
}

// Decisions reads decisions by id.
func (r *Reader) Decisions(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Decision, error) {
	return customerRows[model.Decision](ctx, r, &scope, ids)
}

// DecisionsOf reads a page of the decisions on each customer, latest first.
func (r *Reader) DecisionsOf(ctx context.Context, scope model.Scope, customers []model.ID, page Page) (map[model.ID]*Slice[model.Decision], error) {
	return pagesOf(ctx, r, &scope, customers, decisionOrder, page)
}

var actionOrder = &keyset[model.Action]{
	by:    []string{"t.position"},
	key:   func(a *model.Action) string { return numberKey(a.Position) },
	parse: parseNumberKey,
	id:    func(a *model.Action) model.ID { return a.ID },
}

// Actions reads a page of the work list of an employee for a day, in its order;
// lines about customers whom the viewer does not see are left out.
func (r *Reader) Actions(ctx context.Context, scope model.Scope, employee model.ID, day model.Date, page Page) (*Slice[model.Action], error) {
	seen := r.db.view(&scope)
	if seen.blind() {
		return &Slice[model.Action]{}, nil
	}
	statement := ofCustomers[model.Action](r.db, seen, "t.id").add(" AND t.employee_id = ? AND t.planned_for = ?", employee, day)
	return actionOrder.list(ctx, r.db, statement, page)
}

// ActionsByID reads actions by id.
func (r *Reader) ActionsByID(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Action, error) {
	return customerRows[model.Action](ctx, r, &scope, ids)
}
