package model_test

import (
	"strings"
	"testing"

	"foyer/model"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestNamesThatDifferInAccentsAndCaseFoldToTheSameWords(t *testing.T) {
	t.Parallel()
	for written, folded := range map[string]string{
		"Hélène":            "helene",
		"  LE-GOFF, Élodie": "le goff elodie",
		"Cœur d'Œuvre":      "coeur d oeuvre",
		"Straße":            "strasse",
		"Łódź Ørsted":       "lodz orsted",
		"O\u2019Brien":      "o brien",
		"e\u0301":           "e",
		"İstanbul":          "istanbul",
		"***\x00%_":         "",
		"3 Suisses":         "3 suisses",
		"\xff\xfe":          "",
	} {
		require.Equal(t, folded, model.Fold(written), written)
	}
}

func TestFoldingTwiceChangesNothingMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		once := model.Fold(rapid.String().Draw(t, "text"))
		require.Equal(t, once, model.Fold(once))
	})
}

func TestNameTokensAreTheDistinctWordsOfEveryName(t *testing.T) {
	t.Parallel()
	customer := &model.Customer{FirstName: "Anne-Élise", LastName: "Müller", BirthName: "muller Noël"}
	var words []string
	for _, token := range model.NameTokens(customer) {
		words = append(words, string(token))
	}
	require.Equal(t, []string{"anne", "elise", "muller", "noel"}, words)
	require.Equal(t, "muller anne elise", string(model.SortKeyOf(customer)))
}

func TestVeryLongNamesAreCutToWhatAnIndexHolds(t *testing.T) {
	t.Parallel()
	customer := &model.Customer{LastName: strings.Repeat("字", 500)}
	require.Less(t, len(model.SortKeyOf(customer)), 257)
	require.Less(t, len(model.NameTokens(customer)[0]), 65)
	require.Equal(t, strings.Repeat("字", 21), string(model.NameTokens(customer)[0]))
}
