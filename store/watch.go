package store

import (
	"context"
	"sync"
	"time"
)

// notifyStatement tells the watchers of every process of a commit.
const notifyStatement = "NOTIFY foyer_changes"

// Pauses between two looks at the file (SQLite), and before listening again
// after the connection was lost (PostgreSQL).
const (
	lookEvery   = 200 * time.Millisecond
	listenAgain = time.Second
)

// changeBell wakes the watchers of this process.
type changeBell struct {
	mutex    sync.Mutex
	watchers map[chan struct{}]struct{}
	stop     context.CancelFunc // of the goroutine that hears other processes
	stopped  chan struct{}
}

func (b *changeBell) ring() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for watcher := range b.watchers {
		select {
		case watcher <- struct{}{}:
		default: // already woken and not yet looked
		}
	}
}

func (b *changeBell) close() {
	b.mutex.Lock()
	stop, stopped := b.stop, b.stopped
	b.mutex.Unlock()
	if stop != nil {
		stop()
		<-stopped
	}
}

// Watch gives a channel that wakes its reader after commits of this and other
// processes, several at once as one; records of the audit alone wake nobody.
// It ends with ctx.
func (db *DB) Watch(ctx context.Context) (<-chan struct{}, error) {
	bell := &db.changes
	woken := make(chan struct{}, 1)
	bell.mutex.Lock()
	defer bell.mutex.Unlock()
	if bell.stop == nil {
		listening, stop := context.WithCancel(context.WithoutCancel(ctx))
		bell.watchers = map[chan struct{}]struct{}{}
		bell.stop, bell.stopped = stop, make(chan struct{})
		go func() {
			defer close(bell.stopped)
			db.hearOthers(listening)
		}()
	}
	bell.watchers[woken] = struct{}{}
	context.AfterFunc(ctx, func() {
		bell.mutex.Lock()
		defer bell.mutex.Unlock()
		delete(bell.watchers, woken)
	})
	return woken, nil
}

// hearOthers rings for the commits of other processes until ctx ends.
func (db *DB) hearOthers(ctx context.Context) {
	if db.dialect == Postgres {
		for ctx.Err() == nil {
			if err := db.listen(ctx); err != nil && ctx.Err() == nil {
				db.options.Logger.Warn().Err(err).Msg("listening for changes of other processes was interrupted")
				pause(ctx, listenAgain)
			}
		}
		return
	}
	seen := int64(-1)
	for ctx.Err() == nil {
		count, err := db.one(ctx, db.reads, "PRAGMA user_version")
		switch {
		case err != nil && ctx.Err() == nil:
			db.options.Logger.Warn().Err(err).Msg("looking for changes of other processes failed")
		case err == nil && count != seen:
			seen = count
			db.changes.ring()
		}
		pause(ctx, lookEvery)
	}
}

func pause(ctx context.Context, length time.Duration) {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// listen rings for every notification until its connection breaks.
func (db *DB) listen(ctx context.Context) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	hijacked := conn.Hijack()
	defer func() { _ = hijacked.Close(context.WithoutCancel(ctx)) }() // the connection listens, so it can't go back to the pool
	if _, err := hijacked.Exec(ctx, "LISTEN foyer_changes"); err != nil {
		return err
	}
	db.changes.ring() // what happened before listening
	for {
		if _, err := hijacked.WaitForNotification(ctx); err != nil {
			return err
		}
		db.changes.ring()
	}
}
