// Package auth finds out who is behind a request. A bearer token only
// identifies: roles, portfolios and delegations are read from the database each
// time, so that a right withdrawn is gone on the next request.
package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"foyer/model"
)

// Directory knows the bank's employees; store.Reader is one.
type Directory interface {
	// Actor gives the employee of a login with the bindings of an instant, an error
	// of code NOT_FOUND when there is none or when they have left.
	Actor(ctx context.Context, login string, now model.Instant) (*model.Actor, error)
}

// Config is what an Authenticator works with; every field is needed.
type Config struct {
	Verifier  *Verifier
	Directory Directory
	Clock     func() time.Time
	Logger    zerolog.Logger // why a token was refused, never the token
}

// Authenticator turns a request into the person behind it.
type Authenticator struct{ config Config }

// New makes an Authenticator.
func New(config Config) *Authenticator { return &Authenticator{config} }

// refusal is the one answer to every failure: it tells nothing of the reason.
const refusal = `{"errors":[{"message":"Not authenticated: send a valid bearer token.","extensions":{"code":"UNAUTHENTICATED"}}]}`

// overload is the answer when the database can't say who somebody is.
const overload = `{"errors":[{"message":"The database does not answer: try again.","extensions":{"code":"UNAVAILABLE"}}]}`

// Actor gives the person behind a request. Whatever is wrong with the token or
// its employee is one error of code UNAUTHENTICATED; other errors are ours.
func (a *Authenticator) Actor(r *http.Request) (*model.Actor, error) {
	actor, _, err := a.identify(r)
	return actor, err
}

func (a *Authenticator) identify(r *http.Request) (*model.Actor, Identity, error) {
	token, found := bearer(r)
	if !found {
		return nil, Identity{}, unauthenticated(errors.New("no bearer token"))
	}
	now := a.config.Clock()
	identity, err := a.config.Verifier.Verify(r.Context(), token, now)
	if err != nil {
		return nil, Identity{}, unauthenticated(err)
	}
	actor, err := a.config.Directory.Actor(r.Context(), identity.Login, model.InstantOf(now))
	if err != nil && model.CodeOf(err) == model.CodeNotFound {
		return nil, Identity{}, unauthenticated(errors.New("no active employee has this login"))
	}
	return actor, identity, err
}

func unauthenticated(cause error) error {
	return &model.Error{Code: model.CodeUnauthenticated, Message: "Not authenticated: send a valid bearer token.", Err: cause}
}

// bearer takes the token out of the one Authorization header.
func bearer(r *http.Request) (string, bool) {
	headers := r.Header.Values("Authorization")
	if len(headers) != 1 {
		return "", false
	}
	scheme, token, found := strings.Cut(headers[0], " ")
	return token, found && strings.EqualFold(scheme, "Bearer") && token != ""
}

// Require lets only requests of a known person pass, puts the person into the
// context, and ends what is still running when the token expires.
func (a *Authenticator) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, identity, err := a.identify(r)
		if err != nil {
			a.refuse(w, err)
			return
		}
		left := identity.Expires.Add(skew).Sub(a.config.Clock())
		ctx, cancel := context.WithTimeout(model.WithActor(r.Context(), actor), left)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (a *Authenticator) refuse(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	status, body := http.StatusServiceUnavailable, overload
	if model.CodeOf(err) == model.CodeUnauthenticated {
		w.Header().Set("WWW-Authenticate", `Bearer realm="foyer"`)
		status, body = http.StatusUnauthorized, refusal
		a.config.Logger.Info().AnErr("reason", errors.Unwrap(err)).Msg("token refused")
	} else {
		a.config.Logger.Error().Err(err).Msg("employee not read")
	}
	w.WriteHeader(status)
	if _, err := w.Write([]byte(body)); err != nil {
		a.config.Logger.Debug().Err(err).Msg("refusal not sent")
	}
}
