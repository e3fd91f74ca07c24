package auth

import (
	"context"
	"errors"
	"net/http"
	"time"

	"foyer/model"
	"foyer/store"
)

const (
	requestIDHeader = "X-Request-Id"
	outcomeOK       = "OK"
	// mostRefusals is how many refusals of a minute the audit keeps; all of them are
	// logged and counted. Strangers must not be able to fill the audit.
	mostRefusals = 60
)

// noteRefusal logs and counts a refusal, and records it when something was tried.
func (a *Authenticator) noteRefusal(r *http.Request, err error) {
	if model.CodeOf(err) != model.CodeUnauthenticated {
		a.config.Logger.Error().Err(err).Str("request", r.Header.Get(requestIDHeader)).Msg("employee not read")
		return
	}
	reason := errors.Unwrap(err)
	a.config.Logger.Info().AnErr("reason", reason).Str("request", r.Header.Get(requestIDHeader)).Msg("login refused")
	if a.config.Refused != nil {
		a.config.Refused()
	}
	now := a.config.Clock()
	if errors.Is(reason, errNothing) || !a.mayRecord(now) {
		return
	}
	record, err := a.record(Event{At: now, Operation: OperationRefusal, RequestID: r.Header.Get(requestIDHeader), Outcome: string(model.CodeUnauthenticated)})
	if err == nil && record != nil {
		err = a.config.DB.AppendAudit(context.WithoutCancel(r.Context()), record)
	}
	if err != nil {
		a.config.Logger.Error().Err(err).Msg("refusal not recorded")
	}
}

// mayRecord counts the refusals recorded in a minute.
func (a *Authenticator) mayRecord(now time.Time) bool {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if minute := now.Truncate(time.Minute); !minute.Equal(a.minute) {
		a.minute, a.recorded = minute, 0
	}
	a.recorded++
	return a.recorded <= mostRefusals
}

func (a *Authenticator) record(event Event) (*model.AuditRecord, error) {
	if a.config.Record == nil {
		return nil, nil
	}
	return a.config.Record(event)
}

// write changes sessions in one transaction with the record of it.
func (a *Authenticator) write(r *http.Request, operation string, actor *model.Actor, change func(w *store.Writer) error) error {
	record, err := a.record(Event{At: a.config.Clock(), Operation: operation, Actor: actor,
		RequestID: r.Header.Get(requestIDHeader), Outcome: outcomeOK})
	if err != nil {
		return err
	}
	return a.config.DB.Write(r.Context(), func(w *store.Writer) error {
		if err := change(w); err != nil || record == nil {
			return err
		}
		return w.AppendAudit(r.Context(), record)
	})
}
