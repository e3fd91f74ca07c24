package rules

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"foyer/model"
)

// Catalogue tells a revision in Markdown: its offers, events, parameters, facts
// and access rules, from their metadata. The same revision gives the same text.
func Catalogue(engine *Engine) string {
	var page page
	page.line("# The rules of the bank\n")
	page.line("Written from the metadata of the policy: change the policy, not this page.\n")
	page.offers(engine)
	page.events(engine)
	page.parameters(engine)
	page.facts(engine)
	page.access(engine)
	return strings.TrimRight(page.text.String(), "\n") + "\n"
}

type page struct{ text strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.text, format+"\n", args...) }

// row writes a line of a table; a bar or a line break inside a cell would end it.
func (p *page) row(cells ...string) {
	for i, cell := range cells {
		cells[i] = strings.ReplaceAll(strings.ReplaceAll(cell, "\n", " "), "|", "\\|")
	}
	p.line("| %s |", strings.Join(cells, " | "))
}

func (p *page) header(cells ...string) {
	p.row(cells...)
	p.line("|%s", strings.Repeat("---|", len(cells)))
}

func (p *page) offers(engine *Engine) {
	p.line("## Offers\n")
	for _, offer := range engine.Offers() {
		p.line("### `%s`: %s / %s\n", offer.Code, offer.Title.EN, offer.Title.FR)
		addressee := "the customer"
		if offer.ToRepresentative {
			addressee = "the legal representative"
		}
		p.line("%s, for %s, by %s. %d EUR a year (%d points), %d minutes, open for %d days. Owner: %s, to be reviewed on %s.\n",
			offer.Class, addressee, joined(offer.Channels), offer.ValueEUR, offer.VPoints, offer.Minutes, offer.ValidDays, offer.Owner, offer.ReviewDate)
		p.line("- %s\n- %s\n- Legal basis: %s\n", offer.Benefit.EN, offer.Benefit.FR, offer.LegalBasis)
		p.checks(offer.Checks)
	}
}

func joined[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, word := range words {
		texts[i] = string(word)
	}
	return strings.Join(texts, ", ")
}

func (p *page) checks(checks []*CheckDef) {
	p.header("check", "holds when", "facts", "parameters")
	for _, check := range checks {
		p.row("`"+check.Name+"`", check.Why.EN+" / "+check.Why.FR, codes(check.Facts), codes(check.Parameters))
	}
	p.line("")
}

func codes(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "`" + name + "`"
	}
	return strings.Join(quoted, ", ")
}

func (p *page) events(engine *Engine) {
	p.line("## Life events\n")
	p.header("kind", "title", "family", "privacy", "origin", "counts for")
	for _, kind := range engine.Events() {
		var origins []string
		if kind.Declarable {
			origins = append(origins, "declared")
		}
		if kind.Detected {
			origins = append(origins, "detected")
		}
		counts := "ever"
		if kind.ExpiresAfterDays > 0 {
			counts = fmt.Sprintf("%d days", kind.ExpiresAfterDays)
		}
		p.row("`"+kind.Kind+"`", kind.Title.EN+" / "+kind.Title.FR, kind.Family, kind.Privacy, strings.Join(origins, ", "), counts)
	}
	p.line("")
	for _, kind := range engine.Events() {
		if kind.Detected {
			p.line("### Detecting `%s`\n", kind.Kind)
			p.checks(kind.Checks)
		}
	}
}

func (p *page) parameters(engine *Engine) {
	p.line("## Parameters\n")
	p.header("parameter", "meaning", "unit", "from", "to (not included)", "value", "source")
	for _, parameter := range engine.Parameters() {
		for _, row := range parameter.Rows {
			p.row("`"+parameter.FullName()+"`", parameter.Doc.EN, parameter.Unit, row.From.String(), row.To.String(), valueText(row.Value), row.Source)
		}
	}
	p.line("")
}

func valueText(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

func (p *page) facts(engine *Engine) {
	p.line("## Facts\n")
	p.header("fact", "type", "meaning", "unknown when")
	for _, def := range engine.Dictionary().Defs {
		kind := string(def.Type)
		if def.Unit != "" {
			kind += ", " + def.Unit
		}
		doc := def.Doc
		if def.Type == model.EnumFact {
			doc += " One of " + strings.Join(def.Values, ", ") + "."
		}
		p.row("`"+def.Name+"`", kind, doc, def.Unknown)
	}
	p.line("")
}

func (p *page) access(engine *Engine) {
	p.line("## Access\n")
	claimed := map[string]int{}
	for _, group := range engine.Claims() {
		claimed[group]++
	}
	p.header("group", "what it holds", "schema coordinates")
	groups := engine.policy.access.groups
	names := make([]string, 0, len(groups))
	for name := range groups {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		p.row("`"+name+"`", groups[name].EN+" / "+groups[name].FR, fmt.Sprint(claimed[name]))
	}
	p.line("")
	p.header("rule", "role", "says", "about", "reason", "who needs more")
	says := map[model.VerdictKind]string{model.Show: "show", model.Mask: "mask", model.Deny: "deny"}
	for _, rule := range engine.AccessRules() {
		p.row(rule.ID, string(rule.Role), says[rule.Kind], rule.Title, rule.Reason.EN+" / "+rule.Reason.FR, rule.Remedy.EN+" / "+rule.Remedy.FR)
	}
}
