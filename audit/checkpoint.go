package audit

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"foyer/model"
)

// Checkpoint says how the tree was at an instant: its size and its root. Its text
// has the form that witnesses of transparency logs read (origin, size, root), and
// a line with the instant.
type Checkpoint struct {
	Origin string // name of the key that signs for the log
	Size   int64
	Root   Hash
	At     model.Instant
}

const checkpointTime = "2006-01-02T15:04:05.000000Z"

func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\nat %s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]), c.At.Time().Format(checkpointTime))
}

// Sign gives the signed text of a checkpoint.
func (k *Key) Sign(size int64, root Hash, at model.Instant) (string, error) {
	checkpoint := Checkpoint{Origin: k.signer.Name(), Size: size, Root: root, At: at}
	signed, err := note.Sign(&note.Note{Text: checkpoint.text()}, k.signer)
	if err != nil {
		return "", fmt.Errorf("sign a checkpoint of the audit: %w", err)
	}
	return string(signed), nil
}

// Keys are the public keys whose signatures count.
type Keys struct{ verifiers note.Verifiers }

// ParseKeys reads public keys as Key.Public writes them; at least one is needed.
func ParseKeys(texts ...string) (Keys, error) {
	if len(texts) == 0 {
		return Keys{}, model.Invalidf("--public-key", "no key is given: name the key that \"foyer audit key\" prints where the log is kept")
	}
	var list []note.Verifier
	for _, text := range texts {
		verifier, err := note.NewVerifier(strings.TrimSpace(text))
		if err != nil {
			return Keys{}, model.Invalidf("--public-key", "%q is not the public key of an audit log: expected NAME+HASH+KEY as \"foyer audit key\" prints it", text)
		}
		list = append(list, verifier)
	}
	return Keys{note.VerifierList(list...)}, nil
}

var errCheckpoint = errors.New("this is not a checkpoint of an audit log")

// Open reads a signed checkpoint. It fails when no known key signed it, or when it
// is not a checkpoint.
func (k Keys) Open(signed string) (Checkpoint, error) {
	opened, err := note.Open([]byte(signed), k.verifiers)
	var unsigned *note.UnverifiedNoteError
	var forged *note.InvalidSignatureError
	switch {
	case errors.As(err, &unsigned):
		return Checkpoint{}, errors.New("the checkpoint is signed by none of the known keys")
	case errors.As(err, &forged):
		return Checkpoint{}, errors.New("the signature of the checkpoint is wrong")
	case err != nil:
		return Checkpoint{}, errCheckpoint
	}
	sig := opened.Sigs[0]
	if _, err := base64.StdEncoding.Strict().DecodeString(sig.Base64); err != nil || opened.Text+"\n— "+sig.Name+" "+sig.Base64+"\n" != signed {
		return Checkpoint{}, errCheckpoint // the same in other letters, or with something added
	}
	checkpoint, err := parseCheckpoint(opened.Text)
	if err == nil && checkpoint.Origin != opened.Sigs[0].Name {
		err = errors.New("the checkpoint is signed by the key of another log")
	}
	return checkpoint, err
}

// parseCheckpoint reads what text writes, and nothing else.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 5 {
		return Checkpoint{}, errCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, errCheckpoint
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != len(Hash{}) {
		return Checkpoint{}, errCheckpoint
	}
	at, err := time.Parse(checkpointTime, strings.TrimPrefix(lines[3], "at "))
	if err != nil {
		return Checkpoint{}, errCheckpoint
	}
	checkpoint := Checkpoint{Origin: lines[0], Size: size, Root: Hash(root), At: model.InstantOf(at)}
	if checkpoint.text() != text {
		return Checkpoint{}, errCheckpoint
	}
	return checkpoint, nil
}
