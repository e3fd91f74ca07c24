package rules_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"foyer/model"
	"foyer/rules"
)

// ruleCase is a case in words: on a date, a customer of whom these facts are
// known, the offers wanted and the events detected.
type ruleCase struct {
	Description string             `yaml:"description"`
	Date        model.Date         `yaml:"date"`
	Facts       map[string]any     `yaml:"facts"`   // stored facts that differ from the ordinary customer; days as dates
	Unknown     []string           `yaml:"unknown"` // facts of the ordinary customer that nobody knows here
	Wants       map[string]verdict `yaml:"wants"`
	Detects     *[]string          `yaml:"detects"` // all of them; absent: not looked at
}

// verdict is what a case wants of an offer: "fires", "silent", or silent because
// of exactly these checks, each with its verdict.
type verdict struct {
	word  string
	stops map[string]rules.Verdict
}

func (v *verdict) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return node.Decode(&v.word)
	}
	return node.Decode(&v.stops)
}

func TestEveryCaseInWordsIsJudgedAsWanted(t *testing.T) {
	t.Parallel()
	engine := embeddedEngine(t)
	ordinary := map[string]any{}
	readYAML(t, filepath.Join("cases", "ordinary.yaml"), &struct{ Facts *map[string]any }{&ordinary})
	for _, wanted := range readCases(t) {
		t.Run(wanted.Description, func(t *testing.T) {
			t.Parallel()
			day, err := engine.Day(t.Context(), wanted.Date)
			require.NoError(t, err)
			facts := factsOf(t, engine.Dictionary(), ordinary, wanted)
			day.Derive(facts)
			judgements, err := day.Judge(t.Context(), facts)
			require.NoError(t, err)
			for _, judgement := range judgements {
				if verdict, looked := wanted.Wants[judgement.Offer.Code]; looked {
					requireVerdict(t, verdict, judgement)
				}
			}
			requireFired(t, day, facts, judgements)
			requireDetected(t, day, facts, wanted)
		})
	}
}

func TestEveryOfferHasACaseThatFiresAndOneThatStaysSilent(t *testing.T) {
	t.Parallel()
	fires, silent := map[string]bool{}, map[string]bool{}
	engine := embeddedEngine(t)
	for _, wanted := range readCases(t) {
		for code, verdict := range wanted.Wants {
			require.NotNil(t, engine.Offer(code), "%s: no offer %s", wanted.Description, code)
			fires[code] = fires[code] || verdict.word == "fires"
			silent[code] = silent[code] || verdict.word != "fires"
		}
	}
	for _, offer := range engine.Offers() {
		require.True(t, fires[offer.Code], "no case in which %s fires", offer.Code)
		require.True(t, silent[offer.Code], "no case in which %s stays silent", offer.Code)
	}
}

func requireVerdict(t *testing.T, wanted verdict, judgement rules.Judgement) {
	t.Helper()
	stops := map[string]rules.Verdict{}
	for _, check := range judgement.Checks {
		if check.Verdict != rules.Holds {
			stops[check.Check.Name] = check.Verdict
		}
	}
	switch wanted.word {
	case "fires":
		require.Empty(t, stops, "%s stays silent", judgement.Offer.Code)
		require.True(t, judgement.Fires)
	case "silent":
		require.NotEmpty(t, stops, "%s fires", judgement.Offer.Code)
	default:
		require.Empty(t, wanted.word, "wants is fires, silent, or checks with their verdicts")
		require.Equal(t, wanted.stops, stops, judgement.Offer.Code)
	}
}

// requireFired holds the short way of the night to the full judgement.
func requireFired(t *testing.T, day *rules.Day, facts model.Facts, judgements []rules.Judgement) {
	t.Helper()
	proposals, err := day.Fired(t.Context(), facts)
	require.NoError(t, err)
	var fired, judged []string
	for _, proposal := range proposals {
		fired = append(fired, proposal.Offer.Code)
	}
	for _, judgement := range judgements {
		if judgement.Fires {
			judged = append(judged, judgement.Offer.Code)
		}
	}
	require.ElementsMatch(t, judged, fired)
}

func requireDetected(t *testing.T, day *rules.Day, facts model.Facts, wanted ruleCase) {
	t.Helper()
	if wanted.Detects == nil {
		return
	}
	detections, err := day.Detect(t.Context(), facts)
	require.NoError(t, err)
	kinds := []string{}
	for _, detection := range detections {
		kinds = append(kinds, detection.Kind.Kind)
	}
	require.ElementsMatch(t, *wanted.Detects, kinds)
}

func factsOf(t *testing.T, dictionary *model.Dictionary, ordinary map[string]any, wanted ruleCase) model.Facts {
	t.Helper()
	facts := model.NewFacts(dictionary)
	for i, def := range dictionary.Defs {
		if def.Unknown == "never" && def.Type != model.EnumFact {
			facts.Values[i].Known = true
		}
	}
	for _, given := range []map[string]any{ordinary, wanted.Facts} {
		for name, value := range given {
			setFact(t, facts, name, value)
		}
	}
	for _, name := range wanted.Unknown {
		require.GreaterOrEqual(t, dictionary.Index(name), 0, "there is no fact %s", name)
		facts.Values[dictionary.Index(name)] = model.Fact{}
	}
	return facts
}

func setFact(t *testing.T, facts model.Facts, name string, value any) {
	t.Helper()
	i := facts.Dictionary.Index(name)
	require.GreaterOrEqual(t, i, 0, "there is no fact %s", name)
	def := facts.Dictionary.Defs[i]
	require.Equal(t, model.Stored, def.Derive, "%s is derived: give %s instead", name, def.From)
	switch value := value.(type) {
	case time.Time:
		require.Equal(t, model.DayFact, def.Type, name)
		facts.Set(name, model.DateOf(value).Day())
	case bool:
		require.Equal(t, model.BoolFact, def.Type, name)
		facts.SetBool(name, value)
	case int:
		require.Equal(t, model.IntFact, def.Type, name)
		facts.Set(name, int64(value))
	case string:
		require.Contains(t, def.Values, value, name)
		facts.SetWord(name, value)
	default:
		require.Fail(t, "not the value of a fact", "%s: %v", name, value)
	}
}

func readCases(t *testing.T) []ruleCase {
	t.Helper()
	files, err := fs.Glob(os.DirFS("cases"), "*.yaml")
	require.NoError(t, err)
	var cases []ruleCase
	for _, file := range files {
		if file == "ordinary.yaml" {
			continue
		}
		var read []ruleCase
		readYAML(t, filepath.Join("cases", file), &read)
		require.NotEmpty(t, read, file)
		cases = append(cases, read...)
	}
	return cases
}

func readYAML(t *testing.T, file string, value any) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	decoder := yaml.NewDecoder(strings.NewReader(string(text)))
	decoder.KnownFields(true)
	require.NoError(t, decoder.Decode(value), file)
}
