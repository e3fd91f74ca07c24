package intake

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const csvDoc = "../docs/csv.md"

// csvDocMark begins the part of docs/csv.md that follows from the layouts.
const csvDocMark = "<!-- The rest of this page follows from the layouts in intake/csv_files.go. -->\n"

// TestTheCSVPageSaysWhatTheLayoutsAre keeps docs/csv.md true;
// FOYER_WRITE_FIXTURES=1 writes its tables anew.
func TestTheCSVPageSaysWhatTheLayoutsAre(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(csvDoc)
	require.NoError(t, err)
	written, tables, found := strings.Cut(string(page), csvDocMark)
	require.True(t, found, "docs/csv.md has the mark before its tables")
	if os.Getenv("FOYER_WRITE_FIXTURES") != "" {
		require.NoError(t, os.WriteFile(csvDoc, []byte(written+csvDocMark+csvTables()), 0o644))
		return
	}
	require.Equal(t, csvTables(), tables)
}

// csvTables describes every file in Markdown.
func csvTables() string {
	var out strings.Builder
	for _, l := range csvLayouts() {
		fmt.Fprintf(&out, "\n## %s.csv\nA row is named by: %s.\n\n| column | holds | |\n|---|---|---|\n", l.name, strings.Join(l.key, ", "))
		for _, column := range l.columns {
			note := ""
			switch {
			case column.required:
				note = "required"
			case column.standard != "":
				note = "empty: " + column.standard
			case l.waits(&column) && column.kind == currencyCell:
				note = "empty: that of the contract"
			}
			fmt.Fprintf(&out, "| %s | %s | %s |\n", column.name, column.describe(), note)
		}
	}
	return out.String()
}
