package view

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"foyer/model"
)

// MarshalDate writes YYYY-MM-DD, null for none.
func MarshalDate(date model.Date) graphql.Marshaler {
	if date.IsZero() {
		return graphql.Null
	}
	return graphql.MarshalString(date.String())
}

// UnmarshalDate reads YYYY-MM-DD.
func UnmarshalDate(value any) (model.Date, error) {
	text, isText := value.(string)
	if !isText {
		return 0, model.Invalidf("", "a date is a text: YYYY-MM-DD")
	}
	return model.ParseDate(text)
}

// MarshalDateTime writes RFC 3339 in UTC, null for none.
func MarshalDateTime(at model.Instant) graphql.Marshaler {
	if at.IsZero() {
		return graphql.Null
	}
	return graphql.MarshalString(at.String())
}

// UnmarshalDateTime reads RFC 3339 within the dates that the bank accepts.
func UnmarshalDateTime(value any) (model.Instant, error) {
	text, isText := value.(string)
	if !isText {
		return 0, model.Invalidf("", "a moment is a text in RFC 3339, such as 2026-01-31T09:30:00Z")
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return 0, model.Invalidf("", "%q is not a moment: expected RFC 3339, such as 2026-01-31T09:30:00Z", text)
	}
	if date := model.DateOf(at); date < model.MinDate || date > model.MaxDate {
		return 0, model.Invalidf("", "%s is out of range: expected %s to %s", text, model.MinDate, model.MaxDate)
	}
	return model.InstantOf(at), nil
}

// MarshalLong writes a whole number.
func MarshalLong(value int64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, strconv.FormatInt(value, 10)) })
}

// UnmarshalLong reads a whole number of up to 64 bits.
func UnmarshalLong(value any) (int64, error) {
	switch value := value.(type) {
	case int64:
		return value, nil
	case int:
		return int64(value), nil
	case json.Number:
		if number, err := strconv.ParseInt(string(value), 10, 64); err == nil {
			return number, nil
		}
	}
	return 0, model.Invalidf("", "%v is not a whole number of up to 64 bits", value)
}

// MarshalRowClass writes e.g. OWN/ORDINARY.
func MarshalRowClass(class model.RowClass) graphql.Marshaler {
	return graphql.MarshalString(class.String())
}

// UnmarshalRowClass reads e.g. OWN/ORDINARY.
func UnmarshalRowClass(value any) (model.RowClass, error) {
	for _, class := range append(slices.Clip(model.CustomerClasses), model.ClassNone) {
		if class.String() == value {
			return class, nil
		}
	}
	return 0, model.Invalidf("", "%v is not a row class", value)
}

// MarshalRelation writes the name of a relation.
func MarshalRelation(relation model.Relation) graphql.Marshaler {
	return graphql.MarshalString(model.RelationNames[relation])
}

// UnmarshalRelation reads the name of a relation.
func UnmarshalRelation(value any) (model.Relation, error) {
	at := slices.Index(model.RelationNames[:], fmt.Sprint(value))
	if at < 0 {
		return 0, model.Invalidf("", "%v is not a relation", value)
	}
	return model.Relation(at), nil
}
