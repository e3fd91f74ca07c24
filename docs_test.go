package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

var update = flag.Bool("update", false, "write docs/rules.md and docs/facts.md again")

func TestGeneratedDocsAreUpToDate(t *testing.T) {
	t.Parallel()
	revision, err := rules.Embedded()
	require.NoError(t, err)
	engine, err := rules.NewEngine(t.Context(), revision)
	require.NoError(t, err)
	for file, text := range map[string]string{
		"docs/rules.md": engine.Catalogue(),
		"docs/facts.md": factsPage(engine.Dictionary()),
	} {
		require.NotEmpty(t, text, file)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
		}
		committed, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, text, string(committed), "%s is not what the policies say: run make generate/docs", file)
	}
}

// factsPage lists every fact that a check may ask about.
func factsPage(dictionary *model.Dictionary) string {
	page := &strings.Builder{}
	page.WriteString("# Facts\n\nWhat a check may ask about a customer, as `input.facts.<name>`. Written by `make generate/docs`; do not edit.\n\n" +
		"A fact that is unknown is absent, and a comparison with it does not hold. Dates are day numbers; only they are stored, " +
		"and facts in days or years are derived from them and the day of the decision.\n\n" +
		"| fact | type | unit | meaning | unknown when |\n|---|---|---|---|---|\n")
	for _, def := range dictionary.Defs {
		kind := string(def.Type)
		if len(def.Values) > 0 {
			kind += ": " + strings.Join(def.Values, ", ")
		}
		doc := def.Doc
		if def.Derive != model.Stored {
			doc += fmt.Sprintf(" Derived from `%s`.", def.From)
		}
		fmt.Fprintf(page, "| `%s` | %s | %s | %s | %s |\n", def.Name, kind, cmp.Or(def.Unit, "-"), doc, cmp.Or(def.Unknown, "never"))
	}
	return page.String()
}
