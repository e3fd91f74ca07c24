package secrecy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// form is the form of the values of a cell.
type form int

const (
	words   form = iota // free text
	amounts             // an amount in minor units
	numbers             // another number
	days                // a date
	list                // one of a closed list of words
)

// cell is a column of the bank, and every coordinate that tells its value.
type cell struct {
	table, column string
	form          form
	shownBy       string   // coordinates, separated by spaces
	choices       []string // of a list
}

// anchors say how the rows of a table stand to the viewer: by the customer, the
// contract or the household that a column names.
var anchors = map[string]struct{ of, column string }{
	"customers": {"customer", "id"}, "emails": {"customer", "customer_id"}, "phones": {"customer", "customer_id"},
	"addresses": {"customer", "customer_id"}, "incomes": {"customer", "customer_id"}, "assets": {"customer", "customer_id"},
	"consents": {"customer", "customer_id"}, "life_events": {"customer", "customer_id"}, "interactions": {"customer", "customer_id"},
	"recommendations": {"customer", "customer_id"}, "actions": {"customer", "customer_id"}, "decisions": {"customer", "customer_id"},
	"fragilities": {"customer", "customer_id"}, "channel_preferences": {"customer", "customer_id"},
	"contracts": {"contract", "id"}, "movements": {"contract", "contract_id"}, "standing_orders": {"contract", "contract_id"},
	"direct_debits": {"contract", "contract_id"}, "households": {"household", "id"},
}

// ofEveryContract gives a field of the types of contracts that have it.
func ofEveryContract(field string, types ...string) string {
	if len(types) == 0 {
		types = []string{"CurrentAccount", "SavingsAccount", "Loan", "Card", "InsuranceContract", "Investment", "ServiceContract"}
	}
	var coordinates []string
	for _, of := range types {
		coordinates = append(coordinates, of+"."+field)
	}
	return strings.Join(coordinates, " ")
}

var (
	sexes      = []string{"FEMALE", "MALE"}
	situations = []string{"EMPLOYED", "SELF_EMPLOYED", "UNEMPLOYED", "STUDENT", "RETIRED", "OTHER"}
	couples    = []string{"SINGLE", "MARRIED", "PACS", "COHABITING", "DIVORCED", "WIDOWED"}
	channels   = []string{"BRANCH", "PHONE", "APP", "EMAIL", "SMS", "LETTER"}
)

