package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"foyer/model"
)

// The rows of the data set as read, keyed by their identifiers.
type (
	berkaDistrict struct{ id, name, region string }
	berkaAccount  struct {
		id        string
		number    int
		district  *berkaDistrict
		frequency string
		opened    model.Date
		persons   []*berkaDisposition
		loan      *berkaLoan
		ledger    ledger
		contract  *model.Contract
	}
	berkaClient struct {
		id       string
		sex      model.Sex
		born     model.Date
		district *berkaDistrict
		accounts []*berkaAccount
	}
	berkaDisposition struct {
		id      string
		client  *berkaClient
		account *berkaAccount
		role    model.PartyRole
	}
	berkaLoan struct {
		id         string
		account    *berkaAccount
		granted    model.Date
		principal  int64
		instalment int64
		months     int
		status     string
	}
	berkaCard struct {
		id, level   string
		disposition *berkaDisposition
		issued      model.Date
	}
	berkaOrder struct {
		id, bank, payee string
		account         *berkaAccount
		amount          int64
		purpose         model.OrderPurpose
	}
)

// berkaRow reads the fields of a row and remembers the first that is wrong.
type berkaRow struct {
	table *table
	row   record
	err   error
}

func (r *berkaRow) text(column string) string { return r.table.field(r.row, column) }

func (r *berkaRow) fail(column, format string, args ...any) {
	if r.err == nil {
		r.err = brokenf("column %s: %s", column, fmt.Sprintf(format, args...))
	}
}

// id reads an identifier: a whole number, kept as text.
func (r *berkaRow) id(column string) string {
	text := r.text(column)
	if _, err := strconv.ParseUint(text, 10, 63); err != nil {
		r.fail(column, "%q is not an identifier: expected a whole number", text)
	}
	return strings.Clone(text)
}

// date reads YYMMDD of the twentieth century; a time of day after it is dropped.
func (r *berkaRow) date(column string) model.Date {
	text, _, _ := strings.Cut(r.text(column), " ")
	at, err := time.Parse("20060102", "19"+text)
	if err != nil {
		r.fail(column, "%q is not a date: expected YYMMDD", text)
		return 0
	}
	return model.DateOf(at)
}

func (r *berkaRow) money(column string) int64 {
	minor, err := parseMinor(r.text(column), 2)
	if err != nil {
		r.fail(column, "%s", err)
	}
	return minor
}

func (r *berkaRow) oneOf(column string, words map[string]string) string {
	word, known := words[strings.TrimSpace(r.text(column))]
	if !known {
		r.fail(column, "%q is not one of the words of the data set", r.text(column))
	}
	return word
}

// find resolves a reference to a row of another file.
func find[T any](r *berkaRow, rows map[string]*T, column, what string) *T {
	found, known := rows[r.text(column)]
	if !known {
		r.fail(column, "%s %q is not among the imported rows", what, r.text(column))
	}
	return found
}

// readFile reads one file: take makes a row of the bank out of a row of the
// file. Rows that are wrong or come twice go to the reject file.
func (b *berkaBank) readFile(ctx context.Context, name string, columns []string, take func(row *berkaRow)) error {
	table, err := openTable(filepath.Join(b.options.Dir, name), ';', false)
	if err != nil {
		return err
	}
	defer table.close()
	if err := table.checkColumns(columns, nil); err != nil {
		return err
	}
	tally, err := newTally(b.options.RejectDir, name)
	if err != nil {
		return err
	}
	b.tallies = append(b.tallies, tally)
	seen := map[string]int{}
	for ctx.Err() == nil {
		row := &berkaRow{table: table}
		row.row, err = table.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err := takeRow(tally, seen, row, err, columns[0], take); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// takeRow hands one row over, or refuses it. broken is what reading it said.
func takeRow(tally *tally, seen map[string]int, row *berkaRow, broken error, key string, take func(row *berkaRow)) error {
	var wrong *rowError
	if broken != nil && !errors.As(broken, &wrong) {
		return broken
	}
	tally.Read++
	if row.err = broken; broken == nil {
		id := row.id(key)
		if first, double := seen[id]; double {
			row.fail(key, "%s stands on line %d already", id, first)
		} else {
			seen[id] = row.row.line
		}
	}
	if row.err == nil {
		take(row)
	}
	if row.err != nil {
		return tally.reject(row.row.line, row.err.Error()+row.table.cut(), row.row.raw)
	}
	return nil
}
