package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"reflect"

	"foyer/model"
)

// notDigested are the tables that say when and how the bank came to its state,
// not what the state is.
var notDigested = map[reflect.Type]bool{
	reflect.TypeFor[model.CustomerKey](): true, reflect.TypeFor[model.NightRun](): true,
	reflect.TypeFor[model.ImportRun](): true, reflect.TypeFor[model.AuditRecord](): true,
	reflect.TypeFor[model.EmergencyAccess](): true, reflect.TypeFor[model.Alert](): true, reflect.TypeFor[model.Export](): true,
	reflect.TypeFor[model.AuditArrival](): true, reflect.TypeFor[model.AuditPlace](): true, reflect.TypeFor[model.AuditNode](): true,
	reflect.TypeFor[model.AuditCheckpoint](): true, reflect.TypeFor[model.AuditCustomer](): true,
}

// Digest names the state of the bank: the SHA-256 of a canonical text of its
// tables. It is the same on both databases, and does not depend on when rows
// were written nor on the keys that seal facts.
func (db *DB) Digest(ctx context.Context) (string, error) {
	sum := sha256.New()
	out := bufio.NewWriterSize(sum, 1<<16)
	err := db.snapshot(ctx, func(from link) error {
		text := &canonical{db: db, from: from, columns: digested, line: func(line []byte) error {
			if _, err := out.Write(line); err != nil {
				return err
			}
			return out.WriteByte('\n')
		}}
		return text.write(ctx)
	})
	if err != nil {
		return "", err
	}
	if err := out.Flush(); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// digested lists the columns of a table that the digest covers. Of the instants
// only that of an interaction is a fact about the bank.
func digested(table *table) []column {
	if notDigested[table.of] {
		return nil
	}
	var out []column
	for _, column := range table.columns {
		recorded := column.kind == instantKind && column.name != "occurred_at"
		if !recorded && column.name != "facts_sealed" {
			out = append(out, column)
		}
	}
	return out
}
