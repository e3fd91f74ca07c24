package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/zerolog"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// TrustMode says what happens to documents that are not trusted.
type TrustMode string

// The modes.
const (
	TrustOff     TrustMode = "off"     // every document is served
	TrustWarn    TrustMode = "warn"    // every document is served, the others are logged and counted
	TrustEnforce TrustMode = "enforce" // only trusted documents are served
)

// Manifest is a set of trusted documents: those that an application was built
// with. Each is found by its identifier and by sha256:<hex> of its text.
type Manifest struct{ documents map[string]string }

const (
	digestPrefix      = "sha256:"
	longestIdentifier = 100 // characters of an identifier
)

// ReadManifest reads a JSON object of documents by identifier: sha256:<hex> of the
// document's text, or a name without a colon. An identifier that is the digest of
// another text is an error of code BAD_USER_INPUT.
func ReadManifest(from io.Reader) (*Manifest, error) {
	var given map[string]string
	if err := json.NewDecoder(from).Decode(&given); err != nil {
		return nil, model.Invalidf("", "a manifest is a JSON object of documents by identifier (%v)", err)
	}
	m := &Manifest{documents: make(map[string]string, 2*len(given))}
	for id, document := range given {
		digest := digestOf(document)
		named := id != "" && len(id) <= longestIdentifier && !strings.Contains(id, ":")
		if !named && id != digest {
			return nil, model.Invalidf("", "the identifier %q is neither a name nor the digest of its document, which is %s", id, digest)
		}
		m.documents[id], m.documents[digest] = document, document
	}
	return m, nil
}

func digestOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return digestPrefix + hex.EncodeToString(sum[:])
}

// trusted finds documents by their identifiers and applies the mode. What a
// document may do is up to who sends it, not to who wrote it.
type trusted struct {
	manifest *Manifest
	mode     TrustMode
	log      zerolog.Logger
	count    func(code string)
}

// The members of extensions that name a document: ours, which the transports make
// of documentId, and the one of automatic persisted queries.
const (
	documentID     = "documentId"
	persistedQuery = "persistedQuery"
)

// withDocumentID puts documentId where gqlgen carries what it does not know.
func withDocumentID(extensions map[string]any, id string) map[string]any {
	extended := maps.Clone(extensions)
	if extended == nil {
		extended = map[string]any{}
	}
	extended[documentID] = id
	return extended
}

// ExtensionName names the extension.
func (*trusted) ExtensionName() string { return "TrustedDocuments" }

// Validate has nothing to check.
func (*trusted) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters puts the document in place of its identifier.
func (t *trusted) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	id, named := documentNamed(params.Extensions)
	if !named {
		return t.judge(ctx, params)
	}
	document, known := t.manifest.documents[id]
	switch {
	case params.Query == "" && !known:
		return stopped(&model.Error{Code: model.CodeUnknownDocument, Message: "PersistedQueryNotFound"})
	case params.Query == "":
		params.Query = document
		return nil
	case strings.HasPrefix(id, digestPrefix) && id != digestOf(params.Query), known && document != params.Query:
		return stopped(model.Invalidf(documentID, "the identifier is not that of the document"))
	}
	return t.judge(ctx, params)
}

// documentNamed reads the identifier that a request names its document by.
func documentNamed(extensions map[string]any) (string, bool) {
	if id, given := extensions[documentID].(string); given {
		return id, true
	}
	persisted, _ := extensions[persistedQuery].(map[string]any)
	hash, given := persisted["sha256Hash"].(string)
	return digestPrefix + hash, given
}

// judge lets a document pass that came as text.
func (t *trusted) judge(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	if t.mode == TrustOff {
		return nil
	}
	digest := digestOf(params.Query)
	if _, known := t.manifest.documents[digest]; known {
		return nil
	}
	t.log.Warn().Str("document", digest).Str("request", params.Headers.Get("X-Request-Id")).Str("mode", string(t.mode)).
		Msg("a document is not trusted")
	if t.mode == TrustWarn {
		t.count("UNTRUSTED")
		return nil
	}
	return stopped(&model.Error{Code: model.CodeNotTrusted, Message: fmt.Sprintf("only trusted documents are served; %s is none", digest)})
}
