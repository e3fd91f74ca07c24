package graph

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/graph/view"
)

func TestEveryKindOfRowCanBeReadByItsIdentifierAndHasAClaimOfItsOwn(t *testing.T) {
	t.Parallel()
	schema := served()
	for _, kind := range schema.PossibleTypes["Node"] {
		if kind.Kind != ast.Object {
			continue
		}
		word := view.TypeInID(kind.Name)
		require.NotNil(t, schema.Types[word], "%s is no type, so nothing claims that it exists", word)
		require.NotNil(t, (&Resolver{}).nodeLoader(word), "a %s can't be read by its identifier", word)
	}
}
