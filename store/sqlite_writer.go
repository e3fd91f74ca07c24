package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"sync"
	"time"
)

// Shortest pause that a bulk writer leaves between two transactions.
const shortestGap = 5 * time.Millisecond

// sqliteWriter is the one writing connection of this process. A goroutine that
// has its turn owns the connection.
type sqliteWriter struct {
	turn       chan struct{}
	bulk       sync.Mutex // bulk writers queue here first, so at most one stands before an interactive one
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	inserts    map[string]driver.Stmt
	values     []driver.NamedValue // scratch of inserts
	gapUntil   time.Time           // no bulk transaction before it; guarded by bulk
}

// take waits for the turn of the caller.
func (s *sqliteWriter) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *sqliteWriter) give() { <-s.turn }

// begin starts a transaction that holds the write lock of the file.
func (s *sqliteWriter) begin(ctx context.Context) error {
	return patiently(ctx, func() error {
		_, err := s.exec(ctx, "BEGIN IMMEDIATE", nil)
		return err
	})
}

// waitForGap leaves other writers the time that the last bulk transaction owes.
func (s *sqliteWriter) waitForGap(ctx context.Context) error {
	left := time.Until(s.gapUntil)
	if left <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// countChange counts the transaction in the header of the file, where watchers
// of every process look.
func (s *sqliteWriter) countChange(ctx context.Context) error {
	var count int64
	ctx = context.WithoutCancel(ctx)
	if err := s.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&count); err != nil {
		return err
	}
	_, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", (count+1)&0x7fffffff))
	return err
}

// end runs COMMIT or ROLLBACK, whatever became of the caller's context.
func (s *sqliteWriter) end(ctx context.Context, how string) error {
	_, err := s.exec(context.WithoutCancel(ctx), how, nil)
	return err
}

func (s *sqliteWriter) query(ctx context.Context, text string, args []any) (rows, error) {
	statement, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	found, err := statement.QueryContext(context.WithoutCancel(ctx), args...)
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (s *sqliteWriter) exec(ctx context.Context, text string, args []any) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	statement, err := s.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	result, err := statement.ExecContext(context.WithoutCancel(ctx), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (s *sqliteWriter) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if known, found := s.statements[text]; found {
		return known, nil
	}
	statement, err := s.conn.PrepareContext(context.WithoutCancel(ctx), text)
	if err != nil {
		return nil, err
	}
	s.statements[text] = statement
	return statement, nil
}

// insert runs an insert statement past the conversions of database/sql, which
// would cost more than the insert; values are already what the driver stores.
func (s *sqliteWriter) insert(ctx context.Context, text string, values []driver.NamedValue) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	var changed int64
	err := s.conn.Raw(func(raw any) error {
		statement, err := s.prepareInsert(raw, text)
		if err != nil {
			return err
		}
		result, err := statement.(driver.StmtExecContext).ExecContext(context.WithoutCancel(ctx), values)
		if err != nil {
			return err
		}
		changed, err = result.RowsAffected()
		return err
	})
	return changed, err
}

func (s *sqliteWriter) prepareInsert(raw any, text string) (driver.Stmt, error) {
	if known, found := s.inserts[text]; found {
		return known, nil
	}
	conn, ok := raw.(driver.Conn)
	if !ok {
		return nil, fmt.Errorf("the SQLite driver gave a %T instead of a connection", raw)
	}
	statement, err := conn.Prepare(text)
	if err != nil {
		return nil, err
	}
	if s.inserts == nil {
		s.inserts = map[string]driver.Stmt{}
	}
	s.inserts[text] = statement
	return statement, nil
}

// forget drops the prepared statements, before the tables change under them.
func (s *sqliteWriter) forget() error {
	var first error
	for text, statement := range s.statements {
		if err := statement.Close(); err != nil && first == nil {
			first = err
		}
		delete(s.statements, text)
	}
	raw := s.conn.Raw(func(any) error {
		for text, statement := range s.inserts {
			if err := statement.Close(); err != nil && first == nil {
				first = err
			}
			delete(s.inserts, text)
		}
		return nil
	})
	if first == nil {
		first = raw
	}
	return first
}

func (s *sqliteWriter) close() error {
	first := s.forget()
	if err := s.conn.Close(); err != nil && first == nil {
		first = err
	}
	return first
}
