package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestC5_ForgedAndForeignCursorsAreRefused(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, crowd(3)...)
	page := `query($after: String) { customers(first: 1, after: $after) { pageInfo { endCursor } edges { cursor } } }`
	cursor := at(b.data(t, "alice", page, nil), "customers", "pageInfo", "endCursor").(string)
	require.Equal(t, cursor, at(b.data(t, "alice", page, nil), "customers", "pageInfo", "endCursor"), "the same place has the same cursor")
	require.NotEmpty(t, b.data(t, "alice", page, map[string]any{"after": cursor}))
	forged := "A" + cursor[1:]
	if forged == cursor {
		forged = "B" + cursor[1:]
	}
	for name, wrong := range map[string]struct{ who, document, after string }{
		"a changed character": {"alice", page, forged},
		"a cut cursor":        {"alice", page, cursor[:len(cursor)/2]},
		"no cursor":           {"alice", page, "x"},
		"an empty cursor":     {"alice", page, ""},
		"of a colleague":      {"bruno", page, cursor},
		"of another order":    {"alice", `query($after: String) { customers(first: 1, after: $after, orderBy: {field: NAME, direction: DESC}) { edges { cursor } } }`, cursor},
		"of another filter":   {"alice", `query($after: String) { customers(first: 1, after: $after, filter: {relations: [OWN]}) { edges { cursor } } }`, cursor},
		"of another list":     {"alice", `query($after: String) { actions(first: 1, after: $after) { edges { cursor } } }`, cursor},
	} {
		got := b.ask(t, wrong.who, wrong.document, map[string]any{"after": wrong.after})
		require.Len(t, got.Errors, 1, name)
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], name)
		require.Equal(t, "after", got.Errors[0].Extensions["field"], name)
	}
}
