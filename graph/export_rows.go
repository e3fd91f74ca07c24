package graph

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// closedWord is a value that no mask fits.
type closedWord string

// exportRow is a customer with what the columns of an export need beside.
type exportRow struct {
	*model.Customer
	email, phone, city, branch, portfolio string
}

// exportCells gives the value of a column of a row.
var exportCells = map[model.CustomerColumn]func(row *exportRow) any{
	"ID":                func(row *exportRow) any { return closedWord(view.GlobalID{Type: "Customer", ID: row.ID}.String()) },
	"ACCESS_CLASS":      func(row *exportRow) any { return closedWord(row.Class.String()) },
	"KIND":              func(row *exportRow) any { return closedWord(row.Kind) },
	"STATUS":            func(row *exportRow) any { return closedWord(row.Status) },
	"DISPLAY_NAME":      func(row *exportRow) any { return row.DisplayName() },
	"FIRST_NAME":        func(row *exportRow) any { return row.FirstName },
	"LAST_NAME":         func(row *exportRow) any { return row.LastName },
	"BIRTH_DATE":        func(row *exportRow) any { return row.BirthDate },
	"MARITAL_STATUS":    func(row *exportRow) any { return closedWord(row.MaritalStatus) },
	"PCS_CODE":          func(row *exportRow) any { return row.PCSCode },
	"EMPLOYMENT_STATUS": func(row *exportRow) any { return closedWord(row.EmploymentStatus) },
	"PROFESSION":        func(row *exportRow) any { return row.Profession },
	"CUSTOMER_SINCE":    func(row *exportRow) any { return row.CustomerSince },
	"CREATED_AT":        func(row *exportRow) any { return row.CreatedAt },
	"BRANCH":            func(row *exportRow) any { return row.branch },
	"PORTFOLIO":         func(row *exportRow) any { return row.portfolio },
	"EMAIL":             func(row *exportRow) any { return row.email },
	"PHONE":             func(row *exportRow) any { return row.phone },
	"CITY":              func(row *exportRow) any { return row.city },
}

