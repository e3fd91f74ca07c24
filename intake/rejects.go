package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// tally counts the rows of one file and keeps its refused rows in a reject file
// with the columns line, reason, row. The file appears when the first row is
// refused; a reject file of an earlier run goes.
type tally struct {
	FileReport
	path   string
	file   *os.File
	buffer *bufio.Writer
	rows   *csv.Writer
}

// newTally starts counting the rows of a file.
func newTally(rejectDir, name string) (*tally, error) {
	path := filepath.Join(rejectDir, name+".rejects.csv")
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove the old reject file: %w", err)
	}
	return &tally{FileReport: FileReport{Name: name}, path: path}, nil
}

// reject counts a row as refused and keeps it.
func (t *tally) reject(line int, reason, raw string) error {
	t.Rejected++
	if t.rows == nil {
		if err := t.create(); err != nil {
			return err
		}
	}
	if err := t.rows.Write([]string{strconv.Itoa(line), reason, raw}); err != nil {
		return fmt.Errorf("write %s: %w", t.path, err)
	}
	return nil
}

func (t *tally) create() error {
	if err := os.MkdirAll(filepath.Dir(t.path), 0o700); err != nil {
		return fmt.Errorf("make the folder of reject files: %w", err)
	}
	file, err := os.OpenFile(t.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) // rows of customers: for the importer alone
	if err != nil {
		return fmt.Errorf("create a reject file: %w", err)
	}
	t.file, t.buffer = file, bufio.NewWriter(file)
	t.rows = csv.NewWriter(t.buffer)
	return t.rows.Write([]string{"line", "reason", "row"})
}

// close ends the reject file; it may be called again.
func (t *tally) close() error {
	if t.file == nil {
		return nil
	}
	t.rows.Flush()
	err := errors.Join(t.rows.Error(), t.buffer.Flush(), t.file.Close())
	t.file = nil
	if err != nil {
		return fmt.Errorf("write %s: %w", t.path, err)
	}
	return nil
}

// reportOf closes the tallies and puts them together.
func reportOf(tallies []*tally) (*ImportReport, error) {
	report := &ImportReport{}
	var failed error
	for _, tally := range tallies {
		failed = errors.Join(failed, tally.close())
		report.Files = append(report.Files, tally.FileReport)
		if tally.rows != nil {
			report.RejectFiles = append(report.RejectFiles, tally.path)
		}
	}
	return report, failed
}
