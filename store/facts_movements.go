package store

import (
	"cmp"
	"slices"

	"foyer/model"
)

// Bounds of idle_balance_permille, which looks at this many days.
const (
	idleWindow = 90
	mostIdle   = 100_000
)

// Aggregates that idle_balance_permille is made of.
var (
	lowestBalance = declared{Aggregate: &model.Aggregate{Over: "movements", Op: "min", WindowDays: idleWindow}}
	spending      = declared{Aggregate: &model.Aggregate{Over: "movements", Op: "sum", Sign: "debit", Excluding: []string{string(model.OwnTransfer)}, WindowDays: idleWindow}}
)

// Days by which the movements of an account may lag behind and still be "all":
// the night judges a day before its movements are booked.
const (
	freshness     = 1
	freshnessEver = 31 // of aggregates without a window
)

// movement is what facts need of a movement.
type movement struct {
	day             model.Date
	sequence        int64
	category        string
	amount, balance int64
}

// readMovements computes the aggregates over the movements of own accounts whose
// movements are known over the whole window; without such an account they are
// unknown.
func (p *factPage) readMovements() error {
	aggregates := append([]declared{lowestBalance, spending}, p.families.over("movements")...)
	booked, carried, err := p.gatherMovements(aggregates)
	if err != nil {
		return err
	}
	sums := make([][]balanceResult, len(p.customers))
	for i, account := range p.accounts {
		if len(booked[i]) > 1 {
			slices.SortFunc(booked[i], func(a, b movement) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.sequence, b.sequence)) })
		}
		for at := range aggregates {
			if !covered(&account.Contract, aggregates[at].WindowDays, p.today) {
				continue
			}
			one := aggregates[at].over(account, booked[i], carried[i], p.today)
			for _, owner := range account.owners {
				if sums[owner] == nil {
					sums[owner] = make([]balanceResult, len(aggregates))
				}
				sums[owner][at].join(&one)
			}
		}
	}
	for place, results := range sums {
		for at := range results {
			results[at].set(p.facts[place], aggregates[at])
		}
		if results != nil {
			setIdle(p.facts[place], &results[0], &results[1])
		}
	}
	return nil
}

// gatherMovements reads the movements of own accounts since the start of the
// longest window, and the balances carried into it.
func (p *factPage) gatherMovements(aggregates []declared) ([][]movement, []*int64, error) {
	booked, carried := make([][]movement, len(p.accounts)), make([]*int64, len(p.accounts))
	from := p.today
	for _, aggregate := range aggregates {
		if aggregate.WindowDays == 0 {
			from = model.MinDate
			break
		}
		from = min(from, p.today.AddDays(-aggregate.WindowDays))
	}
	var place, balance int64
	var one movement
	ids := p.accountIDs()
	err := p.each(`SELECT a.place, m.booked_on, m.sequence, m.category, m.amount_minor, m.balance_minor FROM @places a
		JOIN movements m ON m.contract_id = a.id WHERE m.booked_on >= ? AND m.booked_on <= ?`, []any{ids, from, p.today}, func() {
		booked[place] = append(booked[place], one)
	}, &place, &one.day, &one.sequence, &one.category, &one.amount, &one.balance)
	if err != nil {
		return nil, nil, err
	}
	err = p.each(`SELECT b.place, b.balance FROM (SELECT a.place, (SELECT m.balance_minor FROM movements m WHERE m.contract_id = a.id AND m.booked_on < ?
		ORDER BY m.booked_on DESC, m.sequence DESC, m.id DESC LIMIT 1) AS balance FROM @places a) b WHERE b.balance IS NOT NULL`, []any{from, ids}, func() {
		known := balance
		carried[place] = &known
	}, &place, &balance)
	return booked, carried, err
}

// covered tells whether the movements of an account are known over a window
// that ends today.
func covered(account *model.Contract, window int, today model.Date) bool {
	if account.CoveredFrom.IsZero() || account.CoveredTo.IsZero() {
		return false
	}
	if window == 0 {
		return account.CoveredTo >= today.AddDays(-freshnessEver)
	}
	start := max(today.AddDays(-window), account.OpenedOn)
	return account.CoveredFrom <= start && account.CoveredTo >= today.AddDays(-freshness)
}

