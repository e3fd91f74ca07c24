package desk

import (
	"context"
	"slices"
	"strings"

	"foyer/model"
	"foyer/store"
)

// answers are the outcomes that end a recommendation; the others (it was shown,
// opened, is awaited) only note how far it went.
var answers = []model.Outcome{model.OutcomeAccepted, model.OutcomeRejected, model.OutcomeNoResponse, model.OutcomeNoAction}

// Respond records what the customer did with a recommendation, decides again and
// brings the work list up to date. A refusal needs a reason.
func (d *Desk) Respond(ctx context.Context, scope model.Scope, in ResponseInput) (*ResponseResult, error) {
	if err := checkResponse(in); err != nil {
		return nil, err
	}
	found, err := d.db.Reader().RecommendationsByID(ctx, scope, []model.ID{in.RecommendationID})
	if err != nil {
		return nil, err
	}
	seen := found[in.RecommendationID]
	if seen == nil {
		return nil, model.NotFoundf("no such recommendation")
	}
	customer, err := d.target(ctx, scope, seen.CustomerID, "Mutation.respondToRecommendation")
	if err != nil {
		return nil, err
	}
	defer d.households.lock(customer.DecisionKey)()
	return d.respond(ctx, scope, customer, in)
}

func checkResponse(in ResponseInput) error {
	if err := oneOf("outcome", "Outcome", string(in.Outcome)); err != nil {
		return err
	}
	if in.Outcome == model.OutcomeRejected && strings.TrimSpace(in.Reason) == "" {
		return model.Invalidf("reason", "a refusal needs a reason, so that the next proposal can be better")
	}
	return lengthUnder("reason", in.Reason, longestNote)
}

func (d *Desk) respond(ctx context.Context, scope model.Scope, customer *model.Customer, in ResponseInput) (*ResponseResult, error) {
	now := d.now()
	work, err := d.prepareHousehold(ctx, customer.DecisionKey)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(work.open[customer.ID], func(r *model.Recommendation) bool { return r.ID == in.RecommendationID })
	if at < 0 {
		return nil, model.Conflictf("this recommendation is no longer open: read the customer's recommendations again")
	}
	row := work.open[customer.ID][at]
	row.Outcome, row.OutcomeReason, row.RespondedAt, row.RespondedBy = in.Outcome, in.Reason, now, in.Audit.EmployeeID
	rows := &rowsToWrite{}
	if slices.Contains(answers, in.Outcome) {
		row.State = model.RecommendationAnswered
		work.open[customer.ID] = slices.Delete(work.open[customer.ID], at, at+1)
		work.answered(row)
		if rows, err = d.judge(ctx, work, d.causeOf(model.CauseReply, row.ID, now, customer.ID)); err != nil {
			return nil, err
		}
	}
	in.Audit.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {customer.ID}, "Recommendation": {row.ID}})
	err = d.db.Write(ctx, func(w *store.Writer) error {
		if err := store.Answer(ctx, w, row); err != nil {
			return err
		}
		return d.commit(ctx, w, work, rows, &in.Audit, now)
	})
	if err != nil {
		return nil, err
	}
	row.Class = customer.Class
	result := &ResponseResult{Recommendation: row, Decision: rows.decisionOf(customer)}
	result.Recommendations, err = d.openFor(ctx, scope, customer.ID)
	return result, err
}

// answered makes an outcome count at once for the customer.
func (c *casework) answered(row *model.Recommendation) {
	c.answers[row.CustomerID] = append(c.answers[row.CustomerID], row)
	suffix := map[model.Outcome]string{model.OutcomeAccepted: "_accepted_day", model.OutcomeRejected: "_rejected_day"}[row.Outcome]
	if suffix == "" {
		return
	}
	facts := c.facts[c.position[row.CustomerID]]
	facts.Set("outcome_"+row.Offer+suffix, c.today.Day())
	c.day.Derive(facts)
}
