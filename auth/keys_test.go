package auth_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/auth"
	"foyer/model"
)

func TestG7_AFloodOfUnknownKeysReachesTheProviderTwiceAMinute(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	d.passes(t, "an honest token", p.token(t, nil, nil))
	d.clock.move(30 * time.Second)
	for i := range 100 {
		d.refuses(t, "unknown key", p.token(t, nil, map[string]any{"kid": fmt.Sprint("unknown ", i)}))
	}
	require.Equal(t, 2, p.fetches())
	d.clock.move(30 * time.Second)
	d.refuses(t, "unknown key", p.token(t, nil, map[string]any{"kid": "unknown"}))
	require.Equal(t, 3, p.fetches())
}

func TestG7_KnownKeysServeWhileTheProviderIsSlow(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	d.passes(t, "an honest token", p.token(t, nil, nil))
	d.clock.move(time.Minute)
	hold := make(chan struct{})
	p.change(func(p *provider) { p.hold = hold })
	done := make(chan struct{})
	go func() {
		defer close(done)
		d.refuses(t, "unknown key", p.token(t, nil, map[string]any{"kid": "unknown"}))
	}()
	require.Eventually(t, func() bool { return p.fetches() == 2 }, 5*time.Second, time.Millisecond)
	for range 20 {
		d.passes(t, "an honest token", p.token(t, nil, nil))
	}
	select {
	case <-done:
		require.Fail(t, "the keys were not waited for")
	default:
	}
	close(hold)
	<-done
}

func TestG11_AServerWithoutAnAudienceDoesNotStart(t *testing.T) {
	t.Parallel()
	good := auth.OIDC{Issuer: "https://login.bank.example", Audience: "foyer", Claim: "sub", PublicURL: "https://desk.bank.example"}
	for name, change := range map[string]func(c *auth.OIDC){
		"--oidc-audience":   func(c *auth.OIDC) { c.Audience = "" },
		"--oidc-claim":      func(c *auth.OIDC) { c.Claim = "" },
		"--oidc-issuer":     func(c *auth.OIDC) { c.Issuer = "http://login.bank.example" },
		"--oidc-token-type": func(c *auth.OIDC) { c.TokenType = "ID" },
		"--public-url":      func(c *auth.OIDC) { c.ClientID, c.PublicURL = "console", "http://desk.bank.example" },
	} {
		config := good
		change(&config)
		_, err := auth.OpenProvider(t.Context(), config)
		require.ErrorContains(t, err, name)
		require.Equal(t, model.CodeInvalid, model.CodeOf(err))
	}
}

func TestG19_ANewKeyIsBelievedWithinAMinuteAndTheOldOneMeanwhile(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	old := p.token(t, nil, nil)
	d.passes(t, "the old key", old)
	second := curveKey(t)
	p.publish(curveJWK("one", &p.curve.PublicKey), curveJWK("two", &second.PublicKey))
	renewed := mint(t, map[string]any{"alg": "ES256", "kid": "two", "typ": "at+jwt"}, p.claims(nil), signES(t, second))
	d.clock.move(time.Minute)
	d.passes(t, "the new key", renewed)
	d.passes(t, "the old key, until its tokens end", old)
}

func TestG20_AKeyThatWasRemovedIsRefusedWithinFiveMinutes(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	token := p.token(t, nil, nil)
	d.passes(t, "published", token)
	second := curveKey(t)
	p.publish(curveJWK("two", &second.PublicKey))
	d.clock.move(5*time.Minute + time.Second)
	d.refuses(t, "removed", token)
}

func TestG21_OfTwoKeysOfOneNameNeitherIsBelieved(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	twin, other := curveKey(t), curveKey(t)
	good := curveJWK("one", &p.curve.PublicKey)
	mine := curveJWK("twin", &twin.PublicKey)
	strange := map[string]any{"kty": "odd", "kid": "twin"}
	sealing := curveJWK("twin", &other.PublicKey)
	sealing["use"] = "enc"
	for name, second := range map[string]any{"another key": curveJWK("twin", &other.PublicKey), "the same key": mine, "a kind nobody knows": strange, "a key to seal with": sealing} {
		for _, keys := range [][]any{{good, mine, second}, {second, mine, good}} {
			p.publish(keys...)
			d.clock.move(31 * time.Second)
			d.refuses(t, name, mint(t, map[string]any{"alg": "ES256", "kid": "twin", "typ": "at+jwt"}, p.claims(nil), signES(t, twin)))
			d.passes(t, "the others are not spoilt by them", p.token(t, nil, nil))
		}
	}
}

