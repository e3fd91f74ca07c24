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
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "foyer_http_request_seconds",
			Help: "Time to answer a request.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 15)},
			[]string{"method", "route", "code"}),
		statements: prometheus.NewCounter(prometheus.CounterOpts{Name: "foyer_sql_statements_total",
			Help: "Statements sent to the database."}),
	}
	m.registry.MustRegister(m.requests, m.statements, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	return m
}

func (m *metrics) request(method, route string, status int, took time.Duration) {
	if route == "" { // the method is the client's own word then
		method = "OTHER"
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *metrics) statement(context.Context, string) { m.statements.Inc() }

// handler answers /metrics.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}
