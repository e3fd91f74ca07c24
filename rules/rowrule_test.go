package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
	"foyer/rules"
)

// rowModule is a module with one rule over rows.
func rowModule(body string) string {
	return "package access.tried\n\n" + body + "\n"
}

// translatable are bodies of rules that become filters.
var translatable = map[string]string{
	"equality":                        `allowed if input.customer.status == "FORMER"`,
	"equality the other way round":    `allowed if "FORMER" == input.customer.status`,
	"inequality":                      `allowed if input.customer.status != "FORMER"`,
	"smaller":                         `allowed if input.customer.status < "FORMER"`,
	"smaller the other way round":     `allowed if "FORMER" < input.customer.status`,
	"not greater":                     `allowed if input.customer.status <= "é"`,
	"greater":                         `allowed if input.customer.status > "%"`,
	"not smaller":                     `allowed if input.customer.status >= ""`,
	"negated order":                   `allowed if not input.customer.status >= "FORMER"`,
	"a prefix":                        `allowed if startswith(input.customer.status, "FOR")`,
	"an empty prefix":                 `allowed if startswith(input.customer.status, "")`,
	"a prefix that ends in an é":      `allowed if startswith(input.customer.status, "é")`,
	"no prefix":                       `allowed if not startswith(input.customer.status, "FOR")`,
	"one of some":                     `allowed if input.customer.status in {"FORMER", "'", ""}`,
	"none of some":                    `allowed if not input.customer.status in ["FORMER", "%"]`,
	"one of nothing":                  `allowed if input.customer.status in set()`,
	"one of the bindings":             `allowed if input.customer.branch_id in input.actor.branches`,
	"one of mixed values":             `allowed if input.customer.status in ["FORMER", 3, true, null]`,
	"a number":                        `allowed if input.customer.status == 5`,
	"not a number":                    `allowed if input.customer.status != 5`,
	"greater than a number":           `allowed if input.customer.status > 5`,
	"smaller than a truth":            `allowed if input.customer.status < true`,
	"null":                            `allowed if input.customer.status == null`,
	"not null":                        `allowed if input.customer.status != null`,
	"not equal to null, negated":      `allowed if not input.customer.status == null`,
	"a negation":                      `allowed if not input.customer.status == "FORMER"`,
	"a negation of an inequality":     `allowed if not input.customer.status != "FORMER"`,
	"a missing binding":               `allowed if input.customer.branch_id == input.actor.nothing`,
	"a negated missing binding":       `allowed if not input.customer.branch_id == input.actor.nothing`,
	"two conditions":                  "allowed if {\n\tinput.customer.status == \"FORMER\"\n\tinput.customer.kind != \"PERSON\"\n}",
	"two rules":                       "allowed if input.customer.status == \"FORMER\"\n\nallowed if not input.customer.kind == \"PERSON\"",
	"a helper":                        "former if input.customer.status in {\"FORMER\", \"\"}\n\nallowed if {\n\tformer\n\tinput.customer.kind == \"PERSON\"\n}",
	"a negated helper":                "former if input.customer.status == \"FORMER\"\n\nallowed if not former",
	"a helper of two definitions":     "odd if input.customer.status == \"FORMER\"\n\nodd if input.customer.kind == \"\"\n\nallowed if not odd",
	"a function":                      "is(x, y) if x == y\n\nallowed if is(input.customer.status, \"FORMER\")",
	"some of the bindings":            "allowed if {\n\tsome branch in input.actor.branches\n\tinput.customer.branch_id == branch\n}",
	"a condition on what is known":    "allowed if {\n\tcount(input.actor.branches) > 1\n\tinput.customer.status == \"FORMER\"\n}",
	"every row":                       `allowed if input.purpose == "SERVICE"`,
	"every row or some":               "allowed if input.purpose == \"SERVICE\"\n\nallowed if input.customer.status == \"FORMER\"",
	"no row":                          `allowed if input.purpose == "AUDIT"`,
	"a column read into a variable":   "allowed if {\n\tstatus := input.customer.status\n\tstatus == \"FORMER\"\n}",
	"a comparison with a wide word":   `allowed if input.customer.status == "\u0000'; DROP TABLE customers; --"`,
	"a comparison over every binding": "allowed if {\n\tevery branch in input.actor.branches {\n\t\tinput.customer.branch_id != branch\n\t}\n}",
}

func TestF7_ARuleOverRowsAndItsFilterAgreeOnHostileRows(t *testing.T) {
	t.Parallel()
	for name, body := range translatable {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rule, err := rules.NewRowRule(t.Context(), rowModule(body), "data.access.tried.allowed")
			require.NoError(t, err)
			known := map[string]any{"purpose": "SERVICE", "actor": map[string]any{"branches": []any{"B1", "B'2"}}}
			filter, err := rule.Filter(t.Context(), known)
			require.NoError(t, err)
			rapid.Check(t, func(rt *rapid.T) {
				row := hostileRow(rt)
				holds, err := rule.Holds(rt.Context(), known, row)
				require.NoError(rt, err)
				require.Equal(rt, holds, model.EvaluateFilter(filter, row), "%v %v", filter, row)
			})
		})
	}
}

