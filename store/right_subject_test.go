package store_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// A table has a person's key when a column leads to a customer, or to a contract
// or a household that somebody has.
func TestR15_EveryTableWithAPersonsKeyIsCopiedOrWithheldForAReason(t *testing.T) {
	t.Parallel()
	url := storetest.Databases(t)[0].Full(t)
	db, err := store.Open(t.Context(), url, store.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	copied, err := db.Subject(t.Context(), model.ID{1})
	require.NoError(t, err)
	withheld := store.Withheld()
	for table, columns := range tablesOf(t, strings.TrimPrefix(url, "sqlite:")) {
		personal := table == "customers" || table == "households" || table == "contracts"
		for column, refers := range columns {
			personal = personal || refers == "customers" || refers == "contracts" ||
				strings.Contains(column, "customer_id") || strings.Contains(column, "household_id")
		}
		_, isCopied := copied[table]
		require.False(t, personal && !isCopied && withheld[table] == "", "%s holds data of persons: copy it in store/right_subject.go, or say why not", table)
		require.False(t, isCopied && withheld[table] != "", table)
	}
}

// tablesOf reads the columns of every table of an SQLite file, and the table that
// each refers to.
func tablesOf(t *testing.T, file string) map[string]map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), `SELECT m.name, c.name, COALESCE(f."table", '') FROM sqlite_master m JOIN pragma_table_info(m.name) c
		LEFT JOIN pragma_foreign_key_list(m.name) f ON f."from" = c.name WHERE m.type = 'table'`)
	require.NoError(t, err)
	defer rows.Close()
	found := map[string]map[string]string{}
	for rows.Next() {
		var table, column, refers string
		require.NoError(t, rows.Scan(&table, &column, &refers))
		if found[table] == nil {
			found[table] = map[string]string{}
		}
		found[table][column] = refers
	}
	require.NoError(t, rows.Err())
	require.Greater(t, len(found), 30)
	return found
}
