package store

import (
	"bytes"
	"io/fs"
	"regexp"

	"foyer/migrations"
)

// migrationFiles are the migrations as a database wants them. SQLite knows no
// UUID, DATE, TIMESTAMPTZ and BYTEA: it would take the columns for numbers, and
// try to read one in every value that is written or compared.
type migrationFiles struct{ dialect string }

var (
	foreignTexts = regexp.MustCompile(`\b(UUID|DATE|TIMESTAMPTZ)\b`)
	foreignBytes = regexp.MustCompile(`\bBYTEA\b`)
)

// Open opens a migration or the folder of them.
func (m migrationFiles) Open(name string) (fs.File, error) {
	file, err := migrations.Files.Open(name)
	if err != nil || m.dialect != SQLite || name == "." {
		return file, err
	}
	text, err := fs.ReadFile(migrations.Files, name)
	if err != nil {
		return nil, err
	}
	text = foreignTexts.ReplaceAll(text, []byte("TEXT"))
	return &migrationFile{file, bytes.NewReader(foreignBytes.ReplaceAll(text, []byte("BLOB")))}, nil
}

// migrationFile is a file with another content.
type migrationFile struct {
	fs.File
	content *bytes.Reader
}

// Read reads the content.
func (f *migrationFile) Read(into []byte) (int, error) { return f.content.Read(into) }
