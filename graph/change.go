package graph

import (
	"context"

	"foyer/desk"
	"foyer/graph/generated/invented"
	"foyer/model"
)

// Each function below carries out one mutation: read the input, ask the desk,
// remember what its own audit record covers.

func (r *Resolver) recordLifeEvent(ctx context.Context, input invented.RecordLifeEventInput) (*desk.EventResult, error) {
	customer, err := input.CustomerID.Of("Customer", "customerId")
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	op := operationFrom(ctx)
	result, err := r.desk.RecordEvent(ctx, scope, desk.EventInput{
		CustomerID: customer, Kind: input.Kind, OccurredOn: orZero(input.OccurredOn), ExpectedOn: orZero(input.ExpectedOn),
		Tentative: input.Tentative, Source: input.Source, ExternalID: orZero(input.ExternalID), Note: orZero(input.Note),
		Origin: model.Declared, ConfidencePermille: int64(input.ConfidencePermille), Audit: r.entry(ctx, op),
	})
	if err != nil {
		return nil, err
	}
	if !result.Repeated {
		op.trace.change(customer, result.Event.ID)
		covered(op, result.Decision, result.Recommendations)
	}
	if result.Decision != nil {
		result.Decision.Class = result.Event.Class
	}
	register(ctx, []any{result.Event, result.Decision, result.Recommendations})
	return result, nil
}

func (r *Resolver) respond(ctx context.Context, input invented.RespondToRecommendationInput) (*desk.ResponseResult, error) {
	recommendation, err := input.RecommendationID.Of("Recommendation", "recommendationId")
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	op := operationFrom(ctx)
	result, err := r.desk.Respond(ctx, scope, desk.ResponseInput{
		RecommendationID: recommendation, Outcome: input.Outcome, Reason: orZero(input.Reason), Audit: r.entry(ctx, op),
	})
	if err != nil {
		return nil, err
	}
	op.trace.change(recommendation, result.Recommendation.CustomerID)
	covered(op, result.Decision, result.Recommendations)
	if result.Decision != nil {
		result.Decision.Class = result.Recommendation.Class
	}
	register(ctx, []any{result.Recommendation, result.Decision, result.Recommendations})
	return result, nil
}

// covered says that a decision and its recommendations follow from a change that
// is recorded already.
func covered(op *operation, decision *model.Decision, recommendations []*model.Recommendation) {
	if decision != nil {
		op.trace.change(decision.ID)
	}
	for _, row := range recommendations {
		op.trace.change(row.ID)
	}
}

func (r *Resolver) completeAction(ctx context.Context, input invented.CompleteActionInput) (*model.Action, error) {
	id, err := input.ActionID.Of("Action", "actionId")
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	op := operationFrom(ctx)
	action, err := r.desk.CompleteAction(ctx, scope, desk.CompleteInput{
		ActionID: id, State: input.State, Note: orZero(input.Note), Audit: r.entry(ctx, op),
	})
	if err != nil {
		return nil, err
	}
	op.trace.change(id, action.CustomerID)
	register(ctx, action)
	return action, nil
}

func (r *Resolver) addInteraction(ctx context.Context, input invented.AddInteractionInput) (*model.Interaction, *model.Action, error) {
	customer, err := input.CustomerID.Of("Customer", "customerId")
	if err != nil {
		return nil, nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	op := operationFrom(ctx)
	interaction, followUp, err := r.desk.AddInteraction(ctx, scope, desk.InteractionInput{
		CustomerID: customer, Channel: input.Channel, Direction: input.Direction, OccurredAt: orZero(input.OccurredAt),
		Subject: input.Subject, Report: orZero(input.Report), NextStepOn: orZero(input.NextStepOn), Audit: r.entry(ctx, op),
	})
	if err != nil {
		return nil, nil, err
	}
	op.trace.change(customer, interaction.ID)
	if followUp != nil {
		op.trace.change(followUp.ID)
	}
	register(ctx, []any{interaction, followUp})
	return interaction, followUp, nil
}

// reassign moves a customer and reads it again: the viewer may stand to it
// otherwise than before, or not see it any more.
func (r *Resolver) reassign(ctx context.Context, input invented.ReassignCustomerInput) (*model.Customer, error) {
	customer, err := input.CustomerID.Of("Customer", "customerId")
	if err != nil {
		return nil, err
	}
	portfolio, err := input.PortfolioID.Of("Portfolio", "portfolioId")
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	op := operationFrom(ctx)
	if _, err := r.desk.Reassign(ctx, scope, desk.ReassignInput{CustomerID: customer, PortfolioID: portfolio, Audit: r.entry(ctx, op)}); err != nil {
		return nil, err
	}
	op.trace.change(customer)
	return byID(ctx, input.CustomerID, "Customer", r.reader.Customers)
}
