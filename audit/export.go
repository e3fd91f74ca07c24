package audit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"foyer/model"
)

// exportFormat is the version of the lines of an export.
const exportFormat = 1

// Header is the first line of an export: what of the log it holds and what it
// takes to compute the root from it. Every byte of it is verified.
type Header struct {
	Format     int      `json:"foyer_audit_export"`
	First      int64    `json:"first"` // place of the first record
	End        int64    `json:"end"`   // place behind the last one
	Left       [][]byte `json:"left"`
	Right      [][]byte `json:"right"`
	Checkpoint string   `json:"checkpoint"` // that the records are proven against
}

// placed is a line of a record, signed one of a checkpoint within the records.
type (
	placed struct {
		Place  int64 `json:"place"`
		Record Line  `json:"record"`
	}
	signed struct {
		Checkpoint string `json:"checkpoint"`
	}
)

// NewHeader describes the export of a frame of the log.
func NewHeader(frame Frame, checkpoint string) Header {
	return Header{
		Format: exportFormat, First: frame.First, End: frame.End, Left: bytesOf(frame.Left), Right: bytesOf(frame.Right), Checkpoint: checkpoint,
	}
}

// Export writes records as NDJSON that Verify reads.
type Export struct{ to *json.Encoder }

// NewExport begins an export.
func NewExport(to io.Writer, header Header) (*Export, error) {
	export := &Export{json.NewEncoder(to)}
	return export, export.to.Encode(header)
}

// Record adds the record at the next place.
func (e *Export) Record(place int64, record *model.AuditRecord) error {
	return e.to.Encode(placed{place, LineOf(record)})
}

// Checkpoint adds the checkpoint of the records so far.
func (e *Export) Checkpoint(text string) error { return e.to.Encode(signed{text}) }

// ExportReport is what the verification of an export found.
type ExportReport struct {
	Header     Header
	Records    int64
	Checkpoint Checkpoint // that the records are proven against
}

// VerifyExport verifies an export without its database. A finding is a *Broken.
func VerifyExport(ctx context.Context, from io.Reader, keys Keys, outside []string) (ExportReport, error) {
	lines := bufio.NewReaderSize(from, 1<<20)
	header, err := readHeader(lines)
	if err != nil {
		return ExportReport{}, err
	}
	left, okLeft := hashesOf(header.Left)
	right, okRight := hashesOf(header.Right)
	checkpoint, err := keys.Open(header.Checkpoint)
	switch {
	case err != nil:
		return ExportReport{}, &Broken{header.First, header.End, err.Error()}
	case !okLeft || !okRight || header.First < 0 || header.First > header.End || header.End > checkpoint.Size:
		return ExportReport{}, &Broken{header.First, header.End, "the hashes around the records do not fit the checkpoint"}
	}
	v, err := NewVerifier(keys, outside, nil)
	if err == nil {
		err = v.Begin(header.First, left)
	}
	if err == nil {
		v.agreed.Size = header.First
		err = v.readLines(ctx, lines)
	}
	if err != nil {
		return ExportReport{}, err
	}
	return ExportReport{header, header.End - header.First, checkpoint}, v.endExport(header, checkpoint, right)
}

// endExport compares the root that the records and the hashes behind them give.
func (v *Verifier) endExport(header Header, checkpoint Checkpoint, right []Hash) error {
	if v.tree.size != header.End {
		return &Broken{v.tree.size, header.End, fmt.Sprintf("the export ends at place %d, it says that it goes to %d", v.tree.size, header.End)}
	}
	var err error
	reached := func() { err = errors.Join(err, v.compare()) }
	if !v.tree.fill(checkpoint.Size, right, reached) {
		return &Broken{header.End, header.End, "the hashes behind the last record are not as many as it takes"}
	}
	if err != nil {
		return err
	}
	if v.tree.root() != checkpoint.Root {
		return &Broken{v.agreed.Size, max(header.End-1, v.agreed.Size), "the records are not those that the checkpoint of " + checkpoint.At.String() + " was signed over"}
	}
	_, err = v.End()
	return err
}

func readHeader(lines *bufio.Reader) (Header, error) {
	var header Header
	text, err := lines.ReadBytes('\n')
	if err != nil || strict(text, &header) != nil || header.Format != exportFormat {
		return Header{}, model.Invalidf("--export", "the first line is not that of an audit export: give the file that \"foyer audit export\" writes as ndjson")
	}
	return header, nil
}

var errNotAsWritten = errors.New("the line is not as it was written")

// strict reads a line that is, byte for byte, what writing it again gives.
func strict(text []byte, into any) error {
	if err := json.Unmarshal(text, into); err != nil {
		return err
	}
	var again bytes.Buffer
	again.Grow(len(text))
	if err := json.NewEncoder(&again).Encode(into); err != nil {
		return err
	}
	if !bytes.Equal(again.Bytes(), text) {
		return errNotAsWritten
	}
	return nil
}
