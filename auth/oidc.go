package auth

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/lestrrat-go/jwx/v3/jwa"
	"golang.org/x/oauth2"

	"foyer/model"
)

const discoveryTimeout = 10 * time.Second

// OIDC names an OpenID provider and what its tokens must say.
type OIDC struct {
	Issuer       string // its address, as tokens carry it in iss
	Audience     string // that access tokens must be for; the server does not start without one
	Claim        string // that carries the employee's login, e.g. preferred_username
	TokenType    string // of access tokens, in their header: at+jwt, or JWT for providers that don't say
	ClientID     string // of the console at the provider; "" when the console does not log in through it
	ClientSecret string // of the console; "" for a public client
	PublicURL    string // address of the console in browsers, without a path
	Client       *http.Client
}

// Provider is an OpenID provider that has answered.
type Provider struct {
	config   OIDC
	keys     *providerKeys
	endpoint oauth2.Endpoint
	names    bool // its answers to a login name it (RFC 9207)
}

// discovery is what the provider's own document says beyond what the library reads.
type discovery struct {
	Keys    string   `json:"jwks_uri"`
	Methods []string `json:"token_endpoint_auth_methods_supported"`
	Names   bool     `json:"authorization_response_iss_parameter_supported"`
}

// OpenProvider asks a provider where its keys and its login are. It fails when
// something is not configured, and with model.CodeUnavailable when the provider
// does not answer.
func OpenProvider(ctx context.Context, config OIDC) (*Provider, error) {
	if err := config.Validate(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, config.Client), discoveryTimeout)
	defer cancel()
	found, err := oidc.NewProvider(ctx, config.Issuer)
	if err != nil {
		return nil, &model.Error{Code: model.CodeUnavailable, Field: "--oidc-issuer", Err: err,
			Message: fmt.Sprintf("the OpenID provider %s does not answer as one: %v", config.Issuer, err)}
	}
	var document discovery
	if err := found.Claims(&document); err != nil {
		return nil, fmt.Errorf("read the discovery document of %s: %w", config.Issuer, err)
	}
	provider := &Provider{config: config, names: document.Names, endpoint: found.Endpoint(),
		keys: &providerKeys{url: document.Keys, client: config.Client}}
	provider.endpoint.AuthStyle = config.style(document.Methods)
	return provider, provider.checkAddresses()
}

// checkAddresses wants secure places to send people, codes and secrets to.
func (p *Provider) checkAddresses() error {
	if err := secureURL("jwks_uri", p.keys.url); err != nil || p.config.ClientID == "" {
		return err
	}
	if err := secureURL("authorization_endpoint", p.endpoint.AuthURL); err != nil {
		return err
	}
	return secureURL("token_endpoint", p.endpoint.TokenURL)
}

// style is how the console says who it is: in the header unless the provider
// only takes the form, which is also how a client without a secret does.
func (c *OIDC) style(methods []string) oauth2.AuthStyle {
	inForm := slices.Contains(methods, "client_secret_post") && !slices.Contains(methods, "client_secret_basic")
	if c.ClientSecret == "" || inForm {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}

// algorithms are those that tokens of a provider may be signed with: none shares
// a secret.
func algorithms() []jwa.SignatureAlgorithm {
	return []jwa.SignatureAlgorithm{jwa.RS256(), jwa.PS256(), jwa.ES256(), jwa.EdDSA()}
}

// Verifier checks access tokens.
func (p *Provider) Verifier() *Verifier {
	return &Verifier{issuer: p.config.Issuer, audience: p.config.Audience, party: p.config.ClientID, claim: p.config.Claim,
		kind: strings.ToLower(cmp.Or(p.config.TokenType, accessType)), algorithms: algorithms(), keys: p.keys}
}

// idTokens checks the ID tokens that end a login of the console.
func (p *Provider) idTokens() *Verifier {
	return &Verifier{issuer: p.config.Issuer, audience: p.config.ClientID, party: p.config.ClientID, claim: p.config.Claim,
		kind: plainType, identifies: true, algorithms: algorithms(), keys: p.keys}
}

// Validate says what is missing or unsafe in a configuration.
func (c *OIDC) Validate() error {
	if c.Audience == "" {
		return model.Invalidf("--oidc-audience", "must be set: a token of %s for another service would be accepted without it", c.Issuer)
	}
	if c.Claim == "" {
		return model.Invalidf("--oidc-claim", "must name the claim that carries the employee's login")
	}
	if kind := strings.ToLower(cmp.Or(c.TokenType, accessType)); kind != accessType && kind != plainType {
		return model.Invalidf("--oidc-token-type", "%q is not a type of access tokens: use at+jwt, or JWT for a provider that does not say", c.TokenType)
	}
	if c.ClientID != "" {
		if err := secureURL("--public-url", c.PublicURL); err != nil {
			return err
		}
	}
	return secureURL("--oidc-issuer", c.Issuer)
}

// secureURL accepts https, and http only to this machine.
func secureURL(field, text string) error {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" {
		return model.Invalidf(field, "%q is not an address", text)
	}
	if address.Scheme != "https" && !(address.Scheme == "http" && loopback(address.Hostname())) {
		return model.Invalidf(field, "%s must be https", text)
	}
	return nil
}

// loopback tells whether a host is this machine, whatever a name server says.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
