package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"foyer/model"
	"foyer/store"
)

// The days between which a campaign may be due, from the day it opens.
const (
	shortestCampaign = 1
	longestCampaign  = 180
)

// CampaignInput opens a campaign. BranchID and Role are for their scopes.
type CampaignInput struct {
	Title    string
	DueOn    model.Date // the first day on which unreviewed rights lapse
	Scope    model.CampaignScope
	BranchID model.ID
	Role     model.Role
	Audit    model.AuditRecord
}

// ReviewInput confirms a right or revokes it.
type ReviewInput struct {
	ReviewID model.ID
	State    model.ReviewState // CONFIRMED or REVOKED
	Note     string
	Audit    model.AuditRecord
}

// OpenRecertification lists every right in force within a scope, each with the
// employee who must confirm or revoke it before the campaign is due.
func (d *Desk) OpenRecertification(ctx context.Context, scope model.Scope, in CampaignInput) (*model.Recertification, error) {
	filter, err := d.checkCampaign(in)
	if err != nil {
		return nil, err
	}
	if err := permitted(scope, "Mutation.openRecertification"); err != nil {
		return nil, err
	}
	now := d.now()
	id, err := d.newID(now)
	if err != nil {
		return nil, err
	}
	campaign := &model.Recertification{ID: id, Title: in.Title, OpenedBy: in.Audit.EmployeeID, OpenedAt: now, DueOn: in.DueOn}
	err = d.change(ctx, &in.Audit, now, func(w *store.Writer) (map[string][]model.ID, error) {
		reviews, err := d.listed(ctx, w, campaign, filter)
		if err != nil {
			return nil, err
		}
		if err := w.Insert(ctx, campaign); err != nil {
			return nil, err
		}
		return map[string][]model.ID{"Recertification": {id}}, w.Insert(ctx, reviews)
	})
	if err != nil {
		return nil, err
	}
	return campaign, nil
}

func (d *Desk) checkCampaign(in CampaignInput) (store.RightFilter, error) {
	today := d.Today()
	filter := store.RightFilter{On: today}
	switch {
	case strings.TrimSpace(in.Title) == "":
		return filter, model.Invalidf("title", "name the campaign")
	case in.DueOn < today.AddDays(shortestCampaign) || in.DueOn > today.AddDays(longestCampaign):
		return filter, model.Invalidf("dueOn", "%s is out of range: expected tomorrow to %d days ahead", in.DueOn, longestCampaign)
	case in.Scope == model.CampaignBranch && in.BranchID.IsZero():
		return filter, model.Invalidf("branchId", "say whose branch is reviewed")
	case in.Scope == model.CampaignRole && !slices.Contains(model.Roles, in.Role):
		return filter, model.Invalidf("role", "say which role is reviewed")
	case in.Scope != model.CampaignAll && in.Scope != model.CampaignBranch && in.Scope != model.CampaignRole:
		return filter, model.Invalidf("scope", "%q is no scope: expected ALL, BRANCH or ROLE", in.Scope)
	}
	if in.Scope == model.CampaignBranch {
		filter.BranchID = in.BranchID
	}
	if in.Scope == model.CampaignRole {
		filter.Role = in.Role
	}
	return filter, lengthUnder("title", in.Title, longestForeign)
}

// listed makes a review of each right within the scope of a campaign.
func (d *Desk) listed(ctx context.Context, from store.Source, campaign *model.Recertification, filter store.RightFilter) ([]*model.RightReview, error) {
	found, err := store.Rights(ctx, from, filter)
	if err != nil {
		return nil, err
	}
	staff, err := d.staffOf(ctx, from, d.Today())
	if err != nil {
		return nil, err
	}
	var reviews []*model.RightReview
	for _, right := range found {
		if right.Kind == model.RightEmergency || !staff.works(right.EmployeeID) {
			continue
		}
		owner := staff.ownerOf(right)
		if owner.IsZero() {
			return nil, model.Conflictf("nobody can review a right of %s: grant the role of branch manager, regional manager or compliance officer to somebody else first",
				staff.employees[right.EmployeeID].Login)
		}
		reviews = append(reviews, &model.RightReview{
			ID:                model.DeriveID(campaign.OpenedAt.Time(), "review", campaign.ID.String(), right.ID.String()),
			RecertificationID: campaign.ID, RightKind: right.Kind, RightID: right.ID, EmployeeID: right.EmployeeID, OwnerID: owner, State: model.ReviewPending,
		})
	}
	if len(reviews) == 0 {
		return nil, model.Conflictf("no right is in force within this scope")
	}
	return reviews, nil
}

