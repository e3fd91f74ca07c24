package auth

import (
	"errors"
	"net"
	"net/http"

	"foyer/model"
)

// DevelopmentLogin lets whoever reaches the desk log in as anybody, with no
// password asked: for demonstrations and development only.
type DevelopmentLogin struct {
	// Title names a role for people.
	Title func(role model.Role, language model.Language) string
	// Anywhere lets other machines in, too.
	Anywhere bool
}

func (l *DevelopmentLogin) mount(mux *http.ServeMux, a *Authenticator) {
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) { l.offer(w, r, a) })
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) { l.choose(w, r, a) })
}

// offer shows the people to log in as.
func (l *DevelopmentLogin) offer(w http.ResponseWriter, r *http.Request, a *Authenticator) {
	if err := l.check(r); err != nil {
		a.refuseLogin(w, r, err)
		return
	}
	today := model.DateOf(a.config.Clock())
	people, err := a.config.DB.Reader().Candidates(r.Context(), today)
	if err != nil {
		a.refuseLogin(w, r, err)
		return
	}
	language := languageOf(r)
	shown := choicePage{Words: wordsOf(language), Then: localPath(r.URL.Query().Get("then"))}
	for _, person := range people {
		choice := choice{Login: person.Login, Name: person.Name, Branch: person.Branch}
		for _, role := range person.Roles {
			choice.Roles = append(choice.Roles, l.Title(role, language))
		}
		shown.People = append(shown.People, choice)
	}
	a.show(w, http.StatusOK, "choice", shown)
}

// choose opens a session for the person that was chosen.
func (l *DevelopmentLogin) choose(w http.ResponseWriter, r *http.Request, a *Authenticator) {
	err := l.check(r)
	if err == nil && r.ParseForm() != nil {
		err = unauthenticated(errors.New("not a form of the page"))
	}
	if err == nil {
		err = a.enter(w, r, r.PostForm.Get("login"), r.PostForm.Get("then"))
	}
	if err != nil {
		a.refuseLogin(w, r, err)
	}
}

// check wants the desk to be asked by a name of this machine: a page of another
// site, whose name leads here, must not log anybody in.
func (l *DevelopmentLogin) check(r *http.Request) error {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if l.Anywhere || loopback(host) {
		return nil
	}
	return unauthenticated(errors.New("the desk was asked by the name of another machine"))
}
