package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/stretchr/testify/require"
)

func TestEveryFlagOfTheLoginIsInTheOperationsDoc(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("docs/operations.md")
	require.NoError(t, err)
	parser, err := kong.New(&struct{ loginFlags }{})
	require.NoError(t, err)
	for _, flag := range parser.Model.Flags {
		if flag.Name != "help" {
			require.Contains(t, string(text), "| `--"+flag.Name+"` |")
		}
	}
}

// identityProvider is an OpenID provider on this machine, at which bruno is logged in.
type identityProvider struct {
	*httptest.Server
	key   jwk.Key
	asked url.Values // by the last login
}

func openProvider(t *testing.T) *identityProvider {
	t.Helper()
	raw, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	key, err := jwk.Import(raw)
	require.NoError(t, err)
	require.NoError(t, key.Set(jwk.KeyIDKey, "one"))
	public, err := key.PublicKey()
	require.NoError(t, err)
	p := &identityProvider{key: key}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"issuer": p.URL, "jwks_uri": p.URL + "/keys", "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token"})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]any{"keys": []any{public}})
	})
	mux.HandleFunc("/authorize", func(w http.ResponseWriter, r *http.Request) {
		p.asked = r.URL.Query()
		back := url.Values{"code": {"the code"}, "state": {p.asked.Get("state")}}
		http.Redirect(w, r, p.asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if r.FormValue("code") != "the code" || base64.RawURLEncoding.EncodeToString(sum[:]) != p.asked.Get("code_challenge") {
			answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
			return
		}
		answer(w, http.StatusOK, map[string]string{"access_token": "opaque", "token_type": "Bearer",
			"id_token": p.token(t, "JWT", map[string]any{"aud": "console", "nonce": p.asked.Get("nonce")})})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// token is one of bruno's for the next hour, of a type.
func (p *identityProvider) token(t *testing.T, kind string, changes map[string]any) string {
	t.Helper()
	claims := map[string]any{"iss": p.URL, "aud": "foyer", "sub": "42", "login": "bruno", "exp": time.Now().Add(time.Hour).Unix()}
	maps.Copy(claims, changes)
	text, err := json.Marshal(claims)
	require.NoError(t, err)
	headers := jws.NewHeaders()
	require.NoError(t, headers.Set(jws.TypeKey, kind))
	signed, err := jws.Sign(text, jws.WithKey(jwa.ES256(), p.key, jws.WithProtectedHeaders(headers)))
	require.NoError(t, err)
	return string(signed)
}

func TestTokensOfAnOpenIDProviderLogIn(t *testing.T) {
	t.Parallel()
	provider := openProvider(t)
	p := openBank(t)
	s := p.serve(t, "--oidc-issuer", provider.URL, "--oidc-audience", "foyer", "--oidc-claim", "login")
	var viewer struct{ Viewer struct{ Roles []string } }
	s.ask(t, provider.token(t, "at+jwt", nil), "{ viewer { roles } }", nil, &viewer)
	require.Equal(t, []string{"BRANCH_MANAGER"}, viewer.Viewer.Roles)
	for name, token := range map[string]string{"another audience": provider.token(t, "at+jwt", map[string]any{"aud": "another"}),
		"an ID token": provider.token(t, "JWT", nil), "the development issuer, which is off": p.token(t, "bruno")} {
		refused, _ := s.post(t, token, "{ viewer { roles } }", nil)
		require.Equal(t, http.StatusUnauthorized, refused.StatusCode, name)
	}
	plain := p.serve(t, "--oidc-issuer", provider.URL, "--oidc-audience", "foyer", "--oidc-claim", "login", "--oidc-token-type", "JWT")
	plain.ask(t, provider.token(t, "JWT", nil), "{ viewer { roles } }", nil, &viewer)
}

func TestPeopleLogInToTheConsoleAtTheProviderAndOut(t *testing.T) {
	t.Parallel()
	provider := openProvider(t)
	s := openBank(t).serve(t, "--oidc-issuer", provider.URL, "--oidc-audience", "foyer", "--oidc-claim", "login", "--oidc-client-id", "console")
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	client := &http.Client{Jar: jar}
	response, _ := send(t, client, http.MethodGet, "http://"+s.address+"/login?then=/healthz", "")
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Equal(t, "/healthz", response.Request.URL.Path, "the login leads on")
	const whoAmI = `{"query":"{ viewer { roles } }"}`
	response, text := send(t, client, http.MethodPost, "http://"+s.address+"/graphql", whoAmI, "Content-Type", "application/json")
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Contains(t, text, "BRANCH_MANAGER")
	response, _ = send(t, client, http.MethodPost, "http://"+s.address+"/logout", "")
	require.Equal(t, http.StatusNoContent, response.StatusCode)
	response, _ = send(t, client, http.MethodPost, "http://"+s.address+"/graphql", whoAmI, "Content-Type", "application/json")
	require.Equal(t, http.StatusUnauthorized, response.StatusCode)
	_, measures := get(t, "http://"+s.metrics+"/metrics")
	require.Contains(t, measures, "foyer_logins_refused_total 1")
}

func TestALogoutEndsTheSubscriptionsOfAnotherServerWithinASecond(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	here, there := p.serve(t), p.serve(t)
	_, page := get(t, "http://"+here.address+"/login")
	require.Contains(t, page, `value="alice"`)
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	client := &http.Client{Jar: jar}
	response, _ := send(t, client, http.MethodPost, "http://"+here.address+"/login", "login=alice&then=/healthz", "Content-Type", "application/x-www-form-urlencoded")
	require.Equal(t, http.StatusOK, response.StatusCode)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+there.address+"/graphql", strings.NewReader(`{"query":"subscription { actionListChanged { day } }"}`))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	stream, err := client.Do(request)
	require.NoError(t, err)
	defer stream.Body.Close()
	require.Equal(t, http.StatusOK, stream.StatusCode)
	lines := bufio.NewScanner(stream.Body)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "data: {") {
		require.NotContains(t, lines.Text(), "complete")
	}
	send(t, client, http.MethodPost, "http://"+here.address+"/logout", "")
	began := time.Now()
	for lines.Scan() {
		require.NotContains(t, lines.Text(), "data: {")
	}
	require.Less(t, time.Since(began), time.Second)
}

// send makes a request with headers: name, value, name, value.
func send(t *testing.T, client *http.Client, method, address, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}

func TestLoginsThatAreHalfConfiguredStopTheStart(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	provider := []string{"--oidc-issuer", "https://login.bank.example", "--oidc-audience", "foyer"}
	for named, args := range map[string][]string{
		"--oidc-audience":   {"--oidc-issuer", "https://login.bank.example"},
		"--oidc-token-type": append(provider, "--oidc-token-type", "ID"),
		"--oidc-client-id":  {"--oidc-client-id", "console"},
		"--public-url must": append(provider, "--oidc-client-id", "console", "--listen", "0.0.0.0:0"),
		"--public-url:":     append(provider, "--oidc-client-id", "console", "--public-url", "http://desk.bank.example"),
		"without a path":    append(provider, "--oidc-client-id", "console", "--public-url", "https://desk.bank.example/foyer"),
	} {
		ended := p.run(t, append([]string{"serve"}, args...)...)
		require.Equal(t, exitInput, ended.code, "%v: %s", args, ended.stderr)
		require.Contains(t, strings.ReplaceAll(ended.stderr, ": must", " must"), named)
	}
}

func TestG25_AProviderThatIsAwayStopsTheStart(t *testing.T) {
	t.Parallel()
	ended := openBank(t).run(t, "serve", "--listen", "127.0.0.1:0", "--oidc-issuer", "http://127.0.0.1:1", "--oidc-audience", "foyer")
	require.Equal(t, exitUnavailable, ended.code)
	require.Contains(t, ended.stderr, "--oidc-issuer")
}

func TestTheDeskSpeaksTLS(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	cert, key := filepath.Join(p.folder, "cert.pem"), filepath.Join(p.folder, "key.pem")
	pool := writeCertificate(t, cert, key)
	s := p.serve(t, "--tls-cert", cert, "--tls-key", key)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+s.address+"/healthz", nil)
	require.NoError(t, err)
	response, err := client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Equal(t, 2, response.ProtoMajor)
	require.NotEmpty(t, response.Header.Get("Strict-Transport-Security"))
}

// writeCertificate makes a certificate of this machine that signs itself.
func writeCertificate(t *testing.T, cert, key string) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	require.NoError(t, err)
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	chain := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})
	require.NoError(t, os.WriteFile(cert, chain, 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}), 0o600))
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM(chain))
	return pool
}
