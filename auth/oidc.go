package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"

	"foyer/model"
)

// How the keys of an OpenID provider are kept.
const (
	keysFresh    = 5 * time.Minute  // a key withdrawn is refused after this long
	keysStale    = 24 * time.Hour   // keys serve this long while the provider is away
	keysPause    = 30 * time.Second // least time between two fetches
	maxKeySet    = 1 << 20          // bytes
	fetchTimeout = 10 * time.Second
)

// OIDC names an OpenID provider and what its access tokens must say.
type OIDC struct {
	Issuer   string // its address, as tokens carry it in iss
	Audience string // that tokens must be for; the server does not start without one
	Claim    string // that carries the employee's login, e.g. preferred_username
	Client   *http.Client
}

// NewOIDCVerifier asks the provider where its keys are, and checks access
// tokens with them. It fails when something is not configured or the provider
// does not answer.
func NewOIDCVerifier(ctx context.Context, config OIDC) (*Verifier, error) {
	if err := config.Validate(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, config.Client), fetchTimeout)
	defer cancel()
	provider, err := oidc.NewProvider(ctx, config.Issuer)
	if err != nil {
		return nil, &model.Error{Code: model.CodeUnavailable, Field: "--oidc-issuer", Err: err,
			Message: fmt.Sprintf("the OpenID provider %s does not answer as one: %v", config.Issuer, err)}
	}
	var document struct {
		Keys string `json:"jwks_uri"`
	}
	if err := provider.Claims(&document); err != nil {
		return nil, fmt.Errorf("read the discovery document of %s: %w", config.Issuer, err)
	}
	if err := secureURL("jwks_uri", document.Keys); err != nil {
		return nil, err
	}
	return &Verifier{issuer: config.Issuer, audience: config.Audience, claim: config.Claim,
		algorithms: []jwa.SignatureAlgorithm{jwa.RS256(), jwa.PS256(), jwa.ES256(), jwa.EdDSA()},
		keys:       &providerKeys{url: document.Keys, client: config.Client}}, nil
}

// Validate says what is missing or unsafe in a configuration.
func (c *OIDC) Validate() error {
	if c.Audience == "" {
		return model.Invalidf("--oidc-audience", "must be set: a token of %s for another service would be accepted without it", c.Issuer)
	}
	if c.Claim == "" {
		return model.Invalidf("--oidc-claim", "must name the claim that carries the employee's login")
	}
	return secureURL("--oidc-issuer", c.Issuer)
}

// secureURL accepts https, and http only to this machine.
func secureURL(field, text string) error {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" {
		return model.Invalidf(field, "%q is not an address", text)
	}
	ip := net.ParseIP(address.Hostname())
	local := address.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if address.Scheme != "https" && !(address.Scheme == "http" && local) {
		return model.Invalidf(field, "%s must be https", text)
	}
	return nil
}

// providerKeys keeps the published keys of a provider. An unknown key asks for
// them again, though never more than once in keysPause.
type providerKeys struct {
	url    string
	client *http.Client

	mutex   sync.Mutex
	keys    map[string]jwk.Key
	fetched time.Time // last success
	tried   time.Time // last attempt
}

func (p *providerKeys) key(ctx context.Context, id string, now time.Time) (jwk.Key, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	_, known := p.keys[id]
	var failure error
	if (!known || now.Sub(p.fetched) > keysFresh) && now.Sub(p.tried) >= keysPause {
		failure = p.fetch(ctx, now)
	}
	if key, known := p.keys[id]; known && now.Sub(p.fetched) <= keysStale {
		return key, nil
	}
	return nil, errors.Join(fmt.Errorf("the provider has no key named %.60q", id), failure)
}

func (p *providerKeys) fetch(ctx context.Context, now time.Time) error {
	p.tried = now
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url, nil)
	if err != nil {
		return fmt.Errorf("fetch the keys of the provider: %w", err)
	}
	response, err := p.client.Do(request)
	if err != nil {
		return fmt.Errorf("fetch the keys of the provider: %w", err)
	}
	defer response.Body.Close()
	var published struct{ Keys []json.RawMessage }
	err = json.NewDecoder(io.LimitReader(response.Body, maxKeySet)).Decode(&published)
	if err != nil || response.StatusCode != http.StatusOK {
		return errors.Join(fmt.Errorf("fetch the keys of the provider: status %d", response.StatusCode), err)
	}
	p.keys, p.fetched = usableKeys(published.Keys), now
	return nil
}

// usableKeys keeps public signature keys that have a name of their own: of two
// keys with one name neither is believed, and a bad key does not spoil the others.
func usableKeys(published []json.RawMessage) map[string]jwk.Key {
	usable, seen := map[string]jwk.Key{}, map[string]int{}
	for _, text := range published {
		key, err := jwk.ParseKey(text)
		if err != nil {
			continue
		}
		id, named := key.KeyID()
		if seen[id]++; named && isSignatureKey(key) {
			usable[id] = key
		}
	}
	for id, times := range seen {
		if times > 1 {
			delete(usable, id)
		}
	}
	return usable
}

func isSignatureKey(key jwk.Key) bool {
	if use, has := key.KeyUsage(); has && use != string(jwk.ForSignature) {
		return false
	}
	if private, err := jwk.IsPrivateKey(key); err != nil || private {
		return false
	}
	switch key := key.(type) {
	case jwk.RSAPublicKey:
		modulus, _ := key.N()
		exponent, _ := key.E()
		return len(modulus) >= 2048/8 && len(exponent) >= 3
	case jwk.ECDSAPublicKey, jwk.OKPPublicKey:
		return true
	}
	return false
}
