package rules

import (
	"encoding/json"
	"fmt"
	"time"

	"foyer/model"
)

// deduction computes one derived fact from a stored day.
type deduction struct {
	from, to int  // positions in the dictionary
	never    bool // an unknown day means that it never happened
	compute  func(day int64) (int64, bool)
}

// Derive fills every derived fact from the stored ones and the decision date.
func (d *Day) Derive(facts model.Facts) {
	for _, deduction := range d.deductions {
		from := facts.Values[deduction.from]
		switch {
		case from.Known:
			value, known := deduction.compute(from.Int)
			facts.Values[deduction.to] = model.Fact{Known: known, Int: value}
		case deduction.never:
			facts.Values[deduction.to] = model.Fact{Known: true, Int: model.Never}
		default:
			facts.Values[deduction.to] = model.Fact{}
		}
	}
}

// deductionsOf lists the deductions of a dictionary on a date.
func deductionsOf(dictionary *model.Dictionary, parameters map[string]*Parameter, today model.Date) ([]deduction, error) {
	var all []deduction
	for i, def := range dictionary.Defs {
		if def.Derive == model.Stored {
			continue
		}
		compute, err := derivation(def, parameters, today)
		if err != nil {
			return nil, fmt.Errorf("derive %s: %w", def.Name, err)
		}
		all = append(all, deduction{from: dictionary.Index(def.From), to: i, never: def.Never, compute: compute})
	}
	return all, nil
}

func derivation(def model.FactDef, parameters map[string]*Parameter, today model.Date) (func(day int64) (int64, bool), error) {
	now := today.Day()
	switch def.Derive {
	case model.DaysSince:
		return func(day int64) (int64, bool) { return now - day, true }, nil
	case model.InDays:
		return func(day int64) (int64, bool) { return day - now, true }, nil
	case model.CompletedYears:
		return func(day int64) (int64, bool) { return int64(model.DateOfDay(day).YearsUntil(today)), true }, nil
	case model.AgeInDays:
		return func(day int64) (int64, bool) { return model.DateOfDay(day).Birthday(def.Age).Day() - now, true }, nil
	case model.StudiesInDays:
		return func(day int64) (int64, bool) {
			of18 := model.DateOfDay(day).Birthday(18).Time().Year()
			return model.NewDate(of18, time.September, 1).Day() - now, true
		}, nil
	case model.CohortInDays:
		cohorts, err := readCohorts(parameters[def.Table], today)
		return func(day int64) (int64, bool) {
			reached, known := cohorts.reached(model.DateOfDay(day))
			return reached.Day() - now, known
		}, err
	}
	return nil, fmt.Errorf("there is no derivation %q", def.Derive)
}

// cohort is a row of a table of ages by birth date: those born from BornFrom on
// and before BornTo (absent: open) reach it at so many years and months.
type cohort struct {
	BornFrom *model.Date `json:"born_from"`
	BornTo   *model.Date `json:"born_to"`
	Years    int         `json:"years"`
	Months   int         `json:"months"`
}

type cohorts []cohort

// readCohorts gives the table valid on a date, empty when none is.
func readCohorts(parameter *Parameter, today model.Date) (cohorts, error) {
	if parameter == nil {
		return nil, nil
	}
	row, valid := parameter.On(today)
	if !valid {
		return nil, nil
	}
	text, err := json.Marshal(row.Value)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", parameter.FullName(), err)
	}
	var table cohorts
	if err := json.Unmarshal(text, &table); err != nil {
		return nil, fmt.Errorf("read %s: %w", parameter.FullName(), err)
	}
	return table, nil
}

// reached is the day on which somebody born on a date reaches the age of the cohort.
func (c cohorts) reached(born model.Date) (model.Date, bool) {
	for _, row := range c {
		if born >= dateOrZero(row.BornFrom) && (row.BornTo == nil || born < *row.BornTo) {
			return born.Birthday(row.Years).AddMonths(row.Months), true
		}
	}
	return 0, false
}
