package rules_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/rules"
)

const loan = "offer/vehicle_loan/vehicle_loan.rego"

// edit replaces the first old text of a file; without one it adds at the end.
type edit struct{ file, old, new string }

// policyFiles gives the files of a small policy after edits.
func policyFiles(t *testing.T, edits ...edit) map[string]string {
	t.Helper()
	small, err := rules.FromDir(filepath.Join("testdata", "policy"))
	require.NoError(t, err)
	files := map[string]string{}
	require.NoError(t, json.Unmarshal([]byte(small.Content()), &files))
	for _, edit := range edits {
		if edit.old == "" {
			files[edit.file] += edit.new
			continue
		}
		require.Contains(t, files[edit.file], edit.old, edit.file)
		files[edit.file] = strings.Replace(files[edit.file], edit.old, edit.new, 1)
	}
	return files
}

// policyDir writes the small policy with edits to a folder.
func policyDir(t *testing.T, edits ...edit) string {
	t.Helper()
	dir := t.TempDir()
	for file, text := range policyFiles(t, edits...) {
		path := filepath.Join(dir, filepath.FromSlash(file))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return dir
}

// edited makes an engine of the small policy with edits.
func edited(t *testing.T, edits ...edit) (*rules.Engine, error) {
	t.Helper()
	if len(edits) == 0 {
		return sharedSmall()
	}
	content, err := json.Marshal(policyFiles(t, edits...))
	require.NoError(t, err)
	revision, err := rules.FromContent(string(content))
	require.NoError(t, err)
	return rules.NewEngine(t.Context(), revision)
}

// mistakes are what an analyst may get wrong, with the finding that says so.
var mistakes = map[string]struct {
	edit
	at, code, message string // where it is found, under which code, in which words
}{
	"a sentence that is not Rego":              {edit{loan, "eligible.full_capacity if", "eligible.full_capacity iff"}, loan, "parse", ""},
	"a function that reaches the network":      {edit{loan, "input.facts.is_person == true", `http.send({"method": "get", "url": "http://x"}).status_code == 200`}, loan, "compile", "undefined function http.send"},
	"a function that asks for the time":        {edit{loan, "input.facts.is_person == true", "time.now_ns() > 0"}, loan, "compile", "undefined function time.now_ns"},
	"a function that reads the environment":    {edit{loan, "input.facts.is_person == true", "opa.runtime().env == {}"}, loan, "compile", "undefined function opa.runtime"},
	"a variable that is never used":            {edit{loan, "eligible.person if input.facts.is_person == true", "eligible.person if {\n\tperson := input.facts.is_person\n}"}, loan, "compile", "unused"},
	"a package that is not its path":           {edit{loan, "package offer.vehicle_loan", "package offer.car_loan"}, loan, "package", "does not belong"},
	"a fact that does not exist":               {edit{loan, "input.facts.is_person ==", "input.facts.is_human =="}, loan, "fact", "no fact is_human"},
	"a word that a fact never says":            {edit{loan, `input.facts.legal_capacity == "FULL"`, `input.facts.legal_capacity == "WHOLE"`}, loan, "fact", "never"},
	"a number where a truth is":                {edit{loan, "input.facts.is_person == true", "input.facts.is_person == 1"}, loan, "fact", "can't be compared with a number"},
	"a fraction":                               {edit{loan, "input.facts.is_person == true", "input.facts.age_years >= 17.5"}, loan, "fact", "whole numbers"},
	"a parameter that does not exist":          {edit{loan, "data.parameters.vehicle.owned_days_before_offer", "data.parameters.vehicle.owned_days"}, loan, "parameter", "no parameter vehicle.owned_days"},
	"a parameter of another type":              {edit{loan, "input.facts.is_person == true", "input.facts.is_person == data.parameters.credit.min_age_years"}, loan, "fact", "can't be compared with a number"},
	"facts read all together":                  {edit{loan, "input.facts.is_person == true", "count(input.facts) > 0"}, loan, "form", "reads input.facts"},
	"a stage that offers do not have":          {edit{loan, "eligible.person if", "likeable.person if"}, loan, "form", "not a check"},
	"a text in one language only":              {edit{loan, "\n#     en: The customer is a person", ""}, loan, "metadata", "fr and en"},
	"a misspelt word of metadata":              {edit{loan, "#   minutes:", "#   minuets:"}, loan, "metadata", "minuets"},
	"a class that is none":                     {edit{loan, "class: SALE", "class: BARGAIN"}, loan, "metadata", "class is one of"},
	"a review date that is no date":            {edit{loan, `review_date: "2027-06-30"`, `review_date: "2027-06-31"`}, loan, "metadata", "2027-06-31"},
	"a product that is not sold":               {edit{loan, "product: vehicle_loan", "product: boat_loan"}, loan, "metadata", "boat_loan"},
	"a trigger that is no event":               {edit{loan, "trigger_events: [VEHICLE_OLDER_THAN_AVERAGE", "trigger_events: [VEHICLE_OLD"}, loan, "metadata", "VEHICLE_OLD"},
	"a parameter outside its schema":           {edit{"parameters/vehicle.json", `"value": 4200`, `"value": -1`}, "parameters/vehicle.json", "parameter", "schema"},
	"rows that overlap":                        {edit{"parameters/vehicle.json", `"to": "2025-01-01"`, `"to": "2025-01-02"`}, "parameters/vehicle.json", "parameter", "overlap"},
	"a row that ends before it begins":         {edit{"parameters/vehicle.json", `"to": "2025-01-01"`, `"to": "2010-01-01"`}, "parameters/vehicle.json", "parameter", "before it begins"},
	"a row without a source":                   {edit{"parameters/vehicle.json", `"source": "SDES 2011"`, `"source": ""`}, "parameters/vehicle.json", "parameter", "source"},
	"JSON cut short":                           {edit{"data/ages.json", "[", ""}, "data/ages.json", "parse", "not the JSON expected"},
	"a name given twice":                       {edit{"parameters/vehicle.json", `"owned_days_before_offer"`, `"mean_age_days"`}, "parameters/vehicle.json", "parse", "given twice"},
	"a claim of an unknown group":              {edit{"access/claims/customer.json", `: "name"`, `: "nickname"`}, "access/claims/customer.json", "access", "nickname"},
	"a group misspelt in a rule":               {edit{"access/role/auditor/auditor.rego", `{"row", "decision"}`, `{"row", "decisions"}`}, "access/role/auditor/auditor.rego", "access", "decisions"},
	"an access rule without an identifier":     {edit{"access/role/auditor/auditor.rego", "#   rule: ACC-AU-02\n", ""}, "access/role/auditor/auditor.rego", "metadata", "custom.rule"},
	"an identifier of another access rule":     {edit{"access/role/auditor/auditor.rego", "ACC-AU-02", "ACC-AM-01"}, "access/role/auditor/auditor.rego", "metadata", "ACC-AM-01"},
	"a claim with a wildcard":                  {edit{"access/claims/customer.json", `"Customer.decisions"`, `"Customer.*"`}, "access/claims/customer.json", "access", "Customer.*"},
	"a claim of an argument badly written":     {edit{"access/claims/customer.json", `"Query.searchCustomers(text:)"`, `"Query.searchCustomers(text)"`}, "access/claims/customer.json", "access", "searchCustomers"},
	"a field that claims existence":            {edit{"access/claims/customer.json", `"Income.amount": "income"`, `"Income.amount": "row"`}, "access/claims/customer.json", "access", "Income.amount"},
	"a role that there is not":                 {edit{"access/roles.json", `"CALL_CENTRE_AGENT": {`, `"CALL_CENTER_AGENT": {`}, "access/roles.json", "access", "CALL_CENTER_AGENT"},
	"a purpose that there is not":              {edit{"access/roles.json", `["SERVICE", "SALES",`, `["SERVICES", "SALES",`}, "access/roles.json", "access", "purposes"},
	"roles toxic one way only":                 {edit{"access/roles.json", `"toxic_with": ["AUDITOR"]`, `"toxic_with": []`}, "access/roles.json", "access", "list it too"},
	"a role without a budget":                  {edit{"access/roles.json", `"max_cost": 1000`, `"max_cost": 0`}, "access/roles.json", "access", "max_cost"},
	"a scope of an unknown group":              {edit{"access/scopes.json", `["row", "income"]`, `["row", "incomes"]`}, "access/scopes.json", "access", "incomes.read"},
	"a scope badly named":                      {edit{"access/scopes.json", `"incomes.read"`, `"Incomes"`}, "access/scopes.json", "access", "Incomes"},
	"a fact whose group there is not":          {edit{"access/facts.json", `"income_minor": "income"`, `"income_minor": "incomes"`}, "access/facts.json", "access", "income_minor"},
	"a group of a fact that there is not":      {edit{"access/facts.json", `"income_minor": "income"`, `"income_minor": "income", "wealth_minor": "income"`}, "access/facts.json", "access", "wealth_minor"},
	"something that no rule speaks of":         {edit{"access/role/auditor/auditor.rego", "otherwise.rest := true", "otherwise.rest if input.group == \"name\""}, "access/role/auditor/auditor.rego", "access", "no rule speaks of"},
	"customers for a purpose not of the role":  {edit{"access/roles.json", `"purposes": ["SERVICE", "SALES", "MARKETING", "COMPLAINT", "AUDIT"]`, `"purposes": ["SERVICE", "MARKETING", "COMPLAINT", "AUDIT"]`}, "access/role/account_manager/account_manager.rego", "access", "roles.json does not give the purpose"},
	"a program that is not held to its scopes": {edit{"access/role/machine_client/machine_client.rego", `input.scope == "OUTSIDE"`, `input.scope == "WITHIN"`}, "access/role/machine_client/machine_client.rego", "access", "outside its scopes"},
	"a relation that can't become SQL":         {edit{"access/relation/relation.rego", "input.customer.branch_id == input.actor.branch_id", "count(input.customer.branch_id) == 36"}, "access/relation/relation.rego", "access", "count"},
	"a relation over a column that is no word": {edit{"access/relation/relation.rego", "input.customer.branch_id == input.actor.branch_id", `input.customer.salary == "VIP"`}, "access/relation/relation.rego", "access", "salary"},
}

func TestAMistakeIsFoundAtItsPlaceAndStopsTheRevision(t *testing.T) {
	t.Parallel()
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := edited(t, mistake.edit)
			var broken *rules.BrokenError
			require.ErrorAs(t, err, &broken)
			requireFinding(t, broken.Findings, mistake.at, mistake.code, mistake.message)

			report, err := rules.Check(policyDir(t, mistake.edit))
			require.NoError(t, err)
			require.Error(t, report.Err())
			requireFinding(t, report.Findings, mistake.at, mistake.code, mistake.message)
		})
	}
}

