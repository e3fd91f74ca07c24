package model

import (
	"encoding/json"
	"fmt"
)

// ParseFacts reads the canonical JSON of facts. Names that the dictionary lacks
// and values of another type are refused.
func ParseFacts(dictionary *Dictionary, text []byte) (Facts, error) {
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return Facts{}, Invalidf("facts", "not a JSON object: %v", err)
	}
	facts := NewFacts(dictionary)
	for name, value := range raw {
		i := dictionary.Index(name)
		if i < 0 {
			return Facts{}, Invalidf("facts."+name, "the dictionary has no fact of this name")
		}
		fact, err := parseFact(dictionary.Defs[i], value)
		if err != nil {
			return Facts{}, err
		}
		facts.Values[i] = fact
	}
	return facts, nil
}

func parseFact(def FactDef, value any) (Fact, error) {
	switch value := value.(type) {
	case nil:
		return Fact{}, nil
	case bool:
		if def.Type == BoolFact {
			if value {
				return Fact{Known: true, Int: 1}, nil
			}
			return Fact{Known: true}, nil
		}
	case float64:
		if def.Type == IntFact || def.Type == DayFact {
			return Fact{Known: true, Int: int64(value)}, nil
		}
	case string:
		if def.Type == EnumFact {
			return Fact{Known: true, Word: value}, nil
		}
	}
	return Fact{}, Invalidf("facts."+def.Name, "expected %s, got %s", def.Type, fmt.Sprint(value))
}
