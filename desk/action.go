package desk

import (
	"context"
	"strings"

	"foyer/model"
	"foyer/store"
)

// CompleteAction ends an action of somebody's work list: DONE, or CANCELLED with
// a note saying why. An action that has ended already is a conflict.
func (d *Desk) CompleteAction(ctx context.Context, scope model.Scope, in CompleteInput) (*model.Action, error) {
	if err := checkCompletion(in); err != nil {
		return nil, err
	}
	found, err := d.db.Reader().ActionsByID(ctx, scope, []model.ID{in.ActionID})
	if err != nil {
		return nil, err
	}
	action := found[in.ActionID]
	if action == nil {
		return nil, model.NotFoundf("no such action")
	}
	if err := allowed(scope, "Mutation.completeAction", action.CustomerID, action.Class); err != nil {
		return nil, err
	}
	now := d.now()
	action.State, action.Note, action.CompletedAt, action.CompletedBy = in.State, in.Note, now, in.Audit.EmployeeID
	in.Audit.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {action.CustomerID}, "Action": {action.ID}})
	err = d.db.Write(ctx, func(w *store.Writer) error {
		if err := store.EndAction(ctx, w, action); err != nil {
			return err
		}
		return d.audit(ctx, w, &in.Audit, now)
	})
	if err != nil {
		return nil, err
	}
	return action, nil
}

func checkCompletion(in CompleteInput) error {
	if in.State != model.ActionDone && in.State != model.ActionCancelled {
		return model.Invalidf("state", "%q does not end an action: expected DONE or CANCELLED", in.State)
	}
	if in.State == model.ActionCancelled && strings.TrimSpace(in.Note) == "" {
		return model.Invalidf("note", "say why the action is cancelled")
	}
	return lengthUnder("note", in.Note, longestNote)
}
