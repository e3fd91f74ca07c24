package auth

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"

	"golang.org/x/text/language"

	"foyer/model"
)

// pagePolicy is the content policy of the pages: no script at all, and nobody
// shows them inside a page of their own.
const pagePolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

//go:embed page.html page.css
var files embed.FS

var pages = template.Must(template.ParseFS(files, "page.html"))

// words are what the pages say.
type words struct {
	Language, Title, Choose, Warning, Nobody, Refused, Away, Again string
}

var (
	french = words{Language: "fr", Title: "Connexion à Foyer", Choose: "Choisissez une personne",
		Warning: "Banque de démonstration : aucun mot de passe n'est demandé.",
		Nobody:  "La base ne contient aucune personne active. Créez une banque de démonstration avec « foyer demo ».",
		Refused: "La connexion n'a pas abouti.", Away: "Le service de connexion ne répond pas. Réessayez dans un instant.", Again: "Recommencer"}
	english = words{Language: "en", Title: "Log in to Foyer", Choose: "Choose a person",
		Warning: "Demonstration bank: no password is asked.",
		Nobody:  "The database holds no active person. Make a demonstration bank with “foyer demo”.",
		Refused: "The login did not succeed.", Away: "The login service does not answer. Try again in a moment.", Again: "Start again"}
)

// choicePage offers people to log in as; refusedPage says that a login failed.
type (
	choicePage struct {
		Words  words
		Then   string
		People []choice
	}
	choice struct {
		Login, Name, Branch string
		Roles               []string
	}
	refusedPage struct {
		Words   words
		Message string
	}
)

// languageOf is the language that the browser prefers, French without one.
func languageOf(r *http.Request) model.Language {
	matcher := language.NewMatcher([]language.Tag{language.French, language.English})
	_, at := language.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	if at == 1 {
		return model.English
	}
	return model.French
}

func wordsOf(language model.Language) words {
	if language == model.English {
		return english
	}
	return french
}

func (a *Authenticator) show(w http.ResponseWriter, status int, name string, page any) {
	var text bytes.Buffer
	if err := pages.ExecuteTemplate(&text, name, page); err != nil {
		a.config.Logger.Error().Err(err).Msg("page not made")
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	_, _ = text.WriteTo(w) // a client that went away is nobody to tell
}

// refuseLogin tells a person that a login failed, and nothing of the reason.
func (a *Authenticator) refuseLogin(w http.ResponseWriter, r *http.Request, err error) {
	a.noteRefusal(r, err)
	words := wordsOf(languageOf(r))
	if model.CodeOf(err) == model.CodeUnauthenticated {
		a.show(w, http.StatusUnauthorized, "refused", refusedPage{words, words.Refused})
		return
	}
	a.show(w, http.StatusServiceUnavailable, "refused", refusedPage{words, words.Away})
}

func showStyle(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "page.css")
}