func requireFinding(t *testing.T, findings []rules.Finding, file, code, message string) {
	t.Helper()
	var said []string
	for _, finding := range findings {
		if finding.File == file && finding.Code == code && strings.Contains(finding.String(), message) {
			require.Positive(t, finding.Line)
			return
		}
		said = append(said, finding.String())
	}
	require.Failf(t, "not found", "%s in %s (%s), but only:\n%s", message, file, code, strings.Join(said, "\n"))
}

func TestStyleIsCheckedButStopsNoEngine(t *testing.T) {
	t.Parallel()
	for name, slip := range map[string]struct {
		edit
		code string
	}{
		"formatting":     {edit{loan, "eligible.person if input", "eligible.person   if input"}, "format"},
		"a missing test": {edit{"offer/vehicle_loan/vehicle_loan_test.rego", "", ""}, "test"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := policyDir(t, slip.edit)
			if slip.edit.old == "" {
				require.NoError(t, os.Remove(filepath.Join(dir, filepath.FromSlash(slip.edit.file))))
			}
			report, err := rules.Check(dir)
			require.NoError(t, err)
			require.Equal(t, 1, report.Errors())
			require.Equal(t, slip.code, report.Findings[0].Code)

			revision, err := rules.FromDir(dir)
			require.NoError(t, err)
			_, err = rules.NewEngine(t.Context(), revision)
			require.NoError(t, err)
		})
	}
}

