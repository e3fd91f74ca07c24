package main

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/rules"
)

// update writes generated docs and expected answers again; the difference is then
// read like any other change.
var update = flag.Bool("update", false, "write docs/rules.md and testdata/roles again")

func TestGeneratedDocsAreUpToDate(t *testing.T) {
	t.Parallel()
	revision, err := rules.Embedded()
	require.NoError(t, err)
	engine, err := rules.NewEngine(t.Context(), revision)
	require.NoError(t, err)
	text := rules.Catalogue(engine)
	if *update {
		require.NoError(t, os.WriteFile("docs/rules.md", []byte(text), 0o644))
	}
	committed, err := os.ReadFile("docs/rules.md")
	require.NoError(t, err)
	require.Equal(t, text, string(committed), "docs/rules.md is not what the policies say: run make generate/docs")
}
