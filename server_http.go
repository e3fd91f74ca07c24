package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/rs/zerolog"

	"foyer/auth"
	"foyer/desk"
	"foyer/graph"
	"foyer/model"
	"foyer/store"
	"foyer/web"
)

// Limits of one request, and of the end of the server; graph bounds the body.
const (
	readTimeout  = 5 * time.Second
	answerIn     = 15 * time.Second
	writeTimeout = 20 * time.Second
	drainTimeout = 10 * time.Second
	probeTimeout = 2 * time.Second
)

// server is the desk over HTTP.
type server struct {
	db        *store.DB
	desk      *desk.Desk
	auth      *auth.Authenticator
	login     auth.Login // how people log in with a browser, nil when they don't
	machine   *machine
	logger    zerolog.Logger
	metrics   *metrics
	cursorKey []byte
	gate      gateFlags
	trusted   *graph.Manifest // nil for none
	graphiql  bool
	secure    bool            // browsers reach the desk by https
	draining  atomic.Bool     // readiness is off, running requests end
	closing   context.Context // ends with the first signal: subscriptions end with it
}

// serve answers until ctx ends, then lets running requests end.
func (s *server) serve(ctx context.Context, doors *doors) error {
	s.closing = ctx
	handler, err := s.router()
	if err != nil {
		return err
	}
	front := &http.Server{Handler: handler, ReadHeaderTimeout: readTimeout, ReadTimeout: 2 * readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	side := &http.Server{Handler: s.metrics.handler(), ReadHeaderTimeout: readTimeout, WriteTimeout: writeTimeout}
	failed := make(chan error, 2)
	start := func(server *http.Server, listener net.Listener) {
		if listener != nil {
			go func() { failed <- server.Serve(listener) }()
		}
	}
	go s.auth.Follow(ctx)
	endAudit := s.keepAudit(ctx)
	defer endAudit()
	start(front, doors.desk)
	start(side, doors.metrics)
	doors.announce(s.logger)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.draining.Store(true)
	s.logger.Info().Msg("closing: running requests may end")
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	err = front.Shutdown(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		s.logger.Warn().Msg("some requests did not end in time and were cut")
		err = front.Close()
	}
	return errors.Join(err, side.Close())
}

// keepAudit works on the audit log until the server ends, and gives what ends it:
// after the last answer, so that its record is under the last checkpoint.
func (s *server) keepAudit(ctx context.Context) (end func()) {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.desk.KeepAudit(running)
	}()
	return func() {
		stop()
		<-ended
	}
}

// router mounts every door of the desk.
func (s *server) router() (http.Handler, error) {
	graphql, err := graph.New(s.graphConfig())
	if err != nil {
		return nil, err
	}
	exports, err := graph.Exports(s.graphConfig())
	if err != nil {
		return nil, err
	}
	router := chi.NewRouter()
	router.Use(middleware.GetHead, s.identifyRequest, s.observe, s.recover, s.secureHeaders)
	router.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"status": "alive"})
	})
	router.Get("/readyz", s.ready)
	router.Group(func(r chi.Router) {
		r.Use(sameOrigin, receive, newAdmission(func() { s.metrics.refuse(string(model.CodeUnavailable)) }).admit, s.limitTime, s.auth.Require)
		r.Handle("/graphql", graphql)
		r.Get("/exports/{id}", exports.ServeHTTP)
	})
	s.mountLogin(router)
	s.mountPages(router)
	return router, nil
}

func (s *server) graphConfig() graph.Config {
	return graph.Config{Desk: s.desk, DB: s.db, Engine: s.desk.Engine(), Clock: s.machine.clock,
		Logger: s.logger, CursorKey: s.cursorKey, Count: s.metrics.refuse,
		Trusted: s.trusted, TrustMode: graph.TrustMode(s.gate.TrustedMode), UnlimitedRate: !s.gate.RateLimit}
}

// mountLogin serves what begins and ends sessions of the console.
func (s *server) mountLogin(router chi.Router) {
	doors := router.With(receive, s.limitTime)
	pages := s.auth.Pages(s.login)
	for _, path := range []string{"/login", "/login/*", "/logout", "/logout/*"} {
		doors.Handle(path, pages)
	}
}

// mountPages serves GraphiQL with a looser policy of its own, since its editor
// needs styles and workers made in the page, and what the page loads.
func (s *server) mountPages(router chi.Router) {
	if !s.graphiql {
		return
	}
	pages := web.Handler()
	router.With(policy(graphiqlPolicy)).Get("/graphiql", pages.ServeHTTP)
	router.Get("/*", pages.ServeHTTP)
}

// ready says whether this process can work: its database answers, no migration
// is missing, its revision is active, and it is not closing.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), probeTimeout)
	defer cancel()
	checks := map[string]bool{"serving": !s.draining.Load(), "database": s.db.Ping(ctx) == nil}
	_, pending, err := s.db.MigrationStatus(ctx)
	checks["migrations"] = err == nil && len(pending) == 0
	checks["revision"] = s.desk.Engine().Revision().ID() != ""
	status, word := http.StatusOK, "ready"
	for _, good := range checks {
		if !good {
			status, word = http.StatusServiceUnavailable, "not ready"
		}
	}
	answer(w, status, map[string]any{"status": word, "checks": checks})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// A client that went away is no fault of ours, and nothing else can fail here.
	_ = json.NewEncoder(w).Encode(body)
}

// refuse answers in the form of a GraphQL error.
func refuse(w http.ResponseWriter, status int, code, message string) {
	answer(w, status, map[string]any{"errors": []any{map[string]any{"message": message, "extensions": map[string]string{"code": code}}}})
}
