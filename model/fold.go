package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Longest folded texts that are stored, in bytes: both databases index them.
const (
	maxSortKey = 256
	maxToken   = 64
)

// letters that no accent rule takes apart.
var unfolded = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ς': "σ",
}

// Fold makes a text comparable whatever its accents and case: "Élodie LE-GOFF"
// and "elodie le goff" fold to the same words, separated by single spaces.
// Folded texts are compared bytewise.
func Fold(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	gap := false
	for _, letter := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, letter):
			continue
		case !unicode.IsLetter(letter) && !unicode.IsDigit(letter):
			gap = true
			continue
		}
		if gap && out.Len() > 0 {
			out.WriteByte(' ')
		}
		gap = false
		letter = unicode.ToLower(letter)
		if spelled, known := unfolded[letter]; known {
			out.WriteString(spelled)
			continue
		}
		out.WriteRune(letter)
	}
	return out.String()
}

// SortKeyOf gives the sort key of a customer: the folded name that lists are
// ordered by, cut to what an index holds.
func SortKeyOf(c *Customer) []byte { return []byte(cut(Fold(c.SortName()), maxSortKey)) }

// NameTokens gives the folded words of every name of a customer, each once, in
// bytewise order.
func NameTokens(c *Customer) [][]byte {
	words := FoldedWords(strings.Join([]string{c.FirstName, c.LastName, c.BirthName, c.LegalName}, " "))
	tokens := make([][]byte, len(words))
	for i, word := range words {
		tokens[i] = []byte(word)
	}
	return tokens
}

// FoldedWords gives the distinct folded words of a text in bytewise order, each
// cut to the length that name tokens have.
func FoldedWords(text string) []string {
	words := strings.Fields(Fold(text))
	for i, word := range words {
		words[i] = cut(word, maxToken)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// cut shortens a text to at most size bytes without splitting a letter.
func cut(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}