func TestHeadsOfChecksMayBeWrittenAsTheFormatterDoes(t *testing.T) {
	t.Parallel()
	report, err := rules.Check(policyDir(t, edit{loan, "eligible.person if", `eligible["person"] if`}))
	require.NoError(t, err)
	require.Empty(t, report.Findings)
}

func TestACheckOutsideTheFormIsNotedAndStillJudged(t *testing.T) {
	t.Parallel()
	outside := edit{loan, "input.facts.is_person == true", "count({input.facts.is_person, true}) == 1"}
	report, err := rules.Check(policyDir(t, outside))
	require.NoError(t, err)
	require.NoError(t, report.Err())
	requireFinding(t, report.Findings, loan, "form", "evaluator only")

	engine, err := edited(t, outside)
	require.NoError(t, err)
	for _, check := range engine.Offer("vehicle_loan").Checks {
		require.Equal(t, check.Name == "eligible.person", check.EvaluatorOnly, check.Name)
	}
	day := dayOf(t, engine, today)
	facts := knownFacts(day, map[string]any{"is_person": true})
	require.Equal(t, rules.Holds, verdicts(t, day, facts, "vehicle_loan")["eligible.person"])
}

func TestARuleTestThatFailsIsReportedWhereItFails(t *testing.T) {
	t.Parallel()
	report, err := rules.Test(t.Context(), policyDir(t, edit{loan, "input.facts.is_person == true", "input.facts.is_person == false"}))
	require.NoError(t, err)
	require.Positive(t, report.Failed)
	require.Error(t, report.Err())
	requireFinding(t, report.Findings, "offer/vehicle_loan/vehicle_loan_test.rego", "test", "fails")
}

