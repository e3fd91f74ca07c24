package store

import (
	"context"
	"fmt"

	"foyer/model"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// smallestPool is the least number of connections that a pool may grow to, when
// the address does not say pool_max_conns.
const smallestPool = 8

func (db *DB) openPostgres(ctx context.Context, url string) error {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return &model.Error{Code: model.CodeInvalid, Field: "database-url",
			Message: "this PostgreSQL address can't be read: give postgres://USER:PASSWORD@HOST:PORT/NAME", Err: err}
	}
	config.MaxConns = max(config.MaxConns, smallestPool)
	settings := config.ConnConfig.RuntimeParams
	settings["timezone"] = "UTC"
	settings["application_name"] = "foyer"
	db.pool, err = pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return db.explain("open the database", err)
	}
	db.closers = append(db.closers, func() error { db.pool.Close(); return nil })
	db.reads = pgLink{db.pool}
	if err := db.pool.Ping(ctx); err != nil {
		return db.explain("open the database", err)
	}
	return nil
}

// pgSender is a pool, a connection or a transaction of pgx.
type pgSender interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// pgLink sends statements through pgx.
type pgLink struct{ to pgSender }

func (l pgLink) query(ctx context.Context, text string, args []any) (rows, error) {
	found, err := l.to.Query(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return pgRows{found}, nil
}

func (l pgLink) exec(ctx context.Context, text string, args []any) (int64, error) {
	tag, err := l.to.Exec(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return tag.RowsAffected(), nil
}

type pgRows struct{ pgx.Rows }

// Close ends the answer; what went wrong while reading it is told here too.
func (r pgRows) Close() error {
	r.Rows.Close()
	if err := r.Rows.Err(); err != nil {
		return fmt.Errorf("read rows: %w", err)
	}
	return nil
}
