package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"foyer/model"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/migrate"
)

// MigrateUp applies the migrations that are missing and gives their names.
func (db *DB) MigrateUp(ctx context.Context) ([]string, error) {
	return db.migrating(ctx, "apply the migrations", func(migrator *migrate.Migrator) (*migrate.MigrationGroup, error) {
		return migrator.Migrate(ctx)
	})
}

// MigrateDown takes back the migrations that were applied last, together, and
// gives their names. The rows of their tables are lost.
func (db *DB) MigrateDown(ctx context.Context) ([]string, error) {
	return db.migrating(ctx, "take back the migrations", func(migrator *migrate.Migrator) (*migrate.MigrationGroup, error) {
		return migrator.Rollback(ctx)
	})
}

// MigrationStatus gives the names of the applied and of the missing migrations,
// oldest first. It changes nothing.
func (db *DB) MigrationStatus(ctx context.Context) (applied, pending []string, err error) {
	known, err := db.discovered()
	if err != nil {
		return nil, nil, err
	}
	done, err := db.appliedMigrations(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, migration := range known.Sorted() {
		if done[migration.Name] {
			applied = append(applied, migration.Name+"_"+migration.Comment)
			continue
		}
		pending = append(pending, migration.Name+"_"+migration.Comment)
	}
	return applied, pending, nil
}

func (db *DB) appliedMigrations(ctx context.Context) (map[string]bool, error) {
	done := map[string]bool{}
	exists := "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'bun_migrations'"
	if db.dialect == Postgres {
		exists = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'bun_migrations'"
	}
	if found, err := db.one(ctx, db.reads, exists); err != nil || found == 0 {
		return done, err
	}
	rows, err := db.query(ctx, db.reads, "SELECT name FROM bun_migrations")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, db.explain("read the migrations", closeRows(rows, err))
		}
		done[name] = true
	}
	return done, db.explain("read the migrations", closeRows(rows, rows.Err()))
}

func (db *DB) discovered() (*migrate.Migrations, error) {
	known := migrate.NewMigrations()
	if err := known.Discover(migrationFiles{db.dialect}); err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return known, nil
}

// migrating runs a step of bun's migrator on a connection of its own, alone:
// its lock is a row that a killed process would leave behind, so the database's
// own lock is held instead.
func (db *DB) migrating(ctx context.Context, doing string, step func(*migrate.Migrator) (*migrate.MigrationGroup, error)) (names []string, err error) {
	known, err := db.discovered()
	if err != nil {
		return nil, err
	}
	connection, release, err := db.alone(ctx)
	if err != nil {
		return nil, db.explain(doing, err)
	}
	defer func() { err = errors.Join(err, release()) }()
	migrator := migrate.NewMigrator(connection, known, migrate.WithMarkAppliedOnSuccess(true))
	if err := migrator.Init(ctx); err != nil {
		return nil, db.explain(doing, err)
	}
	group, err := step(migrator)
	if err != nil {
		return nil, db.explain(doing, err)
	}
	for _, migration := range group.Migrations {
		names = append(names, migration.Name+"_"+migration.Comment)
	}
	return names, nil
}

// alone gives a connection for migrations, and keeps other migrators out.
func (db *DB) alone(ctx context.Context) (*bun.DB, func() error, error) {
	if db.dialect == SQLite {
		return db.aloneSQLite(ctx)
	}
	guard, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, nil, err
	}
	const lock = 0x666f796572 // "foyer", any number will do
	if _, err := guard.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(lock)); err != nil {
		guard.Release()
		return nil, nil, err
	}
	pool := stdlib.OpenDBFromPool(db.pool)
	return bun.NewDB(pool, postgresDialect()), func() error {
		_, err := guard.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(lock))
		guard.Release()
		return errors.Join(err, pool.Close())
	}, nil
}

func (db *DB) aloneSQLite(ctx context.Context) (*bun.DB, func() error, error) {
	if err := db.sqlite.take(ctx); err != nil {
		return nil, nil, err
	}
	if err := db.sqlite.forget(); err != nil {
		db.sqlite.give()
		return nil, nil, err
	}
	pool, err := sql.Open("sqlite", sqliteAddress(db.file, "busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)")+"&_txlock=immediate")
	if err != nil {
		db.sqlite.give()
		return nil, nil, err
	}
	pool.SetMaxOpenConns(1)
	return bun.NewDB(pool, sqliteDialect()), func() error {
		db.sqlite.give()
		return pool.Close()
	}, nil
}

// requireTables says what to do when the tables are not those of this program.
func (db *DB) requireTables(ctx context.Context) error {
	_, pending, err := db.MigrationStatus(ctx)
	if err != nil || len(pending) == 0 {
		return err
	}
	return &model.Error{Code: model.CodeUnavailable, Message: fmt.Sprintf("%d migrations are missing: run the migrations first (foyer migrate up)", len(pending))}
}
