package store

import (
	"context"
	"fmt"

	"foyer/model"
)

var recertificationKeys = &keyset[model.Recertification]{
	by: []string{"t.opened_at"}, desc: true, parse: parseInstantKey,
	key: func(row *model.Recertification) string { return instantKey(row.OpenedAt) }, id: (*model.Recertification).RowID,
}

// Recertifications reads a page of campaigns, latest first.
func (r *Reader) Recertifications(ctx context.Context, scope model.Scope, page Page) (*Slice[model.Recertification], error) {
	if !r.db.view(&scope).staff() {
		return &Slice[model.Recertification]{}, nil
	}
	return recertificationKeys.list(ctx, r.db, listOf[model.Recertification](r.db), page)
}

// RecertificationsByID reads campaigns by id.
func (r *Reader) RecertificationsByID(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Recertification, error) {
	return plainByID[model.Recertification](ctx, r, &scope, ids)
}

// ReviewFilter narrows a list of reviews. Zero fields narrow nothing.
type ReviewFilter struct {
	RecertificationID model.ID
	EmployeeID        model.ID
	OwnerID           model.ID
	State             model.ReviewState
}

var reviewKeys = &keyset[model.RightReview]{
	parse: func(string) ([]any, bool) { return nil, true },
	key:   func(*model.RightReview) string { return "" }, id: (*model.RightReview).RowID,
}

// RightReviews reads a page of reviews, in the order in which they were listed.
func (r *Reader) RightReviews(ctx context.Context, scope model.Scope, filter ReviewFilter, page Page) (*Slice[model.RightReview], error) {
	if !r.db.view(&scope).staff() {
		return &Slice[model.RightReview]{}, nil
	}
	statement := listOf[model.RightReview](r.db)
	if !filter.RecertificationID.IsZero() {
		statement.add(" AND t.recertification_id = ?", filter.RecertificationID)
	}
	if !filter.EmployeeID.IsZero() {
		statement.add(" AND t.employee_id = ?", filter.EmployeeID)
	}
	if !filter.OwnerID.IsZero() {
		statement.add(" AND t.owner_id = ?", filter.OwnerID)
	}
	if filter.State != "" {
		statement.add(" AND t.state = ?", string(filter.State))
	}
	return reviewKeys.list(ctx, r.db, statement, page)
}

// Reviews lists every review of a campaign for the bank's own work.
func Reviews(ctx context.Context, from Source, campaign model.ID) ([]*model.RightReview, error) {
	found, err := Select[model.RightReview](ctx, from, rights, "recertification_id = ? ORDER BY id", campaign)
	if err != nil {
		return nil, fmt.Errorf("read the reviews of a campaign: %w", err)
	}
	return found, nil
}

// ReviewByID reads a review for the bank's own work, with its campaign.
func ReviewByID(ctx context.Context, from Source, id model.ID) (*model.RightReview, *model.Recertification, error) {
	found, err := Select[model.RightReview](ctx, from, rights, "id = ?", id)
	if err != nil {
		return nil, nil, fmt.Errorf("find a review: %w", err)
	}
	if len(found) == 0 {
		return nil, nil, model.NotFoundf("no such review")
	}
	campaign, err := CampaignByID(ctx, from, found[0].RecertificationID)
	return found[0], campaign, err
}

// CampaignByID reads a campaign for the bank's own work.
func CampaignByID(ctx context.Context, from Source, id model.ID) (*model.Recertification, error) {
	found, err := Select[model.Recertification](ctx, from, rights, "id = ?", id)
	if err != nil {
		return nil, fmt.Errorf("find a campaign: %w", err)
	}
	if len(found) == 0 {
		return nil, model.NotFoundf("no such campaign")
	}
	return found[0], nil
}

// DueCampaigns lists the campaigns, not closed yet, whose day has come.
func DueCampaigns(ctx context.Context, from Source, today model.Date) ([]*model.Recertification, error) {
	found, err := Select[model.Recertification](ctx, from, rights, "closed_at IS NULL AND due_on <= ? ORDER BY id", today)
	if err != nil {
		return nil, fmt.Errorf("find the campaigns that are due: %w", err)
	}
	return found, nil
}

// Review writes what became of a right that nobody has reviewed yet; one that
// was reviewed already is a conflict.
func Review(ctx context.Context, w *Writer, review *model.RightReview) error {
	changed, err := w.Exec(ctx, "UPDATE right_reviews SET state = ?, decided_by = ?, decided_at = ?, note = ? WHERE id = ? AND state = ?",
		string(review.State), review.DecidedBy, review.DecidedAt, review.Note, review.ID, string(model.ReviewPending))
	if err != nil {
		return fmt.Errorf("review a right: %w", err)
	}
	if changed == 0 {
		return model.Conflictf("this right was reviewed already: read the campaign again")
	}
	return nil
}

// CloseCampaign writes that nothing is left to review.
func CloseCampaign(ctx context.Context, w *Writer, campaign *model.Recertification) error {
	_, err := w.Exec(ctx, "UPDATE recertifications SET closed_at = ? WHERE id = ? AND closed_at IS NULL", campaign.ClosedAt, campaign.ID)
	if err != nil {
		return fmt.Errorf("close a campaign: %w", err)
	}
	return nil
}
