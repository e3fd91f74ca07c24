package store

import (
	"context"

	"foyer/model"
)

// RevisionAt names the rules that were in force at a moment: those activated last
// before it. NOT_FOUND when none were.
func (db *DB) RevisionAt(ctx context.Context, at model.Instant) (string, error) {
	rows, err := Select[model.RevisionContent](ctx, db, work, "activated_at <= ? ORDER BY activated_at DESC, id LIMIT 1", at)
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "", model.NotFoundf("no rules were in force at this moment")
	}
	return rows[0].ID, nil
}

// RevisionContent reads the content of rules by name.
func (db *DB) RevisionContent(ctx context.Context, id string) (string, error) {
	rows, err := Select[model.RevisionContent](ctx, db, work, "id = ?", id)
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "", model.NotFoundf("no rules of this name were ever in force here")
	}
	return rows[0].Content, nil
}
