package store

import (
	"context"
	"fmt"

	"foyer/model"
)

// majority is the day on which a customer aliased c comes of age, as a text that
// compares with that of a day as the day itself does: nobody is born on the 29th
// of February of a common year, and whoever was completes a year on the 1st of March.
const majority = "(CAST(CAST(substr(CAST(c.birth_date AS TEXT), 1, 4) AS INTEGER) + 18 AS TEXT) || substr(CAST(c.birth_date AS TEXT), 5))"

// ofMinors is the condition that a consent aliased t was captured before its
// customer came of age.
const ofMinors = " JOIN customers c ON c.id = t.customer_id WHERE c.birth_date IS NOT NULL AND CAST(t.captured_on AS TEXT) < " + majority

var minorKeys = &keyset[model.Consent]{
	by: []string{"t.captured_on"}, desc: true, parse: parseDateKey,
	key: func(row *model.Consent) string { return dateKey(row.CapturedOn) }, id: func(row *model.Consent) model.ID { return row.ID },
}

// MinorConsents reads a page of the consents that were captured for minors, latest
// first; with comeOfAge, only those of customers who are of age today and whose
// consent still holds.
func (r *Reader) MinorConsents(ctx context.Context, scope model.Scope, comeOfAge bool, today model.Date, page Page) (*Slice[model.Consent], error) {
	seen := r.db.view(&scope)
	if seen.blind() {
		return &Slice[model.Consent]{}, nil
	}
	statement := (&fragment{}).add("SELECT t.id, v.class, " + columnsOf[model.Consent](r.db, "t") + " FROM consents t JOIN ")
	seen.customers(statement, "c.birth_date IS NOT NULL")
	statement.add(" v ON v.id = t.customer_id"+ofMinors+" AND "+visibleClass("v.class"), seen.visible)
	if comeOfAge {
		statement.add(" AND "+majority+" <= ? AND (t.effective_to IS NULL OR t.effective_to > ?)", today.String(), today)
	}
	return minorKeys.list(ctx, r.db, statement, page)
}

// EndConsents ends, from a day on, the consents of a customer for some purposes.
func EndConsents(ctx context.Context, w *Writer, customer model.ID, purposes []string, on model.Date) error {
	_, err := w.Exec(ctx, `UPDATE consents SET effective_to = CASE WHEN effective_from > ? THEN effective_from ELSE ? END
		WHERE customer_id = ? AND purpose IN @words AND (effective_to IS NULL OR effective_to > ?)`, on, on, customer, purposes, on)
	if err != nil {
		return fmt.Errorf("end consents: %w", err)
	}
	return nil
}

// past says which rows of a class of data have ended before a day, the one
// placeholder of each condition; moment tells that it is compared with an instant.
var past = map[string]struct {
	condition string
	moment    bool
}{
	"customers":          {"t.status = 'PROSPECT' AND t.created_at < ? AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = t.id AND i.occurred_at >= t.created_at)", true},
	"contracts":          {"t.status = 'CLOSED' AND t.closed_on < ?", false},
	"movements":          {"t.booked_on < ?", false},
	"interactions":       {"t.occurred_at < ?", true},
	"life_events":        {"COALESCE(t.occurred_on, t.expected_on) < ?", false},
	"decisions":          {"t.decided_on < ?", false},
	"recommendations":    {"t.state <> 'OPEN' AND t.proposed_on < ?", false},
	"consents":           {"t.effective_to IS NOT NULL AND t.effective_to < ?", false},
	"audit_records":      {"t.at < ?", true},
	"alerts":             {"t.acknowledged_at IS NOT NULL AND t.acknowledged_at < ?", true},
	"emergency_accesses": {"t.closes_at < ?", true},
	"employee_roles":     {"t.valid_to IS NOT NULL AND t.valid_to < ?", false},
}

// CountPast counts the rows of a class of data, named by its table, that ended
// before a day.
func (db *DB) CountPast(ctx context.Context, class string, before model.Date) (int64, error) {
	rule, known := past[class]
	if !known {
		return 0, fmt.Errorf("nothing says when rows of %s end", class)
	}
	limit := any(before)
	if rule.moment {
		limit = startOf(before)
	}
	return db.one(ctx, db.reads, "SELECT COUNT(*) FROM "+class+" t WHERE "+rule.condition, limit)
}
