package rules

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"foyer/model"
)

//go:embed all:policy
var shipped embed.FS

// Revision is the content of a policy folder. It never changes, and is named by
// what it holds.
type Revision struct {
	id      string
	content string
	files   map[string]string // path inside the folder → text
}

// Embedded gives the revision that the program ships.
func Embedded() (*Revision, error) {
	folder, err := fs.Sub(shipped, "policy")
	if err != nil {
		return nil, fmt.Errorf("open the shipped policy: %w", err)
	}
	return fromFS(folder)
}

// FromDir reads the *.rego and *.json files of a policy folder, whatever its
// depth; other files are left out.
func FromDir(dir string) (*Revision, error) {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, model.Invalidf("policy", "there is no folder %s", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("open the policy folder: %w", err)
	}
	if !info.IsDir() {
		return nil, model.Invalidf("policy", "%s is a file: give the policy's folder", dir)
	}
	return fromFS(os.DirFS(dir))
}

// FromContent reads what Content gave: a JSON object of path → text.
func FromContent(content string) (*Revision, error) {
	var files map[string]string
	if err := json.Unmarshal([]byte(content), &files); err != nil {
		return nil, model.Invalidf("revision", "not a JSON object of path → text: %v", err)
	}
	return newRevision(files)
}

// open gives the revision of a folder, the shipped one for "".
func open(dir string) (*Revision, error) {
	if dir == "" {
		return Embedded()
	}
	return FromDir(dir)
}

// ID is "sha256:" and the hash of Content.
func (r *Revision) ID() string { return r.id }

// Content is the canonical text of the revision: a JSON object of path → text,
// in the order of paths.
func (r *Revision) Content() string { return r.content }

// paths lists the files in order.
func (r *Revision) paths() []string {
	paths := make([]string, 0, len(r.files))
	for file := range r.files {
		paths = append(paths, file)
	}
	slices.Sort(paths)
	return paths
}

func fromFS(folder fs.FS) (*Revision, error) {
	files := make(map[string]string)
	err := fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !belongs(file) {
			return err
		}
		text, err := fs.ReadFile(folder, file)
		files[file] = string(text)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the policy: %w", err)
	}
	return newRevision(files)
}

func belongs(file string) bool { return path.Ext(file) == ".rego" || path.Ext(file) == ".json" }

func newRevision(files map[string]string) (*Revision, error) {
	if len(files) == 0 {
		return nil, model.Invalidf("policy", "no *.rego or *.json file: is this the policy's folder?")
	}
	for file, text := range files {
		if !fs.ValidPath(file) || !belongs(file) {
			return nil, model.Invalidf("policy", "%q is not the path of a policy file", file)
		}
		if !utf8.ValidString(text) {
			return nil, model.Invalidf("policy", "%s is not UTF-8: save it in that encoding", file)
		}
	}
	var content bytes.Buffer
	encoder := json.NewEncoder(&content)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(files); err != nil {
		return nil, fmt.Errorf("encode the policy: %w", err)
	}
	text := strings.TrimSuffix(content.String(), "\n")
	sum := sha256.Sum256([]byte(text))
	return &Revision{id: "sha256:" + hex.EncodeToString(sum[:]), content: text, files: files}, nil
}
