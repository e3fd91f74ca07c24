package graph

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// Limits of subscriptions.
const (
	maxStreams = 20               // that one person follows at the same time
	pingEvery  = 15 * time.Second // so that nobody between takes the stream for dead
	sendIn     = 20 * time.Second // a client that reads slower is left
	retryAfter = 10               // seconds, for who follows too many
)

// stream is the transport of subscriptions: server-sent events as in the protocol
// GraphQL over SSE, a connection per subscription.
type stream struct {
	open  *openStreams
	count func(code string)
}

// Supports requests that want events.
func (stream) Supports(r *http.Request) bool { return WantsStream(r) }

// Do follows a subscription until it ends, its person's rights do, or the client
// goes away.
func (s stream) Do(w http.ResponseWriter, r *http.Request, executor graphql.GraphExecutor) {
	params, why := readParams(w, r)
	if why != nil {
		reject(w, why)
		return
	}
	ctx := r.Context()
	operation, wrong := executor.CreateOperationContext(ctx, params)
	tellSpending(w, operation)
	if wrong == nil && operation.Operation.Operation != ast.Subscription {
		wrong = gqlerror.List{stopped(model.Invalidf("", "only subscriptions are answered by events: accept %s", plainJSON))}
	}
	if wrong == nil {
		leave, entered := s.open.enter(model.ActorFrom(ctx))
		defer leave()
		if !entered {
			w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
			wrong = gqlerror.List{stopped(&model.Error{Code: model.CodeRateLimited, Message: fmt.Sprintf("at most %d subscriptions at the same time", maxStreams)})}
		}
	}
	events := &events{w: w, control: http.NewResponseController(w)}
	if wrong != nil {
		answer := refuse(r, executor, operation, wrong, s.count)
		if status := statusOf(answer, plainJSON); status != http.StatusOK {
			writeAnswer(w, plainJSON, status, answer)
			return
		}
		events.begin()
		events.next(answer)
		events.send("event: complete\ndata:\n\n")
		return
	}
	events.follow(executor.DispatchOperation(ctx, operation))
}

// events writes server-sent events, one at a time.
type events struct {
	mu      sync.Mutex
	w       http.ResponseWriter
	control *http.ResponseController
}

func (e *events) begin() {
	header := e.w.Header()
	header.Set("Content-Type", eventStream)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no")
	e.send(":\n\n")
}

// follow sends each answer as it comes, and a sign of life when none does.
func (e *events) follow(responses graphql.ResponseHandler, ctx context.Context) {
	ended, stop := context.WithCancel(ctx)
	var pings sync.WaitGroup
	defer pings.Wait()
	defer stop()
	e.begin()
	pings.Go(func() { e.ping(ended) })
	for answer := responses(ctx); answer != nil; answer = responses(ctx) {
		e.next(answer)
	}
	e.send("event: complete\ndata:\n\n")
}

func (e *events) ping(ctx context.Context) {
	ticker := time.NewTicker(pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			e.send(": ping\n\n")
		}
	}
}

func (e *events) next(answer *graphql.Response) {
	var text strings.Builder
	if err := encodeAnswer(&text, answer); err != nil {
		return // data that the executor wrote is JSON
	}
	e.send("event: next\ndata: " + text.String() + "\n")
}

// send writes at once. A client that went away or is too slow ends the context of
// its request, there is nothing more to do here.
func (e *events) send(text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	_ = e.control.SetWriteDeadline(time.Now().Add(sendIn))
	_, _ = e.w.Write([]byte(text))
	_ = e.control.Flush()
}

// openStreams counts the subscriptions of each person.
type openStreams struct {
	mu    sync.Mutex
	count map[model.ID]int
}

// enter counts one more, unless the person follows too many; leave counts it out.
func (o *openStreams) enter(actor *model.Actor) (leave func(), entered bool) {
	nothing := func() {}
	if actor == nil {
		return nothing, true // told so when the operation begins
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.count[actor.EmployeeID] >= maxStreams {
		return nothing, false
	}
	o.count[actor.EmployeeID]++
	return func() { o.leave(actor.EmployeeID) }, true
}

func (o *openStreams) leave(id model.ID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.count[id]--; o.count[id] == 0 {
		delete(o.count, id)
	}
}
