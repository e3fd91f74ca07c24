package store

import "context"

// What a load takes off and puts back on PostgreSQL: each statement gives a
// statement that drops, and one that makes again. References come first off and
// last on.
const (
	postgresReferences = `SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', r.relname, c.conname),
		format('ALTER TABLE %I ADD CONSTRAINT %I %s', r.relname, c.conname, pg_get_constraintdef(c.oid))
		FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
		WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY 1`
	postgresIndexes = `SELECT format('DROP INDEX %I', r.relname), pg_get_indexdef(i.indexrelid)
		FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
		WHERE r.relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1`
)

// loadPostgres fills tables that have no references and no indexes meanwhile.
func (w *Writer) loadPostgres(ctx context.Context, fill func(w *Writer) error) error {
	references, err := w.pairs(ctx, postgresReferences)
	if err != nil {
		return err
	}
	indexes, err := w.pairs(ctx, postgresIndexes)
	if err != nil {
		return err
	}
	for _, pair := range append(references, indexes...) {
		if _, err := w.Exec(ctx, pair[0]); err != nil {
			return err
		}
	}
	if err := fill(w); err != nil {
		return err
	}
	for _, pair := range append(indexes, references...) {
		if _, err := w.Exec(ctx, pair[1]); err != nil {
			return err
		}
	}
	_, err = w.Exec(ctx, "ANALYZE") // plans made before would take the tables for empty
	return err
}

// pairs reads rows of two texts.
func (w *Writer) pairs(ctx context.Context, statement string) ([][2]string, error) {
	rows, err := w.db.query(ctx, w.to, statement)
	if err != nil {
		return nil, err
	}
	var out [][2]string
	for rows.Next() {
		var pair [2]string
		if err := rows.Scan(&pair[0], &pair[1]); err != nil {
			return nil, w.db.explain("read the schema", closeRows(rows, err))
		}
		out = append(out, pair)
	}
	return out, w.db.explain("read the schema", closeRows(rows, rows.Err()))
}
