package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"foyer/model"
	"foyer/store"
)

// longestList bounds the work list of a day: a longer one would not be read.
const longestList = 100

// plan writes the work list of an employee for a day: requests, follow-ups and
// the open recommendations of the customers they are responsible for, in order of
// duty, request, service, then priority; ids break ties.
func (d *Desk) plan(ctx context.Context, w *store.Writer, employee model.ID, today model.Date) error {
	carried, err := store.CarriedActions(ctx, w, employee, today)
	if err != nil {
		return fmt.Errorf("read what is left to do: %w", err)
	}
	proposed, err := store.ListedRecommendations(ctx, w, employee, today)
	if err != nil {
		return fmt.Errorf("read what is proposed: %w", err)
	}
	lines := slices.Clone(carried)
	for _, row := range proposed {
		lines = append(lines, line(employee, today, row))
	}
	slices.SortFunc(lines, compareLines)
	lines = lines[:min(len(lines), longestList)]
	for i, action := range lines {
		action.Position, action.PlannedFor = int64(i+1), today
	}
	return store.ReplaceList(ctx, w, employee, today, lines)
}

func line(employee model.ID, today model.Date, row *model.Recommendation) *model.Action {
	return &model.Action{
		ID:         model.DeriveID(today.Time(), "action", employee.String(), row.ID.String()),
		EmployeeID: employee, CustomerID: row.CustomerID, Kind: model.ActionRecommendation, RecommendationID: row.ID,
		Code: row.Offer, OfferClass: row.OfferClass, DueOn: row.ExpiresOn, Priority: row.Priority, State: model.ActionTodo,
	}
}

// compareLines is the order of a work list; it is total.
func compareLines(a, b *model.Action) int {
	return cmp.Or(
		cmp.Compare(lineRank(a), lineRank(b)),
		byDeadline(a, b),
		cmp.Compare(b.Priority, a.Priority),
		a.CustomerID.Compare(b.CustomerID),
		a.ID.Compare(b.ID),
	)
}

// lineRank: duties by deadline, then requests, follow-ups and services, then
// sales and advice by priority.
func lineRank(a *model.Action) int {
	switch {
	case a.Kind == model.ActionRecommendation && a.OfferClass == model.ClassDuty:
		return 0
	case a.Kind == model.ActionRequest:
		return 1
	case a.Kind == model.ActionFollowUp:
		return 2
	case a.OfferClass == model.ClassService:
		return 3
	}
	return 4
}

func byDeadline(a, b *model.Action) int {
	if lineRank(a) > 2 {
		return 0
	}
	return cmp.Compare(a.DueOn, b.DueOn)
}

// planFor brings up to date today's lists of the employees responsible for the
// customers of a page.
func (d *Desk) planFor(ctx context.Context, w *store.Writer, customers []model.ID, today model.Date) error {
	holders, err := store.HoldersOf(ctx, w, customers, today)
	if err != nil {
		return err
	}
	for _, employee := range holders {
		if err := d.plan(ctx, w, employee, today); err != nil {
			return err
		}
	}
	return nil
}
