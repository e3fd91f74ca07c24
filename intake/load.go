package intake

import (
	"context"
	"time"

	"foyer/model"
	"foyer/store"
)

// batchRows is how many rows one transaction of an import writes: little enough
// to stay far below 50 ms, so that other writers get in between.
const batchRows = 400

// idEpoch is the instant in the ids of imported rows. It is fixed: the same
// source and external id give the same id on every day.
var idEpoch = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// deriveID gives the id of a row that a source names by an external id.
func deriveID(source, table, external string) model.ID {
	return model.DeriveID(idEpoch, source, table, external)
}

// adder writes the rows of an import, table after table; after a failure it
// writes nothing more and keeps the error.
type adder struct {
	db       *store.DB
	progress progress
	err      error
}

// addNew writes the rows that are not there yet, batch by batch, and counts them
// into the file they came from; tally is nil for rows that follow from others.
func addNew[T any](ctx context.Context, a *adder, tally *tally, rows []*T) {
	for a.err == nil && len(rows) > 0 {
		batch := rows[:min(batchRows, len(rows))]
		rows = rows[len(batch):]
		var added int64
		a.err = a.db.WriteBulk(ctx, func(w *store.Writer) error {
			var err error
			added, err = w.InsertNew(ctx, batch)
			return err
		})
		if tally != nil && a.err == nil {
			tally.Imported += added
			tally.Unchanged += int64(len(batch)) - added
		}
		a.progress.advance(int64(len(batch)))
	}
}

// progress tells somebody how far long work is.
type progress struct {
	tell        func(done, total int64)
	done, total int64
}

func (p *progress) advance(by int64) {
	p.done += by
	if p.tell != nil {
		p.tell(p.done, max(p.done, p.total))
	}
}

// addProducts makes sure that the products which contracts name are there.
func addProducts(ctx context.Context, a *adder, products []model.Product) {
	rows := make([]*model.Product, len(products))
	for i := range products {
		rows[i] = &products[i]
	}
	addNew(ctx, a, nil, rows)
}

// recordRun keeps what an import did.
func recordRun(ctx context.Context, db *store.DB, source string, started, finished time.Time, report *ImportReport) error {
	total := report.Total()
	run := &model.ImportRun{
		ID:     model.DeriveID(started, source, "run"),
		Source: source, State: model.RunDone,
		Read: total.Read, Imported: total.Imported, Unchanged: total.Unchanged, Rejected: total.Rejected,
		StartedAt: model.InstantOf(started), FinishedAt: model.InstantOf(finished),
	}
	return db.WriteBulk(ctx, func(w *store.Writer) error {
		_, err := w.InsertNew(ctx, run)
		return err
	})
}

// productOf picks the product of a family: the first of the wanted codes that
// the bank sells, else the first of the family, "" when it sells none.
func productOf(products []model.Product, family model.ContractType, wanted ...string) string {
	fallback := ""
	for _, code := range wanted {
		for _, product := range products {
			if product.Family == family && product.Code == code {
				return code
			}
		}
	}
	for _, product := range products {
		if product.Family == family && fallback == "" {
			fallback = product.Code
		}
	}
	return fallback
}