// hostileRow draws a row whose values a translation may get wrong.
func hostileRow(t *rapid.T) map[string]any {
	words := rapid.OneOf(
		rapid.SampledFrom([]string{
			"", " ", "FORMER", "FOR", "FORMER ", "former", "FORMES", "FORM\u00c9R", "PERSON", "null", "5", "-5", "true", "'", "''", `"`, `\`, "%", "_", ";--",
			"\u00e9", "e\u0301", "\u00ea", "\u0000", "FORMER\u0000", "\U0010ffff", "B1", "B'2", "b1",
		}), rapid.String())
	row := map[string]any{}
	for _, column := range []string{"status", "kind", "branch_id", "sensitivity"} {
		if rapid.Bool().Draw(t, column+" is there") {
			row[column] = words.Draw(t, column)
		}
	}
	return row
}

// untranslatable are bodies of rules that no filter says, with a word of the refusal.
var untranslatable = map[string]string{
	"a function over a column":        `allowed if count(input.customer.status) == 6`,
	"a suffix":                        `allowed if endswith(input.customer.status, "ER")`,
	"a column compared with a column": `allowed if input.customer.branch_id == input.customer.region_id`,
	"a column looked up in a column":  `allowed if input.customer.branch_id in {input.customer.region_id, "B1"}`,
	"the negation of such":            `allowed if not input.customer.branch_id in {input.customer.region_id, "B1"}`,
	"such, or something else":         "allowed if input.customer.branch_id in {input.customer.region_id}\n\nallowed if input.customer.status == \"X\"",
	"such, or everything":             "allowed if input.customer.branch_id in {input.customer.region_id}\n\nallowed if not input.customer.status == \"X\"",
	"a column that there is not":      `allowed if input.customer.salary == "high"`,
	"a column of a column":            `allowed if input.customer.status.name == "FORMER"`,
	"the row as a whole":              `allowed if input.customer == {}`,
	"a column named by a variable":    "allowed if {\n\tsome column\n\tinput.customer[column] == \"FORMER\"\n}",
	"the existence of a column":       `allowed if input.customer.status`,
	"a count over columns":            `allowed if count({x | x := input.customer[_]}) > 2`,
	"a value inside of the column":    `allowed if "F" in input.customer.status`,
	"a comparison with a list":        `allowed if input.customer.status == ["FORMER"]`,
	"a list of lists":                 `allowed if input.customer.status in [["FORMER"]]`,
	"a comparison handed on":          `allowed := input.customer.status == "FORMER"`,
	"an else":                         "allowed if {\n\tinput.customer.status == \"FORMER\"\n} else := false if {\n\tinput.customer.kind == \"PERSON\"\n}",
	"the type of a column":            `allowed if is_string(input.customer.status)`,
	"a prefix of what is known":       `allowed if startswith("FORMER", input.customer.status)`,
	"arithmetic":                      `allowed if input.customer.status + 1 == 5`,
	"a default":                       "default allowed := true\n\nallowed := false if input.customer.status == \"FORMER\"",
}

func TestWhatNoFilterSaysIsRefused(t *testing.T) {
	t.Parallel()
	for name, body := range untranslatable {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rule, err := rules.NewRowRule(t.Context(), rowModule(body), "data.access.tried.allowed")
			if err != nil {
				return // it does not even compile
			}
			filter, err := rule.Filter(t.Context(), map[string]any{"purpose": "SERVICE"})
			require.Error(t, err, "%#v", filter)
		})
	}
}

func TestARuleOverRowsThatNoFilterSaysStopsTheRevision(t *testing.T) {
	t.Parallel()
	row, relation := "access/row/row.rego", "access/relation/relation.rego"
	for name, mistake := range map[string]edit{
		"for one purpose only":    {row, `allowed if input.purpose == "AUDIT"`, "allowed if {\n\tinput.purpose == \"AUDIT\"\n\tcount(input.customer.status) == 6\n}"},
		"for one role only":       {row, `allowed if input.purpose == "AUDIT"`, "allowed if {\n\t\"AUDITOR\" in input.roles\n\tinput.customer.region_id == input.customer.branch_id\n}"},
		"with bindings only":      {row, `allowed if input.purpose == "AUDIT"`, "allowed if {\n\tinput.actor.branch_id\n\tendswith(input.customer.status, \"VIP\")\n}"},
		"without bindings only":   {relation, "input.customer.branch_id == input.actor.branch_id", "{\n\tnot input.actor.branch_id\n\tis_string(input.customer.kind)\n}"},
		"the rule that is absent": {row, "allowed if input.purpose == \"AUDIT\"", "permitted if input.purpose == \"AUDIT\""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			edits := []edit{mistake}
			if name == "the rule that is absent" {
				edits = append(edits, edit{row, "allowed if {", "permitted if {"})
			}
			_, err := edited(t, edits...)
			var broken *rules.BrokenError
			require.ErrorAs(t, err, &broken)
			require.Equal(t, mistake.file, broken.Findings[0].File)
		})
	}
}
