package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"foyer/model"
)

// offerText is the custom metadata of an offer's package.
type offerText struct {
	Title           model.Text       `json:"title"`
	Class           model.OfferClass `json:"class"`
	Pitch           model.Text       `json:"pitch"`
	Benefit         model.Text       `json:"benefit"`
	Product         string           `json:"product"`
	Channels        []model.Channel  `json:"channels"`
	Addressee       string           `json:"addressee"`
	ValueEURPerYear int64            `json:"value_eur_per_year"`
	Minutes         int              `json:"minutes"`
	LegalBasis      string           `json:"legal_basis"`
	Owner           string           `json:"owner"`
	ReviewDate      model.Date       `json:"review_date"`
	ValidDays       int              `json:"valid_days"`
	TriggerEvents   []string         `json:"trigger_events"`
}

// eventText is the custom metadata of an event's package; what every kind has,
// detected or not, is in data/events.json.
type eventText struct {
	Kind               string     `json:"kind"`
	Title              model.Text `json:"title"`
	ExpectedFrom       string     `json:"expected_from"`
	Tentative          bool       `json:"tentative"`
	ConfidencePermille int64      `json:"confidence_permille"`
	ExpiresAfterDays   *int       `json:"expires_after_days"`
	NeedsConsent       string     `json:"needs_consent"`
	Owner              string     `json:"owner"`
	ReviewDate         model.Date `json:"review_date"`
}

// checkText is the custom metadata of a check.
type checkText struct {
	Why    model.Text `json:"why"`
	Remedy model.Text `json:"remedy"`
}

// packageMetadata reads the custom part of a package's METADATA into value.
func (s *source) packageMetadata(file string, module *ast.Module, value any) bool {
	for _, annotations := range module.Annotations {
		if annotations.Scope == "package" {
			return s.custom(file, annotations, value)
		}
	}
	s.find(Finding{
		File: file, Line: module.Package.Location.Row, Col: module.Package.Location.Col, Code: FindingMetadata,
		Message: "the package has no METADATA", Remedy: "write a block `# METADATA` above it, with title and custom",
	})
	return false
}

// custom decodes the custom part of a METADATA block, refusing unknown names.
func (s *source) custom(file string, annotations *ast.Annotations, value any) bool {
	wrong := func(message string) {
		s.find(Finding{File: file, Line: annotations.Location.Row, Col: annotations.Location.Col, Code: FindingMetadata, Message: message})
	}
	if annotations.Title == "" {
		wrong("METADATA has no title (one line of English)")
	}
	text, err := json.Marshal(annotations.Custom)
	if err != nil {
		wrong("custom: " + err.Error())
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(value); err != nil {
		wrong("custom: " + err.Error())
		return false
	}
	return true
}

// offer reads an offer from its module; its checks are added later.
func (s *source) offer(file string, module *ast.Module) *Offer {
	var text offerText
	if !s.packageMetadata(file, module, &text) {
		return nil
	}
	code := strings.TrimPrefix(module.Package.Path.String(), "data.offer.")
	s.require(file, module.Package.Location, []need{
		{isName(code), "the code has lower-case letters, digits and underscores"},
		{slices.Contains(model.Words["OfferClass"], string(text.Class)), "class is one of DUTY, SERVICE, ADVICE, SALE"},
		{both(text.Title) && both(text.Pitch) && both(text.Benefit), "title, pitch and benefit are needed in fr and en"},
		{text.Addressee == "CUSTOMER" || text.Addressee == "REPRESENTATIVE", "addressee is CUSTOMER or REPRESENTATIVE"},
		{len(text.Channels) > 0 && knownChannels(text.Channels), "channels lists words of Channel, the preferred one first"},
		{text.ValueEURPerYear >= 0 && text.Minutes > 0 && text.ValidDays > 0, "value_eur_per_year is not negative, minutes and valid_days are positive"},
		{text.Owner != "" && text.LegalBasis != "" && !text.ReviewDate.IsZero(), "owner, legal_basis and review_date are needed"},
	})
	return &Offer{
		Code: code, Class: text.Class, Title: text.Title, Pitch: text.Pitch, Benefit: text.Benefit, Product: text.Product,
		Channels: text.Channels, ToRepresentative: text.Addressee == "REPRESENTATIVE", ValueEUR: text.ValueEURPerYear,
		VPoints: points(text.ValueEURPerYear), Minutes: text.Minutes, ValidDays: text.ValidDays, LegalBasis: text.LegalBasis,
		Owner: text.Owner, ReviewDate: text.ReviewDate, Triggers: text.TriggerEvents,
	}
}

// need is a condition on metadata and what to say when it is not met.
type need struct {
	met     bool
	message string
}

func (s *source) require(file string, at *ast.Location, needs []need) {
	for _, need := range needs {
		if !need.met {
			s.find(Finding{File: file, Line: at.Row, Col: at.Col, Code: FindingMetadata, Message: need.message})
		}
	}
}

func both(text model.Text) bool { return text.FR != "" && text.EN != "" }

func knownChannels(channels []model.Channel) bool {
	return !slices.ContainsFunc(channels, func(channel model.Channel) bool { return !model.IsWord("Channel", string(channel)) })
}

// points is the value of an offer in points: a logarithm, so that home loans do
// not drown everything else.
func points(eur int64) int64 { return int64(math.Round(20 * math.Log10(1+float64(max(eur, 0))))) }

// detect completes an event kind from the module that detects it.
func (s *source) detect(file string, module *ast.Module, kinds map[string]*EventKind) *EventKind {
	var text eventText
	if !s.packageMetadata(file, module, &text) {
		return nil
	}
	at := module.Package.Location
	code := strings.TrimPrefix(module.Package.Path.String(), "data.event.")
	kind := kinds[text.Kind]
	if kind == nil || strings.ToLower(text.Kind) != code {
		s.require(file, at, []need{{false, fmt.Sprintf("kind %q must be one of data/events.json, and the package its lower-case form", text.Kind)}})
		return nil
	}
	s.require(file, at, []need{
		{text.Title == (model.Text{}) || text.Title == kind.Title, "the title differs from that of data/events.json"},
		{text.ExpiresAfterDays == nil || *text.ExpiresAfterDays == kind.ExpiresAfterDays, "expires_after_days differs from that of data/events.json"},
		{text.ConfidencePermille > 0 && text.ConfidencePermille <= 1000, "confidence_permille is between 1 and 1000"},
		{text.Owner != "" && !text.ReviewDate.IsZero(), "owner and review_date are needed"},
		{text.NeedsConsent == "" || model.IsWord("ConsentPurpose", text.NeedsConsent), "needs_consent is a word of ConsentPurpose"},
	})
	kind.Detected = true
	kind.NeedsConsent = model.ConsentPurpose(text.NeedsConsent)
	kind.ExpectedFrom, kind.Tentative, kind.ConfidencePermille = text.ExpectedFrom, text.Tentative, text.ConfidencePermille
	return kind
}