func TestALineThatNoTestRunsIsReported(t *testing.T) {
	t.Parallel()
	another := "\n# METADATA\n# title: Known\n# custom:\n#   why: {fr: Connu, en: Known}\n#   remedy: {fr: Attendre, en: Wait}\neligible.known if input.facts.relation_age_days > 1\n"
	report, err := rules.Test(t.Context(), policyDir(t, edit{file: loan, new: another}))
	require.NoError(t, err)
	require.Less(t, report.Coverage, 100.0)
	requireFinding(t, report.Findings, loan, "coverage", "no test makes this line hold")
}

func TestAMissingFileOfThePolicyIsNamed(t *testing.T) {
	t.Parallel()
	files := policyFiles(t)
	for _, file := range []string{
		"data/events.json", "data/products.json", "data/aggregates.json", "data/ages.json", "access/groups.json", "access/roles.json", "access/scopes.json", "access/facts.json",
	} {
		without := maps.Clone(files)
		delete(without, file)
		content, err := json.Marshal(without)
		require.NoError(t, err)
		revision, err := rules.FromContent(string(content))
		require.NoError(t, err)
		_, err = rules.NewEngine(t.Context(), revision)
		require.ErrorContains(t, err, file+": error: the file is missing")
	}
}

func TestAFactThatNobodyPutIntoAGroupIsNamed(t *testing.T) {
	t.Parallel()
	_, err := edited(t, edit{"access/facts.json", `"income_minor": "income"`, `"income": "income"`})
	require.ErrorContains(t, err, "the fact income_minor has no group")
	require.ErrorContains(t, err, "income: the dictionary has no such fact")
}
