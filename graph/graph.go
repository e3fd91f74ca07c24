// Package graph serves the customer graph in GraphQL. Resolvers parse, call and
// wrap; what a person may see is decided in one place, around every field.
package graph

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/rs/zerolog"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/desk"
	"foyer/graph/generated"
	"foyer/rules"
	"foyer/store"
)

// Config is what the graph works with. All fields are required. The person
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
}

// Limits of what a client may send.
const (
	maxBody       = 100 << 10 // bytes of a request
	maxTokens     = 2000      // of a document
	maxComplexity = 5000
	maxDocuments  = 500 // documents kept parsed
	maxDepth      = 32  // nested levels of a JSON request
	pingEvery     = 15 * time.Second
)

// New makes the handler of GraphQL requests: queries and mutations as POST of
// JSON, subscriptions as server-sent events. It fails when the configuration is
// incomplete.
func New(config Config) (http.Handler, error) {
	if config.DB == nil || config.Desk == nil || config.Engine == nil || config.Clock == nil {
		return nil, errors.New("make the graph: database, desk, engine and clock are required")
	}
	if len(config.CursorKey) < 16 {
		return nil, errors.New("make the graph: the cursor key has less than 16 bytes")
	}
	seal, err := newCursorSeal(sha256.Sum256(config.CursorKey))
	if err != nil {
		return nil, fmt.Errorf("make the graph: %w", err)
	}
	resolver := &Resolver{
		db: config.DB, reader: config.DB.Reader(), desk: config.Desk, engine: config.Engine,
		clock: config.Clock, log: config.Logger, cursors: seal,
	}
	return strictJSON(resolver.server()), nil
}

func (r *Resolver) server() http.Handler {
	server := handler.New(generated.NewExecutableSchema(generated.Config{Schema: served(), Resolvers: r, Complexity: complexity()}))
	server.AddTransport(transport.SSE{KeepAlivePingInterval: pingEvery})
	server.AddTransport(post{refusal: r.refusal})
	server.SetQueryCache(lru.New[*ast.QueryDocument](maxDocuments))
	server.SetParserTokenLimit(maxTokens)
	server.SetDisableSuggestion(true)
	server.SetErrorPresenter(r.present)
	server.SetRecoverFunc(r.recover)
	server.Use(extension.Introspection{})
	server.Use(extension.FixedComplexityLimit(maxComplexity))
	server.AroundOperations(r.aroundOperation)
	server.AroundResponses(r.aroundResponse)
	server.AroundFields(r.aroundField)
	return server
}
