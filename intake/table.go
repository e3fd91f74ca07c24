package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"foyer/model"
)

// maxRecord bounds a record, so that one forgotten quote can't swallow a file.
const maxRecord = 1 << 20

// seemsCut is said of a file whose last line is wrong and has no line end.
const seemsCut = "the file seems to be cut: send it again"

// table is a delimited text file with a header row, read record by record.
type table struct {
	name      string
	comma     byte
	multiline bool // a quoted field may hold line ends
	columns   map[string]int
	width     int

	file   *os.File
	reader *bufio.Reader
	line   int   // the line that the last record began on
	passed int   // lines read so far
	bytes  int64 // bytes read so far
	ended  bool  // the last line read had its line end
	fields []string
}

// record is one row of a table; fields are only good until the next record.
type record struct {
	line   int
	raw    string
	fields []string
}

// rowError is what is wrong with one row; the rows after it can still be read.
type rowError struct {
	reason string
}

func (e *rowError) Error() string { return e.reason }

func brokenf(format string, args ...any) *rowError {
	return &rowError{fmt.Sprintf(format, args...)}
}

// refusef refuses a whole file, naming the line.
func refusef(name string, line int, format string, args ...any) error {
	return model.Invalidf(fmt.Sprintf("%s line %d", name, line), format, args...)
}

// openTable opens a file and reads its header.
func openTable(path string, comma byte, multiline bool) (*table, error) {
	name := filepath.Base(path)
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, model.Invalidf(name, "there is no such file in %s: check the folder that was named", filepath.Dir(path))
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	t := &table{name: name, comma: comma, multiline: multiline, file: file, reader: bufio.NewReaderSize(file, 1<<16)}
	if err := t.readHeader(); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return t, nil
}

func (t *table) close() error { return t.file.Close() }

func (t *table) readHeader() error {
	head, err := t.next()
	if errors.Is(err, io.EOF) {
		return refusef(t.name, 1, "the file is empty: its first line must name the columns")
	}
	if err != nil {
		return t.refuse(err)
	}
	t.columns = make(map[string]int, len(head.fields))
	t.width = len(head.fields)
	for i, name := range head.fields {
		name = strings.Clone(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if _, double := t.columns[name]; double {
			return refusef(t.name, 1, "column %q is named twice: keep one of them", name)
		}
		t.columns[name] = i
	}
	return nil
}

// refuse turns what is wrong with a row into what is wrong with the file.
func (t *table) refuse(err error) error {
	var row *rowError
	if errors.As(err, &row) {
		return refusef(t.name, t.line, "%s%s", row.reason, t.cut())
	}
	return err
}

// cut is what to add to the reason for refusing the last row read: something
// when its line has no end.
func (t *table) cut() string {
	if t.ended {
		return ""
	}
	return "; the line is not ended: " + seemsCut
}

// next gives the next record, io.EOF at the end, a *rowError for a row that
// can't be taken apart. Empty lines are passed over.
func (t *table) next() (record, error) {
	for {
		raw, err := t.readRaw()
		if err != nil {
			return record{line: t.line, raw: raw}, err
		}
		if raw == "" {
			continue
		}
		row := record{line: t.line, raw: raw}
		t.fields, err = splitRecord(raw, t.comma, t.fields[:0])
		row.fields = t.fields
		if err == nil && t.width > 0 && len(t.fields) != t.width {
			err = brokenf("the row has %d fields, the header %d: check separators and quotes", len(t.fields), t.width)
		}
		return row, err
	}
}

// readRaw reads the text of one record without its line end.
func (t *table) readRaw() (string, error) {
	text := ""
	t.line = t.passed + 1
	for {
		part, err := t.reader.ReadString('\n')
		t.bytes += int64(len(part))
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("read %s: %w", t.name, err)
		}
		if part == "" && text == "" {
			return "", io.EOF
		}
		if part != "" {
			t.passed++
			t.ended = err == nil
		}
		text += part
		open := t.multiline && strings.Count(text, `"`)%2 == 1
		if open && err == nil && len(text) < maxRecord {
			continue
		}
		text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		if open {
			return text, brokenf("the quote opened in this row is never closed: close it, or double it when it belongs to the text")
		}
		return text, checkEncoding(text)
	}
}

func checkEncoding(text string) error {
	if utf8.ValidString(text) && !strings.ContainsRune(text, 0) {
		return nil
	}
	for i, letter := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); letter == utf8.RuneError && size == 1 {
			return brokenf("byte %#x at position %d is not UTF-8: save the file as UTF-8", text[i], i+1)
		}
	}
	return brokenf("the row holds a zero byte: save the file as UTF-8, not UTF-16")
}

// splitRecord takes a record apart. A field may be quoted; a quote inside is doubled.
func splitRecord(raw string, comma byte, fields []string) ([]string, error) {
	for {
		if !strings.HasPrefix(raw, `"`) {
			field, rest, more := strings.Cut(raw, string(comma))
			if strings.Contains(field, `"`) {
				return fields, brokenf("field %d has a quote inside: quote the whole field and double the quote", len(fields)+1)
			}
			fields = append(fields, field)
			if !more {
				return fields, nil
			}
			raw = rest
			continue
		}
		field, rest, err := cutQuoted(raw)
		if err != nil || (rest != "" && rest[0] != comma) {
			return fields, brokenf("field %d has a quote that does not end the field: double it when it belongs to the text", len(fields)+1)
		}
		fields = append(fields, field)
		if rest == "" {
			return fields, nil
		}
		raw = rest[1:]
	}
}

// cutQuoted reads a quoted field at the start of raw and gives what follows it.
func cutQuoted(raw string) (field, rest string, err error) {
	body := raw[1:]
	for from := 0; ; {
		end := strings.IndexByte(body[from:], '"')
		if end < 0 {
			return "", "", io.ErrUnexpectedEOF
		}
		end += from
		if end+1 < len(body) && body[end+1] == '"' {
			from = end + 2
			continue
		}
		return strings.ReplaceAll(body[:end], `""`, `"`), body[end+1:], nil
	}
}

// checkColumns refuses a file without a required column or with an unknown one.
func (t *table) checkColumns(required, optional []string) error {
	for _, name := range required {
		if _, there := t.columns[name]; !there {
			return refusef(t.name, 1, "column %q is missing: expected %s", name, strings.Join(required, ", "))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.columns)) {
		if !slices.Contains(required, name) && !slices.Contains(optional, name) {
			return refusef(t.name, 1, "column %q is unknown: known are %s", name, strings.Join(append(slices.Clone(required), optional...), ", "))
		}
	}
	return nil
}

// field gives a column of a row, "" when the file lacks the column.
func (t *table) field(row record, name string) string {
	if at, there := t.columns[name]; there {
		return row.fields[at]
	}
	return ""
}
