package model

// Language is a language that people of the bank read.
type Language string

// The languages of every text a person reads.
const (
	French  Language = "fr"
	English Language = "en"
)

// Text is something a person reads, in every Language.
type Text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

// In gives the text in a language, French when the language is unknown.
func (t Text) In(language Language) string {
	if language == English {
		return t.EN
	}
	return t.FR
}
