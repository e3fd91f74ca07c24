package auth

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

const (
	maxToken = 8 << 10          // bytes of a token
	maxKeyID = 256              // bytes of the identifier of its key
	skew     = 60 * time.Second // by which two clocks may differ
)

// Identity is what a token says of its bearer.
type Identity struct {
	Login   string
	Expires time.Time
}

// Verifier checks the tokens of one issuer: signature by one of its keys under
// an allowed algorithm, issuer, audience and dates.
type Verifier struct {
	issuer     string
	audience   string
	claim      string // that carries the login
	algorithms []jwa.SignatureAlgorithm
	keys       keySource
}

// keySource finds the public key of an identifier.
type keySource interface {
	key(ctx context.Context, id string, now time.Time) (jwk.Key, error)
}

// Verify gives the identity in a token; the error says what is wrong with it
// and is for the log only.
func (v *Verifier) Verify(ctx context.Context, token string, now time.Time) (Identity, error) {
	header, err := readHeader(token)
	if err != nil {
		return Identity{}, err
	}
	algorithm, err := v.algorithm(header.Algorithm)
	if err != nil {
		return Identity{}, err
	}
	key, err := v.keys.key(ctx, header.KeyID, now)
	if err != nil {
		return Identity{}, err
	}
	if named, has := key.Algorithm(); has && named.String() != header.Algorithm {
		return Identity{}, fmt.Errorf("the key is for %s, the token says %s", named, header.Algorithm)
	}
	claims, err := jwt.Parse([]byte(token), jwt.WithKey(algorithm, key), jwt.WithValidate(true),
		jwt.WithIssuer(v.issuer), jwt.WithAudience(v.audience), jwt.WithRequiredClaim(jwt.ExpirationKey),
		jwt.WithAcceptableSkew(skew), jwt.WithClock(jwt.ClockFunc(func() time.Time { return now })))
	if err != nil {
		return Identity{}, fmt.Errorf("verify a token: %w", err)
	}
	return v.identity(claims)
}

// header is what a token says of its signature, before anything is believed.
type header struct {
	Algorithm string          `json:"alg"`
	KeyID     string          `json:"kid"`
	Critical  json.RawMessage `json:"crit"`
	Key       json.RawMessage `json:"jwk"`
	KeyURL    json.RawMessage `json:"jku"`
	CertURL   json.RawMessage `json:"x5u"`
}

// readHeader refuses what no honest issuer sends: long tokens, loose base64,
// keys brought along, extensions that must be understood.
func readHeader(token string) (header, error) {
	if len(token) > maxToken {
		return header{}, fmt.Errorf("the token has %d bytes, at most %d are read", len(token), maxToken)
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || strings.ContainsAny(token, "\r\n") {
		return header{}, errors.New("not a signed token in compact form")
	}
	var first []byte
	for i, part := range parts {
		text, err := base64.RawURLEncoding.Strict().DecodeString(part)
		if err != nil || len(text) == 0 {
			return header{}, errors.New("a part of the token is empty or not strict base64url")
		}
		if i == 0 {
			first = text
		}
	}
	var read header
	if err := json.Unmarshal(first, &read); err != nil {
		return header{}, errors.New("the header of the token is not JSON")
	}
	if read.Critical != nil || read.Key != nil || read.KeyURL != nil || read.CertURL != nil {
		return header{}, errors.New("the header brings its own key or a critical extension")
	}
	if read.KeyID == "" || len(read.KeyID) > maxKeyID {
		return header{}, errors.New("the header names no key, or one with a very long name")
	}
	return read, nil
}

func (v *Verifier) algorithm(name string) (jwa.SignatureAlgorithm, error) {
	for _, allowed := range v.algorithms {
		if allowed.String() == name {
			return allowed, nil
		}
	}
	return jwa.SignatureAlgorithm{}, fmt.Errorf("the signature algorithm %.20q is not allowed", name)
}

// identity reads the login. A token for several audiences must have been asked
// for by ours, else another service could replay what it received.
func (v *Verifier) identity(claims jwt.Token) (Identity, error) {
	if audiences, _ := claims.Audience(); len(audiences) > 1 {
		var party string
		if err := claims.Get("azp", &party); err != nil || party != v.audience {
			return Identity{}, errors.New("the token is for several audiences and was not issued to this one")
		}
	}
	var login string
	if err := claims.Get(v.claim, &login); err != nil || login == "" {
		return Identity{}, fmt.Errorf("the token has no text in claim %s", v.claim)
	}
	expires, _ := claims.Expiration()
	return Identity{Login: login, Expires: expires}, nil
}
