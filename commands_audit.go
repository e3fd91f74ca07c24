package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"foyer/audit"
	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

type auditCommand struct {
	Verify     auditVerify     `cmd:"" help:"Compute the audit log again and compare it with what was signed."`
	Checkpoint auditCheckpoint `cmd:"" help:"Sign what is under no checkpoint yet and print the latest checkpoint, to keep elsewhere."`
	Export     auditExport     `cmd:"" help:"Write the records of a period to a file."`
	Key        auditKey        `cmd:"" help:"Print the public key that checkpoints are verified with."`
}

const auditKeySuffix = ".audit-key"

// auditKeyFile is where the signing key of the audit log is.
func (f databaseFlags) auditKeyFile() (string, error) {
	if f.AuditKey != "" {
		return f.AuditKey, nil
	}
	if file := f.file(); file != "" {
		return file + auditKeySuffix, nil
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return "", model.Invalidf("--audit-key", "there is no folder for the key of the audit log (%v): name a file", err)
	}
	return filepath.Join(folder, "foyer", "audit.key"), nil
}

// makeAuditKey reads the signing key, or makes one on first use.
func (f databaseFlags) makeAuditKey(m *machine) (*audit.Key, error) {
	file, err := f.auditKeyFile()
	if err != nil {
		return nil, err
	}
	return audit.OpenKey(file, m.random)
}

// signingKey is the key that a command signs with: beside an SQLite file it is made
// on first use, elsewhere "foyer serve" makes it and commands go without one.
func (f databaseFlags) signingKey(m *machine) (*audit.Key, error) {
	if strings.HasPrefix(f.DatabaseURL, "sqlite:") {
		return f.makeAuditKey(m)
	}
	return f.readAuditKey()
}

