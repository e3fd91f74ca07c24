package rules

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"

	"foyer/model"
)

// evaluationLimit is the time that one evaluation may take; a policy that needs
// more is broken, and is cancelled.
const evaluationLimit = time.Second

// queries are the questions asked of a revision on a date, prepared once.
type queries struct {
	fired    rego.PreparedEvalQuery // set of codes of offers all of whose checks hold
	detected rego.PreparedEvalQuery // set of event kinds, likewise
	offers   rego.PreparedEvalQuery // every check of every offer
	offer    rego.PreparedEvalQuery // every check of the package input.code of offers
	event    rego.PreparedEvalQuery // likewise of events
}

func prepare(ctx context.Context, compiler *ast.Compiler, store storage.Store) (*queries, error) {
	prepared := &queries{}
	for text, query := range map[string]*rego.PreparedEvalQuery{
		"data.shortcut.fired":    &prepared.fired,
		"data.shortcut.detected": &prepared.detected,
		"data.offer":             &prepared.offers,
		"data.offer[input.code]": &prepared.offer,
		"data.event[input.code]": &prepared.event,
	} {
		made, err := rego.New(
			rego.Compiler(compiler), rego.Store(store), rego.Query(text), rego.StrictBuiltinErrors(true),
			rego.GenerateJSON(asTerm),
		).PrepareForEval(ctx)
		if err != nil {
			return nil, fmt.Errorf("prepare %s: %w", text, err)
		}
		*query = made
	}
	return prepared, nil
}

// ask evaluates a query within the limit. An answer that is undefined is nil.
func ask(ctx context.Context, query rego.PreparedEvalQuery, input ast.Value) (ast.Value, error) {
	ctx, cancel := context.WithTimeout(ctx, evaluationLimit)
	defer cancel()
	results, err := query.Eval(ctx, rego.EvalParsedInput(input))
	if err != nil {
		return nil, err
	}
	if len(results) == 0 {
		return nil, nil
	}
	term, isTerm := results[0].Expressions[0].Value.(*ast.Term)
	if !isTerm {
		return nil, errors.New("the evaluator gave something that is not a term")
	}
	return term.Value, nil
}

// asTerm keeps an answer as the evaluator made it, which spares its conversion.
func asTerm(term *ast.Term, _ *rego.EvalContext) (any, error) { return term, nil }

// inputForm makes the input of an evaluation: only the facts that checks cite,
// and only those known.
type inputForm struct {
	facts []citedFact
	today [2]*ast.Term
}

type citedFact struct {
	at    int // position in the dictionary
	kind  model.FactType
	name  *ast.Term
	words map[string]*ast.Term
}

var (
	factsKey = ast.StringTerm("facts")
	todayKey = ast.StringTerm("today")
	codeKey  = ast.StringTerm("code")
	truths   = [2]*ast.Term{ast.BooleanTerm(false), ast.BooleanTerm(true)}
)

func newInputForm(dictionary *model.Dictionary, checks []*CheckDef, today model.Date) *inputForm {
	cited := map[string]bool{}
	for _, check := range checks {
		for _, fact := range check.Facts {
			cited[fact] = true
		}
	}
	form := &inputForm{today: [2]*ast.Term{todayKey, ast.IntNumberTerm(int(today.Day()))}}
	for at, def := range dictionary.Defs {
		if !cited[def.Name] {
			continue
		}
		fact := citedFact{at: at, kind: def.Type, name: ast.StringTerm(def.Name), words: map[string]*ast.Term{}}
		for _, word := range def.Values {
			fact.words[word] = ast.StringTerm(word)
		}
		form.facts = append(form.facts, fact)
	}
	return form
}

// of makes the input for the facts of a customer, with the code of one package
// when only that one is asked.
func (f *inputForm) of(facts model.Facts, code string) ast.Value {
	known := make([][2]*ast.Term, 0, len(f.facts))
	for i := range f.facts {
		fact := &f.facts[i]
		if value := facts.Values[fact.at]; value.Known {
			known = append(known, [2]*ast.Term{fact.name, fact.term(value)})
		}
	}
	root := [][2]*ast.Term{f.today, {factsKey, ast.ObjectTerm(known...)}}
	if code != "" {
		root = append(root, [2]*ast.Term{codeKey, ast.StringTerm(code)})
	}
	return ast.NewObject(root...)
}

func (f *citedFact) term(value model.Fact) *ast.Term {
	switch f.kind {
	case model.BoolFact:
		return truths[value.Int&1]
	case model.EnumFact:
		if word := f.words[value.Word]; word != nil {
			return word
		}
		return ast.StringTerm(value.Word)
	}
	return ast.InternedTerm(value.Int)
}
