package intake

import (
	"fmt"
	"strings"
)

// parseMinor reads a decimal amount as minor units of a currency that has the
// given number of decimals: "12.5" is 1250 with two. Decimals beyond them must be
// zeros; thousands are not separated.
func parseMinor(text string, decimals int) (int64, error) {
	unsigned, negative := strings.CutPrefix(text, "-")
	whole, fraction, dotted := strings.Cut(unsigned, ".")
	cut := strings.TrimRight(fraction, "0")
	if whole == "" || (dotted && fraction == "") || len(cut) > decimals || !isDigits(whole+fraction) {
		return 0, fmt.Errorf("%q is not an amount: expected digits, a point and at most %d decimals", text, decimals)
	}
	if most := min(16, 18-decimals); len(strings.TrimLeft(whole, "0")) > most {
		return 0, fmt.Errorf("%q is too large: expected at most %d digits before the point", text, most)
	}
	minor := int64(0)
	for _, digit := range whole + cut + strings.Repeat("0", decimals-len(cut)) {
		minor = minor*10 + int64(digit-'0')
	}
	if negative {
		minor = -minor
	}
	return minor, nil
}

// isDigits tells whether a text holds nothing but digits.
func isDigits(text string) bool { return strings.Trim(text, "0123456789") == "" }
