package auth_test

import (
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/auth"
)

const (
	clientID     = "console"
	clientSecret = "the secret of the console"
)

// provider is an OpenID provider on this machine whose keys and answers can change.
type provider struct {
	*httptest.Server
	curve      *ecdsa.PrivateKey // published as "one" at first
	mutex      sync.Mutex
	keys       []any // published, as JWK
	count      int   // fetches of the keys
	away       bool
	exchangeAt string        // in place of its own address
	inForm     bool          // who logs people in says so in the form
	hold       chan struct{} // when set, keys are given once it is closed

	login   string                        // who logs in
	codes   map[string]url.Values         // code → what the login asked for
	idToken func(asked url.Values) string // overrides the ID token
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{curve: curveKey(t), login: "alice", codes: map[string]url.Values{}}
	p.keys = []any{curveJWK("one", &p.curve.PublicKey)}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		methods := []string{"client_secret_basic", "client_secret_post"}
		if p.inForm {
			methods = methods[1:]
		}
		p.write(w, map[string]any{"issuer": p.URL, "jwks_uri": p.URL + "/keys", "authorization_endpoint": p.URL + "/authorize",
			"token_endpoint": cmp.Or(p.exchangeAt, p.URL+"/token"), "authorization_response_iss_parameter_supported": true, "token_endpoint_auth_methods_supported": methods})
	})
	mux.HandleFunc("/keys", p.giveKeys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) { p.exchange(t, w, r) })
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *provider) giveKeys(w http.ResponseWriter, _ *http.Request) {
	p.mutex.Lock()
	p.count++
	keys, away, hold := p.keys, p.away, p.hold
	p.mutex.Unlock()
	if hold != nil {
		<-hold
	}
	if away {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	p.write(w, map[string]any{"keys": keys})
}

func (p *provider) write(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// authorize logs the person in without a question and leads back.
func (p *provider) authorize(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	code := rand.Text()
	p.mutex.Lock()
	p.codes[code] = asked
	p.mutex.Unlock()
	back := url.Values{"code": {code}, "state": {asked.Get("state")}, "iss": {p.URL}}
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// exchange gives an ID token for a code, once, to who can show the verifier.
func (p *provider) exchange(t *testing.T, w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	secret, _ = url.QueryUnescape(secret)
	if p.inForm {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	p.mutex.Lock()
	asked, found := p.codes[r.FormValue("code")]
	delete(p.codes, r.FormValue("code"))
	away, login, override := p.away, p.login, p.idToken
	p.mutex.Unlock()
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	switch {
	case away:
		w.WriteHeader(http.StatusBadGateway)
		return
	case !found, id != clientID, secret != clientSecret, asked.Get("code_challenge_method") != "S256",
		asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]), asked.Get("redirect_uri") != r.FormValue("redirect_uri"):
		w.WriteHeader(http.StatusBadRequest)
		p.write(w, map[string]any{"error": "invalid_grant"})
		return
	}
	token := p.idTokenFor(t, login, asked.Get("nonce"), nil)
	if override != nil {
		token = override(asked)
	}
	p.write(w, map[string]any{"access_token": "opaque", "token_type": "Bearer", "id_token": token})
}

func (p *provider) idTokenFor(t *testing.T, login, nonce string, changes map[string]any) string {
	t.Helper()
	payload := p.claims(map[string]any{"aud": clientID, "preferred_username": login, "nonce": nonce})
	maps.Copy(payload, changes)
	return mint(t, map[string]any{"alg": "ES256", "kid": "one", "typ": "JWT"}, payload, signES(t, p.curve))
}

// claims are those of an honest access token at noon, with changes; nil takes one out.
func (p *provider) claims(changes map[string]any) map[string]any {
	payload := map[string]any{"iss": p.URL, "aud": "foyer", "sub": "0815", "preferred_username": "alice", "jti": rand.Text(),
		"iat": noon.Unix(), "nbf": noon.Unix(), "exp": noon.Add(time.Hour).Unix()}
	maps.Copy(payload, changes)
	maps.DeleteFunc(payload, func(_ string, value any) bool { return value == nil })
	return payload
}

// token is an access token with changed claims and headers.
func (p *provider) token(t *testing.T, changes map[string]any, headers map[string]any) string {
	t.Helper()
	header := map[string]any{"alg": "ES256", "kid": "one", "typ": "at+jwt"}
	maps.Copy(header, headers)
	maps.DeleteFunc(header, func(_ string, value any) bool { return value == nil })
	return mint(t, header, p.claims(changes), signES(t, p.curve))
}

// change sets what the provider does from now on.
func (p *provider) change(do func(p *provider)) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	do(p)
}

func (p *provider) publish(keys ...any) { p.change(func(p *provider) { p.keys = keys }) }

func (p *provider) fetches() int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.count
}

func (p *provider) config() auth.OIDC {
	return auth.OIDC{Issuer: p.URL, Audience: "foyer", Claim: "preferred_username", Client: p.Client()}
}

func (p *provider) open(t *testing.T) *auth.Provider {
	t.Helper()
	opened, err := auth.OpenProvider(t.Context(), p.config())
	require.NoError(t, err)
	return opened
}

// mint writes a token; header and payload are texts, or become JSON.
func mint(t *testing.T, header, payload any, sign func(signed string) []byte) string {
	t.Helper()
	signed := encode(t, header) + "." + encode(t, payload)
	return signed + "." + base64.RawURLEncoding.EncodeToString(sign(signed))
}

func encode(t *testing.T, part any) string {
	t.Helper()
	text, isText := part.(string)
	if !isText {
		written, err := json.Marshal(part)
		require.NoError(t, err)
		text = string(written)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(text))
}

func curveKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	return key
}

func curveJWK(name string, key *ecdsa.PublicKey) map[string]any {
	point, _ := key.Bytes() // 4, x, y
	return map[string]any{"kty": "EC", "crv": "P-256", "kid": name,
		"x": base64.RawURLEncoding.EncodeToString(point[1:33]), "y": base64.RawURLEncoding.EncodeToString(point[33:])}
}

func rsaJWK(name string, key *rsa.PublicKey) map[string]any {
	return map[string]any{"kty": "RSA", "kid": name, "n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes())}
}

func signES(t *testing.T, key *ecdsa.PrivateKey) func(string) []byte {
	return func(signed string) []byte {
		sum := sha256.Sum256([]byte(signed))
		r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
		require.NoError(t, err)
		return append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	}
}

func signRS(t *testing.T, key *rsa.PrivateKey) func(string) []byte {
	return func(signed string) []byte {
		sum := sha256.Sum256([]byte(signed))
		signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
		require.NoError(t, err)
		return signature
	}
}
