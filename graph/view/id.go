package view

import (
	"context"
	"encoding/base64"
	"io"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"foyer/model"
)

// GlobalID names a row over all types. Its text form is opaque to clients.
type GlobalID struct {
	Type string
	ID   model.ID
}

// concrete maps the concrete types of contracts to the word that ids use, so
// that an id does not change when a contract changes its type.
var concrete = map[string]string{
	"CurrentAccount": "Contract", "SavingsAccount": "Contract", "Loan": "Contract", "Card": "Contract",
	"InsuranceContract": "Contract", "Investment": "Contract", "ServiceContract": "Contract",
}

// TypeInID is the word that ids use for a type of the schema.
func TypeInID(object string) string {
	if word, known := concrete[object]; known {
		return word
	}
	return object
}

// String gives the opaque text form.
func (g GlobalID) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(g.Type + ":" + g.ID.String()))
}

// ParseGlobalID reads what String wrote.
func ParseGlobalID(text string) (GlobalID, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	kind, rest, found := strings.Cut(string(raw), ":")
	if err != nil || !found {
		return GlobalID{}, model.Invalidf("", "this is not an identifier: use an id that an answer gave")
	}
	id, err := model.ParseID(rest)
	if err != nil || id.IsZero() || id.String() != rest {
		return GlobalID{}, model.Invalidf("", "this is not an identifier: use an id that an answer gave")
	}
	return GlobalID{Type: kind, ID: id}, nil
}

// Of gives the row's id when g names a row of the type, an error otherwise.
func (g GlobalID) Of(kind, field string) (model.ID, error) {
	if g.Type != kind {
		return model.ID{}, model.Invalidf(field, "this is not the identifier of a %s", kind)
	}
	return g.ID, nil
}

// MarshalGlobalID writes the opaque form.
func MarshalGlobalID(id GlobalID) graphql.Marshaler { return graphql.MarshalString(id.String()) }

// UnmarshalGlobalID reads the opaque form.
func UnmarshalGlobalID(value any) (GlobalID, error) {
	text, isText := value.(string)
	if !isText {
		return GlobalID{}, model.Invalidf("", "an identifier is a text")
	}
	return ParseGlobalID(text)
}

// MarshalRowID writes the global id of a row; its type is that of the object
// whose field is written.
func MarshalRowID(id model.ID) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(ctx context.Context, w io.Writer) error {
		object := graphql.GetFieldContext(ctx).Object
		graphql.MarshalString(GlobalID{Type: TypeInID(object), ID: id}.String()).MarshalGQL(w)
		return nil
	})
}

// UnmarshalRowID reads the opaque form and drops the type.
func UnmarshalRowID(_ context.Context, value any) (model.ID, error) {
	id, err := UnmarshalGlobalID(value)
	return id.ID, err
}
