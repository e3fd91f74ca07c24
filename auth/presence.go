package auth

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"foyer/model"
)

// How often the sessions and tokens behind open requests are looked at. It is one
// small read however many there are, which waking on every commit would not be.
const (
	lookEvery   = 250 * time.Millisecond
	lookTimeout = 5 * time.Second
)

// presence knows the open requests, by what they came in with.
type presence struct {
	mutex sync.Mutex
	open  map[*visit]struct{}
}

// visit is one open request.
type visit struct {
	visitor *visitor
	end     context.CancelFunc
}

// enter notes a request until the function it gives is called.
func (p *presence) enter(visitor *visitor, end context.CancelFunc) (leave func()) {
	here := &visit{visitor, end}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.open[here] = struct{}{}
	return func() {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		delete(p.open, here)
	}
}

// hashes lists what open requests came in with: sessions, or tokens.
func (p *presence) hashes(session bool) []string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var out []string
	for here := range p.open {
		if here.visitor.session == session {
			out = append(out, here.visitor.hash)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// end ends the open requests of some sessions or tokens.
func (p *presence) end(session bool, hashes []string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for here := range p.open {
		if here.visitor.session == session && slices.Contains(hashes, here.visitor.hash) {
			here.end()
		}
	}
}

// Follow ends the open requests, streams above all, whose session ended or whose
// token was revoked, by any server on the database. It runs until ctx ends.
func (a *Authenticator) Follow(ctx context.Context) {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := a.look(ctx); err != nil && ctx.Err() == nil {
			a.config.Logger.Warn().Err(err).Msg("sessions of open requests not read")
		}
	}
}

// look ends what may no longer run now.
func (a *Authenticator) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	return errors.Join(a.lookAtSessions(ctx), a.lookAtTokens(ctx))
}

func (a *Authenticator) lookAtSessions(ctx context.Context) error {
	open := a.presence.hashes(true)
	if len(open) == 0 {
		return nil
	}
	running, err := a.config.DB.Reader().RunningSessions(ctx, open, model.InstantOf(a.config.Clock()))
	if err != nil {
		return err
	}
	a.presence.end(true, slices.DeleteFunc(open, func(hash string) bool { return slices.Contains(running, hash) }))
	return nil
}

func (a *Authenticator) lookAtTokens(ctx context.Context) error {
	open := a.presence.hashes(false)
	if len(open) == 0 {
		return nil
	}
	revoked, err := a.config.DB.Reader().RevokedTokens(ctx, open)
	if err != nil {
		return err
	}
	a.presence.end(false, revoked)
	return nil
}
