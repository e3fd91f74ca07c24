package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/coreos/go-oidc/v3/oidc/oidctest"
	"github.com/stretchr/testify/require"
)

func TestTokensOfAnOpenIDProviderLogIn(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	provider := &oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: key.Public(), KeyID: "one", Algorithm: oidc.ES256}}}
	web := httptest.NewServer(provider)
	defer web.Close()
	provider.SetIssuer(web.URL)

	p := openBank(t)
	s := p.serve(t, "--oidc-issuer", web.URL, "--oidc-audience", "foyer", "--oidc-claim", "login")
	token := func(audience string) string {
		claims, err := json.Marshal(map[string]any{"iss": web.URL, "aud": audience, "sub": "42", "login": "bruno", "exp": time.Now().Add(time.Hour).Unix()})
		require.NoError(t, err)
		return oidctest.SignIDToken(key, "one", oidc.ES256, string(claims))
	}
	var viewer struct{ Viewer struct{ Roles []string } }
	s.ask(t, token("foyer"), "{ viewer { roles } }", nil, &viewer)
	require.Equal(t, []string{"BRANCH_MANAGER"}, viewer.Viewer.Roles)
	refused, _ := s.post(t, token("another"), "{ viewer { roles } }", nil)
	require.Equal(t, http.StatusUnauthorized, refused.StatusCode)
	development, _ := s.post(t, p.token(t, "bruno"), "{ viewer { roles } }", nil)
	require.Equal(t, http.StatusUnauthorized, development.StatusCode, "the development issuer is off")
}

func TestAProviderThatIsAwayStopsTheStart(t *testing.T) {
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
