package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/rules"
)

func TestTheCatalogueTellsEveryOfferEventParameterFactAndAccessRule(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	page := rules.Catalogue(engine)
	require.Equal(t, page, rules.Catalogue(engine))
	for _, offer := range engine.Offers() {
		require.Contains(t, page, "### `"+offer.Code+"`: "+offer.Title.EN+" / "+offer.Title.FR)
		for _, check := range offer.Checks {
			require.Contains(t, page, check.Why.FR)
		}
	}
	for _, kind := range engine.Events() {
		require.Contains(t, page, "`"+kind.Kind+"`")
	}
	for _, parameter := range engine.Parameters() {
		require.Contains(t, page, "`"+parameter.FullName()+"`")
	}
	for _, def := range engine.Dictionary().Defs {
		require.Contains(t, page, "`"+def.Name+"`")
	}
	for _, rule := range engine.AccessRules() {
		require.Contains(t, page, rule.Reason.FR)
	}
}
