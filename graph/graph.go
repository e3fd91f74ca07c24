// Package graph serves the customer graph in GraphQL. Resolvers parse, call and
// wrap; what a person may see is decided in one place, around every field.
package graph

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/rs/zerolog"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/desk"
	"foyer/graph/generated"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// Config is what the graph works with. The fields up to CursorKey are
// required. The person
// behind a request is found with model.ActorFrom, the identifier of the request
// in the header X-Request-Id.
type Config struct {
	DB     *store.DB
	Desk   *desk.Desk
	Engine *rules.Engine
	Clock  func() time.Time
	Logger zerolog.Logger
	// CursorKey seals the cursors of lists, at least 16 bytes. Nodes that serve
	// the same clients share it.
	CursorKey []byte
	// Trusted are the documents that an application was built with, nil for none,
	// and TrustMode says what happens to others; "" is TrustOff.
	Trusted   *Manifest
	TrustMode TrustMode
	// UnlimitedRate lets people spend more than their role's cost of a minute.
	UnlimitedRate bool
	// Count is told the code of every operation that did not begin, and UNTRUSTED
	// for a document that only a warning let pass; nil when nobody counts.
	Count func(code string)
	// open leaves out the enforcement of access to fields, so that its cost can be
	// measured; no code of the program sets it.
	open bool
}

// MaxBody is how many bytes a request may have.
const MaxBody = 100 << 10

// Limits of what a client may send. Those of a document hold with its fragments
// expanded.
const (
	maxTokens        = 2000 // of a document
	maxDefinitions   = 100  // operations and fragments
	maxFields        = 500
	maxDepth         = 12 // fields in fields
	maxAliases       = 30
	maxDirectives    = 20
	maxRoots         = 20   // fields that an operation begins with
	maxVariableDepth = 16   // lists and objects in each other
	maxDocuments     = 500  // documents kept parsed
	longestKept      = 8000 // bytes of a document that is kept parsed
)

// New makes the handler of GraphQL requests: queries and mutations as POST of
// JSON, queries as GET, too, subscriptions as server-sent events. It fails when the configuration is
// incomplete.
func New(config Config) (http.Handler, error) {
	resolver, err := newResolver(&config)
	if err != nil {
		return nil, err
	}
	return resolver.server(&config), nil
}

func newResolver(config *Config) (*Resolver, error) {
	if config.DB == nil || config.Desk == nil || config.Engine == nil || config.Clock == nil {
		return nil, errors.New("make the graph: database, desk, engine and clock are required")
	}
	if len(config.CursorKey) < 16 {
		return nil, errors.New("make the graph: the cursor key has less than 16 bytes")
	}
	if err := checkClaims(config.Engine); err != nil {
		return nil, fmt.Errorf("make the graph: %w", err)
	}
	seal, err := newCursorSeal(sha256.Sum256(config.CursorKey))
	if err != nil {
		return nil, fmt.Errorf("make the graph: %w", err)
	}
	return &Resolver{
		db: config.DB, reader: config.DB.Reader(), desk: config.Desk, engine: config.Engine,
		clock: config.Clock, log: config.Logger, cursors: seal, schemaHash: hashOf(Schema()), keep: config.Desk.RecordOperation,
		schemas: schemas{made: map[tables]*ast.Schema{}}, masks: newMasker(config.CursorKey), guarded: newGuarded(served(), config.Engine),
	}, nil
}

func (r *Resolver) server(config *Config) http.Handler {
	server := handler.New(generated.NewExecutableSchema(generated.Config{Schema: served(), Resolvers: r}))
	count := config.Count
	if count == nil {
		count = func(string) {}
	}
	server.AddTransport(stream{open: &openStreams{count: map[model.ID]int{}}, count: count})
	server.AddTransport(post{refusal: r.refusal, count: count})
	documents := shortDocuments{lru.New[*ast.QueryDocument](maxDocuments)}
	server.SetQueryCache(documents)
	server.SetParserTokenLimit(maxTokens)
	server.SetDisableSuggestion(true)
	server.SetErrorPresenter(r.present)
	server.SetRecoverFunc(r.recover)
	server.Use(&trusted{manifest: cmp.Or(config.Trusted, &Manifest{}), mode: cmp.Or(config.TrustMode, TrustOff), log: r.log, count: count})
	server.Use(&guard{passed: documents, sensitive: sensitiveMutations(r.engine.Claims())})
	server.Use(&limits{engine: r.engine, clock: r.clock, budgets: newBudgets(config.UnlimitedRate)})
	server.AroundOperations(r.aroundOperation)
	server.AroundResponses(r.aroundResponse)
	if !config.open {
		server.AroundFields(r.aroundField)
	}
	server.AroundFields(r.aroundIntrospection)
	return server
}

// shortDocuments keeps parsed what is short: a long document costs more memory than
// reading it again costs time.
type shortDocuments struct {
	graphql.Cache[*ast.QueryDocument]
}

// Add keeps a document.
func (s shortDocuments) Add(ctx context.Context, text string, document *ast.QueryDocument) {
	if len(text) <= longestKept {
		s.Cache.Add(ctx, text, document)
	}
}
