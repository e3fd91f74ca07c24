package graph

import (
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
}

func (r *Resolver) today() model.Date { return model.DateOf(r.clock()) }
