package auth_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/auth"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// development is the login that asks no password.
func development() auth.Login {
	return &auth.DevelopmentLogin{Title: func(role model.Role, language model.Language) string { return string(role) + " " + string(language) }}
}

// logIn gives the session cookie of a person, as a browser sends it back.
func (d *desk) logIn(t testing.TB, login string, headers ...string) string {
	t.Helper()
	response, text := d.send(t, http.MethodPost, "/login", url.Values{"login": {login}, "then": {"/desk"}}.Encode(),
		append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
	require.Equal(t, http.StatusSeeOther, response.StatusCode, text)
	require.Equal(t, "/desk", response.Header.Get("Location"))
	cookie := sessionCookie(t, response)
	return cookie.Name + "=" + cookie.Value
}

func sessionCookie(t testing.TB, response *http.Response) *http.Cookie {
	t.Helper()
	for _, cookie := range response.Cookies() {
		if strings.HasSuffix(cookie.Name, "-foyer") {
			return cookie
		}
	}
	require.Fail(t, "no session cookie")
	return nil
}

// knows tells whether a cookie opens the guarded door, and for whom.
func (d *desk) knows(t *testing.T, cookie string) string {
	t.Helper()
	response, text := d.send(t, http.MethodPost, "/graphql", "", "Cookie", cookie)
	if response.StatusCode != http.StatusOK {
		require.Equal(t, http.StatusUnauthorized, response.StatusCode)
		require.Equal(t, refusalBody, text)
		return ""
	}
	require.Equal(t, "no-store", response.Header.Get("Cache-Control"))
	login, _, _ := strings.Cut(text, " ")
	return login
}

// eachDesk runs a test at a desk of the development issuer on each database.
func eachDesk(t *testing.T, do func(t *testing.T, d *desk)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		staff(t, db)
		do(t, openDesk(t, db, doors{login: development()}))
	})
}

func TestASessionIdentifiesUntilTheLogout(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, d *desk) {
		alice, again, bruno := d.logIn(t, "alice"), d.logIn(t, "alice"), d.logIn(t, "bruno")
		require.Equal(t, "alice", d.knows(t, alice))
		require.Equal(t, "bruno", d.knows(t, bruno))
		response, _ := d.send(t, http.MethodPost, "/logout", "", "Cookie", alice)
		require.Equal(t, http.StatusNoContent, response.StatusCode)
		require.Negative(t, sessionCookie(t, response).MaxAge, "the browser forgets it")
		require.Empty(t, d.knows(t, alice))
		require.Equal(t, "alice", d.knows(t, again), "her other session goes on")
		require.Equal(t, "bruno", d.knows(t, bruno))
		response, _ = d.send(t, http.MethodPost, "/logout", "", "Cookie", alice)
		require.Equal(t, http.StatusNoContent, response.StatusCode, "a second logout is fine")
		require.ElementsMatch(t, []string{"login OK", "login OK", "login OK", "logout OK", "refusal UNAUTHENTICATED"}, d.operations(t))
	})
}

func TestLogoutEverywhereEndsAllSessionsOfThePerson(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, d *desk) {
		first, second, bruno := d.logIn(t, "alice"), d.logIn(t, "alice"), d.logIn(t, "bruno")
		response, _ := d.send(t, http.MethodPost, "/logout/everywhere", "", "Cookie", second)
		require.Equal(t, http.StatusNoContent, response.StatusCode)
		require.Empty(t, d.knows(t, first))
		require.Empty(t, d.knows(t, second))
		require.Equal(t, "bruno", d.knows(t, bruno))
	})
}

func TestASessionEndsAfterFifteenIdleMinutesAndAfterTenHours(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, d *desk) {
		idle := d.logIn(t, "alice")
		d.clock.move(15*time.Minute - time.Second)
		require.Equal(t, "alice", d.knows(t, idle))
		d.clock.move(15*time.Minute - time.Second)
		require.Equal(t, "alice", d.knows(t, idle), "a request keeps it")
		d.clock.move(15 * time.Minute)
		require.Empty(t, d.knows(t, idle))
		busy := d.logIn(t, "alice")
		for range 59 {
			d.clock.move(10 * time.Minute)
			require.Equal(t, "alice", d.knows(t, busy))
		}
		d.clock.move(10 * time.Minute)
		require.Empty(t, d.knows(t, busy), "ten hours")
	})
}

