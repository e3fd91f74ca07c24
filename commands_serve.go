package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/rs/zerolog"

	"foyer/auth"
	"foyer/desk"
	"foyer/model"
)

const metricsDefault = "127.0.0.1:9464"

type serveCommand struct {
	databaseFlags
	rulesFlags
	loginFlags
	gateFlags
	Listen        string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the desk answers. Default: ${default}."`
	MetricsListen string `default:"" placeholder:"HOST:PORT" help:"Where /metrics answers, \"off\" for nowhere. Default: 127.0.0.1:9464, or any free port of this machine when that is taken."`
	TLSCert       string `type:"path" placeholder:"FILE" help:"Certificate chain (PEM); with --tls-key the desk speaks TLS."`
	TLSKey        string `type:"path" placeholder:"FILE" help:"Private key of the certificate (PEM)."`
	CursorKey     string `placeholder:"TEXT" help:"Secret of at least 16 characters that seals the cursors of lists; servers behind one address share it. Give it as a variable. Default: a new one at each start."`
	Graphiql      bool   `negatable:"" default:"true" help:"Show GraphiQL at /graphiql."`
}

// Help is shown by --help.
func (serveCommand) Help() string {
	return `The desk answers GraphQL at /graphql and shows GraphiQL at /graphiql; people log in at /login, programs send a token; /healthz says that the process lives, /readyz that it can work. Tables of an SQLite file are made or brought up to date; on PostgreSQL run "foyer migrate up" first. SIGTERM lets running requests end (10 seconds at most), a second one does not.

    foyer serve --database-url sqlite:foyer.db
    foyer serve --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem \
        --oidc-issuer https://login.bank.example --oidc-audience foyer \
        --oidc-client-id foyer-console --public-url https://desk.bank.example \
        --database-url postgres://foyer@db/foyer

` + exitTable
}

// Run opens the desk until the context ends.
func (c *serveCommand) Run(ctx context.Context, m *machine) (err error) {
	logger, err := m.logger(c.LogLevel)
	if err != nil {
		return err
	}
	certificate, err := c.certificate()
	if err != nil {
		return err
	}
	if err := c.check(c.Listen, certificate != nil); err != nil {
		return err
	}
	cursorKey, err := c.sealKey(m)
	if err != nil {
		return err
	}
	trusted, err := c.manifest()
	if err != nil {
		return err
	}
	engine, err := c.engine(ctx)
	if err != nil {
		return err
	}
	doors, err := c.listen(certificate)
	if err != nil {
		return err
	}
	defer doors.close()
	measures := newMetrics()
	db, err := c.open(ctx, m, schemaServing, measures.statement)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	auditKey, err := c.makeAuditKey(m)
	if err != nil {
		return err
	}
	logger.Info().Str("public_key", auditKey.Public()).Msg("checkpoints of the audit log are verified with this key")
	bank := desk.New(desk.Config{DB: db, Engine: engine, Clock: m.clock, Random: m.random, Logger: logger, AuditKey: auditKey})
	if err := activate(ctx, bank); err != nil {
		return err
	}
	address := c.address(doors.desk.Addr().String(), certificate != nil)
	verifier, login, err := c.door(ctx, c.DatabaseURL, address, bank, m)
	if err != nil {
		return err
	}
	s := &server{login: login, db: db, cursorKey: cursorKey, desk: bank, machine: m, logger: logger, metrics: measures, graphiql: c.Graphiql, gate: c.gateFlags, trusted: trusted, secure: strings.HasPrefix(address, "https:"),
		auth: auth.New(auth.Config{Verifier: verifier, DB: db, Clock: m.clock, Random: m.random, Logger: logger,
			Secure: strings.HasPrefix(address, "https:"), Record: doorRecord(bank, m), Refused: measures.refusals.Inc})}
	return s.serve(ctx, doors)
}

// sealKey is the configured secret, else random bits.
func (c *serveCommand) sealKey(m *machine) ([]byte, error) {
	if c.CursorKey != "" && len(c.CursorKey) < 16 {
		return nil, model.Invalidf("--cursor-key", "the secret has %d characters, at least 16 are needed", len(c.CursorKey))
	}
	if c.CursorKey != "" {
		return []byte(c.CursorKey), nil
	}
	key := make([]byte, 32)
	_, err := io.ReadFull(m.random, key)
	return key, err
}

// certificate is nil when the desk speaks plain HTTP.
func (c *serveCommand) certificate() (*tls.Certificate, error) {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return nil, model.Invalidf("--tls-cert", "a certificate needs its key, and a key its certificate: give --tls-cert and --tls-key")
	}
	if c.TLSCert == "" {
		return nil, nil
	}
	if err := errors.Join(mustBeFile("--tls-cert", c.TLSCert), mustBeFile("--tls-key", c.TLSKey)); err != nil {
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, model.Invalidf("--tls-cert", "%s and %s don't make a certificate (%v): give a certificate chain and its own key, in PEM, that this user may read", c.TLSCert, c.TLSKey, err)
	}
	return &pair, nil
}

// doors are the sockets that the server answers on.
type doors struct {
	desk    net.Listener
	metrics net.Listener // nil when off
}

func (d *doors) close() {
	d.desk.Close()
	if d.metrics != nil {
		d.metrics.Close()
	}
}

func (c *serveCommand) listen(certificate *tls.Certificate) (*doors, error) {
	opened, err := listen("--listen", c.Listen)
	if err != nil {
		return nil, err
	}
	if certificate != nil {
		opened = tls.NewListener(opened, &tls.Config{Certificates: []tls.Certificate{*certificate},
			MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}})
	}
	measured, err := c.listenMetrics()
	if err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	return &doors{desk: opened, metrics: measured}, nil
}

func (c *serveCommand) listenMetrics() (net.Listener, error) {
	switch c.MetricsListen {
	case "off":
		return nil, nil
	case "":
		if listener, err := net.Listen("tcp", metricsDefault); err == nil {
			return listener, nil
		}
		return listen("--metrics-listen", "127.0.0.1:0")
	}
	return listen("--metrics-listen", c.MetricsListen)
}

func listen(flag, address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, &model.Error{Code: model.CodeUnavailable, Field: flag, Err: err,
			Message: fmt.Sprintf("%s is taken by another program: stop it or choose another port", address)}
	}
	if err != nil {
		return nil, model.Invalidf(flag, "can't listen on %s (%v): give HOST:PORT with an address of this machine and a port from 1024", address, err)
	}
	return listener, nil
}

// announce logs where the doors are, for people and for scripts that asked for
// any free port.
func (d *doors) announce(logger zerolog.Logger) {
	line := logger.Info().Str("address", d.desk.Addr().String())
	if d.metrics != nil {
		line = line.Str("metrics", d.metrics.Addr().String())
	}
	line.Msg("the desk is open")
}
