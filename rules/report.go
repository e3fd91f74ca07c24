package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a finding stops a revision.
type Severity string

// The severities.
const (
	SeverityError Severity = "error" // the revision can't be published
	SeverityNote  Severity = "note"  // worth knowing
)

// Finding is one thing that Check or Test found, at a place in the policy.
type Finding struct {
	File     string // path inside the policy folder
	Line     int    // 1-based, 0 when the finding is about the whole file
	Col      int
	Code     string // closed list, see the constants Finding...
	Message  string // what is wrong
	Remedy   string // how to mend it
	Severity Severity
}

// The codes of findings.
const (
	FindingParse     = "parse"     // not Rego, or not JSON
	FindingCompile   = "compile"   // Rego that does not compile in strict mode
	FindingFormat    = "format"    // differs from what opa fmt writes
	FindingPackage   = "package"   // package and path disagree
	FindingMetadata  = "metadata"  // a text, owner, class or date is missing or wrong
	FindingForm      = "form"      // a check is outside the check form
	FindingFact      = "fact"      // the dictionary has no such fact
	FindingParameter = "parameter" // unknown parameter, or rows that are wrong
	FindingData      = "data"      // events, products, aggregates or ages are wrong
	FindingAccess    = "access"    // an access rule or claim is wrong
	FindingTest      = "test"      // a test is missing or fails
	FindingCoverage  = "coverage"  // a line that no test runs
)

// String gives "file:line:col: severity: message (remedy) [code]".
func (f Finding) String() string {
	place := f.File
	if f.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", f.File, f.Line, max(f.Col, 1))
	}
	text := fmt.Sprintf("%s: %s: %s", place, f.Severity, f.Message)
	if f.Remedy != "" {
		text += " (" + f.Remedy + ")"
	}
	return text + " [" + f.Code + "]"
}

// Report is what Check or Test found in a policy folder.
type Report struct {
	Revision string    // identifier of the content that was looked at
	Findings []Finding // by file, line and column
	Offers   int
	Events   int
	Checks   int
	Tests    int
	Failed   int
	Coverage float64 // percent of the lines of offer and event rules that the tests run
}

// Errors counts the findings that stop a revision.
func (r *Report) Errors() int {
	count := 0
	for _, finding := range r.Findings {
		if finding.Severity == SeverityError {
			count++
		}
	}
	return count
}

func (r *Report) add(finding Finding) {
	if finding.Severity == "" {
		finding.Severity = SeverityError
	}
	r.Findings = append(r.Findings, finding)
}

func (r *Report) sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		if order := strings.Compare(a.File, b.File); order != 0 {
			return order
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
}

// BrokenError says why a revision can't be used; each finding is located.
type BrokenError struct{ Findings []Finding }

// Error lists the findings, one per line.
func (e *BrokenError) Error() string {
	lines := make([]string, len(e.Findings))
	for i, finding := range e.Findings {
		lines[i] = finding.String()
	}
	return "the policy can't be used:\n" + strings.Join(lines, "\n")
}
