package model

import (
	"errors"
	"fmt"
)

// Code tells a caller what kind of failure happened; the list is closed.
type Code string

// The codes; they are also the values of extensions.code in GraphQL answers.
const (
	CodeUnauthenticated Code = "UNAUTHENTICATED" // nobody is logged in
	CodeForbidden       Code = "FORBIDDEN"       // a rule says no, or no rule says yes
	CodeNotFound        Code = "NOT_FOUND"       // no such row for this viewer
	CodeInvalid         Code = "BAD_USER_INPUT"  // the input is wrong, and can be mended
	CodeConflict        Code = "CONFLICT"        // the row is in another state than the caller thought
	CodeUnavailable     Code = "UNAVAILABLE"     // try again: the database is busy, full or away
	CodeInternal        Code = "INTERNAL"        // ours; the text stays in the log

	CodeTooLarge        Code = "QUERY_TOO_LARGE"           // the request or its document has more parts than is served
	CodeTooDeep         Code = "QUERY_TOO_DEEP"            // the document or its variables are nested too deep, or in a circle
	CodeTooCostly       Code = "QUERY_TOO_COSTLY"          // the operation costs more than the role may spend on one
	CodeRateLimited     Code = "RATE_LIMITED"              // the person spent what the role may spend for now
	CodeUnknownDocument Code = "PERSISTED_QUERY_NOT_FOUND" // no trusted document has this identifier
	CodeNotTrusted      Code = "DOCUMENT_NOT_TRUSTED"      // only trusted documents are served, and this is none
)

// Error is a failure that may be shown to a person. Message says what is wrong
// and what to do, Field names the place in the input, Err is kept for the log.
type Error struct {
	Code    Code
	Field   string
	Message string
	Err     error
}

// Error gives the message, with the place before it when there is one.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Invalidf says that a field of the input is wrong.
func Invalidf(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// NotFoundf says that a row does not exist for the viewer.
func NotFoundf(format string, args ...any) *Error {
	return &Error{Code: CodeNotFound, Message: fmt.Sprintf(format, args...)}
}

// Conflictf says that a row is in another state than the caller thought.
func Conflictf(format string, args ...any) *Error {
	return &Error{Code: CodeConflict, Message: fmt.Sprintf(format, args...)}
}

// Refusal is the cause of a Forbidden error that a rule of access gave: what was
// refused, by which rule, and for which customer it was tried.
type Refusal struct {
	Coordinate string
	Rule       string // "" when no rule speaks of it
	CustomerID ID
}

// Error names the coordinate and the rule, for the log.
func (r *Refusal) Error() string { return "rule " + r.Rule + " refuses " + r.Coordinate }

// Forbiddenf says that no rule allows what was asked.
func Forbiddenf(format string, args ...any) *Error {
	return &Error{Code: CodeForbidden, Message: fmt.Sprintf(format, args...)}
}

// CodeOf gives the code of err, CodeInternal when it carries none.
func CodeOf(err error) Code {
	var shown *Error
	if errors.As(err, &shown) {
		return shown.Code
	}
	return CodeInternal
}
