package graph

import (
	"context"
	"encoding/json"
	"time"

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

// follow sends the viewer's list at first and each time that it changed, with the
// rights that the viewer has at that time, until nobody listens or a right is lost:
// the last event tells why. It looks after every commit, and when a binding ends.
func (r *Resolver) follow(ctx context.Context, op *operation, day *model.Date, changes <-chan struct{}, lists chan<- *view.ActionList) {
	defer close(lists)
	sent := ""
	for {
		current := r.dayAsked(day)
		state, until, err := r.listState(ctx, op, current)
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
		if !r.awaken(ctx, changes, until) {
			return
		}
	}
}

// awaken waits for a change or for a moment; false when nobody listens any more.
func (r *Resolver) awaken(ctx context.Context, changes <-chan struct{}, until time.Time) bool {
	timer := time.NewTimer(until.Sub(r.clock()))
	defer timer.Stop()
	select {
	case _, open := <-changes:
		return open
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// listState tells lists apart, the same text means that nothing changed, and says
// until when the viewer's rights can't change without a commit.
func (r *Resolver) listState(ctx context.Context, op *operation, day model.Date) (string, time.Time, error) {
	until := r.today().AddDays(1).Time()
	scope, err := r.authoriseAgain(ctx, op)
	if err != nil {
		return "", until, err
	}
	if ends := scope.Actor.ValidUntil; !ends.IsZero() && ends.Time().Before(until) {
		until = ends.Time()
	}
	list, err := r.reader.Actions(ctx, scope, op.actor.EmployeeID, day, store.Page{First: maxFirst})
	if err != nil {
		return "", until, err
	}
	text, err := json.Marshal(struct {
		Day  model.Date
		Rows []*model.Action
	}{day, list.Items})
	return string(text), until, err
}
