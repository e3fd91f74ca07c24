package auth_test

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
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

func newBench(t *testing.T) bench {
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

// forge writes a token with any header and signature.
func forge(t *testing.T, header, payload map[string]any, signature func(signed string) []byte) string {
	t.Helper()
	first, err := json.Marshal(header)
	require.NoError(t, err)
	second, err := json.Marshal(payload)
	require.NoError(t, err)
	signed := base64.RawURLEncoding.EncodeToString(first) + "." + base64.RawURLEncoding.EncodeToString(second)
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature(signed))
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

func TestClocksMayDifferByAMinute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, shift := range map[string]time.Duration{
		"a minute before it starts": -time.Minute, "a minute after it ends": time.Hour + time.Minute - time.Second,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := b.issuer.Verifier().Verify(t.Context(), b.sign(t, claims(), nil), noon.Add(shift))
			require.NoError(t, err)
		})
	}
}

func TestATokenThatIsNotInOrderIsRefused(t *testing.T) {
	t.Parallel()
	b, stranger := newBench(t), newBench(t)
	id, _ := b.key.KeyID()
	public, err := b.key.PublicKey()
	require.NoError(t, err)
	publicText, err := json.Marshal(public)
	require.NoError(t, err)
	mac := func(signed string) []byte {
		hash := hmac.New(sha256.New, publicText)
		hash.Write([]byte(signed))
		return hash.Sum(nil)
	}
	garbage := func(string) []byte { return []byte("signature") }
	good := b.sign(t, claims(), nil)
	parts := strings.Split(good, ".")
	strangerID, _ := stranger.key.KeyID()

	for name, token := range map[string]string{
		"empty":                          "",
		"no token at all":                "alice",
		"algorithm none":                 forge(t, map[string]any{"alg": "none", "kid": id}, claims(), garbage),
		"algorithm nOnE":                 forge(t, map[string]any{"alg": "nOnE", "kid": id}, claims(), garbage),
		"no signature":                   parts[0] + "." + parts[1] + ".",
		"public key as an HMAC secret":   forge(t, map[string]any{"alg": "HS256", "kid": id}, claims(), mac),
		"algorithm of another key type":  forge(t, map[string]any{"alg": "RS256", "kid": id}, claims(), garbage),
		"signed by somebody else":        stranger.sign(t, claims(), map[string]any{"kid": id}),
		"key unknown":                    stranger.sign(t, claims(), nil),
		"key named like a file":          b.sign(t, claims(), map[string]any{"kid": "../../" + strangerID}),
		"key with a very long name":      b.sign(t, claims(), map[string]any{"kid": strings.Repeat("k", 300)}),
		"key brought along":              b.sign(t, claims(), map[string]any{"jwk": public}),
		"address of a key brought along": b.sign(t, claims(), map[string]any{"jku": "https://attacker.example/keys"}),
		"critical extension":             forge(t, map[string]any{"alg": "ES256", "kid": id, "crit": []string{"exp"}}, claims(), garbage),
		"another issuer":                 b.sign(t, with(map[string]any{"iss": "https://elsewhere.example"}), nil),
		"no issuer":                      b.sign(t, with(map[string]any{"iss": nil}), nil),
		"another audience":               b.sign(t, with(map[string]any{"aud": "payments"}), nil),
		"no audience":                    b.sign(t, with(map[string]any{"aud": nil}), nil),
		"several audiences":              b.sign(t, with(map[string]any{"aud": []string{"payments", "foyer"}}), nil),
		"expired":                        b.sign(t, with(map[string]any{"exp": noon.Add(-61 * time.Second).Unix()}), nil),
		"never expires":                  b.sign(t, with(map[string]any{"exp": nil}), nil),
		"not yet valid":                  b.sign(t, with(map[string]any{"nbf": noon.Add(61 * time.Second).Unix()}), nil),
		"issued in the future":           b.sign(t, with(map[string]any{"iat": noon.Add(time.Hour).Unix()}), nil),
		"no login":                       b.sign(t, with(map[string]any{"sub": nil}), nil),
		"login is a number":              b.sign(t, with(map[string]any{"sub": 7}), nil),
		"payload changed":                parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"bruno"}`)) + "." + parts[2],
		"padding added":                  good + "=",
		"line end inside":                good[:20] + "\n" + good[20:],
		"oversized":                      b.sign(t, with(map[string]any{"note": strings.Repeat("x", 9000)}), nil),
		"a fourth part":                  good + ".e30",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := b.issuer.Verifier().Verify(t.Context(), token, noon)
			require.Error(t, err)
		})
	}
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
