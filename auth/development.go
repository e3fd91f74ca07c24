package auth

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"

	"foyer/model"
)

// What tokens of the development issuer say, and how long they last.
const (
	devIssuer   = "foyer-development"
	devAudience = "foyer"
	devLifetime = 30 * 24 * time.Hour
)

// DevelopmentIssuer signs tokens for anybody who can read its key file, with no
// password asked: for demonstrations and development only.
type DevelopmentIssuer struct {
	private jwk.Key
	public  jwk.Key
	random  io.Reader // for the identifiers of tokens
}

// OpenDevelopmentIssuer reads the key in file, or makes one on first use, that
// only the user of this process can read. A file that others can read is refused.
func OpenDevelopmentIssuer(file string, random io.Reader) (*DevelopmentIssuer, error) {
	text, err := readKeyFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if err = createKeyFile(file, random); err == nil {
			text, err = readKeyFile(file)
		}
	}
	if err != nil {
		return nil, err
	}
	private, err := jwk.ParseKey(text)
	if err != nil || private.KeyType() != jwa.EC() {
		return nil, model.Invalidf(file, "not a key of the development issuer: delete it, the next start makes a new one")
	}
	public, err := private.PublicKey()
	if err != nil {
		return nil, fmt.Errorf("take the public half of %s: %w", file, err)
	}
	return &DevelopmentIssuer{private, public, random}, nil
}

func readKeyFile(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("read the key of the development issuer: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, model.Invalidf(file, "the key of the development issuer can be read by others: run chmod 600 on it, or delete it for a new one")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the key of the development issuer: %w", err)
	}
	return text, nil
}

// createKeyFile links a finished file into place, so that of two processes that
// start together one makes the key and the other reads it.
func createKeyFile(file string, random io.Reader) error {
	text, err := newKey(random)
	if err != nil {
		return fmt.Errorf("make the key of the development issuer: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("keep the key of the development issuer: %w", err)
	}
	draft, err := os.CreateTemp(filepath.Dir(file), ".key-*")
	if err != nil {
		return fmt.Errorf("keep the key of the development issuer: %w", err)
	}
	defer os.Remove(draft.Name())
	_, err = draft.Write(text)
	if err = errors.Join(err, draft.Close()); err == nil {
		err = os.Link(draft.Name(), file)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keep the key of the development issuer: %w", err)
	}
	return nil
}

func newKey(random io.Reader) ([]byte, error) {
	raw, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, err
	}
	key, err := jwk.Import(raw)
	if err != nil {
		return nil, err
	}
	if err := jwk.AssignKeyID(key, jwk.WithThumbprintHash(crypto.SHA256)); err != nil {
		return nil, err
	}
	if err := key.Set(jwk.AlgorithmKey, jwa.ES256()); err != nil {
		return nil, err
	}
	return json.MarshalIndent(key, "", "  ")
}

// Token signs a token for a login, good for 30 days from now.
func (i *DevelopmentIssuer) Token(login string, now time.Time) (string, error) {
	id, err := model.NewID(now, i.random)
	if err != nil {
		return "", err
	}
	claims, err := jwt.NewBuilder().Issuer(devIssuer).Audience([]string{devAudience}).Subject(login).JwtID(id.String()).
		IssuedAt(now).NotBefore(now).Expiration(now.Add(devLifetime)).Build()
	if err != nil {
		return "", fmt.Errorf("write a token: %w", err)
	}
	headers := jws.NewHeaders()
	if err := headers.Set(jws.TypeKey, accessType); err != nil {
		return "", fmt.Errorf("write a token: %w", err)
	}
	signed, err := jwt.Sign(claims, jwt.WithKey(jwa.ES256(), i.private, jws.WithProtectedHeaders(headers)))
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return string(signed), nil
}

// Verifier checks the tokens that this issuer signs.
func (i *DevelopmentIssuer) Verifier() *Verifier {
	return &Verifier{issuer: devIssuer, audience: devAudience, claim: jwt.SubjectKey, kind: accessType,
		algorithms: []jwa.SignatureAlgorithm{jwa.ES256()}, keys: i}
}

func (i *DevelopmentIssuer) key(_ context.Context, id string, _ time.Time) (jwk.Key, error) {
	if own, _ := i.public.KeyID(); own != id {
		return nil, fmt.Errorf("no key is named %.60q", id)
	}
	return i.public, nil
}

// DevelopmentKeyFile is where the key of the development issuer lies unless
// configured: beside an SQLite file, else in the user's configuration folder.
func DevelopmentKeyFile(databaseURL string) (string, error) {
	if path, isFile := strings.CutPrefix(databaseURL, "sqlite:"); isFile {
		return path + ".devkey", nil
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return "", model.Invalidf("--dev-key-file", "there is no folder for the key of the development issuer (%v): name a file", err)
	}
	return filepath.Join(folder, "foyer", "development.key"), nil
}
