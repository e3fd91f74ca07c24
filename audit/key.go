package audit

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"foyer/model"
)

// Key signs the checkpoints of a log.
type Key struct {
	signer note.Signer
	public string
	made   model.Instant
}

// Made is when the file of the key was written, zero for a key of no file.
func (k *Key) Made() model.Instant { return k.made }

// Public is the key by which others verify the signatures: NAME+HASH+KEY.
func (k *Key) Public() string { return k.public }

// NewKey makes a key from random bits and gives it with the text to keep it as.
func NewKey(random io.Reader) (*Key, string, error) {
	var bits [4 + ed25519.SeedSize]byte
	if _, err := io.ReadFull(random, bits[:]); err != nil {
		return nil, "", fmt.Errorf("read random bits of a key: %w", err)
	}
	name := "foyer-audit-" + hex.EncodeToString(bits[:4])
	private := ed25519.NewKeyFromSeed(bits[4:])
	public, err := note.NewEd25519VerifierKey(name, private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, "", fmt.Errorf("make a key: %w", err)
	}
	hash := strings.Split(public, "+")[1]
	const algorithm = 1 // Ed25519
	text := "PRIVATE+KEY+" + name + "+" + hash + "+" + base64.StdEncoding.EncodeToString(append([]byte{algorithm}, bits[4:]...))
	key, err := ParseKey(text)
	return key, text, err
}

// ParseKey reads a signing key as NewKey writes it.
func ParseKey(text string) (*Key, error) {
	text = strings.TrimSpace(text)
	signer, err := note.NewSigner(text)
	if err != nil {
		return nil, model.Invalidf("--audit-key", "this is not a signing key of the audit log")
	}
	const parts = 5 // PRIVATE, KEY, name, hash, and the key, whose alphabet has a plus of its own
	seed, err := base64.StdEncoding.DecodeString(strings.SplitN(text, "+", parts)[parts-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return nil, model.Invalidf("--audit-key", "this is not a signing key of the audit log")
	}
	public, err := note.NewEd25519VerifierKey(signer.Name(), ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("take the public half of the audit key: %w", err)
	}
	return &Key{signer: signer, public: public}, nil
}

// OpenKey reads the key in a file, or makes one on first use, that only the user
// of this process can read. A file that others can read is refused.
func OpenKey(file string, random io.Reader) (*Key, error) {
	key, err := ReadKey(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := createKeyFile(file, random); err != nil {
		return nil, err
	}
	return ReadKey(file)
}

// ReadKey reads the key in a file that must be there.
func ReadKey(file string) (*Key, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("read the key of the audit log: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, model.Invalidf(file, "the key of the audit log can be read by others: run chmod 600 on it")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the key of the audit log: %w", err)
	}
	key, err := ParseKey(string(text))
	if err != nil {
		return nil, model.Invalidf(file, "this is not a signing key of the audit log: restore the file, the log is signed with it")
	}
	key.made = model.InstantOf(info.ModTime())
	return key, nil
}

// createKeyFile links a finished file into place, so that of two processes that
// start together one makes the key and the other reads it.
func createKeyFile(file string, random io.Reader) error {
	_, text, err := NewKey(random)
	if err != nil {
		return err
	}
	folder := filepath.Dir(file)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make the key of the audit log: %w", err)
	}
	made, err := os.CreateTemp(folder, ".foyer-audit-") // readable by its owner alone
	if err != nil {
		return fmt.Errorf("make the key of the audit log: %w", err)
	}
	_, err = made.WriteString(text + "\n")
	err = errors.Join(err, made.Sync(), made.Close())
	if err == nil {
		if err = os.Link(made.Name(), file); errors.Is(err, fs.ErrExist) {
			err = nil
		}
	}
	if err = errors.Join(err, os.Remove(made.Name())); err != nil {
		return fmt.Errorf("make the key of the audit log: %w", err)
	}
	return nil
}
