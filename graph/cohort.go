package graph

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// cohorts keep, for every place of an operation's document, all rows that were
// read there, in whatever list they are. A relation of one row is read for its
// whole cohort at once, so that the number of statements depends on the document
// and never on the number of rows.
type cohorts struct {
	mutex sync.Mutex
	rows  map[string][]any
	loads map[string]*cohortLoad
}

// cohortLoad is one reading of a relation, shared by the cohort.
type cohortLoad struct {
	done   chan struct{}
	keys   map[any]struct{}
	result any
	err    error
}

var errCutShort = errors.New("the reading of a relation was cut short")

// loader reads rows of a relation by keys (ids or codes) under a scope.
type loader[K comparable, R any] func(ctx context.Context, scope model.Scope, keys []K) (map[K]R, error)

// relation gives the relation of a row named by key, read together with that of
// its cohort; the zero R when there is none.
func relation[P any, K comparable, R any](ctx context.Context, row P, key func(P) K, load loader[K, R]) (R, error) {
	var none R
	var nothing K
	wanted := key(row)
	if wanted == nothing {
		return none, nil
	}
	scope, err := operationFrom(ctx).authorise(ctx)
	if err != nil {
		return none, err
	}
	read := func(keys []K) (any, error) {
		found, err := load(ctx, scope, keys)
		if err == nil {
			register(ctx, found)
		}
		return found, err
	}
	shared := startLoad(ctx, scope.Table, row, key, read)
	if shared.err != nil {
		return none, shared.err
	}
	found := shared.result
	if _, asked := shared.keys[wanted]; !asked { // not of the cohort: alone
		if found, err = read([]K{wanted}); err != nil {
			return none, err
		}
	}
	return found.(map[K]R)[wanted], nil
}

// relations gives the rows of a relation of many; none is an empty list, since
// null means that it may not be seen.
func relations[P any, K comparable, R any](ctx context.Context, row P, key func(P) K, load loader[K, []R]) ([]R, error) {
	found, err := relation(ctx, row, key, load)
	if found == nil && err == nil {
		found = []R{}
	}
	return found, err
}

// startLoad reads the relation once for the cohort, or waits for whoever does.
func startLoad[P any, K comparable](ctx context.Context, table *model.Table, row P, key func(P) K, read func([]K) (any, error)) *cohortLoad {
	field := graphql.GetFieldContext(ctx)
	all := &operationFrom(ctx).cohorts
	load, siblings := all.begin(field)
	if load == nil {
		return all.wait(field)
	}
	defer close(load.done)
	keys := cohortKeys(table, field.Field.Name, row, siblings, key, load.keys)
	load.result, load.err = read(keys)
	return load
}

// begin opens the load of a field and gives the cohort to load for; nil when
// somebody already loads.
func (c *cohorts) begin(field *graphql.FieldContext) (*cohortLoad, []any) {
	place := placeOf(field)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if _, known := c.loads[place]; known {
		return nil, nil
	}
	if c.loads == nil {
		c.loads = map[string]*cohortLoad{}
	}
	load := &cohortLoad{done: make(chan struct{}), keys: map[any]struct{}{}, err: errCutShort}
	c.loads[place] = load
	return load, c.cohortOf(field)
}

// wait gives the load of a field once it is done.
func (c *cohorts) wait(field *graphql.FieldContext) *cohortLoad {
	c.mutex.Lock()
	load := c.loads[placeOf(field)]
	c.mutex.Unlock()
	<-load.done
	return load
}

// cohortKeys lists the keys of a row and of those of its cohort in which the
// viewer may see the relation, each once.
func cohortKeys[P any, K comparable](table *model.Table, field string, row P, siblings []any, key func(P) K, seen map[any]struct{}) []K {
	var keys []K
	var nothing K
	add := func(id K) {
		if _, double := seen[id]; !double && id != nothing {
			seen[id] = struct{}{}
			keys = append(keys, id)
		}
	}
	add(key(row))
	for _, sibling := range siblings {
		other, same := sibling.(P)
		if !same {
			continue
		}
		if anchored, found := sibling.(classed); found {
			if table.Of(typeOf(sibling)+"."+field, anchored.AccessClass()).Kind == model.Deny {
				continue
			}
		}
		add(key(other))
	}
	return keys
}

// typeOf is the name that the schema gives to the type of a row.
func typeOf(row any) string { return reflect.TypeOf(row).Elem().Name() }

// cohortOf gives the rows read at the nearest place above a field.
func (c *cohorts) cohortOf(field *graphql.FieldContext) []any {
	for parent := field.Parent; parent != nil; parent = parent.Parent {
		if parent.Index != nil {
			continue
		}
		if rows, known := c.rows[placeOf(parent)]; known {
			return rows
		}
	}
	return nil
}

// placeOf names a place of the document: the fields above, with their arguments,
// without the places in lists.
func placeOf(field *graphql.FieldContext) string {
	var place strings.Builder
	writePlace(&place, field)
	return place.String()
}

func writePlace(place *strings.Builder, field *graphql.FieldContext) {
	if field == nil || field.Field.Field == nil && field.Parent == nil {
		return
	}
	writePlace(place, field.Parent)
	if field.Index != nil || field.Field.Field == nil {
		return
	}
	place.WriteByte('/')
	place.WriteString(field.Field.Alias)
	place.WriteByte(':')
	place.WriteString(field.Field.Name)
	if len(field.Args) > 0 {
		arguments, _ := json.Marshal(field.Args) // arguments came as JSON
		place.Write(arguments)
	}
}

// register makes the rows found at the current place a cohort, and records that
// the operation saw them.
func register(ctx context.Context, found any) {
	op := operationFrom(ctx)
	var rows []any
	flatten(reflect.ValueOf(found), func(row any) {
		rows = append(rows, row)
		if anchored, isRow := row.(model.Row); isRow && anchored.AccessClass() != model.ClassNone {
			op.trace.saw(kindOf(row), anchored.RowID(), anchored.AccessClass())
		}
	})
	place := placeOf(graphql.GetFieldContext(ctx))
	op.cohorts.mutex.Lock()
	defer op.cohorts.mutex.Unlock()
	if op.cohorts.rows == nil {
		op.cohorts.rows = map[string][]any{}
	}
	op.cohorts.rows[place] = append(op.cohorts.rows[place], rows...)
}

// flatten finds the rows in what a reading gives: a row, a list, a page or a map
// of them.
func flatten(found reflect.Value, each func(row any)) {
	switch found.Kind() {
	case reflect.Map:
		for entries := found.MapRange(); entries.Next(); {
			flatten(entries.Value(), each)
		}
	case reflect.Slice:
		for i := range found.Len() {
			flatten(found.Index(i), each)
		}
	case reflect.Interface:
		flatten(found.Elem(), each)
	case reflect.Pointer:
		if found.IsNil() {
			return
		}
		if page, isPage := found.Interface().(interface{ rows() any }); isPage {
			flatten(reflect.ValueOf(page.rows()), each)
			return
		}
		each(found.Interface())
	}
}

// page is a page of rows as relations hand it on.
type page[T any] struct {
	items   []T
	cursors []store.Cursor
	hasNext bool
}

func (p *page[T]) rows() any { return p.items }

// kindOf is the word by which ids and the audit name the type of a row.
func kindOf(row any) string { return view.TypeInID(typeOf(row)) }