// readAuditKey reads the signing key; nil when there is none yet.
func (f databaseFlags) readAuditKey() (*audit.Key, error) {
	file, err := f.auditKeyFile()
	if err != nil {
		return nil, err
	}
	key, err := audit.ReadKey(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return key, err
}

// publicKeys say whose signatures count.
type publicKeys struct {
	PublicKey []string `placeholder:"KEY" help:"Public key that checkpoints must be signed with, as \"foyer audit key\" prints it; may be given more than once. Default: the one of the signing key that is kept here."`
}

func (p publicKeys) keys(data databaseFlags) (audit.Keys, error) {
	if len(p.PublicKey) > 0 {
		return audit.ParseKeys(p.PublicKey...)
	}
	key, err := data.readAuditKey()
	if err != nil {
		return audit.Keys{}, err
	}
	if key == nil {
		return audit.Keys{}, model.Invalidf("--public-key", "no key of the audit log is kept here: give the one that \"foyer audit key\" printed where the desk runs")
	}
	return audit.ParseKeys(key.Public())
}

type auditVerify struct {
	databaseFlags
	publicKeys
	Checkpoint []string `type:"path" placeholder:"FILE" help:"Checkpoint that was kept elsewhere: then a log that was cut, put back to an older state or written anew is found too. May be given more than once."`
	Export     string   `type:"path" placeholder:"FILE" help:"Verify this export; no database is opened."`
	Proof      string   `type:"path" placeholder:"FILE" help:"Verify this proof of one record; no database is opened."`
}

// Help is shown by --help.
func (auditVerify) Help() string {
	return `Every record is hashed again, and the tree of the hashes compared with the checkpoints that were signed over it. The first place that is wrong is named, and the exit code is 1. What no checkpoint covers yet is told.

    foyer audit verify --checkpoint kept-elsewhere.txt
    foyer audit verify --export march.ndjson --public-key "foyer-audit-1c8a...+..."

` + exitTable
}

// Run verifies the database, an export or a proof.
func (c *auditVerify) Run(ctx context.Context, m *machine) error {
	if c.Export != "" && c.Proof != "" {
		return model.Invalidf("--proof", "verify one thing at a time: give --export or --proof")
	}
	keys, err := c.keys(c.databaseFlags)
	if err != nil {
		return err
	}
	outside, err := readCheckpoints(c.Checkpoint)
	if err != nil {
		return err
	}
	switch {
	case c.Proof != "":
		return c.proof(m, keys)
	case c.Export != "":
		return c.export(ctx, m, keys, outside)
	}
	return m.withTables(ctx, c.databaseFlags, schemaNeeded, func(db *store.DB) error {
		report, err := desk.VerifyAudit(ctx, db, keys, outside, model.InstantOf(m.clock()))
		if err != nil {
			return err
		}
		fmt.Fprintf(m.stdout, "records     %d\ncheckpoint  %s\nwindow      %d under no checkpoint yet, %d without a place yet\nverified    yes\n",
			report.Records, shownCheckpoint(report.Checkpoint), report.Window, report.Waiting)
		return nil
	})
}

func shownCheckpoint(checkpoint audit.Checkpoint) string {
	if checkpoint.Size == 0 {
		return "none"
	}
	return fmt.Sprintf("%d records, %s, signed by %s", checkpoint.Size, checkpoint.At, checkpoint.Origin)
}

func readCheckpoints(files []string) ([]string, error) {
	var texts []string
	for _, file := range files {
		if err := mustBeFile("--checkpoint", file); err != nil {
			return nil, err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, model.Invalidf("--checkpoint", "the file %s can't be read: check your rights on it", file)
		}
		texts = append(texts, string(text))
	}
	return texts, nil
}

func (c *auditVerify) export(ctx context.Context, m *machine, keys audit.Keys, outside []string) (err error) {
	if err := mustBeFile("--export", c.Export); err != nil {
		return err
	}
	file, err := os.Open(c.Export)
	if err != nil {
		return model.Invalidf("--export", "the file %s can't be read: check your rights on it", c.Export)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	report, err := audit.VerifyExport(ctx, file, keys, outside)
	if err != nil {
		return err
	}
	fmt.Fprintf(m.stdout, "records     %d, places %d to %d of %d\ncheckpoint  %s\nverified    yes\n",
		report.Records, report.Header.First, report.Header.End-1, report.Checkpoint.Size, shownCheckpoint(report.Checkpoint))
	return nil
}

func (c *auditVerify) proof(m *machine, keys audit.Keys) error {
	if err := mustBeFile("--proof", c.Proof); err != nil {
		return err
	}
	text, err := os.ReadFile(c.Proof)
	if err != nil {
		return model.Invalidf("--proof", "the file %s can't be read: check your rights on it", c.Proof)
	}
	proof, err := audit.ReadProof(text)
	if err != nil {
		return err
	}
	checkpoint, err := proof.Verify(keys)
	if err != nil {
		return err
	}
	fmt.Fprintf(m.stdout, "record      %s, place %d\ncheckpoint  %s\nverified    yes\n", proof.Record.DecisionID, proof.Place, shownCheckpoint(checkpoint))
	return nil
}

type auditCheckpoint struct {
	databaseFlags
	rulesFlags
}

// Help is shown by --help.
func (auditCheckpoint) Help() string {
	return "The text is printed as it was signed. Keep it where who keeps the database can't reach it: by it \"foyer audit verify\" finds a log that was cut or put back to an older state.\n\n    foyer audit checkpoint > /mnt/vault/checkpoint-2026-11-02.txt\n\n" + exitTable
}

// Run signs and prints.
func (c *auditCheckpoint) Run(ctx context.Context, m *machine) error {
	if _, err := c.makeAuditKey(m); err != nil {
		return err
	}
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaNeeded, func(db *store.DB, _ *rules.Engine, bank *desk.Desk) error {
		if err := bank.SequenceAudit(ctx); err != nil {
			return err
		}
		latest, err := db.LastCheckpoint(ctx)
		if err != nil {
			return err
		}
		if latest == nil {
			return model.Conflictf("the audit log has no record yet")
		}
		_, err = io.WriteString(m.stdout, latest.Note)
		return err
	})
}

type auditKey struct{ databaseFlags }

// Run prints the public key.
func (c *auditKey) Run(m *machine) error {
	key, err := c.makeAuditKey(m)
	if err != nil {
		return err
	}
	fmt.Fprintln(m.stdout, key.Public())
	return nil
}

type auditExport struct {
	databaseFlags
	rulesFlags
	publicKeys
	From       model.Date `required:"" placeholder:"YYYY-MM-DD" help:"First day (UTC)."`
	To         model.Date `required:"" placeholder:"YYYY-MM-DD" help:"First day after the period."`
	Format     string     `default:"ndjson" enum:"ndjson,csv" help:"ndjson can be verified without the database, csv is for spreadsheets. Default: ${default}."`
	Out        string     `type:"path" placeholder:"FILE" help:"File to write; it must not exist. Default: standard output."`
	Checkpoint string     `type:"path" placeholder:"FILE" help:"Prove the records against this checkpoint that was kept elsewhere, in place of the latest one."`
}

// Help is shown by --help.
func (auditExport) Help() string {
	return `The export holds the smallest run of the log in which every record of the period is, and the hashes by which "foyer audit verify --export" computes the signed root without the database. Records under no checkpoint yet are left out and counted. docs/audit.md describes the lines.

    foyer audit export --from 2026-03-01 --to 2026-04-01 --out march.ndjson

` + exitTable
}

// Run writes the export.
func (c *auditExport) Run(ctx context.Context, m *machine) error {
	if c.From >= c.To {
		return model.Invalidf("--to", "%s is not after %s", c.To, c.From)
	}
	wanted := desk.AuditExport{From: startOf(c.From), To: startOf(c.To)}
	if c.Checkpoint != "" {
		texts, err := readCheckpoints([]string{c.Checkpoint})
		if err != nil {
			return err
		}
		wanted.Checkpoint = texts[0]
	}
	keys, err := c.keys(c.databaseFlags)
	if err != nil {
		return err
	}
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaNeeded, func(db *store.DB, _ *rules.Engine, bank *desk.Desk) error {
		operation := fmt.Sprintf("command audit export %s %s", c.From, c.To)
		if err := bank.RecordOperation(ctx, &model.AuditRecord{Operation: operation}); err != nil {
			return err
		}
		return c.write(m, func(to io.Writer) (int64, error) {
			if c.Format == "csv" {
				return desk.SheetAudit(ctx, db, wanted, to)
			}
			return desk.ExportAudit(ctx, db, keys, wanted, to)
		})
	})
}

// write hands the standard output or a new file to export.
func (c *auditExport) write(m *machine, export func(to io.Writer) (int64, error)) error {
	if c.Out == "" {
		_, err := export(m.stdout)
		return err
	}
	file, err := os.OpenFile(c.Out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return model.Invalidf("--out", "%s exists already: give the name of a new file", c.Out)
	}
	if err != nil {
		return model.Invalidf("--out", "%s can't be made: give a file in a folder that exists and that you may write to", c.Out)
	}
	buffered := bufio.NewWriterSize(file, 1<<20)
	count, err := export(buffered)
	if err = errors.Join(err, buffered.Flush(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(c.Out))
	}
	fmt.Fprintf(m.stderr, "%d records written to %s.\n", count, strings.TrimSpace(c.Out))
	return nil
}

func startOf(day model.Date) model.Instant {
	return model.InstantOf(day.Time().Truncate(24 * time.Hour))
}
