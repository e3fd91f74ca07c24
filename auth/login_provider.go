package auth

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"foyer/model"
)

const (
	attemptLife    = 10 * time.Minute // that a login may take at the provider
	callbackPath   = "/login/callback"
	exchangeWithin = 10 * time.Second
)

// attempt is a login that was sent to the provider; the browser keeps it.
type attempt struct {
	state    string // that the provider must send back
	nonce    string // that the ID token must carry
	verifier string // that only who began the login knows (PKCE)
	then     string // path to lead to afterwards
}

func (t attempt) encode() string {
	return strings.Join([]string{t.state, t.nonce, t.verifier, base64.RawURLEncoding.EncodeToString([]byte(t.then))}, ".")
}

func decodeAttempt(text string) (attempt, bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 4 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return attempt{}, false
	}
	then, err := base64.RawURLEncoding.DecodeString(parts[3])
	return attempt{parts[0], parts[1], parts[2], string(then)}, err == nil
}

// ProviderLogin lets people log in at an OpenID provider: authorization code flow
// with PKCE, state and nonce.
type ProviderLogin struct{ provider *Provider }

// NewProviderLogin needs a provider whose configuration names the console.
func NewProviderLogin(provider *Provider) *ProviderLogin { return &ProviderLogin{provider} }

func (l *ProviderLogin) mount(mux *http.ServeMux, a *Authenticator) {
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) { l.begin(w, r, a) })
	mux.HandleFunc("GET "+callbackPath, func(w http.ResponseWriter, r *http.Request) { l.end(w, r, a) })
}

func (l *ProviderLogin) client() *oauth2.Config {
	config := l.provider.config
	return &oauth2.Config{ClientID: config.ClientID, ClientSecret: config.ClientSecret, Endpoint: l.provider.endpoint,
		RedirectURL: strings.TrimSuffix(config.PublicURL, "/") + callbackPath, Scopes: []string{"openid", "profile"}}
}

// begin sends the browser to the provider.
func (l *ProviderLogin) begin(w http.ResponseWriter, r *http.Request, a *Authenticator) {
	var drawn [3]string
	for i := range drawn {
		secret, err := a.secret()
		if err != nil {
			a.refuseLogin(w, r, err)
			return
		}
		drawn[i] = secret
	}
	begun := attempt{drawn[0], drawn[1], drawn[2], localPath(r.URL.Query().Get("then"))}
	// The provider leads back by a link from another site, which Strict would hide
	// the cookie from.
	a.setCookie(w, loginName, begun.encode(), http.SameSiteLaxMode, attemptLife)
	address := l.client().AuthCodeURL(begun.state, oauth2.SetAuthURLParam("nonce", begun.nonce), oauth2.S256ChallengeOption(begun.verifier))
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// end receives the browser back from the provider.
func (l *ProviderLogin) end(w http.ResponseWriter, r *http.Request, a *Authenticator) {
	kept, found := a.cookie(r, loginName)
	begun, sound := decodeAttempt(kept)
	a.dropCookie(w, loginName, http.SameSiteLaxMode)
	query := r.URL.Query()
	if !found || !sound || len(query["state"]) != 1 || subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(begun.state)) != 1 {
		a.refuseLogin(w, r, unauthenticated(errors.New("the answer is to no login of this browser")))
		return
	}
	code, err := l.code(query)
	var identity Identity
	if err == nil {
		identity, err = l.exchange(r.Context(), code, begun, a.config.Clock())
	}
	if err == nil {
		err = a.enter(w, r, identity.Login, begun.then)
	}
	if err != nil {
		a.refuseLogin(w, r, err)
	}
}

// code takes the code out of the provider's answer.
func (l *ProviderLogin) code(query url.Values) (string, error) {
	issuer, named := query["iss"]
	if l.provider.names && !named || named && (len(issuer) != 1 || issuer[0] != l.provider.config.Issuer) {
		return "", unauthenticated(errors.New("the answer is of another provider"))
	}
	if len(query["code"]) != 1 || query.Get("code") == "" {
		return "", unauthenticated(fmt.Errorf("the provider gave no code: %.60q", query.Get("error")))
	}
	return query.Get("code"), nil
}

// exchange gives the code back to the provider, and reads who logged in.
func (l *ProviderLogin) exchange(ctx context.Context, code string, begun attempt, now time.Time) (Identity, error) {
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, oauth2.HTTPClient, l.provider.config.Client), exchangeWithin)
	defer cancel()
	tokens, err := l.client().Exchange(ctx, code, oauth2.VerifierOption(begun.verifier))
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil && refused.Response.StatusCode < http.StatusInternalServerError {
		return Identity{}, unauthenticated(fmt.Errorf("the provider does not take the code back: %.60q", refused.ErrorCode))
	}
	if err != nil {
		return Identity{}, &model.Error{Code: model.CodeUnavailable, Message: "the OpenID provider does not answer", Err: err}
	}
	text, isText := tokens.Extra("id_token").(string)
	if !isText {
		return Identity{}, unauthenticated(errors.New("the provider gave no ID token"))
	}
	identity, err := l.provider.idTokens().Verify(ctx, text, now)
	if err != nil {
		return Identity{}, unauthenticated(err)
	}
	if subtle.ConstantTimeCompare([]byte(identity.nonce), []byte(begun.nonce)) != 1 {
		return Identity{}, unauthenticated(errors.New("the ID token answers another login"))
	}
	return identity, nil
}
