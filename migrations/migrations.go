// Package migrations embeds the SQL that makes the database: one portable set
// for SQLite and PostgreSQL, applied in the order of the file names.
package migrations

import "embed"

// Files are the migrations: NAME.tx.up.sql and NAME.tx.down.sql, each run in a
// transaction, statements separated by a line --bun:split.
//
//go:embed *.sql
var Files embed.FS
