package store

import (
	"context"

	"foyer/model"
)

// Emails reads the e-mail addresses of customers, newest first.
func (r *Reader) Emails(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Email, error) {
	return childrenOf[model.Email](ctx, r, &scope, customers, "t.valid_from DESC, t.id")
}

// Phones reads the phone numbers of customers, newest first.
func (r *Reader) Phones(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Phone, error) {
	return childrenOf[model.Phone](ctx, r, &scope, customers, "t.valid_from DESC, t.id")
}

// Addresses reads the postal addresses of customers, newest first.
func (r *Reader) Addresses(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Address, error) {
	return childrenOf[model.Address](ctx, r, &scope, customers, "t.valid_from DESC, t.id")
}

// Incomes reads the incomes of customers, newest first.
func (r *Reader) Incomes(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Income, error) {
	return childrenOf[model.Income](ctx, r, &scope, customers, "t.valid_from DESC, t.id")
}

// ChannelPreferences reads how customers want to be reached.
func (r *Reader) ChannelPreferences(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.ChannelPreference, error) {
	return childrenOf[model.ChannelPreference](ctx, r, &scope, customers, "t.id")
}

// Consents reads the consents of customers, latest first.
func (r *Reader) Consents(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Consent, error) {
	return childrenOf[model.Consent](ctx, r, &scope, customers, "t.effective_from DESC, t.id DESC")
}

// Assets reads what customers own.
func (r *Reader) Assets(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Asset, error) {
	return childrenOf[model.Asset](ctx, r, &scope, customers, "t.id")
}

// Fragilities reads the periods of financial fragility of customers, newest first.
func (r *Reader) Fragilities(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Fragility, error) {
	return childrenOf[model.Fragility](ctx, r, &scope, customers, "t.valid_from DESC, t.id")
}

// Representations reads who acts for customers; each row has the class of the
// representative, and is left out when the representative is not seen. Whoever acted
// for a minor acts no more from the 18th birthday on, whatever the row says.
func (r *Reader) Representations(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Representation, error) {
	return linksOf[model.Representation](ctx, r, &scope, customers, "t.customer_id", "t.representative_id", stillActs)
}

// RepresentedBy reads for whom customers act; each row has the class of the
// represented customer, and is left out when that one is not seen. A parent acts no
// more from the 18th birthday of the child on.
func (r *Reader) RepresentedBy(ctx context.Context, scope model.Scope, representatives []model.ID) (map[model.ID][]*model.Representation, error) {
	return linksOf[model.Representation](ctx, r, &scope, representatives, "t.representative_id", "t.customer_id", stillActs)
}

// stillActs appends the condition that a representation t has not ended by the
// majority of the represented customer.
func stillActs(seen *view, to *fragment) {
	to.add(" AND NOT EXISTS (SELECT 1 FROM customers b WHERE b.id = t.customer_id AND b.birth_date <= ? AND (t.kind = 'PARENT' OR b.legal_capacity = 'MINOR'))", seen.ofAge())
}

// Relationships reads the links from customers; each row has the class of the
// customer it leads to, and is left out when that one is not seen.
func (r *Reader) Relationships(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Relationship, error) {
	return linksOf[model.Relationship](ctx, r, &scope, customers, "t.from_id", "t.to_id", func(*view, *fragment) {})
}

// linksOf reads rows between two customers, both of whom must be seen; only appends
// a further condition.
func linksOf[T any](ctx context.Context, r *Reader, scope *model.Scope, from []model.ID, near, far string, only func(*view, *fragment)) (map[model.ID][]*T, error) {
	seen := r.db.view(scope)
	if seen.blind() || len(from) == 0 {
		return map[model.ID][]*T{}, nil
	}
	statement := (&fragment{}).add("SELECT " + near + ", v.class, " + columnsOf[T](r.db, "t") + " FROM " + tableOf[T](r.db) + " t JOIN ")
	seen.customers(statement, "1 = 1")
	statement.add(" v ON v.id = " + far + " JOIN ")
	seen.customers(statement, "1 = 1")
	statement.add(" n ON n.id = "+near+" WHERE "+visibleClass("v.class")+" AND "+visibleClass("n.class"), seen.visible, seen.visible)
	only(seen, statement)
	rows, err := collect[T](ctx, r.db, r.db.reads, statement.add(" AND "+near+" IN @ids ORDER BY "+near+", t.kind, t.id", from))
	return byParent(rows), err
}

// Memberships reads the households of customers, the primary one first.
func (r *Reader) Memberships(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.HouseholdMember, error) {
	return childrenOf[model.HouseholdMember](ctx, r, &scope, customers, "t.is_primary DESC, t.valid_from DESC, t.id")
}

// HouseholdMembers reads the members of households that exist for the viewer, adults
// first; members whom the viewer does not see are left out.
func (r *Reader) HouseholdMembers(ctx context.Context, scope model.Scope, households []model.ID) (map[model.ID][]*model.HouseholdMember, error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(households) == 0 {
		return map[model.ID][]*model.HouseholdMember{}, nil
	}
	statement := ofCustomers[model.HouseholdMember](r.db, seen, "t.household_id").add(" AND t.household_id IN (SELECT n.household_id FROM ")
	seen.householdClasses(statement, households)
	rows, err := collect[model.HouseholdMember](ctx, r.db, r.db.reads, statement.add(" n) ORDER BY t.household_id, t.role, t.valid_from, t.id"))
	return byParent(rows), err
}

// Households reads households by id; each has the nearest class among its
// members of the day, and exists when one of them is seen and none is in a conflict
// of interest.
func (r *Reader) Households(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Household, error) {
	seen := r.db.view(&scope)
	if seen.blind() || len(ids) == 0 {
		return map[model.ID]*model.Household{}, nil
	}
	statement := (&fragment{}).add("SELECT t.id, n.class, " + columnsOf[model.Household](r.db, "t") + " FROM households t JOIN ")
	seen.householdClasses(statement, ids)
	rows, err := collect[model.Household](ctx, r.db, r.db.reads, statement.add(" n ON n.household_id = t.id"))
	return byID(rows), err
}

// householdClasses appends "(SELECT household_id, class)" of the households that are
// seen among some. Members of the day count as holders of a contract do.
func (v *view) householdClasses(to *fragment, households []model.ID) {
	from, until := v.holding()
	to.add("(SELECT m.household_id, MIN(v.class) AS class FROM household_members m JOIN ")
	v.customers(to, "1 = 1")
	to.add(" v ON v.id = m.customer_id WHERE m.household_id IN @ids AND "+visibleClass("v.class"), households, v.visible|hidingClasses)
	to.add(" AND ("+holds("m")+") GROUP BY m.household_id", from, until)
	to.add(" HAVING "+visibleClass("MIN(v.class)")+")", v.visible)
}
