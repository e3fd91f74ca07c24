package view

import (
	"context"

	"foyer/model"
)

// Connection is a page of a list in the form that Relay expects.
type Connection[T any] struct {
	Edges    []*Edge[T]
	Nodes    []T
	PageInfo PageInfo
	// Count counts the whole list; nil when that would be dear.
	Count func(ctx context.Context) (int64, error)
}

// TotalCount is the number of items of the whole list, nil when it is not counted.
func (c *Connection[T]) TotalCount(ctx context.Context) (*int64, error) {
	if c.Count == nil {
		return nil, nil
	}
	count, err := c.Count(ctx)
	if err != nil {
		return nil, err
	}
	return &count, nil
}

// Edge is an item of a Connection with its place.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// PageInfo says where a page stands in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     string
	EndCursor       string
}

// The connections of the schema.
type (
	CustomerConnection    = Connection[*model.Customer]
	CustomerEdge          = Edge[*model.Customer]
	ContractConnection    = Connection[Contract]
	ContractEdge          = Edge[Contract]
	MovementConnection    = Connection[*model.Movement]
	MovementEdge          = Edge[*model.Movement]
	LifeEventConnection   = Connection[*model.LifeEvent]
	LifeEventEdge         = Edge[*model.LifeEvent]
	InteractionConnection = Connection[*model.Interaction]
	InteractionEdge       = Edge[*model.Interaction]
	DecisionConnection    = Connection[*model.Decision]
	DecisionEdge          = Edge[*model.Decision]
	ActionConnection      = Connection[*model.Action]
	ActionEdge            = Edge[*model.Action]
)
