package graph

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/graph/view"
)

func TestForEveryKindOfRowItIsKnownWhereAPersonComesFrom(t *testing.T) {
	t.Parallel()
	schema := served()
	found := map[string]bool{}
	for _, kind := range schema.PossibleTypes["Node"] {
		if kind.Kind != ast.Object {
			continue
		}
		word := view.TypeInID(kind.Name)
		require.NotEmpty(t, leadsTo[word], "no coordinate leads to a %s", word)
		require.NotNil(t, (&Resolver{}).nodeLoader(word), "a %s can't be read by its identifier", word)
		found[word] = true
	}
	for word, coordinate := range leadsTo {
		require.True(t, found[word], word)
		object, field, _ := strings.Cut(coordinate, ".")
		require.NotNil(t, schema.Types[object].Fields.ForName(field), coordinate)
	}
}
