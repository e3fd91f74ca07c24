package secrecy_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// What a planted value looks like: words, and digits at the front of amounts.
const (
	canaryWord   = "zqcanary"
	canaryDigits = 7130713
)

// hidden says what the viewer may learn of a cell in a row class.
type hidden int

const (
	told   hidden = iota // the value is shown, or what is left of it under a hash
	partly               // a mask is applied: what it leaves is told
	untold               // nothing of it is told
)

// secrecy of a cell in a class: what all coordinates that tell it say.
func (c *cell) secrecy(table *model.Table, class model.RowClass) (hidden, string) {
	if class == 0 || class == conflicted {
		return untold, ""
	}
	mask := ""
	for coordinate := range strings.FieldsSeq(c.shownBy) {
		verdict := table.Of(coordinate, class)
		switch {
		case verdict.Kind == model.Show, verdict.Mask == "HASH":
			return told, ""
		case verdict.Kind == model.Mask && mask != "" && mask != verdict.Mask:
			return told, ""
		case verdict.Kind == model.Mask:
			mask = verdict.Mask
		}
	}
	if mask != "" {
		return partly, mask
	}
	return untold, ""
}

// makeTwin copies the original bank and changes, in the copy, every cell that the
// viewer's policy hides. It gives how many cells it changed.
func makeTwin(t testing.TB, engine *rules.Engine, who *viewer) (file string, changed int) {
	t.Helper()
	first, err := original()
	require.NoError(t, err)
	file = filepath.Join(t.TempDir(), "twin.db")
	copyFile(t, first, file)
	db := behind(t, file)
	table := tableOf(t, engine, who)
	stands := standingOf(t, db, who, table.Visible)
	_, err = db.ExecContext(t.Context(), "BEGIN")
	require.NoError(t, err)
	renamed := map[string]bool{}
	for i := range cells {
		changed += plant(t, db, &cells[i], table, stands, renamed)
	}
	resort(t, db, renamed)
	changed += uproot(t, db, table, stands)
	_, err = db.ExecContext(t.Context(), "COMMIT")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	return file, changed
}

// tableOf gives the verdicts for a viewer, those of the scopes of a machine included.
func tableOf(t testing.TB, engine *rules.Engine, who *viewer) *model.Table {
	t.Helper()
	file, err := original()
	require.NoError(t, err)
	db, err := store.Open(t.Context(), "sqlite:"+file, store.Options{})
	require.NoError(t, err)
	defer db.Close()
	actor, err := db.Reader().Actor(t.Context(), who.login, noon)
	require.NoError(t, err)
	scope, err := engine.Scope(t.Context(), actor, who.purpose)
	require.NoError(t, err)
	return scope.Table
}

// plant changes a cell in every row where it is hidden.
func plant(t testing.TB, db *sql.DB, c *cell, table *model.Table, stands *standing, renamed map[string]bool) int {
	t.Helper()
	anchor := anchors[c.table]
	classes := stands.of(anchor.of)
	changed := 0
	for _, row := range rowsOf(t, db, fmt.Sprintf("SELECT id, %s, %s FROM %s WHERE %s IS NOT NULL", anchor.column, c.column, c.table, c.column)) {
		secrecy, mask := c.secrecy(table, classes[row[1]])
		value := c.other(secrecy, mask, row[2], row[0])
		if value == nil || fmt.Sprint(value) == row[2] {
			continue
		}
		_, err := db.ExecContext(t.Context(), fmt.Sprintf("UPDATE %s SET %s = ? WHERE id = ?", c.table, c.column), value, row[0])
		require.NoError(t, err)
		changed++
		if c.table == "customers" && strings.HasSuffix(c.column, "_name") {
			renamed[row[0]] = true
		}
	}
	return changed
}

// other gives another value for a cell, nil to leave it as it is.
func (c *cell) other(secrecy hidden, mask, value, id string) any {
	switch {
	case secrecy == told || value == "":
		return nil
	case secrecy == partly:
		return c.otherUnder(mask, value)
	}
	switch c.form {
	case words:
		return canaryWord + " " + id[len(id)-6:]
	case amounts:
		return int64(canaryDigits)*100 + int64(id[len(id)-1])
	case numbers:
		return int64(canaryDigits)
	case days:
		return "1907-03-1" + fmt.Sprint(id[len(id)-1]%10)
	}
	return c.choices[(slices.Index(c.choices, value)+1)%len(c.choices)]
}

// otherUnder gives another value of which a mask leaves the same.
func (c *cell) otherUnder(mask, value string) any {
	switch {
	case mask == "YEAR" && c.form == days && c.column != "birth_date":
		return value[:4] + "-06-13"
	case mask == "YEAR" && c.column == "birth_date" && value < "2007":
		return value[:4] + "-06-13"
	case mask == "INITIALS" && c.form == words:
		return initialed(value)
	case mask == "LAST4" && c.form == words && len([]rune(value)) > 4:
		return canaryWord + string([]rune(value)[len([]rune(value))-4:])
	case mask == "DOMAIN" && strings.Contains(value, "@"):
		return canaryWord + value[strings.LastIndexByte(value, '@'):]
	case mask == "BAND" && c.form == amounts:
		var minor int64
		if _, err := fmt.Sscan(value, &minor); err == nil && minor >= 0 {
			return minor - minor%50_000 + 17
		}
	}
	return nil
}

// initialed keeps the first letter of every word.
func initialed(value string) any {
	if strings.ContainsAny(value, "-'’") {
		return nil
	}
	changed := strings.Fields(value)
	for i, word := range changed {
		changed[i] = string([]rune(word)[:1]) + canaryWord
	}
	return strings.Join(changed, " ")
}

// resort writes again what follows from names: the sort key and the words that
// are searched.
func resort(t testing.TB, db *sql.DB, renamed map[string]bool) {
	t.Helper()
	for id := range renamed {
		row := rowsOf(t, db, "SELECT kind, first_name, last_name, birth_name, legal_name FROM customers WHERE id = ?", id)[0]
		customer := &model.Customer{Kind: model.CustomerKind(row[0]), FirstName: row[1], LastName: row[2], BirthName: row[3], LegalName: row[4]}
		_, err := db.ExecContext(t.Context(), "UPDATE customers SET sort_key = ? WHERE id = ?", model.SortKeyOf(customer), id)
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), "DELETE FROM name_tokens WHERE customer_id = ?", id)
		require.NoError(t, err)
		for _, token := range model.NameTokens(customer) {
			_, err = db.ExecContext(t.Context(), "INSERT OR IGNORE INTO name_tokens (token, customer_id) VALUES (?, ?)", token, id)
			require.NoError(t, err)
		}
	}
}

// viewers are one person of every role of the original bank, each for the default
// purpose of the role.
func viewers(t testing.TB, engine *rules.Engine) []*viewer {
	t.Helper()
	file, err := original()
	require.NoError(t, err)
	db := behind(t, file)
	defer db.Close()
	var found []*viewer
	for _, role := range model.Roles {
		people := rowsOf(t, db, "SELECT e.login FROM employees e JOIN employee_roles r ON r.employee_id = e.id WHERE e.active AND r.role = ? ORDER BY length(e.login), e.login LIMIT 1", role)
		if len(people) == 1 {
			found = append(found, &viewer{people[0][0], role, engine.RoleDef(role).DefaultPurpose})
		}
	}
	return found
}

// holdsCanary tells whether a text holds a planted value.
func holdsCanary(text string) bool {
	return strings.Contains(strings.ToLower(text), canaryWord) || strings.Contains(text, fmt.Sprint(canaryDigits)) || strings.Contains(text, "1907-03-1")
}

func readable(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}
