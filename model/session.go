package model

import "time"

// How long a session of the console lasts.
const (
	SessionIdle   = 15 * time.Minute    // without a request
	SessionLife   = 10 * time.Hour      // in all
	SessionMemory = 30 * 24 * time.Hour // its row is kept for this long after that
)

// Session is one login of a person to the console. The secret in the cookie is
// kept as a hash, and nothing of the browser is kept at all.
type Session struct {
	ID         ID
	TokenHash  string // SHA-256 of the cookie's secret, hexadecimal
	EmployeeID ID
	CreatedAt  Instant
	LastSeenAt Instant // of the last request, at most a minute behind
	ExpiresAt  Instant // the first instant at which it no longer counts, however busy
	EndedAt    Instant // when somebody logged out, else zero
}

// Runs tells whether the session counts at an instant.
func (s *Session) Runs(now Instant) bool {
	return s.EndedAt.IsZero() && now < s.ExpiresAt && now < InstantOf(s.LastSeenAt.Time().Add(SessionIdle))
}

// Candidate is a person whom the page of the development issuer offers to log in as.
type Candidate struct {
	Login  string
	Name   string
	Branch string
	Roles  []Role // of the day
}
