package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// loaded is a revision read and compiled, whatever was found wrong on the way.
type loaded struct {
	*source
	data       *policyData
	offers     []*Offer     // in the order of codes
	kinds      []*EventKind // in the order of kinds
	parameters []*Parameter // in the order of names
	dictionary *model.Dictionary
	access     *access
	compiler   *ast.Compiler // nil when a file can't be compiled
}

// load reads a revision as far as it can; its findings say what is wrong.
func load(revision *Revision) *loaded {
	l := &loaded{source: parse(revision)}
	l.data = l.readData()
	l.parameters = l.readParameters()
	l.access = l.readAccess()
	var defs []*CheckDef
	for _, file := range l.files("offer") {
		if offer := l.offer(file, l.modules[file]); offer != nil {
			offer.Checks = l.checks(file, l.modules[file], OfferStages)
			defs = append(defs, offer.Checks...)
			l.offers = append(l.offers, offer)
		}
	}
	byKind := map[string]*EventKind{}
	for _, kind := range l.data.kinds {
		byKind[kind.Kind] = kind
	}
	for _, file := range l.files("event") {
		if kind := l.detect(file, l.modules[file], byKind); kind != nil {
			kind.Checks = l.checks(file, l.modules[file], []string{StageDetected})
			defs = append(defs, kind.Checks...)
		}
	}
	l.kinds = l.data.kinds
	if l.dictionary = l.source.dictionary(l.data, l.offers, l.parameters); l.dictionary != nil {
		l.access.facts = l.readFacts(l.dictionary, l.access.groups)
	}
	l.compile()
	if l.dictionary == nil || l.compiler == nil {
		return l
	}
	l.cite(l.compiler, defs, l.dictionary, l.parametersByName())
	l.checkForms()
	l.checkLinks(byKind)
	return l
}

// files lists the modules of an area in the order of paths.
func (l *loaded) files(area string) []string {
	var files []string
	for file := range l.modules {
		if strings.HasPrefix(file, area+"/") {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files
}

func (l *loaded) parametersByName() map[string]*Parameter {
	byName := make(map[string]*Parameter, len(l.parameters))
	for _, parameter := range l.parameters {
		byName[parameter.FullName()] = parameter
	}
	return byName
}

// broken tells whether a finding stops the revision.
func (l *loaded) broken() bool {
	return slices.ContainsFunc(l.findings, func(finding Finding) bool { return finding.Severity == SeverityError })
}

// compile compiles the live modules with those that the engine writes itself;
// a module that could not be read leaves nothing to compile.
func (l *loaded) compile() {
	unread := func(finding Finding) bool { return finding.Code == FindingParse || finding.Code == FindingPackage }
	if slices.ContainsFunc(l.findings, unread) {
		return
	}
	modules := make(map[string]*ast.Module, len(l.modules)+1)
	for file, module := range l.modules {
		modules[file] = module
	}
	shortcut, err := l.shortcut()
	if err != nil {
		l.find(Finding{File: shortcutFile, Code: FindingCompile, Message: err.Error()})
		return
	}
	modules[shortcutFile] = shortcut
	compiled := compiler()
	if compiled.Compile(modules); compiled.Failed() {
		l.findings = append(l.findings, located(compiled.Errors, FindingCompile, "policy")...)
		return
	}
	l.compiler = compiled
}

// checkLinks holds what offers and events name to what the data declare.
func (l *loaded) checkLinks(kinds map[string]*EventKind) {
	wrong := func(checks []*CheckDef, format string, args ...any) {
		l.find(Finding{File: checks[0].File, Line: 1, Col: 1, Code: FindingMetadata, Message: fmt.Sprintf(format, args...)})
	}
	for _, offer := range l.offers {
		sold := func(product model.Product) bool { return product.Code == offer.Product }
		if offer.Product != "" && !slices.ContainsFunc(l.data.products, sold) {
			wrong(offer.Checks, "product %s is not in data/products.json", offer.Product)
		}
		for _, trigger := range offer.Triggers {
			if kinds[trigger] == nil {
				wrong(offer.Checks, "trigger event %s is not in data/events.json", trigger)
			}
		}
	}
	for _, kind := range l.kinds {
		if !kind.Detected {
			continue
		}
		if i := l.dictionary.Index(kind.ExpectedFrom); kind.ExpectedFrom != "" && (i < 0 || l.dictionary.Defs[i].Unit != "days") {
			wrong(kind.Checks, "expected_from %s is not a fact in days", kind.ExpectedFrom)
		}
		consent := "consent_" + strings.ToLower(string(kind.NeedsConsent))
		cites := func(def *CheckDef) bool { return slices.Contains(def.Facts, consent) }
		if kind.NeedsConsent != "" && !slices.ContainsFunc(kind.Checks, cites) {
			wrong(kind.Checks, "needs_consent %s, but no check reads %s", kind.NeedsConsent, consent)
		}
	}
}