// balanceResult is what an aggregate over movements gives.
type balanceResult struct {
	result
	known      bool
	hasLowest  bool
	lowest     int64
	monthsBack uint64 // bit n: n months before today's, below zero
}

// over computes an aggregate for one account.
func (d *declared) over(account *account, booked []movement, carried *int64, today model.Date) balanceResult {
	out := balanceResult{known: true}
	from := model.MinDate
	if d.WindowDays > 0 {
		from = today.AddDays(-d.WindowDays)
	}
	if d.Op == "min" || d.Op == "months_below_zero" {
		if account.Type == model.CurrentAccount {
			out.follow(account, booked, carried, from, today)
		}
		return out
	}
	for i := range booked {
		one := item{category: booked[i].category, amount: booked[i].amount, day: booked[i].day}
		if one.day >= from && d.takes(one, today) {
			out.add(d.amount(one), one.day)
		}
	}
	return out
}

// follow walks the balance of an account through a window.
func (r *balanceResult) follow(account *account, booked []movement, carried *int64, from, today model.Date) {
	first := 0
	for first < len(booked) && booked[first].day < from {
		carried = &booked[first].balance
		first++
	}
	if carried == nil && first == len(booked) && !account.BalanceOn.IsZero() {
		carried = &account.BalanceMinor
	}
	since := from
	for ; first < len(booked); first++ {
		r.stand(carried, since, booked[first].day, today)
		carried, since = &booked[first].balance, booked[first].day
	}
	r.stand(carried, since, today, today)
}

// stand notes a balance that stood from a day to another one.
func (r *balanceResult) stand(balance *int64, from, to, today model.Date) {
	if balance == nil {
		return
	}
	if !r.hasLowest || *balance < r.lowest {
		r.hasLowest, r.lowest = true, *balance
	}
	if *balance >= 0 {
		return
	}
	for month := max(monthOf(from), monthOf(today)-63); month <= monthOf(to); month++ {
		r.monthsBack |= 1 << (monthOf(today) - month)
	}
}

func monthOf(date model.Date) int {
	year, month, _ := date.Time().Date()
	return year*12 + int(month)
}

// join adds the result of another account of the same customer.
func (r *balanceResult) join(other *balanceResult) {
	if other.count > 0 {
		if r.count == 0 {
			r.min, r.max = other.min, other.max
		}
		r.min, r.max = min(r.min, other.min), max(r.max, other.max)
	}
	r.count, r.sum, r.last = r.count+other.count, r.sum+other.sum, max(r.last, other.last)
	r.known = r.known || other.known
	r.lowest, r.hasLowest = r.lowest+other.lowest, r.hasLowest || other.hasLowest
	r.monthsBack |= other.monthsBack
}

func (r *balanceResult) set(facts model.Facts, aggregate declared) {
	if !r.known || aggregate.fact == "" {
		return
	}
	switch aggregate.Op {
	case "count":
		facts.Set(aggregate.fact, r.count)
	case "sum":
		facts.Set(aggregate.fact, r.sum)
	case "max":
		facts.Set(aggregate.fact, r.max)
	case "last":
		setDate(facts, aggregate.fact, r.last)
	case "min":
		if r.hasLowest {
			facts.Set(aggregate.fact, r.lowest)
		}
	case "months_below_zero":
		months := int64(0)
		for bits := r.monthsBack; bits != 0; bits &= bits - 1 {
			months++
		}
		facts.Set(aggregate.fact, months)
	}
}

// setIdle compares the lowest balance with the spending of the same days.
func setIdle(facts model.Facts, lowest, spent *balanceResult) {
	if !lowest.known || !lowest.hasLowest {
		return
	}
	idle := int64(0)
	switch {
	case lowest.lowest <= 0:
	case spent.sum == 0:
		idle = mostIdle
	default:
		idle = min(lowest.lowest*1000/spent.sum, mostIdle)
	}
	facts.Set("idle_balance_permille", idle)
}