// cells are the columns that a rule may hide and that tell nothing else: keys and
// what decides how near a row is are not among them.
var cells = []cell{
	{"customers", "first_name", words, "Customer.firstName Customer.displayName", nil},
	{"customers", "last_name", words, "Customer.lastName Customer.displayName", nil},
	{"customers", "legal_name", words, "Customer.legalName Customer.displayName", nil},
	{"customers", "birth_name", words, "Customer.birthName", nil},
	{"customers", "siren", words, "Customer.siren", nil},
	{"customers", "birth_place", words, "Customer.birthPlace", nil},
	{"customers", "external_id", words, "Customer.externalId", nil},
	{"customers", "profession", words, "Customer.profession", nil},
	{"customers", "deceased_on", days, "Customer.deceasedOn", nil},
	{"customers", "birth_date", days, "Customer.birthDate Customer.legalCapacity", nil},
	{"customers", "sex", list, "Customer.sex", sexes},
	{"customers", "nationality", list, "Customer.nationality", []string{"FR", "BE", "IT", "PT"}},
	{"customers", "marital_status", list, "Customer.maritalStatus", couples},
	{"customers", "employment_status", list, "Customer.employmentStatus", situations},
	{"customers", "language", list, "Customer.language", []string{"fr", "en"}},
	{"customers", "customer_since", days, "Customer.customerSince", nil},
	{"emails", "address", words, "Email.address", nil},
	{"phones", "number", words, "Phone.number", nil},
	{"addresses", "line1", words, "Address.line1", nil},
	{"addresses", "line2", words, "Address.line2", nil},
	{"addresses", "postal_code", words, "Address.postalCode", nil},
	{"addresses", "city", words, "Address.city", nil},
	{"incomes", "amount_minor", amounts, "Income.amount", nil},
	{"assets", "label", words, "Asset.label", nil},
	{"assets", "value_minor", amounts, "Asset.value", nil},
	{"fragilities", "criterion", words, "Fragility.criterion", nil},
	{"channel_preferences", "preference", list, "ChannelPreference.preference", []string{"PREFERRED", "ACCEPTED", "REFUSED"}},
	{"consents", "capture_source", words, "Consent.captureSource", nil},
	{"consents", "captured_on", days, "Consent.capturedOn", nil},
	{"life_events", "note", words, "LifeEvent.note", nil},
	{"life_events", "external_id", words, "LifeEvent.externalId", nil},
	{"life_events", "confidence_permille", numbers, "LifeEvent.confidencePermille", nil},
	{"interactions", "subject", words, "Interaction.subject", nil},
	{"interactions", "report", words, "Interaction.report", nil},
	{"interactions", "channel", list, "Interaction.channel", channels},
	{"recommendations", "outcome_reason", words, "Recommendation.outcomeReason", nil},
	{"recommendations", "channel", list, "Recommendation.channel", channels},
	{"actions", "note", words, "Action.note", nil},
	{"decisions", "dictionary", words, "Decision.dictionary", nil},
	{"contracts", "number", words, ofEveryContract("number"), nil},
	{"contracts", "opened_on", days, ofEveryContract("openedOn"), nil},
	{"contracts", "balance_minor", amounts, ofEveryContract("balance", "CurrentAccount", "SavingsAccount", "Investment"), nil},
	{"contracts", "overdraft_minor", amounts, "CurrentAccount.overdraft", nil},
	{"contracts", "principal_minor", amounts, "Loan.principal", nil},
	{"contracts", "outstanding_minor", amounts, "Loan.outstanding", nil},
	{"contracts", "instalment_minor", amounts, "Loan.instalment", nil},
	{"contracts", "rate_ppm", numbers, "Loan.ratePpm SavingsAccount.ratePpm", nil},
	{"contracts", "duration_months", numbers, "Loan.durationMonths", nil},
	{"contracts", "purpose", words, "Loan.purpose", nil},
	{"contracts", "masked_number", words, "Card.maskedNumber", nil},
	{"contracts", "card_level", words, "Card.level", nil},
	{"contracts", "premium_minor", amounts, "InsuranceContract.premium", nil},
	{"contracts", "insured_label", words, "InsuranceContract.insuredLabel", nil},
	{"movements", "amount_minor", amounts, "Movement.amount", nil},
	{"movements", "balance_minor", amounts, "Movement.balance", nil},
	{"movements", "label", words, "Movement.label", nil},
	{"movements", "counterparty", words, "Movement.counterparty", nil},
	{"standing_orders", "counterparty_iban", words, "StandingOrder.counterpartyIban", nil},
	{"standing_orders", "counterparty_name", words, "StandingOrder.counterpartyName", nil},
	{"standing_orders", "counterparty_bank", words, "StandingOrder.counterpartyBank", nil},
	{"standing_orders", "amount_minor", amounts, "StandingOrder.amount", nil},
	{"direct_debits", "creditor_name", words, "DirectDebit.creditorName", nil},
	{"direct_debits", "creditor_id", words, "DirectDebit.creditorId", nil},
	{"direct_debits", "mandate_ref", words, "DirectDebit.mandateRef", nil},
	{"households", "name", words, "Household.name", nil},
	{"households", "formed_on", days, "Household.formedOn", nil},
}

func TestEveryCellIsToldByCoordinatesOfTheSchema(t *testing.T) {
	t.Parallel()
	schema := readSchema(t)
	for _, cell := range cells {
		for coordinate := range strings.FieldsSeq(cell.shownBy) {
			of, field, _ := strings.Cut(coordinate, ".")
			require.NotNil(t, schema.Types[of], coordinate)
			require.NotNil(t, schema.Types[of].Fields.ForName(field), coordinate)
		}
		require.Contains(t, anchors, cell.table)
	}
}
