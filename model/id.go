package model

import (
	"bytes"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// ID identifies a row. It has the layout of a UUIDv7: 48 bits of milliseconds
// since 1970, then bits drawn from the source handed to NewID or derived by
// DeriveID. The zero ID means "none" and is stored as NULL.
type ID [16]byte

// NewID makes an ID of the instant at, with random bits read from source.
// It fails only when source does.
func NewID(at time.Time, source io.Reader) (ID, error) {
	var id ID
	if _, err := io.ReadFull(source, id[6:]); err != nil {
		return ID{}, fmt.Errorf("read random bits of an id: %w", err)
	}
	return id.stamp(at), nil
}

// DeriveID makes the ID of a row that a run or an import derives: the same
// instant and parts always give the same ID, so doing the work again is harmless.
func DeriveID(at time.Time, parts ...string) ID {
	hash := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(hash, "%d:%s;", len(part), part)
	}
	var id ID
	copy(id[6:], hash.Sum(nil))
	return id.stamp(at)
}

func (id ID) stamp(at time.Time) ID {
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// ParseID reads the canonical form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.
func ParseID(text string) (ID, error) {
	var id ID
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return ID{}, Invalidf("id", "%q is not an identifier", text)
	}
	compact := text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	if _, err := hex.Decode(id[:], []byte(compact)); err != nil {
		return ID{}, Invalidf("id", "%q is not an identifier", text)
	}
	return id, nil
}

// IsZero tells whether id is "none".
func (id ID) IsZero() bool { return id == ID{} }

// Compare orders ids bytewise, which is also the order of both databases.
func (id ID) Compare(other ID) int { return bytes.Compare(id[:], other[:]) }

// String gives the canonical lower-case form.
func (id ID) String() string {
	var text [36]byte
	hex.Encode(text[0:8], id[0:4])
	hex.Encode(text[9:13], id[4:6])
	hex.Encode(text[14:18], id[6:8])
	hex.Encode(text[19:23], id[8:10])
	hex.Encode(text[24:], id[10:])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// MarshalText gives the canonical form, for JSON and logs.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the canonical form.
func (id *ID) UnmarshalText(text []byte) error {
	parsed, err := ParseID(string(text))
	if err == nil {
		*id = parsed
	}
	return err
}

// Value stores the canonical form, or NULL for the zero ID.
func (id ID) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id.String(), nil
}

// Scan reads what either database returns for a UUID column.
func (id *ID) Scan(src any) error {
	switch value := src.(type) {
	case nil:
		*id = ID{}
		return nil
	case string:
		return id.UnmarshalText([]byte(value))
	case []byte:
		if len(value) == len(id) {
			copy(id[:], value)
			return nil
		}
		return id.UnmarshalText(value)
	case [16]byte:
		*id = value
		return nil
	}
	return fmt.Errorf("scan an id from %T", src)
}