// ReviewRight confirms a right or ends it today. Only its owner does, or who
// would be when the owner has left.
func (d *Desk) ReviewRight(ctx context.Context, scope model.Scope, in ReviewInput) (*model.RightReview, error) {
	switch {
	case in.State != model.ReviewConfirmed && in.State != model.ReviewRevoked:
		return nil, model.Invalidf("decision", "%q is no decision: expected CONFIRMED or REVOKED", in.State)
	case in.State == model.ReviewRevoked && strings.TrimSpace(in.Note) == "":
		return nil, model.Invalidf("note", "say why the right is revoked")
	}
	if err := lengthUnder("note", in.Note, longestReason); err != nil {
		return nil, err
	}
	if err := permitted(scope, "Mutation.reviewRight"); err != nil {
		return nil, err
	}
	now := d.now()
	var review *model.RightReview
	err := d.change(ctx, &in.Audit, now, func(w *store.Writer) (touched map[string][]model.ID, err error) {
		var campaign *model.Recertification
		if review, campaign, err = store.ReviewByID(ctx, w, in.ReviewID); err != nil {
			return nil, err
		}
		if campaign.DueOn <= d.Today() || !campaign.ClosedAt.IsZero() {
			return nil, model.Conflictf("the campaign was due on %s: what nobody reviewed lapses", campaign.DueOn)
		}
		if err := d.owns(ctx, w, scope, review); err != nil {
			return nil, err
		}
		review.State, review.DecidedBy, review.DecidedAt, review.Note = in.State, in.Audit.EmployeeID, now, in.Note
		if err := store.Review(ctx, w, review); err != nil {
			return nil, err
		}
		touched = map[string][]model.ID{"Employee": {review.EmployeeID}, "RightReview": {review.ID}, "Right": {review.RightID}}
		if in.State == model.ReviewConfirmed {
			return touched, nil
		}
		return touched, d.endReviewed(ctx, w, review, d.Today(), "Recertification: "+in.Note)
	})
	if err != nil {
		return nil, err
	}
	return review, nil
}

// owns refuses who is not the owner of a right under review.
func (d *Desk) owns(ctx context.Context, from store.Source, scope model.Scope, review *model.RightReview) error {
	if scope.Actor == nil {
		return nil // the bank itself
	}
	me := scope.Actor.EmployeeID
	staff, err := d.staffOf(ctx, from, d.Today())
	if err != nil {
		return err
	}
	owner := review.OwnerID
	if !staff.works(owner) {
		right, err := oneRight(ctx, from, review.RightKind, review.RightID)
		if err != nil {
			return err
		}
		owner = staff.ownerOf(right)
	}
	if owner != me || review.EmployeeID == me {
		return model.Forbiddenf("another employee reviews this right")
	}
	return nil
}

// endReviewed ends a right on a day, if it has not ended by itself.
func (d *Desk) endReviewed(ctx context.Context, w *store.Writer, review *model.RightReview, today model.Date, reason string) error {
	right, err := oneRight(ctx, w, review.RightKind, review.RightID)
	if err != nil {
		return err
	}
	if !right.ValidTo.IsZero() && right.ValidTo <= today {
		return nil
	}
	if err := d.keepsAdministrator(ctx, w, right); err != nil {
		return err
	}
	right.ValidTo, right.EndedBy, right.EndReason = max(today, right.ValidFrom), review.DecidedBy, reason
	if err := store.EndRight(ctx, w, right); err != nil {
		return err
	}
	if right.Kind != model.RightPortfolio {
		return nil
	}
	return d.relist(ctx, w, []model.ID{right.EmployeeID})
}

// LapseRights ends, on a day, the rights that nobody reviewed in the campaigns due
// by then, closes those campaigns and gives the number of rights. The last
// administrator stays one. Doing it again changes nothing. The day is tomorrow at the latest: a night may be planned in the
// evening before.
func (d *Desk) LapseRights(ctx context.Context, today model.Date) (int, error) {
	if today > d.Today().AddDays(1) {
		return 0, model.Invalidf("date", "%s is to come: rights lapse on the day that their campaign is due", today)
	}
	due, err := store.DueCampaigns(ctx, d.db, today)
	if err != nil {
		return 0, err
	}
	lapsed := 0
	for _, campaign := range due {
		now := d.now()
		record := &model.AuditRecord{Operation: "command access lapse"}
		err := d.change(ctx, record, now, func(w *store.Writer) (map[string][]model.ID, error) {
			ended, err := d.lapse(ctx, w, campaign, today, now)
			lapsed += len(ended)
			return map[string][]model.ID{"Recertification": {campaign.ID}, "Right": ended}, err
		})
		if err != nil {
			return 0, fmt.Errorf("lapse the rights of a campaign: %w", err)
		}
	}
	return lapsed, nil
}

func (d *Desk) lapse(ctx context.Context, w *store.Writer, campaign *model.Recertification, today model.Date, now model.Instant) ([]model.ID, error) {
	reviews, err := store.Reviews(ctx, w, campaign.ID)
	if err != nil {
		return nil, err
	}
	var ended []model.ID
	for _, review := range reviews {
		if review.State != model.ReviewPending {
			continue
		}
		kept, err := d.lapseOne(ctx, w, review, max(today, d.Today()), now)
		if err != nil {
			return nil, err
		}
		if !kept {
			ended = append(ended, review.RightID)
		}
	}
	campaign.ClosedAt = now
	return ended, store.CloseCampaign(ctx, w, campaign)
}

// lapseOne ends a right that nobody reviewed. That of the last administrator is
// kept, and its review stays pending with a note: nobody could grant it again.
func (d *Desk) lapseOne(ctx context.Context, w *store.Writer, review *model.RightReview, today model.Date, now model.Instant) (kept bool, err error) {
	const late = "Nobody reviewed it in time"
	err = d.endReviewed(ctx, w, review, today, "Recertification: "+late)
	switch {
	case errors.Is(err, errLastAdministrator):
		kept, review.Note = true, late+", and it was kept: "+errLastAdministrator.Message
	case err != nil:
		return false, err
	default:
		review.State, review.DecidedAt, review.Note = model.ReviewLapsed, now, late
	}
	return kept, store.Review(ctx, w, review)
}
