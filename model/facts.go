package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// FactType is the type of a fact.
type FactType string

// The types of facts. A Day is a day number (see Date.Day): only those are
// stored; ages and "in days" facts are derived from them and today.
const (
	IntFact  FactType = "int"
	BoolFact FactType = "bool"
	EnumFact FactType = "enum"
	DayFact  FactType = "day"
)

// Derivation says how a fact follows from a stored Day fact and today.
type Derivation string

// The derivations.
const (
	Stored         Derivation = ""                // read from the database
	DaysSince      Derivation = "days_since"      // today − day
	InDays         Derivation = "in_days"         // day − today, negative in the past
	CompletedYears Derivation = "completed_years" // birthdays passed
	AgeInDays      Derivation = "age_in_days"     // days until the birthday of age N
	StudiesInDays  Derivation = "studies_in_days" // days until 1 September of the year of the 18th birthday
	CohortInDays   Derivation = "cohort_in_days"  // days until the legal age of the birth cohort, from the dated parameter rows named by Table
)

// FactDef defines one fact: every customer has a value for it, which may be
// unknown.
type FactDef struct {
	Name    string     `json:"name"` // as rules write it: input.facts.<name>
	Type    FactType   `json:"type"`
	Unit    string     `json:"unit,omitempty"`   // days, minor units per month, permille, years
	Values  []string   `json:"values,omitempty"` // of an enum
	Doc     string     `json:"doc"`              // what it says and where it comes from
	Unknown string     `json:"unknown"`          // what "unknown" means here; "never" when it is always known
	Family  string     `json:"family,omitempty"` // the family it was instantiated from, "" when fixed
	Derive  Derivation `json:"derive,omitempty"`
	From    string     `json:"from,omitempty"`  // stored Day fact that a derived fact starts from
	Age     int        `json:"age,omitempty"`   // for AgeInDays
	Never   bool       `json:"never,omitempty"` // for DaysSince: an unknown From means that it never happened, the value is Never
	Table   string     `json:"table,omitempty"`
	Source  *Aggregate `json:"source,omitempty"` // for declared aggregates
	Key     string     `json:"key,omitempty"`    // product, event kind or offer of a family
}

// Aggregate declares a fact computed over rows of a customer: an operation over
// movements, standing orders, contracts or interactions, of given categories,
// within a window of days before today (0: all).
type Aggregate struct {
	Over       string   `json:"over"`       // movements, standing_orders, direct_debits, contracts, interactions
	Op         string   `json:"op"`         // count, sum, max, min, last, months_below_zero
	Categories []string `json:"categories"` // category, purpose, sector, product family or channel; empty: all
	Excluding  []string `json:"excluding,omitempty"`
	Sign       string   `json:"sign,omitempty"` // credit, debit or "" for both
	Competitor bool     `json:"competitor,omitempty"`
	WindowDays int      `json:"window_days"`
}

// Dictionary is the ordered list of every fact of a revision.
type Dictionary struct {
	Defs  []FactDef
	index map[string]int
	hash  string
}

// NewDictionary orders the definitions by name and refuses doubles and derived
// facts that start from nothing.
func NewDictionary(defs []FactDef) (*Dictionary, error) {
	sorted := slices.Clone(defs)
	slices.SortFunc(sorted, func(a, b FactDef) int { return strings.Compare(a.Name, b.Name) })
	dictionary := &Dictionary{Defs: sorted, index: make(map[string]int, len(sorted))}
	for i, def := range sorted {
		if _, double := dictionary.index[def.Name]; double {
			return nil, fmt.Errorf("fact %s is defined twice", def.Name)
		}
		dictionary.index[def.Name] = i
	}
	for _, def := range sorted {
		if _, known := dictionary.index[def.From]; def.Derive != Stored && !known {
			return nil, fmt.Errorf("fact %s is derived from %q, which is not a fact", def.Name, def.From)
		}
	}
	text, err := json.Marshal(sorted)
	if err != nil {
		return nil, fmt.Errorf("encode the fact dictionary: %w", err)
	}
	sum := sha256.Sum256(text)
	dictionary.hash = hex.EncodeToString(sum[:])
	return dictionary, nil
}

// Hash names the dictionary by its content.
func (d *Dictionary) Hash() string { return d.hash }

// Index gives the position of a fact, −1 when there is none of that name.
func (d *Dictionary) Index(name string) int {
	if i, known := d.index[name]; known {
		return i
	}
	return -1
}

// Fact is the value of a fact for a customer; the zero Fact is unknown. Booleans
// are 0 or 1 in Int, enums are in Word.
type Fact struct {
	Known bool
	Int   int64
	Word  string
}

// Facts are the values of a customer, in the order of the dictionary.
type Facts struct {
	Dictionary *Dictionary
	Values     []Fact
}

// NewFacts makes facts that are all unknown.
func NewFacts(dictionary *Dictionary) Facts {
	return Facts{Dictionary: dictionary, Values: make([]Fact, len(dictionary.Defs))}
}

// Set gives a number, day or count to a fact; a name that the dictionary lacks is ignored.
func (f Facts) Set(name string, value int64) {
	if i := f.Dictionary.Index(name); i >= 0 {
		f.Values[i] = Fact{Known: true, Int: value}
	}
}

// SetBool gives a truth to a fact.
func (f Facts) SetBool(name string, value bool) {
	number := int64(0)
	if value {
		number = 1
	}
	f.Set(name, number)
}

// SetWord gives a word to an enum fact; "" leaves it unknown.
func (f Facts) SetWord(name, word string) {
	if i := f.Dictionary.Index(name); i >= 0 && word != "" {
		f.Values[i] = Fact{Known: true, Word: word}
	}
}

// Get gives the value of a fact, unknown when the dictionary lacks it.
func (f Facts) Get(name string) Fact {
	if i := f.Dictionary.Index(name); i >= 0 {
		return f.Values[i]
	}
	return Fact{}
}

// MarshalJSON writes every fact in the order of names, null when unknown: the
// canonical form that receipts keep.
func (f Facts) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, def := range f.Dictionary.Defs {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '"')
		out = append(out, def.Name...)
		out = append(out, '"', ':')
		out = f.Values[i].appendJSON(out, def.Type)
	}
	return append(out, '}'), nil
}

func (v Fact) appendJSON(out []byte, kind FactType) []byte {
	switch {
	case !v.Known:
		return append(out, "null"...)
	case kind == EnumFact:
		return fmt.Appendf(out, "%q", v.Word)
	case kind == BoolFact:
		return fmt.Appendf(out, "%t", v.Int != 0)
	}
	return fmt.Appendf(out, "%d", v.Int)
}
