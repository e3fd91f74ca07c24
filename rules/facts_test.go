package rules_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
	"foyer/rules"
)

// An engine never changes, so that the tests share those that they do not edit.
var (
	sharedShipped = sync.OnceValues(func() (*rules.Engine, error) {
		revision, err := rules.Embedded()
		if err != nil {
			return nil, err
		}
		return rules.NewEngine(context.Background(), revision)
	})
	sharedSmall = sync.OnceValues(func() (*rules.Engine, error) {
		revision, err := rules.FromDir(filepath.Join("testdata", "policy"))
		if err != nil {
			return nil, err
		}
		return rules.NewEngine(context.Background(), revision)
	})
)

func embeddedEngine(t testing.TB) *rules.Engine {
	t.Helper()
	engine, err := sharedShipped()
	require.NoError(t, err)
	return engine
}

func shippedDay(t testing.TB, today model.Date) *rules.Day {
	t.Helper()
	return dayOf(t, embeddedEngine(t), today)
}

func dayOf(t testing.TB, engine *rules.Engine, today model.Date) *rules.Day {
	t.Helper()
	day, err := engine.Day(t.Context(), today)
	require.NoError(t, err)
	return day
}

// knownFacts makes the facts of a customer from words: int for numbers, bool,
// string for enums, model.Date for days. Derived facts are derived.
func knownFacts(day *rules.Day, known map[string]any) model.Facts {
	dictionary := day.Engine().Dictionary()
	facts := model.NewFacts(dictionary)
	set := func(derived bool) {
		for name, value := range known {
			if i := dictionary.Index(name); i < 0 || (dictionary.Defs[i].Derive != model.Stored) != derived {
				continue
			}
			switch value := value.(type) {
			case int:
				facts.Set(name, int64(value))
			case bool:
				facts.SetBool(name, value)
			case string:
				facts.SetWord(name, value)
			case model.Date:
				facts.Set(name, value.Day())
			}
		}
	}
	set(false)
	day.Derive(facts)
	set(true)
	return facts
}

// sampleFacts makes customers that look like customers: adults mostly, most
// facts known, few of them remarkable.
func sampleFacts(day *rules.Day, size int) []model.Facts {
	random := rand.New(rand.NewPCG(1, 2))
	dictionary := day.Engine().Dictionary()
	crowd := make([]model.Facts, size)
	for i := range crowd {
		facts := model.NewFacts(dictionary)
		for at, def := range dictionary.Defs {
			if def.Derive == model.Stored && random.IntN(10) > 0 {
				facts.Values[at] = sampleFact(random, def)
			}
		}
		facts.SetBool("is_person", true)
		facts.SetBool("deceased", false)
		facts.Set("birth_day", day.Today().Day()-int64(random.IntN(90*365)))
		day.Derive(facts)
		crowd[i] = facts
	}
	return crowd
}

func sampleFact(random *rand.Rand, def model.FactDef) model.Fact {
	switch def.Type {
	case model.BoolFact:
		return model.Fact{Known: true, Int: int64(random.IntN(10) / 8)}
	case model.EnumFact:
		return model.Fact{Known: true, Word: def.Values[random.IntN(len(def.Values))]}
	case model.DayFact:
		return model.Fact{Known: true, Int: today.Day() + int64(random.IntN(4000)) - 3500}
	}
	return model.Fact{Known: true, Int: int64(random.IntN(100_000))}
}

// boundaryFacts draws facts near the numbers that the rules name, so that every
// comparison is met on both sides.
func boundaryFacts(day *rules.Day) *rapid.Generator[model.Facts] {
	dictionary := day.Engine().Dictionary()
	numbers := []int64{-1, 0, 1, 17, 18, 19, 30, 59, 60, 89, 90, 91, 180, 182, 183, 364, 365, 366, 4200, 4201, 36500, 100_000, 5_000_000}
	return rapid.Custom(func(t *rapid.T) model.Facts {
		facts := model.NewFacts(dictionary)
		for at, def := range dictionary.Defs {
			if rapid.IntRange(0, 7).Draw(t, def.Name+" known") == 0 {
				continue
			}
			switch def.Type {
			case model.BoolFact:
				facts.Values[at] = model.Fact{Known: true, Int: int64(rapid.IntRange(0, 1).Draw(t, def.Name))}
			case model.EnumFact:
				facts.Values[at] = model.Fact{Known: true, Word: rapid.SampledFrom(slices.Clone(def.Values)).Draw(t, def.Name)}
			default:
				facts.Values[at] = model.Fact{Known: true, Int: rapid.SampledFrom(numbers).Draw(t, def.Name)}
			}
		}
		return facts
	})
}
