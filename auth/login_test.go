package auth_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/auth"
	"foyer/store"
	"foyer/store/storetest"
)

// consoleDesk is a desk whose people log in at a provider.
func consoleDesk(t *testing.T, p *provider) *desk {
	t.Helper()
	db := storetest.SQLite(t)
	staff(t, db)
	return providerDesk(t, p, db, nil)
}

// providerDesk opens the console under its own address, which it is only told once
// it has one.
func providerDesk(t *testing.T, p *provider, db *store.DB, change func(c *auth.OIDC)) *desk {
	t.Helper()
	late := &lateLogin{}
	d := openDesk(t, db, doors{verifier: p.open(t).Verifier(), front: late})
	config := p.config()
	config.ClientID, config.ClientSecret, config.PublicURL = clientID, clientSecret, d.url
	if change != nil {
		change(&config)
	}
	opened, err := auth.OpenProvider(t.Context(), config)
	require.NoError(t, err)
	late.Handler = d.known.Pages(auth.NewProviderLogin(opened))
	return d
}

// lateLogin are pages that are set before the first request.
type lateLogin struct{ http.Handler }

// browser keeps cookies, and stops where a redirect leads out of the login.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &http.Client{Jar: jar, CheckRedirect: func(request *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(request.URL.Path, "/desk") || request.URL.Path == "/" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
}

func visit(t *testing.T, client *http.Client, address string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	response, err := client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response
}

// sessionOf is the session cookie that a browser keeps for a desk.
func (d *desk) sessionOf(t *testing.T, client *http.Client) string {
	t.Helper()
	address, err := url.Parse(d.url)
	require.NoError(t, err)
	for _, cookie := range client.Jar.Cookies(address) {
		if cookie.Name == "plain-foyer" {
			return cookie.Name + "=" + cookie.Value
		}
	}
	return ""
}

// stopAt stops a browser before it follows a redirect to a path, and gives the
// address that it would have gone to.
func stopAt(t *testing.T, client *http.Client, address, path string) *url.URL {
	t.Helper()
	still := *client
	still.CheckRedirect = func(request *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(request.URL.Path, path) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	response := visit(t, &still, address)
	require.GreaterOrEqual(t, response.StatusCode, 300)
	location, err := response.Location()
	require.NoError(t, err)
	return location
}

func TestPeopleLogInAtTheProvider(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := consoleDesk(t, p)
	client := browser(t)
	begun := stopAt(t, client, d.url+"/login?then=/desk/customers", "/authorize")
	asked := begun.Query()
	require.Equal(t, []string{"code", clientID, d.url + "/login/callback", "S256"},
		[]string{asked.Get("response_type"), asked.Get("client_id"), asked.Get("redirect_uri"), asked.Get("code_challenge_method")})
	require.Contains(t, asked.Get("scope"), "openid")
	for _, secret := range []string{"state", "nonce", "code_challenge"} {
		require.Len(t, asked.Get(secret), 43, secret)
	}
	landed := visit(t, client, begun.String())
	require.Equal(t, http.StatusSeeOther, landed.StatusCode)
	require.Equal(t, "/desk/customers", landed.Header.Get("Location"))
	require.Equal(t, "no-store", landed.Header.Get("Cache-Control"))
	require.Equal(t, "alice", d.knows(t, d.sessionOf(t, client)))
	require.NotContains(t, d.log.String(), asked.Get("state"))
}

func TestAProviderThatTakesTheSecretInTheFormGetsItThere(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	p.inForm = true
	d := consoleDesk(t, p)
	client := browser(t)
	require.Equal(t, http.StatusSeeOther, visit(t, client, d.url+"/login").StatusCode)
	require.Equal(t, "alice", d.knows(t, d.sessionOf(t, client)))
}

func TestCodesAreNotSentToAPlaceThatIsNotSecure(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	p.exchangeAt = "http://login.bank.example/token"
	config := p.config()
	config.ClientID, config.PublicURL = clientID, "https://desk.bank.example"
	_, err := auth.OpenProvider(t.Context(), config)
	require.ErrorContains(t, err, "token_endpoint")
}

func TestALoginThatIsNotInOrderIsRefused(t *testing.T) {
	t.Parallel()
	for name, attack := range map[string]func(t *testing.T, p *provider, d *desk, victim *http.Client) string{
		"the answer to somebody else's login": func(t *testing.T, p *provider, d *desk, victim *http.Client) string {
			stopAt(t, victim, d.url+"/login", "/authorize")
			return stopAt(t, browser(t), d.url+"/login", "/login/callback").String()
		},
		"without a login begun": func(t *testing.T, p *provider, d *desk, _ *http.Client) string {
			return stopAt(t, browser(t), d.url+"/login", "/login/callback").String()
		},
		"a state that is empty": func(t *testing.T, p *provider, d *desk, v *http.Client) string { return d.answer(t, v, "state", "") },
		"two states":            func(t *testing.T, p *provider, d *desk, v *http.Client) string { return d.answer(t, v, "state", "+") },
		"no code":               func(t *testing.T, p *provider, d *desk, v *http.Client) string { return d.answer(t, v, "code", "") },
		"two codes":             func(t *testing.T, p *provider, d *desk, v *http.Client) string { return d.answer(t, v, "code", "+") },
		"a code made up":        func(t *testing.T, p *provider, d *desk, v *http.Client) string { return d.answer(t, v, "code", "x") },
		"another provider's": func(t *testing.T, p *provider, d *desk, v *http.Client) string {
			return d.answer(t, v, "iss", "https://evil.example")
		},
		"a provider without name": func(t *testing.T, p *provider, d *desk, v *http.Client) string { return d.answer(t, v, "iss", "") },
		"a code used before": func(t *testing.T, p *provider, d *desk, victim *http.Client) string {
			back := stopAt(t, victim, d.url+"/login", "/login/callback")
			p.change(func(p *provider) { delete(p.codes, back.Query().Get("code")) })
			return back.String()
		},
		"a code that another login of the console asked for": func(t *testing.T, p *provider, d *desk, victim *http.Client) string {
			stolen := stopAt(t, browser(t), d.url+"/login", "/login/callback").Query().Get("code")
			return d.answer(t, victim, "code", stolen)
		},
		"somebody the bank does not know": func(t *testing.T, p *provider, d *desk, _ *http.Client) string {
			p.change(func(p *provider) { p.login = "mallory" })
			return d.url + "/login"
		},
		"somebody who left": func(t *testing.T, p *provider, d *desk, _ *http.Client) string {
			p.change(func(p *provider) { p.login = "oscar" })
			return d.url + "/login"
		},
		"a machine": func(t *testing.T, p *provider, d *desk, _ *http.Client) string {
			p.change(func(p *provider) { p.login = "robot" })
			return d.url + "/login"
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProvider(t)
			d := consoleDesk(t, p)
			client := browser(t)
			d.refusesLogin(t, client, attack(t, p, d, client))
		})
	}
}

