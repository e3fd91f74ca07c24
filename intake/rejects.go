package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"foyer/model"
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

// prepareRejects makes the folder of reject files and writes into it, so that a
// folder that can't be used is known before the first row is written.
func prepareRejects(dir string) error {
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return unusable(dir, err)
	}
	probe, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return unusable(dir, err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return unusable(dir, err)
	}
	return nil
}

// unusable says that reject files can't be kept in a folder.
func unusable(dir string, cause error) error {
	wrong := model.Invalidf("--rejects", "reject files can't be written to the folder %s: name a folder that you may write to", dir)
	wrong.Err = cause
	return wrong
}

// newTally starts counting the rows of a file.
func newTally(rejectDir, name string) (*tally, error) {
	path := filepath.Join(rejectDir, name+".rejects.csv")
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, unusable(rejectDir, err)
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
