package model

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a calendar day without time or zone. The zero Date means "none" and
// is stored as NULL; every day that the bank accepts is greater.
type Date int32

const secondsPerDay = 24 * 60 * 60

// dayOffset is the Date of 1970-01-01: it keeps the days before positive.
const dayOffset = 100_000

// Bounds of the dates that the bank accepts.
var (
	MinDate = NewDate(1850, time.January, 1)
	MaxDate = NewDate(2199, time.December, 31)
)

// NewDate gives the date of a year, month and day, normalised as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf gives the UTC calendar day of an instant.
func DateOf(at time.Time) Date {
	seconds := at.UTC().Unix()
	days := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		days--
	}
	return Date(days + dayOffset)
}

// DateOfDay gives the date of a day number (see Date.Day).
func DateOfDay(day int64) Date { return Date(day + dayOffset) }

// ParseDate reads YYYY-MM-DD and refuses days that do not exist or lie outside
// MinDate..MaxDate.
func ParseDate(text string) (Date, error) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, Invalidf("date", "%q is not a date: expected YYYY-MM-DD", text)
	}
	date := DateOf(at)
	if date < MinDate || date > MaxDate {
		return 0, Invalidf("date", "%s is out of range: expected %s to %s", text, MinDate, MaxDate)
	}
	return date, nil
}

// IsZero tells whether d is "none".
func (d Date) IsZero() bool { return d == 0 }

// Day is the number of days since 1970-01-01; facts carry dates in this form.
func (d Date) Day() int64 { return int64(d) - dayOffset }

// Time is midnight UTC at the start of d.
func (d Date) Time() time.Time { return time.Unix(d.Day()*secondsPerDay, 0).UTC() }

// AddDays moves d by a number of days, negative for the past.
func (d Date) AddDays(days int) Date { return d + Date(days) }

// AddMonths moves d by calendar months; a day that the target month lacks
// becomes its last day (31 January + 1 month is 28 or 29 February).
func (d Date) AddMonths(months int) Date {
	year, month, day := d.Time().Date()
	first := time.Date(year, month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(day, last))
}

// Birthday is the day on which somebody born on d completes the given age.
// Somebody born on 29 February does so on 1 March of common years.
func (d Date) Birthday(age int) Date {
	year, month, day := d.Time().Date()
	return NewDate(year+age, month, day)
}

// YearsUntil is the number of completed years from d to day.
func (d Date) YearsUntil(day Date) int {
	years := day.Time().Year() - d.Time().Year()
	if d.Birthday(years) > day {
		years--
	}
	return years
}

// IsNearer tells whether d is nearer to day than other is; of two as near, the
// later one is. Any date is nearer than none.
func (d Date) IsNearer(day, other Date) bool {
	if d.IsZero() || other.IsZero() {
		return !d.IsZero()
	}
	mine, its := max(d-day, day-d), max(other-day, day-other)
	return mine < its || mine == its && d > other
}

// String gives YYYY-MM-DD, or "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText gives YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// Value stores YYYY-MM-DD, or NULL for none.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what either database returns for a DATE column or expression.
func (d *Date) Scan(src any) error {
	switch value := src.(type) {
	case nil:
		*d = 0
		return nil
	case time.Time:
		*d = DateOf(value)
		return nil
	case string:
		return d.scanText(value)
	case []byte:
		return d.scanText(string(value))
	}
	return fmt.Errorf("scan a date from %T", src)
}

func (d *Date) scanText(text string) error {
	if len(text) > len(time.DateOnly) {
		text = text[:len(time.DateOnly)]
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return fmt.Errorf("scan a date: %w", err)
	}
	*d = DateOf(at)
	return nil
}
