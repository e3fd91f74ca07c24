package view

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"foyer/model"
)

// GlobalID names a row over all types. Its text form is opaque to clients. Without
// a Type it is no identifier, and Raw is what a client sent in place of one.
type GlobalID struct {
	Type string
	ID   model.ID
	Raw  string
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

// String gives the opaque text form, or what the client sent in place of one.
func (g GlobalID) String() string {
	if g.Type == "" {
		return g.Raw
	}
	return base64.RawURLEncoding.EncodeToString([]byte(g.Type + ":" + g.ID.String()))
}

// NoIdentifier says that what was sent in a field of the input is no identifier.
func NoIdentifier(field string) error {
	return model.Invalidf(field, "this is not an identifier: use an id that an answer gave")
}

// ParseGlobalID reads what String wrote.
func ParseGlobalID(text string) (GlobalID, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	kind, rest, found := strings.Cut(string(raw), ":")
	if err != nil || !found || kind == "" {
		return GlobalID{}, NoIdentifier("")
	}
	id, err := model.ParseID(rest)
	if err != nil || id.IsZero() || id.String() != rest {
		return GlobalID{}, NoIdentifier("")
	}
	return GlobalID{Type: kind, ID: id}, nil
}

// Of gives the row's id when g names a row of the type, an error about the field
// of the input otherwise.
func (g GlobalID) Of(kind, field string) (model.ID, error) {
	if g.Type == "" {
		return model.ID{}, NoIdentifier(field)
	}
	if g.Type != kind {
		return model.ID{}, model.Invalidf(field, "this is not an identifier of type %s", kind)
	}
	return g.ID, nil
}

// MarshalGlobalID writes the opaque form.
func MarshalGlobalID(id GlobalID) graphql.Marshaler { return graphql.MarshalString(id.String()) }

// UnmarshalGlobalID reads the opaque form. It keeps what is no identifier, so that
// whoever asks for the row tells it with the field of the input.
func UnmarshalGlobalID(value any) (GlobalID, error) {
	text := fmt.Sprint(value)
	id, err := ParseGlobalID(text)
	if err != nil {
		return GlobalID{Raw: text}, nil
	}
	return id, nil
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
	id, err := ParseGlobalID(fmt.Sprint(value))
	return id.ID, err
}