// answer begins a login and changes a parameter of the provider's answer: "" takes
// it out, "+" gives it twice.
func (d *desk) answer(t *testing.T, client *http.Client, name, value string) string {
	t.Helper()
	back := stopAt(t, client, d.url+"/login", "/login/callback")
	query := back.Query()
	switch value {
	case "":
		query.Del(name)
	case "+":
		query.Add(name, query.Get(name))
	default:
		query.Set(name, value)
	}
	back.RawQuery = query.Encode()
	return back.String()
}

// refusesLogin wants a login to end on the page that tells nothing.
func (d *desk) refusesLogin(t *testing.T, client *http.Client, address string) {
	t.Helper()
	before := d.refused.Load()
	response := visit(t, client, address)
	require.Equal(t, http.StatusUnauthorized, response.StatusCode)
	require.Empty(t, d.sessionOf(t, client))
	require.Equal(t, before+1, d.refused.Load())
	require.Equal(t, "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", response.Header.Get("Content-Security-Policy"))
}

func TestIDTokensAreCheckedAsStrictly(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := consoleDesk(t, p)
	stranger := curveKey(t)
	for name, token := range map[string]func(asked url.Values) string{
		"another nonce": func(url.Values) string { return p.idTokenFor(t, "alice", "another", nil) },
		"no nonce": func(asked url.Values) string {
			return p.idTokenFor(t, "alice", "", map[string]any{"nonce": []string{asked.Get("nonce")}})
		},
		"for somebody else": func(asked url.Values) string {
			return p.idTokenFor(t, "alice", asked.Get("nonce"), map[string]any{"aud": "other"})
		},
		"an access token": func(asked url.Values) string {
			return p.token(t, map[string]any{"aud": clientID, "nonce": asked.Get("nonce")}, nil)
		},
		"issued to another": func(asked url.Values) string {
			return p.idTokenFor(t, "alice", asked.Get("nonce"), map[string]any{"azp": "other"})
		},
		"of another issuer": func(asked url.Values) string {
			return p.idTokenFor(t, "alice", asked.Get("nonce"), map[string]any{"iss": "https://evil.example"})
		},
		"expired": func(asked url.Values) string {
			return p.idTokenFor(t, "alice", asked.Get("nonce"), map[string]any{"exp": noon.Unix() - 61})
		},
		"without a login": func(asked url.Values) string { return p.idTokenFor(t, "", asked.Get("nonce"), nil) },
		"not there":       func(url.Values) string { return "" },
		"unsigned": func(asked url.Values) string {
			return mint(t, map[string]any{"alg": "none", "kid": "one"}, p.claims(map[string]any{"aud": clientID, "nonce": asked.Get("nonce")}), func(string) []byte { return nil })
		},
		"signed by a stranger": func(asked url.Values) string {
			return mint(t, map[string]any{"alg": "ES256", "kid": "one"}, p.claims(map[string]any{"aud": clientID, "nonce": asked.Get("nonce")}), signES(t, stranger))
		},
	} {
		p.change(func(p *provider) { p.idToken = token })
		t.Run(name, func(t *testing.T) { d.refusesLogin(t, browser(t), d.url+"/login") })
	}
	p.change(func(p *provider) { p.idToken = nil })
	require.Equal(t, http.StatusSeeOther, visit(t, browser(t), d.url+"/login").StatusCode)
}