// exportBesides reads what some columns need beside the customers, a statement for
// each column that is asked for.
func (r *Resolver) exportBesides(ctx context.Context, scope model.Scope, columns []model.CustomerColumn, rows []*exportRow) error {
	ids, branches, portfolios := make([]model.ID, len(rows)), make([]model.ID, len(rows)), make([]model.ID, len(rows))
	for i, row := range rows {
		ids[i], branches[i], portfolios[i] = row.ID, row.BranchID, row.PortfolioID
	}
	today := r.today()
	for _, column := range columns {
		var err error
		switch column {
		case "EMAIL":
			err = beside(ctx, scope, ids, rows, r.reader.Emails, func(row *exportRow, emails []*model.Email) {
				row.email = best(emails, func(e *model.Email) (string, bool, bool) {
					return e.Address, e.Preferred, running(today, e.ValidFrom, e.ValidTo)
				})
			})
		case "PHONE":
			err = beside(ctx, scope, ids, rows, r.reader.Phones, func(row *exportRow, phones []*model.Phone) {
				row.phone = best(phones, func(p *model.Phone) (string, bool, bool) {
					return p.Number, p.Preferred, running(today, p.ValidFrom, p.ValidTo)
				})
			})
		case "CITY":
			err = beside(ctx, scope, ids, rows, r.reader.Addresses, func(row *exportRow, addresses []*model.Address) {
				row.city = best(addresses, func(a *model.Address) (string, bool, bool) {
					return a.City, false, running(today, a.ValidFrom, a.ValidTo)
				})
			})
		case "BRANCH":
			err = beside(ctx, scope, branches, rows, r.reader.Branches, func(row *exportRow, branch *model.Branch) { row.branch = branch.Code })
		case "PORTFOLIO":
			err = beside(ctx, scope, portfolios, rows, r.reader.Portfolios, func(row *exportRow, portfolio *model.Portfolio) { row.portfolio = portfolio.Code })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// beside reads by keys, one for each row, and hands each row what was found.
func beside[R any](ctx context.Context, scope model.Scope, keys []model.ID, rows []*exportRow, load loader[model.ID, R], put func(row *exportRow, found R)) error {
	found, err := load(ctx, scope, keys)
	for i, row := range rows {
		if value, exists := found[keys[i]]; exists {
			put(row, value)
		}
	}
	return err
}

// running tells whether something dated holds on a day.
func running(day, from, to model.Date) bool {
	return from <= day && (to.IsZero() || to > day)
}

// best gives the preferred of what holds today, else the first that does.
func best[T any](all []T, of func(T) (text string, preferred, holds bool)) string {
	chosen := ""
	for _, one := range all {
		text, preferred, holds := of(one)
		if holds && (chosen == "" || preferred) {
			chosen = text
		}
	}
	return chosen
}

// cell gives the text of a column of a row as the viewer may see it.
func (r *Resolver) cell(verdict *model.Verdict, purpose model.Purpose, value any) string {
	switch verdict.Kind {
	case model.Show:
		return written(value)
	case model.Mask:
		return written(r.masks.masked(verdict.Mask, purpose, value))
	}
	return ""
}

// written gives a value as text, in a form that no spreadsheet takes for a formula.
func written(value any) string {
	text := ""
	switch value := value.(type) {
	case nil:
	case string:
		text = value
	case closedWord:
		text = string(value)
	case fmt.Stringer:
		text = value.String()
	}
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(text)[0]) {
		return "'" + text
	}
	return text
}

// writeExport writes rows as CSV in the form of RFC 4180.
func (r *Resolver) writeExport(to io.Writer, op *operation, columns []model.CustomerColumn, rows []*exportRow) error {
	writer := csv.NewWriter(to)
	writer.UseCRLF = true
	record := make([]string, len(columns))
	places := make([]int, len(columns))
	for i, column := range columns {
		record[i] = string(column)
		places[i] = -1
		if place, claimed := r.engine.CoordinateIndex("CustomerColumn." + string(column)); claimed {
			places[i] = place
		}
	}
	if err := writer.Write(record); err != nil {
		return fmt.Errorf("write the head of an export: %w", err)
	}
	for _, row := range rows {
		op.trace.saw("Customer", row.ID, row.Class)
		for i, column := range columns {
			op.marks.set(places[i], row.Class)
			record[i] = r.cell(op.scope.Table.At(places[i], row.Class), op.purpose, exportCells[column](row))
		}
		if err := writer.Write(record); err != nil {
			return fmt.Errorf("write a row of an export: %w", err)
		}
	}
	writer.Flush()
	return writer.Error()
}

// exportRows reads all rows of an export, page by page; more than its limit is a
// conflict.
func (r *Resolver) exportRows(ctx context.Context, scope model.Scope, picked *selection, columns []model.CustomerColumn, limit int64) ([]*exportRow, error) {
	filter, err := customerFilter(picked.Filter)
	if err != nil {
		return nil, err
	}
	order := customerOrder(scope.Table, picked.relations(), picked.Order)
	var rows []*exportRow
	page := store.Page{First: store.MaxFirst}
	for {
		list, err := r.reader.CustomerList(ctx, scope, filter, order, page)
		if err != nil {
			return nil, err
		}
		batch := make([]*exportRow, len(list.Items))
		for i, customer := range list.Items {
			batch[i] = &exportRow{Customer: customer}
		}
		if err := r.exportBesides(ctx, scope, columns, batch); err != nil {
			return nil, err
		}
		rows = append(rows, batch...)
		if int64(len(rows)) > limit {
			return nil, model.Conflictf("the list has more than %d rows by now: ask for a narrower one", limit)
		}
		if !list.HasNext {
			return rows, nil
		}
		page.After = list.Cursors[len(list.Cursors)-1]
	}
}
