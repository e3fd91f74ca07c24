// Package web carries the built console inside the program and serves it.
package web

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var built embed.FS

//go:embed unbuilt.html
var unbuilt []byte

// page is the page of the console that the built files must have.
const page = "graphiql.html"

// Handler serves the console: GraphiQL at /graphiql, and / leads there. When the
// console is not built in, both say how to build it.
func Handler() http.Handler {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		return handler(nil)
	}
	return handler(files)
}

func handler(files fs.FS) http.Handler {
	pages := http.NewServeMux()
	content, err := read(files)
	if err != nil {
		pages.HandleFunc("GET /{$}", explain)
		pages.HandleFunc("GET /graphiql", explain)
		return pages
	}
	pages.HandleFunc("GET /graphiql", func(w http.ResponseWriter, _ *http.Request) { show(w, content) })
	pages.Handle("GET /{$}", http.RedirectHandler("/graphiql", http.StatusFound))
	pages.Handle("GET /assets/", forever(http.FileServerFS(files)))
	return pages
}

func read(files fs.FS) ([]byte, error) {
	if files == nil {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(files, page)
}

func explain(w http.ResponseWriter, _ *http.Request) { show(w, unbuilt) }

func show(w http.ResponseWriter, content []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(content) // a client that went away is nobody to tell
}

// forever lets browsers keep files whose names follow from their content.
func forever(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		next.ServeHTTP(w, r)
	})
}
