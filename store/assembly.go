package store

import (
	"context"
	"database/sql/driver"
	"reflect"
	"sync"
)

// assembly is an assembly line: one goroutine makes the values of inserts while
// another one hands them to SQLite.
type assembly struct {
	full  chan chunk
	empty chan []driver.NamedValue
	done  chan struct{}
	mutex sync.Mutex
	err   error
}

// chunksAhead is how many statements wait for SQLite.
const chunksAhead = 8

func (db *DB) assemble(ctx context.Context) *assembly {
	line := &assembly{full: make(chan chunk, chunksAhead), empty: make(chan []driver.NamedValue, chunksAhead+2), done: make(chan struct{})}
	for range cap(line.empty) {
		line.empty <- nil
	}
	go func() {
		defer close(line.done)
		for one := range line.full {
			if line.failure() == nil {
				db.observe(ctx, one.text)
				if _, err := db.sqlite.insert(ctx, one.text, one.values); err != nil {
					line.fail(err)
				}
			}
			line.empty <- one.values
		}
	}()
	return line
}

// add hands rows over; it gives the failure of earlier ones, if any.
func (a *assembly) add(table *table, rows []reflect.Value) error {
	values := <-a.empty
	defer func() { a.empty <- values }()
	return table.chunks(rows, "", values, func(one chunk) ([]driver.NamedValue, error) {
		a.full <- one
		values = <-a.empty
		return values, a.failure()
	})
}

// finish waits until SQLite has everything.
func (a *assembly) finish() error {
	close(a.full)
	<-a.done
	return a.failure()
}

func (a *assembly) fail(err error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.err = err
}

func (a *assembly) failure() error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.err
}
