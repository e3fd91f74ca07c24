package intake

import (
	"fmt"
	"math"
	"strings"
)

// parseMinor reads a decimal amount as minor units of a currency that has the
// given number of decimals: "12.5" is 1250 with two. Decimals beyond them must be
// zeros; thousands are not separated.
func parseMinor(text string, decimals int) (int64, error) {
	unsigned, negative := strings.CutPrefix(text, "-")
	whole, fraction, dotted := strings.Cut(unsigned, ".")
	cut := strings.TrimRight(fraction, "0")
	if whole == "" || (dotted && fraction == "") || len(cut) > decimals || len(whole) > 16 {
		return 0, fmt.Errorf("%q is not an amount: expected digits, a point and at most %d decimals", text, decimals)
	}
	minor := int64(0)
	for _, digit := range whole + cut + strings.Repeat("0", decimals-len(cut)) {
		if digit < '0' || digit > '9' || minor > (math.MaxInt64-9)/10 {
			return 0, fmt.Errorf("%q is not an amount: expected digits, a point and at most %d decimals", text, decimals)
		}
		minor = minor*10 + int64(digit-'0')
	}
	if negative {
		minor = -minor
	}
	return minor, nil
}
