package audit

import (
	"encoding/csv"
	"encoding/hex"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"foyer/model"
)

// sheetColumns are the columns of the export for spreadsheets.
var sheetColumns = []string{
	"place", "decision_id", "timestamp", "duration_micros", "requested_by", "roles", "purpose", "req_id", "operation", "document_hash",
	"schema_hash", "revision", "shown", "masked", "denied", "rows", "misses", "emergency", "outcome", "leaf_hash",
}

// Sheet writes records as CSV for people and spreadsheets. It holds the hash of
// each leaf, and no proofs: the NDJSON export is the one to verify.
type Sheet struct{ to *csv.Writer }

// NewSheet begins a sheet with the names of its columns.
func NewSheet(to io.Writer) (*Sheet, error) {
	sheet := &Sheet{csv.NewWriter(to)}
	return sheet, sheet.to.Write(sheetColumns)
}

// Record adds a line.
func (s *Sheet) Record(place int64, record *model.AuditRecord) error {
	line := LineOf(record)
	by := ""
	if line.RequestedBy != nil {
		by = line.RequestedBy.String()
	}
	rows, err := rowsText(record)
	if err != nil {
		return err
	}
	leaf := hashLeaf(Encode(record))
	cells := []string{
		strconv.FormatInt(place, 10), line.DecisionID.String(), line.Timestamp, strconv.FormatInt(line.DurationMicros, 10), by, line.Roles,
		string(line.Purpose), line.RequestID, line.Operation, line.Document, line.Schema, line.Revision, line.Shown, line.Masked, line.Denied,
		rows, strconv.FormatInt(line.Misses, 10), strconv.FormatBool(line.Emergency), line.Outcome, hex.EncodeToString(leaf[:]),
	}
	for i := range cells {
		cells[i] = inert(cells[i])
	}
	return s.to.Write(cells)
}

// End writes what is still held back.
func (s *Sheet) End() error {
	s.to.Flush()
	return s.to.Error()
}

// inert keeps a spreadsheet from taking a text for a formula: one that begins like
// a formula gets an apostrophe in front, which spreadsheets do not show.
func inert(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r\n") == 0 {
		return "'" + cell
	}
	return cell
}

// rowsText lists the rows of a record: "Customer id id; Contract id".
func rowsText(record *model.AuditRecord) (string, error) {
	rows, err := model.DecodeRows(record.Rows)
	if err != nil {
		return "", err
	}
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(rows)) {
		text := kind
		for _, id := range rows[kind] {
			text += " " + id.String()
		}
		kinds = append(kinds, text)
	}
	return strings.Join(kinds, "; "), nil
}
