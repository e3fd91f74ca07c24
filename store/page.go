package store

import (
	"encoding/base64"
	"strings"

	"foyer/model"
)

// Cursor is a place in a list: the sort key of a row and its id. The zero
// Cursor is the start of the list.
type Cursor struct {
	Key string
	ID  model.ID
}

// IsZero tells whether c is the start of the list.
func (c Cursor) IsZero() bool { return c.ID.IsZero() }

// String gives the opaque text form of a cursor, "" for the start.
func (c Cursor) String() string {
	if c.IsZero() {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(string(c.ID[:]) + c.Key))
}

// ParseCursor reads what String wrote; anything else is invalid input.
func ParseCursor(text string) (Cursor, error) {
	if text == "" {
		return Cursor{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	cursor := Cursor{}
	if err != nil || len(raw) < len(cursor.ID) {
		return Cursor{}, model.Invalidf("after", "this is not a cursor of this list: use an endCursor that the list gave")
	}
	copy(cursor.ID[:], raw)
	cursor.Key = strings.Clone(string(raw[len(cursor.ID):]))
	if cursor.IsZero() {
		return Cursor{}, model.Invalidf("after", "this is not a cursor of this list: use an endCursor that the list gave")
	}
	return cursor, nil
}

// Page asks for the First rows after a place.
type Page struct {
	First int
	After Cursor
}

// MaxFirst is the largest page that a reader gives; larger ones are cut.
const MaxFirst = 1000

func (p Page) size() int { return max(0, min(p.First, MaxFirst)) }

// Slice is one page of a list; Cursors are the places of the Items.
type Slice[T any] struct {
	Items   []*T
	Cursors []Cursor
	HasNext bool
}
