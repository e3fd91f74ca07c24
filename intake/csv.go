package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"foyer/model"
	"foyer/store"
)

// CSVOptions say where the CSV files of a bank are; docs/csv.md describes them.
type CSVOptions struct {
	Dir        string
	Source     string // system that the external ids belong to; "" means csv
	RejectDir  string // where reject files go; made when it is not there, "" means ./rejects
	Products   []model.Product
	EventKinds []string // kinds that life events may have
	Scopes     []string // scopes that machines may have
	Clock      func() time.Time
	Progress   func(done, total int64) // bytes read; may be nil
}

// CSV imports the files of a folder. A file with a missing or unknown column, in
// another encoding than UTF-8 or with a cut last line is refused with a
// *model.Error before anything is written; a single wrong row goes to a reject
// file. Rows that are there already stay as they are, so an import may be run
// again and an interrupted one is completed by the next; a row that says something
// else than the one stored goes to the reject file.
func CSV(ctx context.Context, db *store.DB, options CSVOptions) (*ImportReport, error) {
	if options.RejectDir == "" {
		options.RejectDir = "rejects"
	}
	run := newCSVRun(db, options)
	files, err := run.files()
	if err != nil {
		return nil, err
	}
	var refused []error
	for _, file := range files {
		refused = append(refused, checkFile(ctx, file, options.Dir))
	}
	if err := errors.Join(refused...); err != nil {
		return nil, err
	}
	if err := run.prepare(files); err != nil {
		return nil, err
	}
	if addProducts(ctx, run.adder, options.Products); run.adder.err != nil {
		return nil, run.adder.err
	}
	for i, file := range files {
		if err = run.importFile(ctx, file, run.tallies[i]); err != nil {
			break
		}
	}
	report, closing := reportOf(run.tallies)
	if err = errors.Join(err, closing); err != nil {
		return nil, err
	}
	return report, recordRun(ctx, db, run.source, run.started, options.Clock(), report)
}

// csvRun is one import of CSV files.
type csvRun struct {
	db       *store.DB
	options  CSVOptions
	source   string
	started  time.Time
	layouts  map[string]*layout
	families map[string]model.ContractType // of the products, by code
	known    map[string]map[model.ID]trait // rows that others may refer to, by layout
	tallies  []*tally
	adder    *adder
	progress progress
}

func newCSVRun(db *store.DB, options CSVOptions) *csvRun {
	run := &csvRun{
		db: db, options: options, source: options.Source, started: options.Clock(), layouts: map[string]*layout{},
		families: map[string]model.ContractType{}, known: map[string]map[model.ID]trait{}, adder: &adder{db: db},
		progress: progress{tell: options.Progress},
	}
	if run.source == "" {
		run.source = "csv"
	}
	for _, product := range options.Products {
		run.families[product.Code] = product.Family
	}
	for _, layout := range csvLayouts() {
		run.layouts[layout.name] = layout
	}
	for _, layout := range run.layouts {
		for _, column := range layout.columns {
			if column.kind == rowCell && run.known[column.target] == nil {
				run.known[column.target] = map[model.ID]trait{}
			}
		}
	}
	return run
}

func (run *csvRun) now() model.Instant { return model.InstantOf(run.started) }

func (run *csvRun) today() model.Date { return model.DateOf(run.started) }

// prepare makes sure that refused rows can be kept, before the first row is written.
func (run *csvRun) prepare(files []*layout) error {
	if err := prepareRejects(run.options.RejectDir); err != nil {
		return err
	}
	for _, file := range files {
		tally, err := newTally(run.options.RejectDir, file.name+".csv")
		if err != nil {
			return err
		}
		run.tallies = append(run.tallies, tally)
	}
	return nil
}

// files lists the layouts whose files are in the folder, in the order of import.
func (run *csvRun) files() ([]*layout, error) {
	entries, err := os.ReadDir(run.options.Dir)
	if err != nil {
		return nil, model.Invalidf("directory", "%s can't be read: name the folder that holds the CSV files", run.options.Dir)
	}
	there := map[string]bool{}
	for _, entry := range entries {
		name, isCSV := strings.CutSuffix(entry.Name(), ".csv")
		if !isCSV || entry.IsDir() || strings.HasSuffix(name, ".rejects") {
			continue
		}
		if run.layouts[name] == nil {
			return nil, model.Invalidf(entry.Name(), "no such file belongs to the layout: rename it or take it out of the folder; docs/csv.md lists the names")
		}
		there[name] = true
		if info, err := entry.Info(); err == nil {
			run.progress.total += info.Size()
		}
	}
	var files []*layout
	for _, layout := range csvLayouts() {
		if there[layout.name] {
			files = append(files, run.layouts[layout.name])
		}
	}
	if len(files) == 0 {
		return nil, model.Invalidf("directory", "%s holds no CSV file of the layout: docs/csv.md lists their names", run.options.Dir)
	}
	return files, nil
}

// checkFile refuses a file that can't be read to its end.
func checkFile(ctx context.Context, l *layout, dir string) error {
	t, err := openTable(filepath.Join(dir, l.name+".csv"), ',', true)
	if err != nil {
		return err
	}
	defer t.close()
	if err := t.checkColumns(l.names()); err != nil {
		return err
	}
	for ctx.Err() == nil {
		_, err := t.readRaw()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t.refuse(err)
		}
	}
	if !t.ended && t.passed > 0 {
		return refusef(t.name, t.passed, "the last line is not ended: %s, or end the line when it is complete", seemsCut)
	}
	return ctx.Err()
}

// importFile imports the rows of one file, batch by batch.
func (run *csvRun) importFile(ctx context.Context, l *layout, tally *tally) error {
	t, err := openTable(filepath.Join(run.options.Dir, l.name+".csv"), ',', true)
	if err != nil {
		return err
	}
	defer t.close()
	seen := map[model.ID]int{}
	for more := true; more; {
		var rows []*csvRow
		begun := t.bytes
		if rows, more, err = run.readBatch(l, t, tally, seen); err == nil {
			err = run.writeBatch(ctx, l, tally, rows)
		}
		if err != nil {
			return fmt.Errorf("import %s: %w", t.name, err)
		}
		run.progress.advance(t.bytes - begun)
	}
	return nil
}

// readBatch reads rows until there are enough for a transaction, and tells
// whether the file has more. Wrong rows and doubles are refused.
func (run *csvRun) readBatch(l *layout, t *table, tally *tally, seen map[model.ID]int) ([]*csvRow, bool, error) {
	var rows []*csvRow
	for len(rows) < batchRows {
		rec, err := t.next()
		if errors.Is(err, io.EOF) {
			return rows, false, nil
		}
		tally.Read++
		row := &csvRow{line: rec.line, raw: rec.raw, err: err}
		var broken *rowError
		switch {
		case err == nil:
			row = run.parse(l, t, rec)
		case !errors.As(err, &broken):
			return nil, false, err
		}
		if row.err == nil {
			id := row.id()
			if first, double := seen[id]; double {
				row.fail(strings.Join(l.key, ", "), "the same row stands on line %d already", first)
			} else {
				seen[id] = row.line
			}
		}
		if row.err == nil {
			rows = append(rows, row)
			continue
		}
		if err := tally.reject(row.line, row.err.Error(), row.raw); err != nil {
			return nil, false, err
		}
	}
	return rows, true, nil
}
