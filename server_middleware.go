package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"foyer/graph"
	"foyer/model"
)

const requestIDHeader = "X-Request-Id"

// The content policies of pages: nothing from elsewhere, nothing inline; the
// editor of GraphiQL makes styles and workers in the page.
const (
	strictPolicy   = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
	graphiqlPolicy = strictPolicy + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:"
)

// identifyRequest gives every request an id, its own when it brings a sane one,
// for the log, the audit and the answer.
func (s *server) identifyRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !saneRequestID(id) {
			var bits [12]byte
			if _, err := io.ReadFull(s.machine.random, bits[:]); err != nil {
				s.logger.Error().Err(err).Msg("no random bits for a request id")
			}
			id = hex.EncodeToString(bits[:])
		}
		r.Header.Set(requestIDHeader, id)
		w.Header().Set(requestIDHeader, id)
		next.ServeHTTP(w, r)
	})
}

func saneRequestID(id string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	return id != "" && len(id) <= 64 && strings.Trim(id, allowed) == ""
}

// observe logs and measures every request. The route is logged, never the
// query, a name or an address.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		watched := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(watched, r)
		route := chi.RouteContext(r.Context()).RoutePattern()
		took, status := time.Since(began), cmp.Or(watched.Status(), http.StatusOK)
		s.metrics.request(r.Method, route, status, took)
		s.logger.Info().Str("request", r.Header.Get(requestIDHeader)).Str("method", r.Method).Str("route", route).
			Int("status", status).Int("bytes", watched.BytesWritten()).Dur("ms", took).Msg("request")
	})
}

// recover turns a panic into an answer that tells nothing; the log tells all.
func (s *server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			s.logger.Error().Str("request", r.Header.Get(requestIDHeader)).Interface("panic", cause).Bytes("stack", debug.Stack()).Msg("panic")
			refuse(w, http.StatusInternalServerError, string(model.CodeInternal), "Something went wrong: tell us the id of the request.")
		}()
		next.ServeHTTP(w, r)
	})
}

func (s *server) secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", strictPolicy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		if s.secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// policy replaces the content policy of the pages behind it.
func policy(text string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", text)
			next.ServeHTTP(w, r)
		})
	}
}

// limitTime bounds the time of an answer. A subscription has no bound, but ends
// when the server closes.
func (s *server) limitTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !graph.WantsStream(r) {
			ctx, cancel := context.WithTimeout(r.Context(), answerIn)
			defer cancel()
			next.ServeHTTP(w, r.WithContext(ctx))
			return
		}
		control := http.NewResponseController(w)
		if control.SetWriteDeadline(time.Time{}) != nil {
			s.logger.Warn().Msg("a subscription keeps the time limits of a request")
		}
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(s.closing, cancel)()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
