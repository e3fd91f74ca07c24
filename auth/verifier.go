package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
)

const (
	maxToken = 8 << 10          // bytes of a token
	maxKeyID = 256              // bytes of the identifier of its key
	maxLogin = 256              // bytes of a login
	skew     = 60 * time.Second // by which two clocks may differ, either way
)

// Types of tokens, as their header says.
const (
	accessType = "at+jwt" // RFC 9068
	plainType  = "jwt"
)

// Identity is what a token says of its bearer.
type Identity struct {
	Login   string
	Expires time.Time
	Hash    string // names the token, whichever copy of it is sent: SHA-256, hexadecimal
	nonce   string // of an ID token: the login it answers
}

// Verifier checks the tokens of one issuer: signature by one of its keys under
// an allowed algorithm, type, issuer, audience and dates.
type Verifier struct {
	issuer     string
	audience   string
	party      string // that tokens for several audiences must have been issued to
	claim      string // that carries the login
	kind       string // type of the tokens: accessType or plainType
	identifies bool   // they are ID tokens, which answer a login, not access tokens
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
	if err := v.checkType(header.kind); err != nil {
		return Identity{}, err
	}
	payload, err := v.signed(ctx, token, header, now)
	if err != nil {
		return Identity{}, err
	}
	claims, err := readObject(payload)
	if err != nil {
		return Identity{}, fmt.Errorf("the claims of the token: %w", err)
	}
	if err := v.checkAddress(claims); err != nil {
		return Identity{}, err
	}
	expires, err := checkDates(claims, now)
	if err != nil {
		return Identity{}, err
	}
	return v.identity(claims, token, expires)
}

// signed gives the payload when one of the issuer's keys has signed it.
func (v *Verifier) signed(ctx context.Context, token string, header header, now time.Time) ([]byte, error) {
	at := slices.IndexFunc(v.algorithms, func(allowed jwa.SignatureAlgorithm) bool { return allowed.String() == header.algorithm })
	if at < 0 {
		return nil, fmt.Errorf("the signature algorithm %.20q is not allowed", header.algorithm)
	}
	key, err := v.keys.key(ctx, header.keyID, now)
	if err != nil {
		return nil, err
	}
	if named, has := key.Algorithm(); has && named.String() != header.algorithm {
		return nil, fmt.Errorf("the key is for %s, the token says %s", named, header.algorithm)
	}
	payload, err := jws.Verify([]byte(token), jws.WithKey(v.algorithms[at], key))
	if err != nil {
		return nil, fmt.Errorf("verify the signature of a token: %w", err)
	}
	return payload, nil
}

// header is what a token says of its signature, before anything is believed.
type header struct {
	algorithm, keyID, kind string
}

// foreign are the members of a header that no honest issuer sends to us: keys
// brought along, extensions that must be understood, packed or nested contents.
var foreign = []string{"crit", "jwk", "jku", "x5u", "x5c", "b64", "zip", "enc", "cty"}

// readHeader refuses long tokens, loose base64 and a header that says more than
// which key signed how.
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
	members, err := readObject(first)
	if err != nil {
		return header{}, fmt.Errorf("the header of the token: %w", err)
	}
	if members.has(foreign...) {
		return header{}, errors.New("the header brings its own key, an extension, or packed contents")
	}
	var read header
	var wrong [3]error
	read.algorithm, wrong[0] = members.text("alg")
	read.keyID, wrong[1] = members.text("kid")
	read.kind, wrong[2] = members.text("typ")
	if err := errors.Join(wrong[:]...); err != nil {
		return header{}, fmt.Errorf("the header of the token: %w", err)
	}
	if read.keyID == "" || len(read.keyID) > maxKeyID {
		return header{}, errors.New("the header names no key, or one with a very long name")
	}
	return read, nil
}

// checkType keeps tokens of different kinds apart: an ID token says who logged in
// somewhere, which gives no access here.
func (v *Verifier) checkType(named string) error {
	kind := strings.TrimPrefix(strings.ToLower(named), "application/")
	if kind == v.kind || kind == "" && v.identifies {
		return nil
	}
	return fmt.Errorf("the token is of type %.20q, expected %q", named, v.kind)
}

// checkAddress compares issuer and audience. A token for several audiences must
// have been issued to us, else another service could replay what it received.
func (v *Verifier) checkAddress(claims object) error {
	if issuer, err := claims.text("iss"); err != nil || issuer != v.issuer {
		return errors.Join(errors.New("the token is of another issuer"), err)
	}
	audiences, err := claims.texts("aud")
	if err != nil || !slices.Contains(audiences, v.audience) {
		return errors.Join(errors.New("the token is for another audience"), err)
	}
	party, err := claims.text("azp")
	if err != nil {
		return err
	}
	ours := party != "" && (party == v.audience || party == v.party)
	if !ours && (len(audiences) > 1 || v.identifies && party != "") {
		return errors.New("the token is for several audiences, or an ID token, and was not issued to us")
	}
	return nil
}

// checkDates gives the end of the token.
func checkDates(claims object, now time.Time) (time.Time, error) {
	expires, err := claims.date("exp")
	if err != nil || expires.IsZero() || now.After(expires.Add(skew)) {
		return time.Time{}, errors.Join(errors.New("the token has expired, or never does"), err)
	}
	for _, name := range []string{"nbf", "iat"} {
		from, err := claims.date(name)
		if err != nil || now.Before(from.Add(-skew)) {
			return time.Time{}, errors.Join(fmt.Errorf("the token is of the future (%s)", name), err)
		}
	}
	return expires, nil
}

// identity reads who the bearer is.
func (v *Verifier) identity(claims object, token string, expires time.Time) (Identity, error) {
	if kind, _ := claims.text("typ"); !v.identifies && (claims.has("nonce", "at_hash", "c_hash") || strings.EqualFold(kind, "id")) {
		return Identity{}, errors.New("the claims are those of an ID token")
	}
	if subject, err := claims.text("sub"); err != nil || subject == "" {
		return Identity{}, errors.Join(errors.New("the token has no subject"), err)
	}
	login, err := claims.text(v.claim)
	if err != nil || login == "" || len(login) > maxLogin || strings.ContainsFunc(login, unicode.IsControl) {
		return Identity{}, errors.Join(fmt.Errorf("the token has no sound text in claim %s", v.claim), err)
	}
	id, err := claims.text("jti")
	if err != nil {
		return Identity{}, err
	}
	nonce, err := claims.text("nonce")
	return Identity{Login: login, Expires: expires, Hash: v.name(id, token), nonce: nonce}, err
}

// name hashes what all copies of a token share: its identifier, else what was
// signed. A signature can be written in several ways, and is not part of it.
func (v *Verifier) name(id, token string) string {
	text := v.issuer + "\n" + id
	if id == "" {
		text = token[:strings.LastIndexByte(token, '.')]
	}
	return hashOf(text)
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
