package store

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"foyer/model"
)

// backupFormat is the first line of a backup; the migrations follow it.
const backupFormat = "foyer backup 1"

// sumMark begins the last line of a backup, the checksum of those before it.
const sumMark = `\@sha256 `

// Backup writes the whole database into a new file: compressed text with a
// checksum, the same for both databases, so that a bank can move from one to the
// other. The file holds customers' data and the keys of sealed facts; only its
// owner may read it. It appears when it is complete.
func (db *DB) Backup(ctx context.Context, file string) (err error) {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return model.Invalidf("file", "%s exists already: give the name of a new file", file)
	}
	out, err := os.CreateTemp(filepath.Dir(file), ".foyer-backup-")
	if err != nil {
		return &model.Error{Code: model.CodeInvalid, Field: "file", Message: "a file can't be made in " + filepath.Dir(file) + ": give a folder that exists and that this user may write to", Err: err}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, out.Close(), os.Remove(out.Name()))
		}
	}()
	if err := db.writeBackup(ctx, out); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return diskError(err)
	}
	if err := out.Close(); err != nil {
		return diskError(err)
	}
	if err := os.Link(out.Name(), file); err != nil { // unlike a rename, it never replaces a file
		return diskError(err)
	}
	return os.Remove(out.Name())
}

func diskError(err error) error {
	return unavailable(err, "the backup can't be written: check the room left on the disk and the rights on the folder")
}

func (db *DB) writeBackup(ctx context.Context, to io.Writer) error {
	applied, _, err := db.MigrationStatus(ctx)
	if err != nil {
		return err
	}
	packed := gzip.NewWriter(to)
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(packed, sum), 1<<16)
	line := func(text []byte) error {
		if _, err := out.Write(text); err != nil {
			return diskError(err)
		}
		return out.WriteByte('\n')
	}
	if err := line([]byte(backupFormat + " " + strings.Join(applied, ","))); err != nil {
		return err
	}
	err = db.snapshot(ctx, func(from link) error {
		text := &canonical{db: db, from: from, columns: func(table *table) []column { return table.columns }, line: line}
		return text.write(ctx)
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return diskError(err)
	}
	if _, err := fmt.Fprintf(packed, "%s%s\n", sumMark, hex.EncodeToString(sum.Sum(nil))); err != nil {
		return diskError(err)
	}
	return packed.Close()
}

// Restore fills a migrated database without customers from a backup. All of it
// is restored or, when the file is damaged or of another version, nothing.
func (db *DB) Restore(ctx context.Context, file string) (err error) {
	in, err := os.Open(file)
	if err != nil {
		return &model.Error{Code: model.CodeInvalid, Field: "file", Message: "the backup " + file + " can't be read: check its name and rights", Err: err}
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	packed, err := gzip.NewReader(in)
	if err != nil {
		return damaged(err)
	}
	applied, _, err := db.MigrationStatus(ctx)
	if err != nil {
		return err
	}
	sum := sha256.New()
	reader := &restoring{db: db, lines: bufio.NewReaderSize(packed, 1<<20), sum: sum}
	if err := reader.header(applied); err != nil {
		return err
	}
	return db.load(ctx, true, func(l *Loader) error { return reader.restore(ctx, l) })
}

func damaged(err error) error {
	return &model.Error{Code: model.CodeInvalid, Field: "file", Message: "this is not a complete backup: the file is damaged, cut short or of another program; take another one", Err: err}
}

// restoring reads a backup line by line.
type restoring struct {
	db    *DB
	lines *bufio.Reader
	sum   hash.Hash
}

// next gives the next line; the last one, the checksum, is compared and ends it.
func (r *restoring) next() (line string, more bool, err error) {
	line, err = r.lines.ReadString('\n')
	if err != nil {
		return "", false, damaged(err)
	}
	wanted, isSum := strings.CutPrefix(line, sumMark)
	if !isSum {
		_, err = r.sum.Write([]byte(line))
		return strings.TrimSuffix(line, "\n"), true, err
	}
	if strings.TrimSuffix(wanted, "\n") != hex.EncodeToString(r.sum.Sum(nil)) {
		return "", false, damaged(errors.New("the checksum differs"))
	}
	if _, err := r.lines.ReadByte(); !errors.Is(err, io.EOF) {
		return "", false, damaged(errors.New("text follows the checksum"))
	}
	return "", false, nil
}

func (r *restoring) header(applied []string) error {
	line, more, err := r.next()
	if err != nil {
		return err
	}
	migrations, ours := strings.CutPrefix(line, backupFormat+" ")
	if !more || !ours {
		return damaged(errors.New("the first line is not that of a backup"))
	}
	if migrations != strings.Join(applied, ",") {
		return model.Invalidf("file", "the backup was made by another version of the program: restore it with that version, or migrate this database to the same migrations")
	}
	return nil
}
