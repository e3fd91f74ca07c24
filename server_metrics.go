package main

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts what the server does; labels are routes and codes, never ids.
type metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.HistogramVec
	statements prometheus.Counter
	refusals   prometheus.Counter
	refused    *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "foyer_http_request_seconds",
			Help: "Time to answer a request.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 15)},
			[]string{"method", "route", "code"}),
		statements: prometheus.NewCounter(prometheus.CounterOpts{Name: "foyer_sql_statements_total",
			Help: "Statements sent to the database."}),
		refusals: prometheus.NewCounter(prometheus.CounterOpts{Name: "foyer_logins_refused_total",
			Help: "Requests and logins whose person was not recognised."}),
	}
	m.refused = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "foyer_operations_refused_total",
		Help: "Operations that did not begin, by code; UNTRUSTED ones were let pass with a warning."}, []string{"code"})
	m.registry.MustRegister(m.requests, m.statements, m.refusals, m.refused, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	return m
}

func (m *metrics) request(method, route string, status int, took time.Duration) {
	if route == "" { // the method is the client's own word then
		method = "OTHER"
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

// refuse counts an operation that did not begin; codes are a closed list.
func (m *metrics) refuse(code string) { m.refused.WithLabelValues(code).Inc() }

func (m *metrics) statement(context.Context, string) { m.statements.Inc() }

// handler answers /metrics.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}
