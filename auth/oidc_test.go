package auth_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jwt"
	"github.com/stretchr/testify/require"

	"foyer/auth"
)

// provider is an OpenID provider on this machine whose published keys can change.
type provider struct {
	*httptest.Server
	mutex   sync.Mutex
	keys    []any // keys as JWK
	fetches int
	away    bool
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		p.write(w, map[string]any{"issuer": p.URL, "jwks_uri": p.URL + "/keys"})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		p.fetches++
		if p.away {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		p.write(w, map[string]any{"keys": p.keys})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *provider) write(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// publish sets what the provider tells of its keys.
func (p *provider) publish(keys ...any) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.keys = keys
}

func (p *provider) setAway(away bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.away = away
}

func (p *provider) fetched() int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.fetches
}

func (p *provider) verifier(t *testing.T) *auth.Verifier {
	t.Helper()
	verifier, err := auth.NewOIDCVerifier(t.Context(), auth.OIDC{Issuer: p.URL, Audience: "foyer", Claim: "preferred_username", Client: p.Client()})
	require.NoError(t, err)
	return verifier
}

func (p *provider) token(t *testing.T, algorithm jwa.SignatureAlgorithm, key jwk.Key) string {
	t.Helper()
	built, err := jwt.NewBuilder().Issuer(p.URL).Audience([]string{"foyer"}).Subject("0815").
		Claim("preferred_username", "alice").IssuedAt(noon).Expiration(noon.Add(48 * time.Hour)).Build()
	require.NoError(t, err)
	signed, err := jwt.Sign(built, jwt.WithKey(algorithm, key))
	require.NoError(t, err)
	return string(signed)
}

// smallToken signs by hand what the library refuses to sign: RSA of 1024 bits.
func (p *provider) smallToken(t *testing.T, key *rsa.PrivateKey) string {
	t.Helper()
	payload := with(map[string]any{"iss": p.URL, "preferred_username": "alice"})
	return forge(t, map[string]any{"alg": "RS256", "kid": "small"}, payload, func(signed string) []byte {
		sum := sha256.Sum256([]byte(signed))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
		require.NoError(t, err)
		return signature
	})
}

// pair makes a private key of a name and its public half.
func pair(t *testing.T, name string, raw any) (private, public jwk.Key) {
	t.Helper()
	private, err := jwk.Import(raw)
	require.NoError(t, err)
	require.NoError(t, private.Set(jwk.KeyIDKey, name))
	public, err = private.PublicKey()
	require.NoError(t, err)
	return private, public
}

func curveKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	return key
}

func TestATokenOfTheProviderIdentifiesByTheConfiguredClaim(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	private, public := pair(t, "one", curveKey(t))
	p.publish(public)
	identity, err := p.verifier(t).Verify(t.Context(), p.token(t, jwa.ES256(), private), noon)
	require.NoError(t, err)
	require.Equal(t, "alice", identity.Login)
}

func TestARotatedKeyIsLearntAndARemovedOneForgotten(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	first, firstPublic := pair(t, "first", curveKey(t))
	second, secondPublic := pair(t, "second", curveKey(t))
	p.publish(firstPublic)
	verifier := p.verifier(t)
	verify := func(key jwk.Key, at time.Time) error {
		_, err := verifier.Verify(t.Context(), p.token(t, jwa.ES256(), key), at)
		return err
	}
	require.NoError(t, verify(first, noon))
	p.publish(secondPublic)
	require.Error(t, verify(second, noon.Add(10*time.Second)), "keys are not asked for twice in 30 seconds")
	require.NoError(t, verify(second, noon.Add(40*time.Second)))
	require.Error(t, verify(first, noon.Add(6*time.Minute)))
}

func TestAFloodOfUnknownKeysDoesNotReachTheProvider(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	verifier := p.verifier(t)
	private, _ := pair(t, "unknown", curveKey(t))
	token := p.token(t, jwa.ES256(), private)
	for range 50 {
		_, err := verifier.Verify(t.Context(), token, noon)
		require.Error(t, err)
	}
	require.Equal(t, 1, p.fetched())
}

func TestKnownKeysServeADayWhileTheProviderIsAway(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	private, public := pair(t, "one", curveKey(t))
	p.publish(public)
	verifier := p.verifier(t)
	token := p.token(t, jwa.ES256(), private)
	_, err := verifier.Verify(t.Context(), token, noon)
	require.NoError(t, err)
	p.setAway(true)
	_, err = verifier.Verify(t.Context(), token, noon.Add(23*time.Hour))
	require.NoError(t, err)
	_, err = verifier.Verify(t.Context(), token, noon.Add(25*time.Hour))
	require.Error(t, err)
}

func TestWeakOrAmbiguousKeysOfTheProviderAreNotBelieved(t *testing.T) {
	t.Parallel()
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	smallPublic := map[string]any{"kty": "RSA", "kid": "small", "e": "AQAB", "n": base64.RawURLEncoding.EncodeToString(small.N.Bytes())}
	twin, twinPublic := pair(t, "twin", curveKey(t))
	_, otherTwin := pair(t, "twin", curveKey(t))
	sealing, sealingPublic := pair(t, "sealing", curveKey(t))
	require.NoError(t, sealingPublic.Set(jwk.KeyUsageKey, "enc"))
	p := newProvider(t)
	good, goodPublic := pair(t, "good", curveKey(t))
	p.publish(smallPublic, twinPublic, otherTwin, sealingPublic, goodPublic)
	verifier := p.verifier(t)
	for name, token := range map[string]string{
		"RSA of 1024 bits":        p.smallToken(t, small),
		"two keys of one name":    p.token(t, jwa.ES256(), twin),
		"a key for another usage": p.token(t, jwa.ES256(), sealing),
	} {
		_, err := verifier.Verify(t.Context(), token, noon)
		require.Error(t, err, name)
	}
	_, err = verifier.Verify(t.Context(), p.token(t, jwa.ES256(), good), noon)
	require.NoError(t, err, "the others are not spoilt by them")
}

func TestAServerWithoutAnAudienceDoesNotStart(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]auth.OIDC{
		"--oidc-audience": {Issuer: "https://login.bank.example", Claim: "sub"},
		"--oidc-claim":    {Issuer: "https://login.bank.example", Audience: "foyer"},
		"--oidc-issuer":   {Issuer: "http://login.bank.example", Audience: "foyer", Claim: "sub"},
	} {
		_, err := auth.NewOIDCVerifier(context.Background(), config)
		require.ErrorContains(t, err, name)
	}
}
