package auth

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"foyer/model"
	"foyer/store"
)

// longestPath bounds the path that a login leads back to, in bytes.
const longestPath = 512

// Login is a way in which people log in to the console with a browser.
type Login interface {
	mount(mux *http.ServeMux, a *Authenticator)
}

// Pages answers at /login and /logout and below them. Without a login, people only
// give tokens back. Requests that change something and come from pages of other
// sites are refused.
func (a *Authenticator) Pages(login Login) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /logout", a.logout)
	mux.HandleFunc("POST /logout/everywhere", a.logoutEverywhere)
	if login != nil {
		login.mount(mux, a)
		mux.HandleFunc("GET /login/page.css", showStyle)
	}
	guarded := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Security-Policy", pagePolicy)
		r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
		guarded.ServeHTTP(w, r)
	})
}

// enter opens a session for a login that was proven, and leads on.
func (a *Authenticator) enter(w http.ResponseWriter, r *http.Request, login, then string) error {
	actor, err := a.config.DB.Reader().Actor(r.Context(), login, model.InstantOf(a.config.Clock()))
	if err != nil {
		return known(err, "no active employee has this login")
	}
	if err := a.open(w, r, actor); err != nil {
		return err
	}
	http.Redirect(w, r, localPath(then), http.StatusSeeOther)
	return nil
}

// localPath is a path of the desk, "/" for anything that leads elsewhere.
func localPath(path string) string {
	address, err := url.Parse(path)
	if err != nil || len(path) > longestPath || address.Scheme != "" || address.Host != "" ||
		!strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) || strings.ContainsFunc(path, unicode.IsControl) {
		return "/"
	}
	return path
}

// logout ends the session of the browser, or makes the token worthless that was
// sent. It succeeds for a session that has ended already.
func (a *Authenticator) logout(w http.ResponseWriter, r *http.Request) {
	a.leave(w, r, OperationLogout, func(ctx context.Context, visitor *visitor, w *store.Writer, now model.Instant) error {
		if visitor.session {
			return w.EndSession(ctx, visitor.hash, now)
		}
		return w.RevokeToken(ctx, visitor.hash, now, model.InstantOf(visitor.until.Add(time.Second)))
	})
}

// logoutEverywhere ends all sessions of the person, and makes the token worthless
// when one was sent.
func (a *Authenticator) logoutEverywhere(w http.ResponseWriter, r *http.Request) {
	a.leave(w, r, OperationLogoutEverywhere, func(ctx context.Context, visitor *visitor, w *store.Writer, now model.Instant) error {
		if err := w.EndSessions(ctx, visitor.actor.EmployeeID, now); err != nil || visitor.session {
			return err
		}
		return w.RevokeToken(ctx, visitor.hash, now, model.InstantOf(visitor.until.Add(time.Second)))
	})
}

type leaving func(ctx context.Context, visitor *visitor, w *store.Writer, now model.Instant) error

func (a *Authenticator) leave(w http.ResponseWriter, r *http.Request, operation string, end leaving) {
	visitor, err := a.identify(r)
	ended := model.CodeOf(err) == model.CodeUnauthenticated && len(r.Header.Values("Authorization")) == 0
	if err == nil {
		err = a.write(r, operation, visitor.actor, func(to *store.Writer) error {
			return end(r.Context(), visitor, to, model.InstantOf(a.config.Clock()))
		})
	}
	if err != nil && !ended {
		a.refuse(w, r, err)
		return
	}
	if err == nil {
		if err := a.look(r.Context()); err != nil {
			a.config.Logger.Warn().Err(err).Msg("sessions of open requests not read")
		}
	}
	a.dropCookie(w, sessionName, http.SameSiteStrictMode)
	w.WriteHeader(http.StatusNoContent)
}
