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
	p.header("fact", "type", "meaning", "unknown when", "group")
	for _, def := range engine.Dictionary().Defs {
		kind := string(def.Type)
		if def.Unit != "" {
			kind += ", " + def.Unit
		}
		doc := def.Doc
		if def.Type == model.EnumFact {
			doc += " One of " + strings.Join(def.Values, ", ") + "."
		}
		p.row("`"+def.Name+"`", kind, doc, def.Unknown, engine.FactGroup(def.Name))
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
	for _, name := range engine.Groups() {
		p.row("`"+name+"`", inBoth(engine.policy.access.groups[name]), fmt.Sprint(claimed[name]))
	}
	p.line("")
	p.header("role", "who", "purposes, the usual one first", "never together with", "why")
	for _, role := range model.Roles {
		def := engine.RoleDef(role)
		p.row(string(role), inBoth(def.Title), strings.Join(usualFirst(def), ", "), strings.Join(texts(def.ToxicWith), ", "), inBoth(def.ToxicReason))
	}
	p.line("")
	p.header("scope of machine clients", "what it is for", "groups")
	for _, scope := range engine.Scopes() {
		p.row("`"+scope.Name+"`", inBoth(scope.Title), strings.Join(scope.Groups, ", "))
	}
	p.line("")
	p.header("rule", "role", "says", "about", "reason", "who needs more")
	for _, rule := range engine.AccessRules() {
		says, _, _ := strings.Cut(rule.name, ".")
		p.row(rule.ID, string(rule.Role), says, rule.Title, inBoth(rule.Reason), inBoth(rule.Remedy))
	}
}

// usualFirst lists the purposes of a role, the default one first.
func usualFirst(def *RoleDef) []string {
	others := slices.DeleteFunc(slices.Clone(def.Purposes), func(purpose model.Purpose) bool { return purpose == def.DefaultPurpose })
	return append([]string{string(def.DefaultPurpose)}, texts(others)...)
}

func texts[T ~string](words []T) []string {
	all := make([]string, len(words))
	for i, word := range words {
		all[i] = string(word)
	}
	return all
}

// inBoth is a text in both languages, English first.
func inBoth(text model.Text) string { return text.EN + " / " + text.FR }
