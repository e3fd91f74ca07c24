package intake

import (
	"slices"

	"foyer/model"
)

// csvLayouts lists the files of a CSV import, referenced ones first.
func csvLayouts() []*layout {
	return slices.Concat(networkLayouts(), customerLayouts(), rightLayouts(), profileLayouts(), contractLayouts(), relationLayouts())
}

func networkLayouts() []*layout {
	return []*layout{
		layoutOf[model.Region](layout{name: "regions", key: []string{"code"}, required: []string{"name"}}),
		layoutOf[model.Branch](layout{
			name: "branches", key: []string{"code"}, required: []string{"region", "name", "city"}, targets: map[string]string{"region": "regions"},
		}),
		layoutOf[model.Portfolio](layout{
			name: "portfolios", key: []string{"code"}, required: []string{"branch", "name"}, targets: map[string]string{"branch": "branches"},
		}),
	}
}

func customerLayouts() []*layout {
	return []*layout{
		layoutOf[model.Household](layout{
			name: "households", key: []string{"external_id"}, defaults: map[string]string{"kind": "HOUSEHOLD"},
			past: []string{"formed_on", "dissolved_on"},
		}),
		layoutOf[model.Customer](layout{
			name: "customers", key: []string{"external_id"}, required: []string{"kind", "status", "branch"},
			targets: map[string]string{"branch": "branches", "portfolio": "portfolios"}, kinds: map[string]cellKind{"nationality": countryCell},
			skip: []string{"HouseholdID"}, defaults: map[string]string{"language": "fr", "sensitivity": "ORDINARY", "legal_capacity": "FULL"},
			past: []string{"birth_date", "deceased_on", "customer_since"}, finish: finishCustomer,
		}),
		layoutOf[model.HouseholdMember](layout{
			name: "household_members", key: []string{"household", "customer", "valid_from"}, required: []string{"valid_from", "role"},
			targets:  map[string]string{"household": "households", "customer": "customers"},
			defaults: map[string]string{"kind": "HOUSEHOLD", "is_primary": "true"}, finish: finishMember, fit: fitMember,
		}),
		layoutOf[model.Relationship](layout{
			name: "relationships", key: []string{"from", "kind", "to"}, targets: map[string]string{"from": "customers", "to": "customers"}, finish: finishRelationship,
		}),
		layoutOf[model.Representation](layout{
			name: "representations", key: []string{"customer", "representative", "kind", "valid_from"}, required: []string{"valid_from"},
			targets: map[string]string{"customer": "customers", "representative": "customers"}, finish: checkPeriod,
		}),
	}
}

// profileLayouts are what is known of a customer beside identity and family.
func profileLayouts() []*layout {
	customer := map[string]string{"customer": "customers"}
	from := []string{"valid_from"}
	return []*layout{
		layoutOf[model.Fragility](layout{name: "fragilities", key: []string{"customer", "criterion", "valid_from"}, required: from, targets: customer, finish: checkPeriod}),
		layoutOf[model.Income](layout{
			name: "incomes", key: []string{"customer", "kind", "valid_from"}, required: []string{"valid_from", "amount"}, targets: customer,
			kinds: map[string]cellKind{"currency": currencyCell}, defaults: map[string]string{"currency": "EUR", "origin": "DECLARED"}, finish: checkPeriod,
		}),
		layoutOf[model.Email](layout{
			name: "emails", key: []string{"customer", "address", "valid_from"}, required: from, targets: customer,
			kinds: map[string]cellKind{"address": emailCell}, defaults: map[string]string{"preferred": "false"}, finish: checkPeriod,
		}),
		layoutOf[model.Phone](layout{
			name: "phones", key: []string{"customer", "number", "valid_from"}, required: from, targets: customer,
			kinds: map[string]cellKind{"number": phoneCell}, defaults: map[string]string{"preferred": "false"}, finish: checkPeriod,
		}),
		layoutOf[model.Address](layout{
			name: "addresses", key: []string{"customer", "valid_from"}, required: []string{"valid_from", "city"}, targets: customer,
			kinds: map[string]cellKind{"country": countryCell}, defaults: map[string]string{"country": "FR"}, finish: checkPeriod,
		}),
		layoutOf[model.ChannelPreference](layout{name: "channel_preferences", key: []string{"customer", "channel"}, required: []string{"preference"}, targets: customer}),
		layoutOf[model.Consent](layout{
			name: "consents", key: []string{"customer", "purpose", "channel", "effective_from"}, required: []string{"state", "captured_on", "effective_from"},
			targets: customer, defaults: map[string]string{"channel": "ANY"}, past: []string{"captured_on"}, finish: checkPeriod,
		}),
		layoutOf[model.Asset](layout{
			name: "assets", key: []string{"customer", "kind", "label", "acquired_on"}, targets: customer,
			kinds: map[string]cellKind{"currency": currencyCell}, defaults: map[string]string{"currency": "EUR"},
			past: []string{"first_registered_on", "acquired_on"}, finish: checkPeriod,
		}),
	}
}

