package graph

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"foyer/model"
	"foyer/rules"
)

// limits refuses operations that cost more than the role may spend: on one
// operation, or in a minute.
type limits struct {
	costs   costed
	engine  *rules.Engine
	clock   func() time.Time
	budgets *budgets // nil when the spending of a minute has no limit
}

// ExtensionName names the extension.
func (*limits) ExtensionName() string { return "Limits" }

// Validate keeps the schema that costs are counted by.
func (l *limits) Validate(schema graphql.ExecutableSchema) error {
	l.costs = costed{schema}
	return nil
}

// MutateOperationContext counts an operation and lets it pass or refuses it.
func (l *limits) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	actor := model.ActorFrom(ctx)
	if actor == nil {
		return stopped(errUnknown)
	}
	allowed := l.allowanceOf(actor)
	spent := &spending{cost: max(1, complexity.Calculate(ctx, l.costs, operation.Operation, operation.Variables)), limit: allowed.operation}
	operation.Stats.SetExtension(l.ExtensionName(), spent)
	if spent.cost > allowed.operation {
		return stopped(&model.Error{Code: model.CodeTooCostly, Message: fmt.Sprintf(
			"the operation costs %d, at most %d are allowed: ask for shorter pages or fewer lists", spent.cost, allowed.operation)})
	}
	if l.budgets == nil {
		spent.remaining = allowed.minute
		return nil
	}
	spent.remaining, spent.wait = l.budgets.take(actor.EmployeeID, spent.cost, allowed.minute, l.clock())
	if spent.wait > 0 {
		return stopped(&model.Error{Code: model.CodeRateLimited, Message: "too much was asked in a short time: try again later"})
	}
	return nil
}

// allowance is what a person may spend, in cost units.
type allowance struct{ operation, minute int }

// plain is the allowance of who has no role: enough to be told so.
var plain = allowance{operation: 500, minute: 5000}

// allowanceOf is the widest allowance of the person's roles.
func (l *limits) allowanceOf(actor *model.Actor) allowance {
	allowed := plain
	for _, role := range actor.Roles {
		if def := l.engine.RoleDef(role); def != nil {
			allowed.operation = max(allowed.operation, def.MaxCost)
			allowed.minute = max(allowed.minute, def.CostPerMinute)
		}
	}
	return allowed
}

// spending is what an operation costs, and what it leaves.
type spending struct {
	cost, limit, remaining int
	wait                   time.Duration // until there is enough again, 0 when there is
}

// tellSpending puts the cost of an operation into the header Foyer-Cost, and when
// to come again into Retry-After.
func tellSpending(w http.ResponseWriter, operation *graphql.OperationContext) {
	spent, counted := operation.Stats.GetExtension((*limits)(nil).ExtensionName()).(*spending)
	if !counted {
		return
	}
	w.Header().Set("Foyer-Cost", fmt.Sprintf("%d; limit=%d; remaining=%d", spent.cost, spent.limit, spent.remaining))
	if spent.wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(spent.wait.Seconds()))))
	}
}

// budgets are the token buckets of persons: what each has left of a minute's
// allowance, which fills up steadily.
type budgets struct {
	mu   sync.Mutex
	left map[model.ID]budget
}

type budget struct {
	units  float64
	minute int // the allowance when it was written
	at     time.Time
}

// newBudgets makes full budgets for everybody, or none when there is no limit.
func newBudgets(unlimited bool) *budgets {
	if unlimited {
		return nil
	}
	return &budgets{left: map[model.ID]budget{}}
}

// maxBudgets is how many persons are remembered before those with a full budget
// are forgotten, which changes nothing for them.
const maxBudgets = 10_000

// take spends units of a person's budget. When there is not enough nothing is
// spent, and wait says when there will be.
func (b *budgets) take(who model.ID, cost, minute int, now time.Time) (remaining int, wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.forgetFull(now)
	has := float64(minute)
	if known, seen := b.left[who]; seen {
		has = min(has, known.now(minute, now))
	}
	if missing := float64(cost) - has; missing > 0 {
		return int(has), time.Duration(missing / float64(minute) * float64(time.Minute))
	}
	has -= float64(cost)
	b.left[who] = budget{has, minute, now}
	return int(has), 0
}

// now is what a budget has grown to.
func (b budget) now(minute int, now time.Time) float64 {
	return b.units + max(0, now.Sub(b.at).Minutes())*float64(minute)
}

func (b *budgets) forgetFull(now time.Time) {
	if len(b.left) < maxBudgets {
		return
	}
	for who, known := range b.left {
		if known.now(known.minute, now) >= float64(known.minute) {
			delete(b.left, who)
		}
	}
}
