package main

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

func TestE16_WhatHasNoSlotInTimeIsToldToComeAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shed := 0
		a := newAdmission(func() { shed++ })
		a.work, a.streams = make(chan struct{}, 2), make(chan struct{}, 1)
		leave := make(chan struct{})
		door := a.admit(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { <-leave }))
		send := func(accept string) *httptest.ResponseRecorder {
			request := httptest.NewRequest(http.MethodPost, "/graphql", nil)
			request.Header.Set("Accept", accept)
			recorder := httptest.NewRecorder()
			door.ServeHTTP(recorder, request)
			return recorder
		}
		var inside sync.WaitGroup
		for _, accept := range []string{"application/json", "application/json", "text/event-stream"} {
			inside.Go(func() { require.Equal(t, http.StatusOK, send(accept).Code) })
		}
		synctest.Wait()
		for _, accept := range []string{"application/json", "text/event-stream"} {
			late := send(accept)
			require.Equal(t, http.StatusServiceUnavailable, late.Code, accept)
			require.Equal(t, "1", late.Header().Get("Retry-After"))
			require.Contains(t, late.Body.String(), "UNAVAILABLE")
		}
		require.Equal(t, 2, shed)
		patient := make(chan int)
		go func() { patient <- send("application/json").Code }()
		synctest.Wait()
		close(leave)
		require.Equal(t, http.StatusOK, <-patient, "who waits a moment gets the slot that comes free")
		inside.Wait()
	})
}
