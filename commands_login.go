package main

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"

	"foyer/auth"
	"foyer/desk"
	"foyer/model"
)

// loginFlags say who tells the desk who somebody is.
type loginFlags struct {
	issuerFlags
	OIDCIssuer        string `name:"oidc-issuer" placeholder:"URL" help:"OpenID provider whose access tokens are accepted, in place of the development issuer."`
	OIDCAudience      string `name:"oidc-audience" placeholder:"NAME" help:"Audience that those tokens must be for."`
	OIDCClaim         string `name:"oidc-claim" default:"preferred_username" placeholder:"CLAIM" help:"Claim that carries the employee's login. Default: ${default}."`
	OIDCTokenType     string `name:"oidc-token-type" default:"at+jwt" placeholder:"TYPE" help:"Type that the header of access tokens names; JWT for a provider that doesn't tell them from others. Default: ${default}."`
	OIDCClientID      string `name:"oidc-client-id" placeholder:"NAME" help:"Name of the console at the provider; with it people log in at /login."`
	OIDCClientSecret  string `name:"oidc-client-secret" placeholder:"TEXT" help:"Secret of the console at the provider. Give it as a variable."`
	PublicURL         string `name:"public-url" placeholder:"URL" help:"Address of the desk in browsers, e.g. https://desk.bank.example. Default: where it listens."`
	DevIssuerAnywhere bool   `help:"Allow the development issuer, which asks no password, on an address that other machines reach."`
}

// check refuses a provider that is half configured, and to let the development
// issuer, which trusts whoever reads its key, decide about requests of other machines.
func (f *loginFlags) check(listen string, secure bool) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return model.Invalidf("--listen", "%q is not HOST:PORT", listen)
	}
	ip := net.ParseIP(host)
	if address, err := url.Parse(f.PublicURL); f.PublicURL != "" && (err != nil || address.Host == "" || strings.Trim(address.Path, "/") != "" || address.RawQuery != "") {
		return model.Invalidf("--public-url", "%q is not an address without a path, e.g. https://desk.bank.example", f.PublicURL)
	}
	if f.OIDCIssuer != "" {
		if f.OIDCClientID != "" && f.PublicURL == "" && (host == "" || ip != nil && ip.IsUnspecified()) {
			return model.Invalidf("--public-url", "must be set: the provider leads people back to it")
		}
		provider := f.provider(f.address(listen, secure))
		return provider.Validate()
	}
	if f.OIDCClientID != "" {
		return model.Invalidf("--oidc-client-id", "names the console at a provider: give --oidc-issuer, too")
	}
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if !loopback && !f.DevIssuerAnywhere {
		return model.Invalidf("--listen", "%s is reached by other machines and tokens come from the development issuer, which asks no password: "+
			"listen on 127.0.0.1, configure --oidc-issuer, or insist with --dev-issuer-anywhere", listen)
	}
	return nil
}

// address is where browsers reach the desk.
func (f *loginFlags) address(listen string, secure bool) string {
	switch {
	case f.PublicURL != "":
		return f.PublicURL
	case secure:
		return "https://" + listen
	}
	return "http://" + listen
}

func (f *loginFlags) provider(address string) auth.OIDC {
	return auth.OIDC{Issuer: f.OIDCIssuer, Audience: f.OIDCAudience, Claim: f.OIDCClaim, TokenType: f.OIDCTokenType,
		ClientID: f.OIDCClientID, ClientSecret: f.OIDCClientSecret, PublicURL: address, Client: http.DefaultClient}
}

// door is who checks tokens, and how people log in to the console; nil when they
// don't.
func (f *loginFlags) door(ctx context.Context, databaseURL, address string, bank *desk.Desk, m *machine) (*auth.Verifier, auth.Login, error) {
	if f.OIDCIssuer == "" {
		issuer, err := f.issuer(databaseURL, m)
		if err != nil {
			return nil, nil, err
		}
		return issuer.Verifier(), &auth.DevelopmentLogin{Title: titles(bank), Anywhere: f.DevIssuerAnywhere}, nil
	}
	provider, err := auth.OpenProvider(ctx, f.provider(address))
	if err != nil {
		return nil, nil, err
	}
	if f.OIDCClientID == "" {
		return provider.Verifier(), nil, nil
	}
	return provider.Verifier(), auth.NewProviderLogin(provider), nil
}

// titles names roles as the policy does.
func titles(bank *desk.Desk) func(role model.Role, language model.Language) string {
	return func(role model.Role, language model.Language) string {
		if def := bank.Engine().RoleDef(role); def != nil {
			return def.Title.In(language)
		}
		return string(role)
	}
}

// doorRecord writes what happens at the door in the form of the audit.
func doorRecord(bank *desk.Desk, m *machine) func(auth.Event) (*model.AuditRecord, error) {
	return func(event auth.Event) (*model.AuditRecord, error) {
		id, err := model.NewID(event.At, m.random)
		if err != nil {
			return nil, err
		}
		record := &model.AuditRecord{ID: id, At: model.InstantOf(event.At), RequestID: event.RequestID, Operation: event.Operation,
			Revision: bank.Engine().Revision().ID(), Shown: "[]", Masked: "{}", Denied: "{}", Outcome: event.Outcome}
		if event.Actor != nil {
			roles := make([]string, len(event.Actor.Roles))
			for i, role := range event.Actor.Roles {
				roles[i] = string(role)
			}
			record.EmployeeID, record.Roles = event.Actor.EmployeeID, strings.Join(roles, " ")
		}
		return record, nil
	}
}
