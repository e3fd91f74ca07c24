package graph

import (
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"foyer/model"
)

// digits is the number of decimals of a currency, two when it is not known.
func digits(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale
}

// minorUnits is how many minor units make one of a currency: 100 for EUR.
func minorUnits(code string) int64 {
	units := int64(1)
	for range digits(code) {
		units *= 10
	}
	return units
}

// formatted writes an amount as people of a language do: "1 234,56 €" in French
// (with unbreakable spaces), "€1,234.56" in English; other currencies by code.
func formatted(amount model.Money, language model.Language) string {
	whole, cents := split(amount)
	sign := ""
	if amount.Minor < 0 {
		sign = "-"
	}
	symbol := amount.Currency
	if language == model.English {
		if symbol == "EUR" {
			return sign + "€" + grouped(whole, ",") + decimals(cents, ".")
		}
		return sign + symbol + "\u00a0" + grouped(whole, ",") + decimals(cents, ".")
	}
	if symbol == "EUR" {
		symbol = "€"
	}
	return sign + grouped(whole, "\u202f") + decimals(cents, ",") + "\u00a0" + symbol
}

// split gives the digits of an amount before and after the decimal mark.
func split(amount model.Money) (whole, cents string) {
	text := strings.TrimPrefix(strconv.FormatInt(amount.Minor, 10), "-")
	scale := digits(amount.Currency)
	if missing := scale + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	return text[:len(text)-scale], text[len(text)-scale:]
}

func decimals(cents, mark string) string {
	if cents == "" {
		return ""
	}
	return mark + cents
}

func grouped(whole, separator string) string {
	if len(whole) <= 3 {
		return whole
	}
	return grouped(whole[:len(whole)-3], separator) + separator + whole[len(whole)-3:]
}
