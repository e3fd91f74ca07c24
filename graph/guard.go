package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"foyer/model"
)

// guard refuses documents that would cost more to validate than they are worth,
// before they are validated, in time linear in their length. It knows neither the
// person nor variables, so a document that passed needs no second look.
type guard struct {
	passed    graphql.Cache[*ast.QueryDocument]
	sensitive map[string]bool // mutations of which an operation has one at most
}

// ExtensionName names the extension.
func (*guard) ExtensionName() string { return "Guard" }

// Validate has nothing to check.
func (*guard) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters lets a document pass or refuses it.
func (g *guard) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, known := g.passed.Get(ctx, params.Query); known {
		return nil
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, maxTokens)
	if err != nil {
		return unreadable(err)
	}
	if err := g.check(document); err != nil {
		return stopped(err)
	}
	return nil
}

// stopped makes an error of ours one that stops an operation from beginning.
func stopped(err *model.Error) *gqlerror.Error {
	return &gqlerror.Error{Err: err, Message: err.Message}
}

// unreadable tells a document that has too many tokens from one with a mistake.
func unreadable(err error) *gqlerror.Error {
	told := gqlerror.WrapIfUnwrapped(err)
	if strings.HasPrefix(told.Message, "exceeded token limit") {
		return stopped(tooLarge("tokens", maxTokens))
	}
	errcode.Set(told, errcode.ParseFailed)
	return told
}

func tooLarge(what string, limit int) *model.Error {
	return &model.Error{Code: model.CodeTooLarge, Message: fmt.Sprintf("the document has more than %d %s", limit, what)}
}

// check measures a document with its fragments expanded.
func (g *guard) check(document *ast.QueryDocument) *model.Error {
	if len(document.Operations)+len(document.Fragments) > maxDefinitions {
		return tooLarge("operations and fragments", maxDefinitions)
	}
	measure := newMeasure(document)
	var whole size
	for _, fragment := range document.Fragments {
		alone, err := measure.fragment(fragment.Name)
		if err != nil {
			return err
		}
		alone.depth = 0 // counts where the fragment is used: it may be a part of __schema
		if err := alone.check(); err != nil {
			return err
		}
	}
	for _, operation := range document.Operations {
		found, err := measure.operation(operation)
		if err != nil {
			return err
		}
		if err := g.checkRoots(measure.roots(operation.SelectionSet), operation.Operation); err != nil {
			return err
		}
		whole = whole.and(found)
	}
	return whole.check()
}

// checkRoots looks at the fields that an operation begins with.
func (g *guard) checkRoots(roots []string, kind ast.Operation) *model.Error {
	if len(roots) > maxRoots {
		return tooLarge("fields at its root", maxRoots)
	}
	if kind == ast.Mutation && len(roots) > 1 && slices.ContainsFunc(roots, func(name string) bool { return g.sensitive[name] }) {
		return &model.Error{Code: model.CodeTooLarge, Message: "a mutation of this kind is sent alone, in an operation of its own"}
	}
	return nil
}

// ordinary are the groups of the mutations of everyday work. The others change
// rights, open files or leave the bank's walls, and come one at a time.
var ordinary = map[string]bool{
	"event_recording": true, "response_recording": true, "action_completion": true, "interaction_recording": true,
}

func sensitiveMutations(claims map[string]string) map[string]bool {
	found := map[string]bool{}
	for coordinate, group := range claims {
		name, isMutation := strings.CutPrefix(coordinate, "Mutation.")
		if isMutation && !strings.Contains(name, "(") && !ordinary[group] {
			found[name] = true
		}
	}
	return found
}
