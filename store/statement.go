package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"foyer/model"
	"github.com/jackc/pgx/v5/pgtype"
)

// Statements are written once for both databases: "?" is a value, "IN @ids" and
// "IN @words" a list of ids or texts handed over as one value.
const (
	idList   = "IN @ids"
	wordList = "IN @words"
	// places is a table (place, id) of a list of ids handed over as one value.
	places = "@places"
)

// unkept begins a statement of which there are too many forms to keep what was
// prepared for each.
const unkept = "/* unkept */ "

// compile gives the text of a statement in the dialect of the database.
func (db *DB) compile(text string) (string, error) {
	if strings.HasPrefix(text, unkept) {
		return compile(db.dialect, text)
	}
	if known, found := db.compiled.Load(text); found {
		return known.(string), nil
	}
	sql, err := compile(db.dialect, text)
	if err != nil {
		return "", err
	}
	db.compiled.Store(text, sql)
	return sql, nil
}

func compile(dialect, text string) (string, error) {
	if strings.Contains(text, "\x00") {
		return "", fmt.Errorf("a statement contains a NUL byte")
	}
	ids, words := "IN (SELECT value FROM json_each(?))", "IN (SELECT value FROM json_each(?))"
	table := "(SELECT key AS place, value AS id FROM json_each(?))"
	if dialect == Postgres {
		ids, words = "= ANY(?::uuid[])", "= ANY(?::text[])"
		table = "(SELECT u.at - 1 AS place, u.id FROM unnest(?::uuid[]) WITH ORDINALITY AS u(id, at))"
	}
	text = strings.NewReplacer(idList, ids, wordList, words, places, table).Replace(text)
	if dialect == SQLite {
		return text, nil
	}
	return numbered(text), nil
}

// numbered turns each "?" outside a quoted text into $1, $2 …
func numbered(text string) string {
	var out strings.Builder
	number, quoted := 0, false
	for i := range len(text) {
		switch {
		case text[i] == '\'':
			quoted = !quoted
		case text[i] == '?' && !quoted:
			number++
			out.WriteByte('$')
			out.WriteString(strconv.Itoa(number))
			continue
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// bind turns values into what the driver of the database takes.
func (db *DB) bind(args []any) ([]any, error) {
	out := make([]any, len(args))
	for i, arg := range args {
		value, err := db.bindOne(arg)
		if err != nil {
			return nil, err
		}
		out[i] = value
	}
	return out, nil
}

func (db *DB) bindOne(arg any) (any, error) {
	switch value := arg.(type) {
	case []model.ID:
		if db.dialect == Postgres {
			return pgIDs(value), nil
		}
		return jsonIDs(value), nil
	case []string:
		if db.dialect == Postgres {
			return value, nil
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("encode a list of words: %w", err)
		}
		return string(text), nil
	case model.Date:
		if db.dialect == Postgres {
			return pgtype.Date{Time: value.Time(), Valid: !value.IsZero()}, nil
		}
		return value.Value()
	case model.ID:
		if db.dialect == Postgres {
			return pgtype.UUID{Bytes: value, Valid: !value.IsZero()}, nil
		}
		return value.Value()
	case model.Instant:
		if value.IsZero() {
			return nil, nil
		}
		if db.dialect == Postgres {
			return pgtype.Timestamptz{Time: value.Time(), Valid: true}, nil
		}
		return sqliteInstant(value), nil
	}
	return arg, nil
}

func pgIDs(ids []model.ID) []pgtype.UUID {
	out := make([]pgtype.UUID, len(ids))
	for i, id := range ids {
		out[i] = pgtype.UUID{Bytes: id, Valid: true}
	}
	return out
}

// jsonIDs writes ids as a JSON list; nothing in an id needs escaping.
func jsonIDs(ids []model.ID) string {
	var out strings.Builder
	out.Grow(2 + 39*len(ids))
	out.WriteByte('[')
	for i, id := range ids {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('"')
		out.WriteString(id.String())
		out.WriteByte('"')
	}
	out.WriteByte(']')
	return out.String()
}

// sqliteInstant is the text of an instant on SQLite, always of the same width
// so that texts sort as instants do.
func sqliteInstant(at model.Instant) string {
	return at.Time().Format("2006-01-02 15:04:05.000000+00:00")
}

// fragment is a piece of a statement with its values, in order.
type fragment struct {
	text strings.Builder
	args []any
}

// add appends a text and the values of its placeholders.
func (f *fragment) add(text string, args ...any) *fragment {
	f.text.WriteString(text)
	f.args = append(f.args, args...)
	return f
}

// join appends another fragment.
func (f *fragment) join(other *fragment) *fragment {
	return f.add(other.text.String(), other.args...)
}
