package intake

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"foyer/model"
	"foyer/store"
)

// cellKind is how the text of a cell is read.
type cellKind string

// The kinds of cells. Most follow from the type of the field.
const (
	textCell     cellKind = "text"
	dateCell     cellKind = "date"
	instantCell  cellKind = "instant"
	moneyCell    cellKind = "amount"
	numberCell   cellKind = "whole number"
	truthCell    cellKind = "true or false"
	wordCell     cellKind = "word"
	rowCell      cellKind = "reference"
	currencyCell cellKind = "currency"
	countryCell  cellKind = "country"
	phoneCell    cellKind = "phone number"
	emailCell    cellKind = "e-mail address"
	productCell  cellKind = "product"
	eventCell    cellKind = "kind of life event"
)

// layout is one CSV file: its rows become rows of one table.
type layout struct {
	name     string   // of the file, without .csv, and of the table
	key      []string // columns that name a row: together unique in the file
	required []string // columns that every row fills; key columns without a default are too
	skip     []string // fields that no column fills
	targets  map[string]string
	kinds    map[string]cellKind
	defaults map[string]string
	past     []string // columns whose day can't lie in the future
	shared   bool     // ids follow from the key alone, whatever the source
	finish   func(run *csvRun, row *csvRow)
	fit      func(run *csvRun, row *csvRow) // checks a row against those it refers to
	priced   bool                           // in the currency of its contract

	of      reflect.Type
	columns []column
	find    finder
}

// column is one column of a layout.
type column struct {
	name     string
	field    []int
	kind     cellKind
	words    []string // of a wordCell
	target   string   // of a rowCell: the layout that it refers to
	required bool
	standard string // what an empty cell means
	past     bool   // the day can't lie in the future
}

// ownFields are filled by the import itself.
var ownFields = []string{
	"ID", "Class", "Source", "CreatedAt", "UpdatedAt", "Version", "SortKey", "DecisionKey", "RecordedBy", "RecordedAt", "Evidence",
}

// roleWords and those that follow are lists that model.Words does not hold.
var (
	roleWords     = wordsOf(model.Roles)
	languageWords = wordsOf([]model.Language{model.French, model.English})
	staffWords    = wordsOf([]model.EmployeeKind{model.HumanEmployee, model.MachineEmployee})
)

func wordsOf[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, word := range list {
		words[i] = string(word)
	}
	return words
}

// layoutOf completes a layout with the columns that the fields of T give it.
func layoutOf[T any](l layout) *layout {
	l.of = reflect.TypeFor[T]()
	l.find = stored[T]
	for _, field := range reflect.VisibleFields(l.of) {
		if !slices.Contains(ownFields, field.Name) && !slices.Contains(l.skip, field.Name) {
			l.columns = append(l.columns, l.columnOf(field))
		}
	}
	return &l
}

func (l *layout) columnOf(field reflect.StructField) column {
	name := snake(field.Name)
	c := column{field: field.Index, kind: textCell}
	switch {
	case field.Type == reflect.TypeFor[model.ID]():
		name, c.kind = strings.TrimSuffix(name, "_id"), rowCell
		c.target = l.targets[name]
	case field.Type == reflect.TypeFor[model.Date]():
		c.kind = dateCell
	case field.Type == reflect.TypeFor[model.Instant]():
		c.kind = instantCell
	case field.Type.Kind() == reflect.Bool:
		c.kind = truthCell
	case field.Type.Kind() == reflect.Int64 && strings.HasSuffix(name, "_minor"):
		name, c.kind = strings.TrimSuffix(name, "_minor"), moneyCell
	case field.Type.Kind() == reflect.Int64:
		c.kind = numberCell
	case field.Type == reflect.TypeFor[model.Role]():
		c.kind, c.words = wordCell, roleWords
	case field.Type == reflect.TypeFor[model.EmployeeKind]():
		c.kind, c.words = wordCell, staffWords
	case field.Type == reflect.TypeFor[model.Language]():
		c.kind, c.words = wordCell, languageWords
	case model.Words[field.Type.Name()] != nil:
		c.kind, c.words = wordCell, model.Words[field.Type.Name()]
	}
	if kind, other := l.kinds[name]; other {
		c.kind = kind
	}
	c.name, c.standard, c.past = name, l.defaults[name], slices.Contains(l.past, name)
	c.required = slices.Contains(l.required, name) ||
		(slices.Contains(l.key, name) && c.standard == "" && !slices.Contains(optionalKeys, name))
	return c
}

// optionalKeys are key columns that may be empty.
var optionalKeys = []string{"acquired_on", "label"}

// snake writes a Go name as a column name: FirstInstalmentOn is first_instalment_on.
func snake(name string) string {
	var out strings.Builder
	letters := []rune(name)
	for i, letter := range letters {
		starts := i > 0 && unicode.IsUpper(letter) &&
			(!unicode.IsUpper(letters[i-1]) || (i+1 < len(letters) && unicode.IsLower(letters[i+1])))
		if starts {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(letter))
	}
	return out.String()
}

// names lists the columns that must be in the header, and those that may be.
func (l *layout) names() (required, optional []string) {
	for _, column := range l.columns {
		if column.required {
			required = append(required, column.name)
		} else {
			optional = append(optional, column.name)
		}
	}
	return required, optional
}

// waits tells whether a column is read when the contract of the row is known.
func (l *layout) waits(c *column) bool {
	return l.priced && (c.kind == moneyCell || c.kind == currencyCell)
}

// finder reads the rows of a table that have the ids, as pointers.
type finder func(ctx context.Context, from store.Source, ids []model.ID) (map[model.ID]any, error)
