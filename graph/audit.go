package graph

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"foyer/model"
)

// longestName is how much of an operation's name the audit keeps.
const longestName = 100

// record writes who did what, before the answer leaves. A mutation whose change
// was recorded in its own transaction is recorded again only when the answer
// shows rows that the change does not name.
func (r *Resolver) record(ctx context.Context, op *operation, answer *graphql.Response) error {
	mutation := graphql.GetOperationContext(ctx).Operation.Operation == ast.Mutation
	if mutation && !op.trace.beyondChange() {
		return nil
	}
	entry := r.entry(ctx, op)
	op.trace.fill(&entry)
	entry.DurationMicros = max(0, r.clock().Sub(op.trace.began).Microseconds())
	entry.Outcome = cmp.Or(op.trace.failed(), outcomeOf(answer))
	return r.keep(ctx, &entry)
}

// entry is the audit record of an operation before it is known what it touched:
// until then it says that all coordinates of the document were shown.
func (r *Resolver) entry(ctx context.Context, op *operation) model.AuditRecord {
	request := graphql.GetOperationContext(ctx)
	name := string(request.Operation.Operation)
	if request.Operation.Name != "" {
		name += " " + printable(request.Operation.Name)
	}
	return model.AuditRecord{
		EmployeeID: op.actor.EmployeeID, Roles: rolesOf(op.actor), Purpose: op.purpose, RequestID: op.requestID,
		Operation: name[:min(len(name), longestName)], Document: hashOf(request.RawQuery), Schema: r.schemaHash,
		Shown: list(coordinates(request.Operation)), Masked: "{}", Denied: "{}",
		Revision: r.engine.Revision().ID(), Outcome: "OK",
	}
}

// hashOf names a text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// rolesOf lists the roles held, separated by spaces.
func rolesOf(actor *model.Actor) string {
	var roles strings.Builder
	for i, role := range actor.Roles {
		if i > 0 {
			roles.WriteByte(' ')
		}
		roles.WriteString(string(role))
	}
	return roles.String()
}

// printable keeps the characters that a name may have in GraphQL; anything else
// would be somebody writing into the log.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, name)
}

func outcomeOf(answer *graphql.Response) string {
	for _, err := range answer.Errors {
		code, _ := err.Extensions["code"].(string)
		if code != string(model.CodeForbidden) || len(answer.Data) == 0 {
			return code
		}
	}
	return "OK"
}

// coordinates lists what an operation asks for, each once, in order.
func coordinates(operation *ast.OperationDefinition) []string {
	seen := map[string]bool{}
	collect(operation.SelectionSet, seen)
	found := []string{}
	for coordinate := range seen {
		found = append(found, coordinate)
	}
	slices.Sort(found)
	return found
}

func collect(selections ast.SelectionSet, seen map[string]bool) {
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			if selection.ObjectDefinition != nil && selection.Name != "__typename" {
				seen[selection.ObjectDefinition.Name+"."+selection.Name] = true
			}
			collect(selection.SelectionSet, seen)
		case *ast.InlineFragment:
			collect(selection.SelectionSet, seen)
		case *ast.FragmentSpread:
			collect(selection.Definition.SelectionSet, seen)
		}
	}
}
