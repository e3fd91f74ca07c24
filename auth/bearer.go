package auth

import (
	"errors"
	"net/http"
	"strings"

	"foyer/model"
)

// bearer finds the person behind an access token.
func (a *Authenticator) bearer(r *http.Request) (*visitor, error) {
	token, found := bearerToken(r)
	if !found {
		return nil, unauthenticated(errors.New("not one bearer token"))
	}
	now := a.config.Clock()
	identity, err := a.config.Verifier.Verify(r.Context(), token, now)
	if err != nil {
		return nil, unauthenticated(err)
	}
	reader := a.config.DB.Reader()
	revoked, err := reader.RevokedTokens(r.Context(), []string{identity.Hash})
	if err != nil {
		return nil, err
	}
	if len(revoked) > 0 {
		return nil, unauthenticated(errors.New("the token was revoked"))
	}
	actor, err := reader.Actor(r.Context(), identity.Login, model.InstantOf(now))
	if err != nil {
		return nil, known(err, "no active employee has this login")
	}
	return &visitor{actor: actor, until: identity.Expires.Add(skew), hash: identity.Hash}, nil
}

// bearerToken takes the token out of the one Authorization header.
func bearerToken(r *http.Request) (string, bool) {
	headers := r.Header.Values("Authorization")
	if len(headers) != 1 {
		return "", false
	}
	scheme, token, found := strings.Cut(headers[0], " ")
	return token, found && strings.EqualFold(scheme, "Bearer") && token != ""
}
