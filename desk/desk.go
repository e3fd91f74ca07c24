// Package desk says what happens when something happens: an event is recorded,
// a night is planned, a customer answers, a customer changes hands. It is the
// only place where judgement (rules) and archive (store) meet and where
// transactions begin.
package desk

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"foyer/audit"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// Config is what a Desk works with. All fields but AuditKey are required.
type Config struct {
	DB     *store.DB
	Engine *rules.Engine
	Clock  func() time.Time
	Random io.Reader // source of ids and keys
	Logger zerolog.Logger
	// AuditKey signs the checkpoints of the audit log; without one none are signed.
	AuditKey *audit.Key
}

// Desk carries out the bank's commands. It is safe for concurrent use.
type Desk struct {
	db     *store.DB
	engine *rules.Engine
	clock  func() time.Time
	random io.Reader
	log    zerolog.Logger
	// auditKey is nil when this process signs no checkpoints.
	auditKey *audit.Key
	// households serialises the decisions of one household within this process,
	// so that a decision never misses a fact another one is writing.
	households keyedMutex
}

// New makes a Desk.
func New(config Config) *Desk {
	return &Desk{
		db:         config.DB,
		engine:     config.Engine,
		clock:      config.Clock,
		random:     &lockedReader{source: config.Random},
		log:        config.Logger,
		auditKey:   config.AuditKey,
		households: keyedMutex{held: map[model.ID]*heldKey{}},
	}
}

// Engine gives the rules that the desk decides with.
func (d *Desk) Engine() *rules.Engine { return d.engine }

// Today is the bank's current day.
func (d *Desk) Today() model.Date { return model.DateOf(d.clock()) }

func (d *Desk) now() model.Instant { return model.InstantOf(d.clock()) }

func (d *Desk) newID(at model.Instant) (model.ID, error) { return model.NewID(at.Time(), d.random) }

// Activate keeps the content of the revision, so that its decisions can be
// judged again, and brings the products that it names into the graph.
func (d *Desk) Activate(ctx context.Context) error {
	revision := d.engine.Revision()
	content := &model.RevisionContent{ID: revision.ID(), Content: revision.Content(), ActivatedAt: d.now()}
	products := d.engine.Products()
	err := d.db.Write(ctx, func(w *store.Writer) error {
		if _, err := w.InsertNew(ctx, content); err != nil {
			return err
		}
		_, err := w.InsertNew(ctx, products)
		return err
	})
	if err != nil {
		return fmt.Errorf("activate revision %s: %w", revision.ID(), err)
	}
	return nil
}

// lockedReader makes a random source safe for concurrent use.
type lockedReader struct {
	mutex  sync.Mutex
	source io.Reader
}

func (r *lockedReader) Read(into []byte) (int, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.source.Read(into)
}

// keyedMutex is a mutex per key, kept only while somebody wants it.
type keyedMutex struct {
	mutex sync.Mutex
	held  map[model.ID]*heldKey
}

type heldKey struct {
	mutex   sync.Mutex
	waiting int
}

func (k *keyedMutex) lock(key model.ID) (unlock func()) {
	k.mutex.Lock()
	entry := k.held[key]
	if entry == nil {
		entry = &heldKey{}
		k.held[key] = entry
	}
	entry.waiting++
	k.mutex.Unlock()
	entry.mutex.Lock()
	return func() {
		entry.mutex.Unlock()
		k.mutex.Lock()
		defer k.mutex.Unlock()
		if entry.waiting--; entry.waiting == 0 {
			delete(k.held, key)
		}
	}
}
