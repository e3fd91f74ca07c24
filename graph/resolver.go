package graph

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// Resolver answers the fields of the schema. It is safe for concurrent use.
type Resolver struct {
	db      *store.DB
	reader  *store.Reader
	desk    *desk.Desk
	engine  *rules.Engine
	clock   func() time.Time
	log     zerolog.Logger
	cursors cursorSeal
	masks   masker
	guarded *guarded
	// keep makes the record of an operation durable.
	keep func(ctx context.Context, record *model.AuditRecord) error
	// schemaHash names the schema in audit records.
	schemaHash string
	// older are the rules of other days that auditors ask about.
	older   revisions
	schemas schemas // by who sees which part of it
}

func (r *Resolver) today() model.Date { return model.DateOf(r.clock()) }
