package auth

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"foyer/model"
	"foyer/store"
)

const (
	secretBits = 256
	touchEvery = time.Minute // a session's last request is noted at most this often
	// plainPrefix takes the place of __Host-, which browsers keep for https.
	securePrefix, plainPrefix = "__Host-", "plain-"
	sessionName, loginName    = "foyer", "foyer-login"
)

// guest finds the person behind a session of the console.
func (a *Authenticator) guest(r *http.Request) (*visitor, error) {
	secret, found := a.cookie(r, sessionName)
	if !found {
		return nil, unauthenticated(errNothing)
	}
	now := model.InstantOf(a.config.Clock())
	reader := a.config.DB.Reader()
	session, err := reader.Session(r.Context(), hashOf(secret))
	if err != nil {
		return nil, known(err, "no session has this secret")
	}
	if !session.Runs(now) {
		return nil, unauthenticated(errors.New("the session has ended"))
	}
	actor, err := reader.ActorByID(r.Context(), session.EmployeeID, now)
	if err != nil {
		return nil, known(err, "the employee has left")
	}
	if now.Time().Sub(session.LastSeenAt.Time()) >= touchEvery {
		if err := a.config.DB.TouchSession(r.Context(), session.ID, now); err != nil {
			a.config.Logger.Warn().Err(err).Msg("a session's last request was not noted")
		}
	}
	return &visitor{actor: actor, until: session.ExpiresAt.Time(), session: true, hash: session.TokenHash}, nil
}

// open begins a session with a secret of its own, whatever the browser brought
// along, and ends the one it had.
func (a *Authenticator) open(w http.ResponseWriter, r *http.Request, actor *model.Actor) error {
	if actor.Machine {
		return unauthenticated(errors.New("a machine does not log in to the console"))
	}
	secret, err := a.secret()
	if err != nil {
		return err
	}
	at := a.config.Clock()
	now := model.InstantOf(at)
	id, err := model.NewID(at, a.config.Random)
	if err != nil {
		return err
	}
	session := &model.Session{ID: id, TokenHash: hashOf(secret), EmployeeID: actor.EmployeeID,
		CreatedAt: now, LastSeenAt: now, ExpiresAt: model.InstantOf(at.Add(model.SessionLife))}
	before, had := a.cookie(r, sessionName)
	err = a.write(r, OperationLogin, actor, func(w *store.Writer) error {
		if had {
			if err := w.EndSession(r.Context(), hashOf(before), now); err != nil {
				return err
			}
		}
		return w.OpenSession(r.Context(), session)
	})
	if err == nil { // pages need no session, only what they ask for does: the strictest rule fits
		a.setCookie(w, sessionName, secret, http.SameSiteStrictMode, 0)
	}
	return err
}

// secret draws what nobody can guess.
func (a *Authenticator) secret() (string, error) {
	bits := make([]byte, secretBits/8)
	if _, err := io.ReadFull(a.config.Random, bits); err != nil {
		return "", fmt.Errorf("draw a secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(bits), nil
}

func (a *Authenticator) cookieName(name string) string {
	if a.config.Secure {
		return securePrefix + name
	}
	return plainPrefix + name
}

// cookie reads the one cookie of a name.
func (a *Authenticator) cookie(r *http.Request, name string) (string, bool) {
	found := r.CookiesNamed(a.cookieName(name))
	if len(found) != 1 || found[0].Value == "" {
		return "", false
	}
	return found[0].Value, true
}

// setCookie keeps a value in the browser, out of reach of scripts and other
// hosts; without an age until the browser closes, with a negative one not at all.
func (a *Authenticator) setCookie(w http.ResponseWriter, name, value string, site http.SameSite, age time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: a.cookieName(name), Value: value, Path: "/", MaxAge: int(age.Seconds()),
		Secure: a.config.Secure, HttpOnly: true, SameSite: site})
}

func (a *Authenticator) dropCookie(w http.ResponseWriter, name string, site http.SameSite) {
	a.setCookie(w, name, "", site, -time.Second)
}
