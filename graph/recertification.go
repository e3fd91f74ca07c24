package graph

import (
	"context"

	"foyer/desk"
	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

func (r *Resolver) openRecertification(ctx context.Context, input invented.OpenRecertificationInput) (*model.Recertification, error) {
	branch, err := optional(input.BranchID, "Branch", "branchId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	campaign, err := r.desk.OpenRecertification(ctx, scope, desk.CampaignInput{
		Title: input.Title, DueOn: input.DueOn, Scope: input.Scope, BranchID: branch, Role: orZero(input.Role), Audit: record,
	})
	if err != nil {
		return nil, changed(ctx, err)
	}
	register(ctx, campaign)
	return campaign, changed(ctx, nil, campaign.ID)
}

func (r *Resolver) reviewRight(ctx context.Context, input invented.ReviewRightInput) (*model.RightReview, error) {
	id, err := input.ReviewID.Of("RightReview", "reviewId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	review, err := r.desk.ReviewRight(ctx, scope, desk.ReviewInput{ReviewID: id, State: input.Decision, Note: orZero(input.Note), Audit: record})
	if err == nil {
		register(ctx, review)
	}
	return review, changed(ctx, err, id)
}

func (r *Resolver) rightReviews(ctx context.Context, filter *view.RightReviewFilter, first int, after *string) (*view.RightReviewConnection, error) {
	narrowed, err := r.reviewFilter(ctx, filter)
	if err != nil {
		return nil, err
	}
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.RightReview], error) {
		return r.reader.RightReviews(ctx, scope, narrowed, page)
	})
}

// reviewed reads rights under review, which no emergency access is.
func (r *Resolver) reviewed(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Right, error) {
	return r.reader.RightsByID(ctx, scope, store.RightFilter{IDs: ids, NoEmergency: true})
}

func (r *Resolver) reviewFilter(ctx context.Context, filter *view.RightReviewFilter) (store.ReviewFilter, error) {
	narrowed := store.ReviewFilter{}
	if filter == nil {
		return narrowed, nil
	}
	var err error
	if narrowed.RecertificationID, err = optional(filter.RecertificationID, "Recertification", "filter.recertificationId"); err != nil {
		return narrowed, err
	}
	if narrowed.EmployeeID, err = optional(filter.EmployeeID, "Employee", "filter.employeeId"); err != nil {
		return narrowed, err
	}
	narrowed.State = orZero(filter.State)
	if orZero(filter.Mine) {
		narrowed.OwnerID = operationFrom(ctx).actor.EmployeeID
	}
	return narrowed, nil
}
