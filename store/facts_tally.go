package store

import (
	"slices"

	"foyer/model"
)

// item is one row that aggregates look at.
type item struct {
	category   string
	amount     int64
	competitor bool
	day        model.Date
}

// tally keeps the running results of aggregates that are always known.
type tally struct {
	today      model.Date
	aggregates []declared
	results    []result
}

type result struct {
	count, sum, max, min int64
	last                 model.Date
}

func tallies(aggregates []declared, today model.Date) tally {
	return tally{today, aggregates, make([]result, len(aggregates))}
}

func (t *tally) add(one item) {
	for i := range t.aggregates {
		if t.aggregates[i].takes(one, t.today) {
			t.results[i].add(t.aggregates[i].amount(one), one.day)
		}
	}
}

// takes tells whether an aggregate looks at a row.
func (d *declared) takes(one item, today model.Date) bool {
	switch {
	case d.Sign == "credit" && one.amount <= 0, d.Sign == "debit" && one.amount >= 0:
		return false
	case d.Competitor && !one.competitor:
		return false
	case d.WindowDays > 0 && !one.day.IsZero() && one.day < today.AddDays(-d.WindowDays):
		return false
	case len(d.Categories) > 0 && !slices.Contains(d.Categories, one.category):
		return false
	}
	return !slices.Contains(d.Excluding, one.category)
}

// amount is the amount that an aggregate counts: debits as positive amounts.
func (d *declared) amount(one item) int64 {
	if d.Sign == "debit" {
		return -one.amount
	}
	return one.amount
}

func (r *result) add(amount int64, day model.Date) {
	if r.count == 0 || amount < r.min {
		r.min = amount
	}
	if r.count == 0 || amount > r.max {
		r.max = amount
	}
	r.count++
	r.sum += amount
	r.last = max(r.last, day)
}

// set writes the results into the facts; what has no row to tell it from stays
// unknown.
func (t *tally) set(facts model.Facts) {
	for i, aggregate := range t.aggregates {
		found := &t.results[i]
		switch aggregate.Op {
		case "count":
			facts.Set(aggregate.fact, found.count)
		case "sum":
			facts.Set(aggregate.fact, found.sum)
		case "max":
			facts.Set(aggregate.fact, found.max)
		case "min":
			if found.count > 0 {
				facts.Set(aggregate.fact, found.min)
			}
		case "last":
			setDate(facts, aggregate.fact, found.last)
		}
	}
}
