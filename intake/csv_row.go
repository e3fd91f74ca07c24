package intake

import (
	"fmt"
	"net/mail"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"foyer/model"
)

// maxText is the longest text that a cell may hold, in bytes.
const maxText = 10_000

// csvRow is a row on its way from the file to the database.
type csvRow struct {
	layout *layout
	line   int
	raw    string
	cells  map[string]string
	header map[string]int // the columns that the file has
	value  reflect.Value  // pointer to the model's row
	refs   []reference
	extra  []any // rows that follow from it, written with it
	err    error
}

// reference is a row of another file that a row names.
type reference struct {
	column, target, text string
	id                   model.ID
}

func (r *csvRow) fail(column, format string, args ...any) {
	if r.err == nil {
		r.err = brokenf("column %s: %s", column, fmt.Sprintf(format, args...))
	}
}

// parse reads the cells of a row into the model's row and gives it its id.
func (run *csvRun) parse(l *layout, t *table, rec record) *csvRow {
	row := &csvRow{
		layout: l, line: rec.line, raw: rec.raw, cells: make(map[string]string, len(l.columns)), header: t.columns, value: reflect.New(l.of),
	}
	for i := range l.columns {
		column := &l.columns[i]
		text := strings.TrimSpace(t.field(rec, column.name))
		if text == "" {
			text = column.standard
		}
		if row.cells[column.name] = text; text == "" && column.required {
			row.fail(column.name, "the cell is empty: every row of %s needs %s", t.name, column.describe())
		}
	}
	for i := range l.columns {
		column := &l.columns[i]
		if text := row.cells[column.name]; text != "" && row.err == nil && !l.waits(column) {
			run.fill(row, column, text)
		}
	}
	if row.err != nil {
		return row
	}
	names := make([]string, len(l.key))
	for i, name := range l.key {
		names[i] = row.cells[name]
	}
	row.value.Elem().FieldByName("ID").Set(reflect.ValueOf(run.id(l, strings.Join(names, "\x1f"))))
	if source := row.value.Elem().FieldByName("Source"); source.IsValid() {
		source.SetString(run.source)
	}
	if l.finish != nil {
		l.finish(run, row)
	}
	return row
}

// id is the id of the row that a key names.
func (run *csvRun) id(l *layout, key string) model.ID {
	if l.shared {
		return deriveID("foyer", l.name, strings.ReplaceAll(key, "\x1f", " "))
	}
	return deriveID(run.source, l.name, key)
}

// fill reads one cell into its field.
func (run *csvRun) fill(row *csvRow, c *column, text string) {
	field := row.value.Elem().FieldByIndex(c.field)
	var err error
	switch c.kind {
	case dateCell:
		var date model.Date
		date, err = model.ParseDate(text)
		field.SetInt(int64(date))
	case instantCell:
		at, failed := time.Parse(time.RFC3339, text)
		if failed != nil {
			err = fmt.Errorf("%q is not an instant: expected %s", text, c.describe())
		}
		field.SetInt(int64(model.InstantOf(at)))
	case moneyCell:
		var minor int64
		minor, err = parseMinor(text, decimalsOf(row.cells["currency"]))
		field.SetInt(minor)
	case numberCell:
		number, failed := strconv.ParseInt(text, 10, 64)
		if failed != nil || number < 0 || number > 1_000_000_000 {
			err = fmt.Errorf("%q is out of range: expected %s", text, c.describe())
		}
		field.SetInt(number)
	case truthCell:
		if text != "true" && text != "false" {
			err = fmt.Errorf("%q is neither: expected true or false", text)
		}
		field.SetBool(text == "true")
	case rowCell:
		target := run.layouts[c.target]
		ref := reference{column: c.name, target: c.target, text: text, id: run.id(target, text)}
		row.refs = append(row.refs, ref)
		field.Set(reflect.ValueOf(ref.id))
	default:
		text, err = run.readText(c, text)
		row.cells[c.name] = text
		field.SetString(text)
	}
	if err != nil {
		row.fail(c.name, "%s", withoutField(err))
	} else if c.past {
		run.checkPast(row, c, field)
	}
}

// withoutField gives the message of an error of the model without its place,
// which here is the column.
func withoutField(err error) string {
	if shown, ok := err.(*model.Error); ok {
		return shown.Message
	}
	return err.Error()
}

// readText reads the cells that stay text, in the one form that is stored.
func (run *csvRun) readText(c *column, text string) (string, error) {
	known := true
	switch c.kind {
	case wordCell:
		known = slices.Contains(c.words, text)
	case productCell:
		known = run.families[text] != ""
	case eventCell:
		known = slices.Contains(run.options.EventKinds, text)
	case currencyCell:
		_, err := currency.ParseISO(text)
		known = err == nil && strings.ToUpper(text) == text
	case countryCell:
		region, err := language.ParseRegion(text)
		known = err == nil && region.IsCountry() && len(text) == 2 && strings.ToUpper(text) == text
	case emailCell:
		address, err := mail.ParseAddress(text)
		known = err == nil && address.Address == text
	case phoneCell:
		number, err := phonenumbers.Parse(text, "FR")
		if known = err == nil && phonenumbers.IsPossibleNumber(number); known {
			text = phonenumbers.Format(number, phonenumbers.E164)
		}
	case textCell:
		if len(text) > maxText {
			return "", fmt.Errorf("the text has %d bytes: at most %d are kept", len(text), maxText)
		}
	}
	if !known {
		return "", fmt.Errorf("%q is not known: expected %s", text, c.describe())
	}
	return text, nil
}

// decimalsOf is how many decimals amounts of a currency have.
func decimalsOf(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale
}

// describe says what a column holds, for messages and the documentation.
func (c *column) describe() string {
	switch c.kind {
	case dateCell:
		return "a date YYYY-MM-DD"
	case instantCell:
		return "an instant such as 2026-11-22T09:30:00Z"
	case moneyCell:
		return "an amount such as 1234.50, in the currency of the row"
	case numberCell:
		return "a whole number from 0 to 1000000000"
	case truthCell:
		return "true or false"
	case wordCell:
		return "one of " + strings.Join(c.words, ", ")
	case rowCell:
		return "the key of a row of " + c.target
	case currencyCell:
		return "an ISO 4217 code such as EUR"
	case countryCell:
		return "an ISO 3166-1 code such as FR"
	case phoneCell:
		return "a phone number, French or with its country code"
	case emailCell:
		return "an address such as name@example.org"
	case productCell:
		return "the code of a product that the rules know"
	case eventCell:
		return "a kind of life event that the rules know"
	}
	return "text"
}
