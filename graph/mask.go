package graph

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"
	"unicode/utf8"

	"foyer/model"
)

// bandMajor is the width of the bands that amounts are masked to, in major units
// of the currency; of numbers, in units.
const bandMajor = 500

const (
	dots       = "•••"
	hashLength = 16 // characters of a hash, 80 bits
)

// masker shows values in part. Its hashes can be compared within one purpose and
// with nothing else.
type masker struct{ key [sha256.Size]byte }

// newMasker derives the key of hashes from a secret of the configuration.
func newMasker(secret []byte) masker {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("foyer mask"))
	var m masker
	mac.Sum(m.key[:0])
	return m
}

// masked gives what is left of a value under a mask; nil when the mask does not
// fit the value, so that a wrong rule hides rather than shows. Identifiers, truths
// and words of closed lists fit none.
func (m masker) masked(mask string, purpose model.Purpose, value any) any {
	switch value := value.(type) {
	case string:
		return orNil(m.text(mask, purpose, value))
	case *string:
		if value == nil {
			return nil
		}
		if text := m.text(mask, purpose, *value); text != "" {
			return &text
		}
	case []string:
		var all []string
		for _, text := range value {
			if part := m.text(mask, purpose, text); part != "" {
				all = append(all, part)
			}
		}
		if len(all) > 0 {
			return all
		}
	case model.Date:
		if mask == "YEAR" && !value.IsZero() {
			return model.NewDate(value.Time().Year(), time.January, 1)
		}
	case model.Instant:
		if mask == "YEAR" && !value.IsZero() {
			return model.InstantOf(model.NewDate(value.Time().Year(), time.January, 1).Time())
		}
	default:
		if mask == "BAND" {
			return band(value)
		}
	}
	return nil
}

func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func isMoney(value any) bool {
	switch value.(type) {
	case model.Money, *model.Money, []*model.Money:
		return true
	}
	return false
}

// text masks a text, "" when nothing is left.
func (m masker) text(mask string, purpose model.Purpose, text string) string {
	if text == "" {
		return ""
	}
	switch mask {
	case "INITIALS":
		return initials(text)
	case "LAST4":
		return lastFour(text)
	case "DOMAIN":
		if at := strings.LastIndexByte(text, '@'); at >= 0 {
			return dots + text[at:]
		}
	case "HASH":
		return m.hash(purpose, text)
	}
	return ""
}

// hash is a pseudonym of a text: the same within a purpose, and nobody without the
// key finds the text that it comes from.
func (m masker) hash(purpose model.Purpose, text string) string {
	mac := hmac.New(sha256.New, m.key[:])
	mac.Write([]byte(string(purpose) + "\x00" + text))
	return base32.StdEncoding.EncodeToString(mac.Sum(nil))[:hashLength]
}

// initials of "Jean-Paul Martin" are "J. P. M.".
func initials(text string) string {
	var letters []string
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '-' || c == '\'' || c == '’' }) {
		first, _ := utf8.DecodeRuneInString(word)
		letters = append(letters, strings.ToUpper(string(first))+".")
	}
	return strings.Join(letters, " ")
}

func lastFour(text string) string {
	characters := []rune(text)
	if len(characters) <= 4 {
		return dots
	}
	return dots + string(characters[len(characters)-4:])
}

// band gives the lower end of the band of an amount or a number.
func band(value any) any {
	switch value := value.(type) {
	case model.Money:
		return banded(value)
	case *model.Money:
		if value == nil {
			return nil
		}
		amount := banded(*value)
		return &amount
	case []*model.Money:
		all := make([]*model.Money, len(value))
		for i, amount := range value {
			lower := banded(*amount)
			all[i] = &lower
		}
		return all
	case int64:
		return below(value, bandMajor)
	case *int64:
		if value == nil {
			return nil
		}
		number := below(*value, bandMajor)
		return &number
	case int:
		return int(below(int64(value), bandMajor))
	}
	return nil
}

// banded is the lower end of the band of an amount.
func banded(amount model.Money) model.Money {
	return model.Money{Minor: below(amount.Minor, bandMajor*minorUnits(amount.Currency)), Currency: amount.Currency}
}

// below is the largest multiple of width that is not above a number.
func below(number, width int64) int64 {
	rest := number % width
	if rest < 0 {
		rest += width
	}
	return number - rest
}