func TestAProviderThatIsAwayIsNotThePersonsFault(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := consoleDesk(t, p)
	client := browser(t)
	back := stopAt(t, client, d.url+"/login", "/login/callback")
	p.change(func(p *provider) { p.away = true })
	require.Equal(t, http.StatusServiceUnavailable, visit(t, client, back.String()).StatusCode)
	require.Empty(t, d.sessionOf(t, client))
}

func TestALoginLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{login: development()})
	for then, place := range map[string]string{"/desk?day=2026-11-02#top": "/desk?day=2026-11-02#top", "/": "/", "": "/", "//evil.example": "/", `/\evil.example`: "/", `\\evil.example`: "/",
		"https://evil.example/": "/", "javascript:alert(1)": "/", "/\t/evil.example": "/", "desk": "/", "/a\r\nSet-Cookie: a=b": "/", "/%0d%0aX:y": "/%0d%0aX:y", "/" + strings.Repeat("a", 600): "/"} {
		response, _ := d.send(t, http.MethodPost, "/login", url.Values{"login": {"alice"}, "then": {then}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		require.Equal(t, http.StatusSeeOther, response.StatusCode, then)
		require.Equal(t, place, response.Header.Get("Location"), then)
	}
}

func TestTheDemonstrationOffersItsPeopleInBothLanguages(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{login: development()})
	for language, told := range map[string]string{"fr-FR,fr;q=0.9": "Choisissez une personne", "en-GB": "Choose a person", "": "Choisissez une personne", "de, en;q=0.5": "Choose a person"} {
		response, page := d.send(t, http.MethodGet, "/login?then=/desk%22%3E", "", "Accept-Language", language)
		require.Equal(t, http.StatusOK, response.StatusCode)
		require.Contains(t, page, told)
		require.Contains(t, page, `<html lang="`+map[bool]string{true: "en", false: "fr"}[strings.HasPrefix(told, "Choose")]+`">`)
		require.Contains(t, page, `<button name="login" value="alice">`)
		require.Contains(t, page, "ACCOUNT_MANAGER")
		require.Contains(t, page, "Lyon Bellecour")
		require.Contains(t, page, "Bruno &lt;Durand&gt;")
		require.Contains(t, page, `value="/desk&#34;&gt;"`)
		require.NotContains(t, page, "oscar")
		require.NotContains(t, page, "robot")
		require.NotContains(t, page, "<script")
		require.NotContains(t, page, "style=")
		require.NotContains(t, response.Header.Get("Content-Security-Policy"), "unsafe")
		require.Contains(t, response.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
		require.Equal(t, "no-store", response.Header.Get("Cache-Control"))
	}
	style, _ := d.send(t, http.MethodGet, "/login/page.css", "")
	require.Equal(t, "text/css; charset=utf-8", style.Header.Get("Content-Type"))
}

func TestNobodyElseLogsInAtTheDemonstration(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{login: development()})
	for _, login := range []string{"oscar", "robot", "mallory", "", "alice\x00", "' OR 1=1 --"} {
		response, text := d.send(t, http.MethodPost, "/login", url.Values{"login": {login}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		require.Equal(t, http.StatusUnauthorized, response.StatusCode, login)
		require.Contains(t, text, "La connexion n&#39;a pas abouti.")
		require.Empty(t, response.Cookies())
	}
	response, _ := d.send(t, http.MethodPost, "/login", strings.Repeat("a", 20<<10), "Content-Type", "application/x-www-form-urlencoded")
	require.Equal(t, http.StatusUnauthorized, response.StatusCode)
}

func TestAPageOfAnotherSiteThatLeadsHereLogsNobodyIn(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	inside := openDesk(t, db, doors{login: development()})
	anywhere := openDesk(t, db, doors{login: &auth.DevelopmentLogin{Title: development().(*auth.DevelopmentLogin).Title, Anywhere: true}})
	ask := func(d *desk, host string) int {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.url+"/login", strings.NewReader("login=alice"))
		require.NoError(t, err)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Host = host
		response, err := http.DefaultTransport.RoundTrip(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response.StatusCode
	}
	for host, status := range map[string]int{"localhost:8080": 303, "127.0.0.1": 303, "[::1]:8080": 303, "evil.example:8080": 401, "localhost.evil.example": 401, "10.0.0.7": 401} {
		require.Equal(t, status, ask(inside, host), host)
		require.Equal(t, http.StatusSeeOther, ask(anywhere, host), host)
	}
}

func TestWithoutALoginOnlyTokensAreGivenBack(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	for _, path := range []string{"/login", "/login/callback", "/login/page.css"} {
		response, _ := d.send(t, http.MethodGet, path, "")
		require.Equal(t, http.StatusNotFound, response.StatusCode, path)
	}
	token := p.token(t, nil, nil)
	response, _ := d.send(t, http.MethodPost, "/logout/everywhere", "", "Authorization", "Bearer "+token)
	require.Equal(t, http.StatusNoContent, response.StatusCode)
	d.refuses(t, "given back", token)
}
