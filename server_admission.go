package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"time"

	"foyer/graph"
	"foyer/model"
)

// Limits of what the desk works on at the same time; what comes beyond is told to
// come again, so that what was begun ends in good time.
const (
	slotsPerCore = 4
	queueTime    = 50 * time.Millisecond // that a request waits for a slot
	maxStreams   = 1000                  // subscriptions of everybody together
)

// admission lets requests in as long as there are slots. Subscriptions are counted
// apart: they last, and wait most of the time.
type admission struct {
	work    chan struct{}
	streams chan struct{}
	shed    func() // told of every request that was sent away
}

func newAdmission(shed func()) *admission {
	return &admission{work: make(chan struct{}, slotsPerCore*runtime.GOMAXPROCS(0)), streams: make(chan struct{}, maxStreams), shed: shed}
}

// admit lets a request in when there is a slot for it.
func (a *admission) admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		slots, patience := a.work, queueTime
		if graph.WantsStream(r) {
			slots, patience = a.streams, 0
		}
		if !enter(r, slots, patience) {
			a.shed()
			w.Header().Set("Retry-After", "1")
			refuse(w, http.StatusServiceUnavailable, string(model.CodeUnavailable), "The desk is busy: try again in a moment.")
			return
		}
		defer func() { <-slots }()
		next.ServeHTTP(w, r)
	})
}

// enter waits for a slot; false when none comes free in time.
func enter(r *http.Request, slots chan struct{}, patience time.Duration) bool {
	select {
	case slots <- struct{}{}:
		return true
	default:
	}
	if patience == 0 {
		return false
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case slots <- struct{}{}:
		return true
	case <-timer.C:
	case <-r.Context().Done():
	}
	return false
}

// receive reads the whole body before a slot is taken, so that who sends slowly
// keeps nobody waiting. From then on the connection is read only to notice that
// the client went away, which has no deadline.
func receive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, graph.MaxBody))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			refuse(w, http.StatusRequestEntityTooLarge, string(model.CodeTooLarge), fmt.Sprintf("The request is larger than %d bytes.", graph.MaxBody))
			return
		case err != nil:
			refuse(w, http.StatusRequestTimeout, string(model.CodeInvalid), "The request did not come in time, or not whole.")
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		// Without a deadline to lift there is no connection, as in tests.
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what a browser sends on behalf of a page of another site,
// reads included: nothing of the desk is for them.
func sameOrigin(next http.Handler) http.Handler {
	deny := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, string(model.CodeForbidden), "The desk is not open to pages of other sites.")
	})
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(deny)
	guarded := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Header.Get("Sec-Fetch-Site") {
		case "", "none", "same-origin":
			guarded.ServeHTTP(w, r)
		default:
			deny.ServeHTTP(w, r)
		}
	})
}
