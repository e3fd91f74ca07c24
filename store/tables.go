package store

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"foyer/model"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"
)

func sqliteDialect() schema.Dialect   { return sqlitedialect.New() }
func postgresDialect() schema.Dialect { return pgdialect.New() }

// bankTables are the tables of the bank, each after those it refers to.
var bankTables = []any{
	model.Region{}, model.Branch{}, model.Employee{}, model.EmployeeRole{}, model.Portfolio{}, model.PortfolioHolder{}, model.Delegation{},
	model.Customer{}, model.CustomerKey{}, model.NameToken{}, model.Assignment{}, model.Income{}, model.Email{}, model.Phone{}, model.Address{},
	model.ChannelPreference{}, model.Representation{}, model.Fragility{}, model.Household{}, model.HouseholdMember{}, model.Relationship{},
	model.Asset{}, model.Consent{},
	model.Product{}, model.Contract{}, model.ContractParty{}, model.Movement{}, model.StandingOrder{}, model.DirectDebit{},
	model.LifeEvent{}, model.Interaction{}, model.Decision{}, model.Recommendation{}, model.Action{},
	model.EmergencyAccess{}, model.Alert{}, model.Recertification{}, model.RightReview{},
	model.Export{}, model.NightRun{}, model.ImportRun{}, model.RevisionContent{},
	model.AuditRecord{}, model.AuditArrival{}, model.AuditPlace{}, model.AuditNode{}, model.AuditCheckpoint{}, model.AuditCustomer{},
}

// tables knows the table of each type of row.
type tables struct {
	byType  map[reflect.Type]*table
	ordered []*table
}

// table is how rows of a type are kept.
type table struct {
	name    string
	of      reflect.Type
	columns []column
	keys    []string // primary key
	list    string   // the columns, separated by commas
	class   []int    // field that holds the viewer's row class, nil when rows have none
	inserts sync.Map // insertKey → statement
}

// kind is the kind of value of a column.
type kind uint8

const (
	textKind kind = iota
	intKind
	boolKind
	bytesKind
	idKind
	dateKind
	instantKind
)

// PostgreSQL's names of the kinds.
var kindNames = [...]string{"text", "bigint", "boolean", "bytea", "uuid", "date", "timestamptz"}

type column struct {
	name  string
	kind  kind
	field int
}

func newTables(dialect schema.Dialect) *tables {
	all := &tables{byType: make(map[reflect.Type]*table, len(bankTables))}
	registry := schema.NewTables(dialect)
	for _, row := range bankTables {
		known := newTable(registry.Get(reflect.TypeOf(row)))
		all.byType[known.of] = known
		all.ordered = append(all.ordered, known)
	}
	return all
}

func newTable(described *schema.Table) *table {
	known := &table{name: described.Name, of: described.Type}
	names := make([]string, 0, len(described.Fields))
	for _, field := range described.Fields {
		known.columns = append(known.columns, column{name: field.Name, kind: kindOf(field.StructField.Type), field: field.Index[0]})
		names = append(names, field.Name)
	}
	for _, field := range described.PKs {
		known.keys = append(known.keys, field.Name)
	}
	known.list = strings.Join(names, ", ")
	if field, found := described.Type.FieldByName("Class"); found && field.Type == reflect.TypeFor[model.RowClass]() {
		known.class = field.Index
	}
	return known
}

func kindOf(of reflect.Type) kind {
	switch of {
	case reflect.TypeFor[model.ID]():
		return idKind
	case reflect.TypeFor[model.Date]():
		return dateKind
	case reflect.TypeFor[model.Instant]():
		return instantKind
	}
	switch of.Kind() {
	case reflect.String:
		return textKind
	case reflect.Bool:
		return boolKind
	case reflect.Slice:
		return bytesKind
	default:
		return intKind
	}
}

// of finds the table of a type of row.
func (t *tables) of(row reflect.Type) (*table, error) {
	known, found := t.byType[row]
	if !found {
		return nil, fmt.Errorf("no table keeps rows of type %s", row)
	}
	return known, nil
}

// prefixed is the list of columns, each behind an alias.
func (t *table) prefixed(alias string) string {
	return alias + "." + strings.ReplaceAll(t.list, ", ", ", "+alias+".")
}

// column finds a column by name.
func (t *table) column(name string) (column, bool) {
	for _, known := range t.columns {
		if known.name == name {
			return known, true
		}
	}
	return column{}, false
}

// rowsOf gives the rows behind *T, []T or []*T, and their table.
func (t *tables) rowsOf(rows any) ([]reflect.Value, *table, error) {
	given := reflect.ValueOf(rows)
	if given.Kind() == reflect.Pointer && given.Elem().Kind() == reflect.Struct {
		known, err := t.of(given.Type().Elem())
		return []reflect.Value{given.Elem()}, known, err
	}
	if given.Kind() != reflect.Slice {
		return nil, nil, fmt.Errorf("rows must be *T, []T or []*T, not %T", rows)
	}
	element := given.Type().Elem()
	if element.Kind() == reflect.Pointer {
		element = element.Elem()
	}
	known, err := t.of(element)
	if err != nil {
		return nil, nil, err
	}
	out := make([]reflect.Value, given.Len())
	for i := range out {
		out[i] = reflect.Indirect(given.Index(i))
	}
	return out, known, nil
}
