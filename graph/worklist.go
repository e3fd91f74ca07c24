package graph

import (
	"context"
	"encoding/json"

	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// actions gives a page of the viewer's own list of a day.
func (r *Resolver) actions(ctx context.Context, day model.Date, first int, after *string) (*view.ActionConnection, error) {
	employee := operationFrom(ctx).actor.EmployeeID
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.Action], error) {
		return r.reader.Actions(ctx, scope, employee, day, page)
	})
}

// dayAsked is the day of a list, today when none is asked for.
func (r *Resolver) dayAsked(day *model.Date) model.Date {
	if day == nil {
		return r.today()
	}
	return *day
}

// follow sends the viewer's list at first and each time that it changed, with
// the rights that the viewer has at that time, until nobody listens.
func (r *Resolver) follow(ctx context.Context, op *operation, day *model.Date, changes <-chan struct{}, lists chan<- *view.ActionList) {
	defer close(lists)
	sent := ""
	for {
		current := r.dayAsked(day)
		state, err := r.listState(ctx, op, current)
		if ctx.Err() != nil {
			return
		}
		if err != nil || state != sent {
			select {
			case lists <- &view.ActionList{Day: current}:
			case <-ctx.Done():
				return
			}
		}
		if err != nil { // the event just sent tells why
			r.log.Info().Err(err).Str("request", op.requestID).Msg("subscription ended")
			return
		}
		sent = state
		select {
		case _, open := <-changes:
			if !open {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// listState tells lists apart: the same text means that nothing changed.
func (r *Resolver) listState(ctx context.Context, op *operation, day model.Date) (string, error) {
	scope, err := r.authoriseAgain(ctx, op)
	if err != nil {
		return "", err
	}
	list, err := r.reader.Actions(ctx, scope, op.actor.EmployeeID, day, store.Page{First: maxFirst})
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(struct {
		Day  model.Date
		Rows []*model.Action
	}{day, list.Items})
	return string(text), err
}
