package graph

import (
	"strings"
	"time"
	"unicode/utf8"

	"foyer/model"
)

// bandMajor is the width of the bands that amounts are masked to, in major units
// of the currency.
const bandMajor = 500

const dots = "•••"

// masked gives what is left of a value under a mask; nil when the mask does not
// fit the value, so that a wrong rule hides rather than shows.
func masked(mask string, value any) any {
	switch value := value.(type) {
	case string:
		return maskedText(mask, value)
	case *string:
		if value == nil {
			return nil
		}
		return maskedText(mask, *value)
	case model.Date:
		if mask == "YEAR" && !value.IsZero() {
			return model.NewDate(value.Time().Year(), time.January, 1)
		}
	case *model.Money:
		if mask == "BAND" && value != nil {
			band := banded(*value)
			return &band
		}
	case model.Money:
		if mask == "BAND" {
			return banded(value)
		}
	}
	return nil
}

func isMoney(value any) bool {
	switch value.(type) {
	case model.Money, *model.Money:
		return true
	}
	return false
}

func maskedText(mask, text string) any {
	if text == "" {
		return nil
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
	}
	return nil
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

// banded is the lower end of the band of an amount.
func banded(amount model.Money) model.Money {
	width := int64(bandMajor) * minorUnits(amount.Currency)
	below := amount.Minor % width
	if below < 0 {
		below += width
	}
	return model.Money{Minor: amount.Minor - below, Currency: amount.Currency}
}