func TestG22_WeakKeysAndKeysForOtherUsesAreNotBelieved(t *testing.T) {
	t.Setenv("GODEBUG", "rsa1024min=0") // to sign with what nobody should
	p := newProvider(t)
	d := oidcDesk(t, p)
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	large, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	changed := func(changes map[string]any) map[string]any {
		key := rsaJWK("rsa", &large.PublicKey)
		maps.Copy(key, changes)
		return key
	}
	padded := rsaJWK("rsa", &small.PublicKey)
	padded["n"] = base64.RawURLEncoding.EncodeToString(append(make([]byte, 128), small.N.Bytes()...))
	symmetric := map[string]any{"kty": "oct", "kid": "rsa", "k": base64.RawURLEncoding.EncodeToString(large.N.Bytes())}
	for name, one := range map[string]struct {
		published map[string]any
		signer    *rsa.PrivateKey
		good      bool
	}{
		"2048 bits":                 {changed(nil), large, true},
		"for signatures":            {changed(map[string]any{"use": "sig", "alg": "RS256"}), large, true},
		"1024 bits":                 {rsaJWK("rsa", &small.PublicKey), small, false},
		"1024 bits, padded":         {padded, small, false},
		"exponent 1":                {changed(map[string]any{"e": "AQ"}), large, false},
		"exponent 3":                {changed(map[string]any{"e": "Aw"}), large, false},
		"exponent 65536":            {changed(map[string]any{"e": "AQAA"}), large, false},
		"exponent 3, padded":        {changed(map[string]any{"e": "AAAAAw"}), large, false},
		"to seal with":              {changed(map[string]any{"use": "enc"}), large, false},
		"for nothing":               {changed(map[string]any{"use": ""}), large, false},
		"for signatures, shouted":   {changed(map[string]any{"use": "SIG"}), large, false},
		"for another algorithm":     {changed(map[string]any{"alg": "PS256"}), large, false},
		"private":                   {changed(map[string]any{"d": base64.RawURLEncoding.EncodeToString(large.D.Bytes())}), large, false},
		"symmetric":                 {symmetric, large, false},
		"without a modulus":         {changed(map[string]any{"n": ""}), large, false},
		"with a name given as list": {changed(map[string]any{"kid": []string{"rsa"}}), large, false},
	} {
		p.publish(one.published, curveJWK("one", &p.curve.PublicKey))
		d.clock.move(5*time.Minute + time.Second)
		token := mint(t, map[string]any{"alg": "RS256", "kid": "rsa", "typ": "at+jwt"}, p.claims(map[string]any{"exp": noon.Add(100 * time.Hour).Unix()}), signRS(t, one.signer))
		if one.good {
			d.passes(t, name, token)
			continue
		}
		d.refuses(t, name, token)
	}
}

func TestKeysOfTheAllowedCurvesAloneAreBelieved(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	large, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	require.NoError(t, err)
	point, err := large.PublicKey.Bytes()
	require.NoError(t, err)
	text := base64.RawURLEncoding.EncodeToString
	p.publish(map[string]any{"kty": "OKP", "crv": "Ed25519", "kid": "edwards", "x": text(public)},
		map[string]any{"kty": "EC", "crv": "P-384", "kid": "large", "x": text(point[1:49]), "y": text(point[49:])})
	d.passes(t, "Ed25519", mint(t, map[string]any{"alg": "EdDSA", "kid": "edwards", "typ": "at+jwt"}, p.claims(nil),
		func(signed string) []byte { return ed25519.Sign(private, []byte(signed)) }))
	for _, algorithm := range []string{"ES256", "ES384"} {
		d.refuses(t, algorithm, mint(t, map[string]any{"alg": algorithm, "kid": "large", "typ": "at+jwt"}, p.claims(nil), func(signed string) []byte {
			sum := sha512.Sum384([]byte(signed))
			r, s, err := ecdsa.Sign(rand.Reader, large, sum[:])
			require.NoError(t, err)
			return append(r.FillBytes(make([]byte, 48)), s.FillBytes(make([]byte, 48))...)
		}))
	}
}

func TestG25_AProviderThatIsAwayAtTheStartStopsIt(t *testing.T) {
	t.Parallel()
	_, err := auth.OpenProvider(t.Context(), auth.OIDC{Issuer: "http://127.0.0.1:1", Audience: "foyer", Claim: "sub", Client: http.DefaultClient})
	require.Equal(t, model.CodeUnavailable, model.CodeOf(err))
	require.ErrorContains(t, err, "--oidc-issuer")
}

func TestG25_KnownKeysServeADayWhileTheProviderIsAway(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	long := p.token(t, map[string]any{"exp": noon.Add(48 * time.Hour).Unix()}, nil)
	d.passes(t, "at first", long)
	p.change(func(p *provider) { p.away = true })
	d.clock.move(5*time.Minute + time.Second)
	d.passes(t, "away", long)
	d.clock.move(23 * time.Hour)
	d.passes(t, "nearly a day", long)
	d.refuses(t, "nothing opens while the provider is away", p.token(t, nil, map[string]any{"kid": "two"}))
	d.clock.move(2 * time.Hour)
	d.refuses(t, "a day", long)
	p.change(func(p *provider) { p.away = false })
	d.clock.move(time.Minute)
	require.Eventually(t, func() bool { response, _ := d.as(t, long); return response.StatusCode == http.StatusOK }, 5*time.Second, 5*time.Millisecond)
}
