package model

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Instant is a moment in UTC, counted in microseconds since 1970 (the precision
// that both databases keep). The zero Instant means "none" and is stored as NULL.
type Instant int64

// InstantOf truncates a time to microseconds.
func InstantOf(at time.Time) Instant { return Instant(at.UnixMicro()) }

// IsZero tells whether i is "none".
func (i Instant) IsZero() bool { return i == 0 }

// Time is the instant as a time in UTC.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// Date is the UTC calendar day of the instant.
func (i Instant) Date() Date { return DateOf(i.Time()) }

// String gives RFC 3339 in UTC, or "" for none.
func (i Instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.Time().Format(time.RFC3339Nano)
}

// MarshalText gives RFC 3339.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// Value stores the time, or NULL for none.
func (i Instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.Time(), nil
}

// Scan reads what either database returns for a TIMESTAMPTZ column.
func (i *Instant) Scan(src any) error {
	switch value := src.(type) {
	case nil:
		*i = 0
		return nil
	case time.Time:
		*i = InstantOf(value)
		return nil
	case string:
		for _, layout := range []string{"2006-01-02 15:04:05.999999999-07:00", time.RFC3339Nano} {
			if at, err := time.Parse(layout, value); err == nil {
				*i = InstantOf(at)
				return nil
			}
		}
	}
	return fmt.Errorf("scan an instant from %T", src)
}