func TestRightsOfASessionAreReadOnEachRequest(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, d *desk) {
		cookie := d.logIn(t, "alice")
		require.Equal(t, "alice", d.knows(t, cookie))
		require.NoError(t, d.db.Write(t.Context(), func(w *store.Writer) error {
			_, err := w.Exec(t.Context(), "UPDATE employees SET active = ? WHERE login = ?", false, "alice")
			return err
		}))
		require.Empty(t, d.knows(t, cookie), "she left")
	})
}

func TestTheCookieIsOutOfReach(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	for secure, name := range map[bool]string{true: "__Host-foyer", false: "plain-foyer"} {
		d := openDesk(t, db, doors{login: development(), secure: secure})
		response, _ := d.send(t, http.MethodPost, "/login", "login=alice", "Content-Type", "application/x-www-form-urlencoded")
		cookie := sessionCookie(t, response)
		require.Equal(t, name, cookie.Name)
		require.Equal(t, secure, cookie.Secure)
		require.True(t, cookie.HttpOnly)
		require.Equal(t, http.SameSiteStrictMode, cookie.SameSite)
		require.Equal(t, "/", cookie.Path)
		require.Empty(t, cookie.Domain)
		require.Len(t, cookie.Value, 43, "256 bits")
		require.Equal(t, "/", response.Header.Get("Location"))
		kept, err := db.Reader().Session(t.Context(), cookie.Value)
		require.Equal(t, model.CodeNotFound, model.CodeOf(err), "the secret itself is kept nowhere")
		require.Nil(t, kept)
		require.NotContains(t, d.log.String(), cookie.Value)
	}
}

func TestALoginNeverAdoptsASessionThatTheBrowserBrings(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, d *desk) {
		planted := "plain-foyer=" + strings.Repeat("A", 43)
		cookie := d.logIn(t, "alice", "Cookie", planted)
		require.NotEqual(t, planted, cookie)
		require.Empty(t, d.knows(t, planted))
		renewed := d.logIn(t, "alice", "Cookie", cookie)
		require.Empty(t, d.knows(t, cookie), "the one before has ended")
		require.Equal(t, "alice", d.knows(t, renewed))
	})
}

func TestAnythingButTheOneCookieIsRefused(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{login: development()})
	alice, bruno := d.logIn(t, "alice"), d.logIn(t, "bruno")
	for name, cookie := range map[string]string{"none": "", "two": alice + "; " + bruno, "twice the same": alice + "; " + alice, "cut": alice[:len(alice)-1],
		"longer": alice + "A", "another name": "__Host-foyer" + alice[len("plain-foyer"):], "empty": "plain-foyer=", "odd": "plain-foyer=' OR 1=1 --"} {
		require.Empty(t, d.knows(t, cookie), name)
	}
	response, _ := d.send(t, http.MethodPost, "/graphql", "", "Cookie", alice, "Authorization", "Bearer forged")
	require.Equal(t, http.StatusUnauthorized, response.StatusCode, "a token that is sent decides")
}

func TestOtherSitesCannotUseTheCookie(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{login: development()})
	alice := d.logIn(t, "alice")
	for _, path := range []string{"/logout", "/logout/everywhere", "/login"} {
		for _, foreign := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://attacker.example"}, {"Origin", "null"}} {
			response, _ := d.send(t, http.MethodPost, path, "login=bruno", append(foreign, "Cookie", alice, "Content-Type", "application/x-www-form-urlencoded")...)
			require.Equal(t, http.StatusForbidden, response.StatusCode, path)
			require.Empty(t, response.Cookies())
		}
		got, _ := d.send(t, http.MethodGet, path, "", "Cookie", alice)
		require.Empty(t, got.Cookies(), "reading changes nothing")
	}
	require.Equal(t, "alice", d.knows(t, alice))
}

