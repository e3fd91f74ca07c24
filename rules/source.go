package rules

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxModule is the size that a Rego file may have, in bytes.
const maxModule = 64 << 10

// source is a revision parsed: its modules, apart from their tests.
type source struct {
	revision *Revision
	modules  map[string]*ast.Module // by path
	tests    map[string]*ast.Module
	findings []Finding
}

// parse reads every Rego file of a revision; what can't be read becomes a finding.
func parse(revision *Revision) *source {
	src := &source{revision: revision, modules: map[string]*ast.Module{}, tests: map[string]*ast.Module{}}
	for _, file := range revision.paths() {
		if path.Ext(file) == ".rego" {
			src.parseFile(file, revision.files[file])
		}
	}
	return src
}

func (s *source) parseFile(file, text string) {
	if len(text) > maxModule {
		s.find(Finding{File: file, Code: FindingParse, Message: fmt.Sprintf("the file has more than %d bytes", maxModule), Remedy: "split it"})
		return
	}
	module, err := ast.ParseModuleWithOpts(file, text, ast.ParserOptions{
		ProcessAnnotation: true, RegoVersion: ast.RegoV1, Capabilities: capabilities(),
	})
	if err != nil {
		s.findings = append(s.findings, located(err, FindingParse, file)...)
		return
	}
	if strings.HasSuffix(file, "_test.rego") {
		s.tests[file] = module
	} else {
		s.modules[file] = module
	}
	s.checkPackage(file, module)
}

// checkPackage holds a module to "package = path": engine, tests and analysts
// find a rule by its folder.
func (s *source) checkPackage(file string, module *ast.Module) {
	name := strings.TrimSuffix(path.Base(file), ".rego")
	folder := strings.Split(path.Dir(file), "/")
	expected := strings.Join(folder, ".")
	if strings.HasSuffix(name, "_test") {
		expected += "_test"
	}
	known := folder[0] == "offer" || folder[0] == "event" || folder[0] == "access"
	written := strings.TrimPrefix(module.Package.Path.String(), "data.")
	if known && written == expected && strings.TrimSuffix(name, "_test") == folder[len(folder)-1] {
		return
	}
	s.find(Finding{
		File: file, Line: module.Package.Location.Row, Col: module.Package.Location.Col, Code: FindingPackage,
		Message: fmt.Sprintf("package %s does not belong in %s", written, file),
		Remedy:  "a rule lives in <area>/<name>/<name>.rego, package <area>.<name>, with area offer, event or access",
	})
}

func (s *source) find(finding Finding) {
	if finding.Severity == "" {
		finding.Severity = SeverityError
	}
	s.findings = append(s.findings, finding)
}

// located turns an error of OPA into findings, each at its place.
func located(err error, code, file string) []Finding {
	var many ast.Errors
	if !errors.As(err, &many) {
		var one *ast.Error
		if !errors.As(err, &one) {
			return []Finding{{File: file, Code: code, Message: err.Error(), Severity: SeverityError}}
		}
		many = ast.Errors{one}
	}
	findings := make([]Finding, 0, len(many))
	for _, one := range many {
		finding := Finding{File: file, Code: code, Message: one.Message, Severity: SeverityError}
		if one.Location != nil {
			finding.File, finding.Line, finding.Col = one.Location.File, one.Location.Row, one.Location.Col
		}
		findings = append(findings, finding)
	}
	return findings
}
