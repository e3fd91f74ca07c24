package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
)

// ruleTexts is what a document is told that breaks a rule of validation. The
// validator's own words name types, arguments and values that the document did
// not.
var ruleTexts = map[string]string{
	"FieldsOnCorrectType":                   "there is no such field here",
	"FieldsOnCorrectTypeWithoutSuggestions": "there is no such field here",
	"FragmentsOnCompositeTypes":             "a fragment is on an object, an interface or a union",
	"KnownArgumentNames":                    "there is no such argument here",
	"KnownArgumentNamesWithoutSuggestions":  "there is no such argument here",
	"KnownDirectives":                       "there is no such directive here",
	"KnownFragmentNames":                    "there is no such fragment in the document",
	"KnownRootType":                         "there are no operations of this kind",
	"KnownTypeNames":                        "there is no such type",
	"KnownTypeNamesWithoutSuggestions":      "there is no such type",
	"LoneAnonymousOperation":                "an operation without a name is alone in its document",
	"MaxIntrospectionDepth":                 "the schema is asked for in a circle",
	"NoFragmentCycles":                      "fragments refer to each other in a circle",
	"NoUndefinedVariables":                  "a variable is used that the operation does not define",
	"NoUnusedFragments":                     "a fragment is defined and not used",
	"NoUnusedVariables":                     "a variable is defined and not used",
	"OverlappingFieldsCanBeMerged":          "one name stands for different fields: give them aliases",
	"PossibleFragmentSpreads":               "no object here can be of the fragment's type",
	"ProvidedRequiredArguments":             "a required argument is missing",
	"ScalarLeafs":                           "an object needs a selection of fields, and a scalar has none",
	"ScalarLeafsWithoutSuggestions":         "an object needs a selection of fields, and a scalar has none",
	"SingleFieldSubscriptions":              "a subscription has one field",
	"UniqueArgumentNames":                   "an argument is given twice",
	"UniqueDirectivesPerLocation":           "a directive is given twice",
	"UniqueFragmentNames":                   "two fragments have one name",
	"UniqueInputFieldNames":                 "an input field is given twice",
	"UniqueOperationNames":                  "two operations have one name",
	"UniqueVariableNames":                   "two variables have one name",
	"ValuesOfCorrectType":                   "a value is not of the type that is wanted here",
	"ValuesOfCorrectTypeWithoutSuggestions": "a value is not of the type that is wanted here",
	"VariablesAreInputTypes":                "a variable is of a type that can be sent",
	"VariablesInAllowedPosition":            "a variable is of another type than is wanted here",
}

// longestText is how much of the server's words on a document is told, in bytes.
const longestText = 200

// requestText is what the author of a document that can't be run is told: the
// validator's words when they may read the schema anyway, else what rule it breaks.
// Where it does so is told apart.
func (r *Resolver) requestText(told *gqlerror.Error, actor *model.Actor) string {
	text := suggestion.ReplaceAllString(told.Message, "")
	if !r.mayIntrospect(actor) {
		switch constant := ruleTexts[told.Rule]; {
		case constant != "":
			text = constant
		case told.Rule != "":
			text = "the document does not fit the schema"
		case len(told.Path) > 0:
			text = "a variable is not of the type that the operation defines"
		}
	}
	return strings.ToValidUTF8(text[:min(len(text), longestText)], "")
}