func TestTheLastRequestOfASessionIsNotedOnceAMinute(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, d *desk) {
		cookie := d.logIn(t, "alice")
		seen := func() time.Time {
			session, err := d.db.Reader().Session(t.Context(), hashOf(cookie))
			require.NoError(t, err)
			return session.LastSeenAt.Time()
		}
		d.clock.move(59 * time.Second)
		require.Equal(t, "alice", d.knows(t, cookie))
		require.Equal(t, noon, seen())
		d.clock.move(time.Second)
		require.Equal(t, "alice", d.knows(t, cookie))
		require.Equal(t, noon.Add(time.Minute), seen())
	})
}

// hashOf is what the database keeps of a cookie.
func hashOf(cookie string) string {
	_, secret, _ := strings.Cut(cookie, "=")
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// stream opens /stream and gives a channel that is closed when it ends.
func (d *desk) stream(t *testing.T, headers ...string) <-chan struct{} {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.url+"/stream", nil)
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode)
	t.Cleanup(func() { _ = response.Body.Close() })
	lines := bufio.NewReader(response.Body)
	_, err = lines.ReadString('\n')
	require.NoError(t, err)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, lines)
	}()
	return ended
}

func endsWithinASecond(t *testing.T, ended <-chan struct{}) {
	t.Helper()
	select {
	case <-ended:
	case <-time.After(time.Second):
		require.Fail(t, "the stream did not end within a second")
	}
}

func staysOpen(t *testing.T, ended <-chan struct{}) {
	t.Helper()
	select {
	case <-ended:
		require.Fail(t, "the stream ended")
	default:
	}
}

func TestStreamsEndWithTheLogoutAtAnyServer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			address := target.Full(t)
			var servers []*desk
			for range 2 {
				db, err := store.Open(t.Context(), address, store.Options{})
				require.NoError(t, err)
				t.Cleanup(func() { require.NoError(t, db.Close()) })
				if len(servers) == 0 {
					staff(t, db)
				}
				servers = append(servers, openDesk(t, db, doors{verifier: b.issuer.Verifier(), login: development()}))
			}
			here, there := servers[0], servers[1]
			first, second, bruno := here.logIn(t, "alice"), there.logIn(t, "alice"), here.logIn(t, "bruno")
			token, err := b.issuer.Token("alice", noon)
			require.NoError(t, err)
			streams := map[string]<-chan struct{}{"first": here.stream(t, "Cookie", first), "second": here.stream(t, "Cookie", second),
				"bruno": here.stream(t, "Cookie", bruno), "token": here.stream(t, "Authorization", "Bearer "+token)}

			there.send(t, http.MethodPost, "/logout", "", "Cookie", first)
			endsWithinASecond(t, streams["first"])
			staysOpen(t, streams["second"])
			there.send(t, http.MethodPost, "/logout", "", "Authorization", "Bearer "+token)
			endsWithinASecond(t, streams["token"])
			there.send(t, http.MethodPost, "/logout/everywhere", "", "Cookie", second)
			endsWithinASecond(t, streams["second"])
			staysOpen(t, streams["bruno"])
			here.clock.move(model.SessionIdle)
			endsWithinASecond(t, streams["bruno"])
		})
	}
}

// BenchmarkIdentify measures what each request pays: for the whole of it, and for
// the look at the session or at the revoked tokens alone.
func BenchmarkIdentify(b *testing.B) {
	for _, target := range storetest.Databases(b) {
		db := target.Open(b)
		staff(b, db)
		issuer := newBench(b).issuer
		d := openDesk(b, db, doors{verifier: issuer.Verifier(), login: development()})
		token, err := issuer.Token("alice", noon)
		require.NoError(b, err)
		cookie := d.logIn(b, "alice")
		for name, header := range map[string][2]string{"cookie": {"Cookie", cookie}, "token": {"Authorization", "Bearer " + token}} {
			request, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "http://desk/graphql", nil)
			require.NoError(b, err)
			request.Header.Set(header[0], header[1])
			guarded := d.known.Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			b.Run(target.Name+"/"+name, func(b *testing.B) {
				for b.Loop() {
					answer := httptest.NewRecorder()
					guarded.ServeHTTP(answer, request)
					require.Equal(b, http.StatusOK, answer.Code)
				}
			})
		}
		b.Run(target.Name+"/session alone", func(b *testing.B) {
			for b.Loop() {
				_, err := db.Reader().Session(b.Context(), hashOf(cookie))
				require.NoError(b, err)
			}
		})
	}
}
