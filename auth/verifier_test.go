package auth_test

import (
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/stretchr/testify/require"

	"foyer/auth"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// bench is a development issuer and the key that it keeps.
type bench struct {
	file   string
	issuer *auth.DevelopmentIssuer
	key    jwk.Key
}

func newBench(t testing.TB) bench {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bank.db.devkey")
	issuer, err := auth.OpenDevelopmentIssuer(file, rand.Reader)
	require.NoError(t, err)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	key, err := jwk.ParseKey(text)
	require.NoError(t, err)
	return bench{file, issuer, key}
}

// claims are what an honest token says at noon.
func claims() map[string]any {
	return map[string]any{"iss": "foyer-development", "aud": "foyer", "sub": "alice",
		"iat": noon.Unix(), "nbf": noon.Unix(), "exp": noon.Add(time.Hour).Unix()}
}

func with(changes map[string]any) map[string]any {
	changed := claims()
	for name, value := range changes {
		if changed[name] = value; value == nil {
			delete(changed, name)
		}
	}
	return changed
}

func (b bench) sign(t *testing.T, payload map[string]any, headers map[string]any) string {
	t.Helper()
	text, err := json.Marshal(payload)
	require.NoError(t, err)
	key, err := b.key.Clone()
	require.NoError(t, err)
	protected := jws.NewHeaders()
	require.NoError(t, protected.Set("typ", "at+jwt"))
	for name, value := range headers {
		require.NoError(t, protected.Set(name, value))
	}
	if id, named := headers["kid"]; named { // a key's own name goes before a header
		require.NoError(t, key.Set(jwk.KeyIDKey, id))
	}
	signed, err := jws.Sign(text, jws.WithKey(jwa.ES256(), key, jws.WithProtectedHeaders(protected)))
	require.NoError(t, err)
	return string(signed)
}

func TestATokenOfTheDevelopmentIssuerIdentifiesItsBearer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token, err := b.issuer.Token("alice", noon)
	require.NoError(t, err)
	identity, err := b.issuer.Verifier().Verify(t.Context(), token, noon.Add(29*24*time.Hour))
	require.NoError(t, err)
	require.Equal(t, "alice", identity.Login)
	require.Equal(t, noon.Add(30*24*time.Hour), identity.Expires.UTC())
}

func TestEveryChangeOfOneCharacterOfATokenIsNoticed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	good := b.sign(t, claims(), nil)
	verifier := b.issuer.Verifier()
	_, err := verifier.Verify(t.Context(), good, noon)
	require.NoError(t, err)
	for i := range good {
		other := byte('A')
		if good[i] == 'A' {
			other = 'B'
		}
		_, err := verifier.Verify(t.Context(), good[:i]+string(other)+good[i+1:], noon)
		require.Error(t, err, "character %d", i)
	}
}
