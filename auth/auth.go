// Package auth finds out who is behind a request: the bearer of an access token,
// or a person whose browser keeps a session of the console. Both only identify:
// roles, portfolios and delegations are read from the database each time, so that
// a right withdrawn is gone on the next request.
package auth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"foyer/model"
	"foyer/store"
)

// Config is what an Authenticator works with; every field is needed but Record,
// Refused and Secure.
type Config struct {
	Verifier *Verifier
	DB       *store.DB
	Clock    func() time.Time
	Random   io.Reader      // secrets of sessions come from it
	Logger   zerolog.Logger // why somebody was refused, never the token
	Secure   bool           // browsers reach the desk by https alone
	// Record makes the audit record of an event; nil keeps none.
	Record func(Event) (*model.AuditRecord, error)
	// Refused is told of every refusal, to count them.
	Refused func()
}

// Event is something that happened at the door.
type Event struct {
	At        time.Time
	Operation string       // OperationLogin …
	Actor     *model.Actor // nil when nobody was recognised
	RequestID string
	Outcome   string // OK or an error code
}

// The operations of events.
const (
	OperationLogin            = "login"
	OperationLogout           = "logout"
	OperationLogoutEverywhere = "logout everywhere"
	OperationRefusal          = "refusal" // a token, session or login that was not accepted
)

// Authenticator turns a request into the person behind it.
type Authenticator struct {
	config   Config
	presence presence

	mutex    sync.Mutex
	minute   time.Time // in which refusals are recorded
	recorded int       // of that minute
}

// New makes an Authenticator; its Follow must run while it serves.
func New(config Config) *Authenticator {
	return &Authenticator{config: config, presence: presence{open: map[*visit]struct{}{}}}
}

// refusal is the one answer to every failure: it tells nothing of the reason.
const refusal = `{"errors":[{"message":"Not authenticated: send a valid bearer token.","extensions":{"code":"UNAUTHENTICATED"}}]}`

// overload is the answer when the database can't say who somebody is.
const overload = `{"errors":[{"message":"The database does not answer: try again.","extensions":{"code":"UNAVAILABLE"}}]}`

// visitor is who a request comes from, by what, and until when that counts.
type visitor struct {
	actor   *model.Actor
	until   time.Time
	session bool   // a session of the console, else an access token
	hash    string // of the session's secret, or naming the token
}

// errNothing is the cause of a refusal of somebody who sent nothing to look at.
var errNothing = errors.New("no bearer token and no session")

// identify prefers a token, which a program sends on purpose, to a cookie. Whatever
// is wrong with either, or with its employee, is one error of code UNAUTHENTICATED;
// other errors are ours.
func (a *Authenticator) identify(r *http.Request) (*visitor, error) {
	if len(r.Header.Values("Authorization")) > 0 {
		return a.bearer(r)
	}
	return a.guest(r)
}

func unauthenticated(cause error) error {
	return &model.Error{Code: model.CodeUnauthenticated, Message: "Not authenticated: send a valid bearer token.", Err: cause}
}

// known turns "there is no such row" into a refusal for a reason.
func known(err error, reason string) error {
	if err != nil && model.CodeOf(err) == model.CodeNotFound {
		return unauthenticated(errors.New(reason))
	}
	return err
}

// Require lets only requests of a known person pass, puts the person into the
// context, and ends what is still running when the token expires, or the session
// ends, here or at another server.
func (a *Authenticator) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		visitor, err := a.identify(r)
		if err != nil {
			a.refuse(w, r, err)
			return
		}
		left := visitor.until.Sub(a.config.Clock())
		ctx, cancel := context.WithTimeout(model.WithActor(r.Context(), visitor.actor), left)
		defer cancel()
		defer a.presence.enter(visitor, cancel)()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// refuse answers a request that was not let in.
func (a *Authenticator) refuse(w http.ResponseWriter, r *http.Request, err error) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	status, body := http.StatusServiceUnavailable, overload
	if model.CodeOf(err) == model.CodeUnauthenticated {
		w.Header().Set("WWW-Authenticate", `Bearer realm="foyer"`)
		status, body = http.StatusUnauthorized, refusal
	}
	a.noteRefusal(r, err)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // a client that went away is nobody to tell
}