func contractLayouts() []*layout {
	contract := map[string]string{"contract": "contracts"}
	money := map[string]cellKind{"currency": currencyCell}
	return []*layout{
		layoutOf[model.Contract](layout{
			name: "contracts", key: []string{"external_id"}, required: []string{"product_code"}, skip: []string{"Type"},
			targets: map[string]string{"account": "contracts"}, kinds: map[string]cellKind{"currency": currencyCell, "product_code": productCell},
			defaults: map[string]string{"currency": "EUR", "status": "ACTIVE", "in_arrears": "false"},
			past:     []string{"opened_on", "balance_on", "covered_from", "covered_to"}, finish: finishContract,
		}),
		layoutOf[model.ContractParty](layout{
			name: "contract_parties", key: []string{"contract", "customer", "role", "valid_from"}, required: []string{"valid_from"},
			targets: map[string]string{"contract": "contracts", "customer": "customers"}, finish: checkPeriod,
		}),
		layoutOf[model.Movement](layout{
			name: "movements", key: []string{"external_id"}, required: []string{"contract", "booked_on", "amount", "balance", "category"},
			targets: contract, kinds: money, priced: true, past: []string{"booked_on"}, fit: fitContract,
		}),
		layoutOf[model.StandingOrder](layout{
			name: "standing_orders", key: []string{"external_id"}, required: []string{"contract", "purpose", "amount"}, targets: contract, kinds: money,
			defaults: map[string]string{"to_competitor": "false", "frequency_in_months": "1"}, finish: checkPeriod, priced: true, fit: fitContract,
		}),
		layoutOf[model.DirectDebit](layout{
			name: "direct_debits", key: []string{"contract", "creditor_id", "mandate_ref"}, targets: contract, kinds: money,
			past: []string{"signed_on", "last_on"}, finish: checkPeriod, priced: true, fit: fitContract,
		}),
	}
}

// relationLayouts are what happened between the bank and its customers.
func relationLayouts() []*layout {
	customer := map[string]string{"customer": "customers"}
	return []*layout{
		layoutOf[model.LifeEvent](layout{
			name: "life_events", key: []string{"external_id"}, required: []string{"customer", "kind"}, targets: customer,
			kinds:    map[string]cellKind{"kind": eventCell},
			defaults: map[string]string{"origin": "IMPORTED", "state": "ACTIVE", "tentative": "false", "confidence_permille": "1000"},
			past:     []string{"occurred_on"}, finish: finishEvent, fit: fitEvent,
		}),
		layoutOf[model.Interaction](layout{
			name: "interactions", key: []string{"customer", "occurred_at", "channel"}, required: []string{"direction", "subject"},
			targets: map[string]string{"customer": "customers", "employee": "employees"}, past: []string{"occurred_at"},
		}),
	}
}
