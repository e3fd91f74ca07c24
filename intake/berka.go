package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"foyer/model"
	"foyer/store"
)

// Source and currency of everything in the Berka data set.
const (
	berkaSource   = "berka"
	berkaCurrency = "CZK"
)

// berkaEnd is the last day that the data set speaks of: ages, running loans and
// roles are described as of it.
var berkaEnd = model.NewDate(1998, time.December, 31)

// BerkaOptions say where the files of the Berka data set are.
type BerkaOptions struct {
	Dir       string // account.asc, client.asc, disp.asc, district.asc, order.asc, loan.asc, card.asc, trans*
	RejectDir string // where reject files go; made when it is not there, "" means ./rejects
	Products  []model.Product
	Clock     func() time.Time
	Progress  func(done, total int64) // rows written; may be nil
}

// Berka imports the Berka data set: a Czech bank's clients, accounts, loans,
// cards, standing orders and movements of 1993-1998. Every row is imported, was
// there already, or is in a reject file. All files are read and checked before
// the first row is written; an interrupted import is completed by the next one.
// A file that is absent, cut in its header or wrongly encoded is a *model.Error.
func Berka(ctx context.Context, db *store.DB, options BerkaOptions) (*ImportReport, error) {
	if options.RejectDir == "" {
		options.RejectDir = "rejects"
	}
	if err := prepareRejects(options.RejectDir); err != nil {
		return nil, err
	}
	bank := newBerkaBank(options)
	err := bank.read(ctx)
	if err == nil {
		bank.build()
		err = bank.write(ctx, db)
	}
	report, closing := reportOf(bank.tallies)
	if err = errors.Join(err, closing); err != nil {
		return nil, err
	}
	report.Warnings = bank.warnings()
	return report, recordRun(ctx, db, berkaSource, bank.started, options.Clock(), report)
}

// movementFiles lists the files of movements in the folder.
func movementFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, model.Invalidf("directory", "%s can't be read: name the folder that holds account.asc and the other files", dir)
	}
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		known := slices.Contains([]string{".asc", ".csv"}, filepath.Ext(name))
		if known && strings.HasPrefix(name, "trans") && !strings.Contains(name, ".rejects.") {
			names = append(names, name)
		}
	}
	return names, nil
}

// warnings say which movements are unknown since a file of them may be missing:
// the data set has two.
func (b *berkaBank) warnings() []string {
	there := "there is no file of movements"
	switch len(b.files) {
	case 0:
	case 1:
		there = b.files[0].name + " is the only file of movements"
	default:
		return nil
	}
	unknown := 0
	for _, account := range b.accountOrder {
		if account.contract.CoveredTo.IsZero() {
			unknown++
		}
	}
	return []string{fmt.Sprintf("%s (trans*.asc, trans*.csv) in the folder: the movements of %d of %d accounts are unknown; "+
		"if a file is missing, add it and import into an empty database, for an import adds and does not overwrite",
		there, unknown, len(b.accountOrder))}
}

// write stores the rows, referenced tables first. Rows that are there already
// stay as they are.
func (b *berkaBank) write(ctx context.Context, db *store.DB) error {
	a := &adder{db: db, progress: progress{tell: b.options.Progress, total: b.size()}}
	addProducts(ctx, a, b.options.Products)
	addNew(ctx, a, nil, b.regions)
	addNew(ctx, a, b.tally("district.asc"), b.branches)
	addNew(ctx, a, nil, b.employees)
	addNew(ctx, a, nil, b.roles)
	addNew(ctx, a, nil, b.portfolios)
	addNew(ctx, a, nil, b.holders)
	addNew(ctx, a, b.tally("client.asc"), b.customers)
	addNew(ctx, a, nil, b.tokens)
	addNew(ctx, a, nil, b.addresses)
	addNew(ctx, a, nil, b.households)
	addNew(ctx, a, nil, b.members)
	addNew(ctx, a, nil, b.relationships)
	addNew(ctx, a, b.tally("account.asc"), b.currentAccounts)
	addNew(ctx, a, b.tally("loan.asc"), b.loans)
	addNew(ctx, a, b.tally("card.asc"), b.cards)
	addNew(ctx, a, b.tally("disp.asc"), b.parties)
	addNew(ctx, a, nil, b.otherParties)
	addNew(ctx, a, b.tally("order.asc"), b.orders)
	for _, file := range b.files {
		addNew(ctx, a, file.tally, file.movements)
	}
	return a.err
}
