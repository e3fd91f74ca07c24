// Package store is all SQL of the bank, on SQLite and PostgreSQL: reads under a
// Scope (Reader), changes inside a transaction (Writer), the facts that rules
// judge, digests, backups. It keeps and finds; it never judges.
//
// Reads use real placeholders and few distinct statements: a list of ids is one
// parameter, so the text of a statement does not depend on how many there are.
package store
