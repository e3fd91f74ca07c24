package graph

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/99designs/gqlgen/graphql"

	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// maxFirst is the largest page that a client may ask for.
const maxFirst = 100

// cursorSeal makes cursors that only this bank can read and that hold only for
// the same person, list and revision of the rules: a keyset place under
// authenticated encryption. The same place gives the same cursor.
type cursorSeal struct {
	aead cipher.AEAD
	key  [sha256.Size]byte
}

func newCursorSeal(key [sha256.Size]byte) (cursorSeal, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return cursorSeal{}, fmt.Errorf("key of cursors: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	return cursorSeal{aead: aead, key: key}, err
}

// revisionLength is how many bytes of a revision's hash a cursor carries.
const revisionLength = 8

// revisionMark tells revisions apart in cursors.
func revisionMark(revision string) []byte {
	sum := sha256.Sum256([]byte(revision))
	return sum[:revisionLength]
}

// seal hides a place. The nonce follows from what is sealed, so it is never used
// twice for different texts.
func (s cursorSeal) seal(place store.Cursor, revision string, list []byte) string {
	text := append(append(revisionMark(revision), place.ID[:]...), place.Key...)
	mac := hmac.New(sha256.New, s.key[:])
	fmt.Fprintf(mac, "%d:%s%s", len(list), list, text)
	nonce := mac.Sum(nil)[:s.aead.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, text, list))
}

var (
	errCursor   = model.Invalidf("after", "this is not a cursor of this list: use an endCursor that the list gave")
	errRevision = model.Invalidf("after", "the rules of the bank have changed since this cursor was given: begin the list again")
)

// open reads what seal gave for the same list under the same revision.
func (s cursorSeal) open(cursor, revision string, list []byte) (store.Cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) < s.aead.NonceSize() {
		return store.Cursor{}, errCursor
	}
	text, err := s.aead.Open(nil, raw[:s.aead.NonceSize()], raw[s.aead.NonceSize():], list)
	var place store.Cursor
	if err != nil || len(text) < revisionLength+len(place.ID) {
		return store.Cursor{}, errCursor
	}
	if !bytes.Equal(text[:revisionLength], revisionMark(revision)) {
		return store.Cursor{}, errRevision
	}
	copy(place.ID[:], text[revisionLength:])
	place.Key = string(text[revisionLength+len(place.ID):])
	return place, nil
}

// listOf names the list that a field gives to a person: cursors of one list mean
// nothing in another.
func listOf(ctx context.Context) []byte {
	field := graphql.GetFieldContext(ctx)
	arguments := maps.Clone(field.Args)
	delete(arguments, "first")
	delete(arguments, "after")
	shape, _ := json.Marshal(arguments) // arguments came as JSON
	op := operationFrom(ctx)
	return fmt.Appendf(nil, "%s|%s|%s.%s|%s", op.actor.EmployeeID, op.purpose, field.Object, field.Field.Name, shape)
}

// pageAsked reads the arguments of a list.
func (r *Resolver) pageAsked(ctx context.Context, first int, after *string) (store.Page, error) {
	if first < 1 || first > maxFirst {
		return store.Page{}, model.Invalidf("first", "a page has 1 to %d items, not %d", maxFirst, first)
	}
	if after == nil {
		return store.Page{First: first}, nil
	}
	place, err := r.cursors.open(*after, r.engine.Revision().ID(), listOf(ctx))
	return store.Page{First: first, After: place}, err
}

// connection wraps a page; a relation without rows gives an empty one.
func connection[T any](ctx context.Context, r *Resolver, found *page[T], asked store.Page) *view.Connection[T] {
	answer := &view.Connection[T]{Edges: []*view.Edge[T]{}, Nodes: []T{}}
	answer.PageInfo.HasPreviousPage = !asked.After.IsZero()
	if found == nil {
		return answer
	}
	list, revision := listOf(ctx), r.engine.Revision().ID()
	for i, item := range found.items {
		answer.Nodes = append(answer.Nodes, item)
		answer.Edges = append(answer.Edges, &view.Edge[T]{Cursor: r.cursors.seal(found.cursors[i], revision, list), Node: item})
	}
	answer.PageInfo.HasNextPage = found.hasNext
	if last := len(answer.Edges) - 1; last >= 0 {
		answer.PageInfo.StartCursor, answer.PageInfo.EndCursor = answer.Edges[0].Cursor, answer.Edges[last].Cursor
	}
	return answer
}

// pageOf takes a page as the store gives it.
func pageOf[T any](slice *store.Slice[T]) *page[*T] {
	if slice == nil {
		return nil
	}
	return &page[*T]{items: slice.Items, cursors: slice.Cursors, hasNext: slice.HasNext}
}

// pagedLoader reads pages of a relation by keys under a scope.
type pagedLoader[T any] func(ctx context.Context, scope model.Scope, keys []model.ID, page store.Page) (map[model.ID]*store.Slice[T], error)

// related gives a page of the rows related to one row.
func related[P model.Row, T any](ctx context.Context, r *Resolver, row P, first int, after *string, load pagedLoader[T]) (*view.Connection[*T], error) {
	asked, err := r.pageAsked(ctx, first, after)
	if err != nil {
		return nil, err
	}
	found, err := relation(ctx, row, P.RowID, func(ctx context.Context, scope model.Scope, keys []model.ID) (map[model.ID]*page[*T], error) {
		slices, err := load(ctx, scope, keys, asked)
		pages := make(map[model.ID]*page[*T], len(slices))
		for id, slice := range slices {
			pages[id] = pageOf(slice)
		}
		return pages, err
	})
	if err != nil {
		return nil, err
	}
	return connection(ctx, r, found, asked), nil
}
