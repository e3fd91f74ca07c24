package model

func day(name, doc, unknown string) FactDef {
	return FactDef{Name: name, Type: DayFact, Unit: "day number", Doc: doc, Unknown: unknown}
}

func derived(name, unit string, how Derivation, from, doc string) FactDef {
	return FactDef{Name: name, Type: IntFact, Unit: unit, Derive: how, From: from, Doc: doc, Unknown: from + " is unknown"}
}

func number(name, unit, doc, unknown string) FactDef {
	return FactDef{Name: name, Type: IntFact, Unit: unit, Doc: doc, Unknown: unknown}
}

func truth(name, doc, unknown string) FactDef {
	return FactDef{Name: name, Type: BoolFact, Doc: doc, Unknown: unknown}
}

func word(name string, values []string, doc, unknown string) FactDef {
	return FactDef{Name: name, Type: EnumFact, Values: values, Doc: doc, Unknown: unknown}
}

// FixedFacts are the facts that every revision has. Families (products held,
// events, outcomes, declared aggregates, ages) are added from its data.
var FixedFacts = []FactDef{
	truth("is_person", "The customer is a person, not an organisation (customers.kind).", "never"),
	truth("is_prospect", "The customer is known without a contract (customers.status).", "never"),
	truth("deceased", "A date of death is recorded (customers.deceased_on).", "never"),
	day("birth_day", "Birth date (customers.birth_date).", "no birth date recorded"),
	derived("age_years", "years", CompletedYears, "birth_day", "Birthdays passed; somebody born on 29 February ages on 1 March of common years."),
	derived("studies_start_in_days", "days", StudiesInDays, "birth_day", "Days until 1 September of the year of the 18th birthday, negative once past."),
	word("legal_capacity", Words["LegalCapacity"], "Who may sign (customers.legal_capacity).", "never"),
	word("marital_status", Words["MaritalStatus"], "Marital status (customers.marital_status).", "not recorded"),
	word("employment_status", Words["EmploymentStatus"], "Employment status, apart from the socio-professional category (customers.employment_status).", "not recorded"),
	truth("financially_fragile", "A period of financial fragility is open (fragilities).", "never"),
	day("customer_since_day", "First day of the relation (customers.customer_since).", "not recorded"),
	derived("relation_age_days", "days", DaysSince, "customer_since_day", "Days since the relation began."),

	number("household_adults", "persons", "Adults in the primary household, the customer included (household_members).", "no household recorded"),
	number("household_minor_children", "persons", "Children below 18 in the primary household (household_members, birth dates).", "no household recorded"),
	truth("dependent_child", "A child, not an adult, of the own tax household when one is recorded, else of the primary household (household_members.role CHILD).", "no household recorded"),
	truth("has_partner", "A spouse or partner is recorded, here or as a prospect (relationships SPOUSE_OF, PARTNER_OF).", "never"),
	day("couple_since_day", "First day of the spouse or partner relationship (relationships).", "no partner, or no date recorded"),
	derived("couple_age_days", "days", DaysSince, "couple_since_day", "Days since the couple is known."),
	truth("has_representative", "A legal representative is recorded (representations).", "never"),

	number("income_minor", "minor units per month", "Sum of the open net monthly incomes (incomes).", "no income recorded"),
	number("loan_instalments_minor", "minor units per month", "Sum of monthly instalments of running loans as borrower or co-borrower (contracts).", "never"),
	number("effort_rate_permille", "permille", "Loan instalments over income, rounded up, insurance included.", "no income recorded, or zero"),

	truth("has_joint_contract", "An active account held with a joint owner or co-owner (contract_parties OWNER, JOINT_OWNER).", "never"),
	truth("has_current_account", "An active current account as owner or joint owner.", "never"),
	number("current_balance_minor", "minor units", "Sum of the last known balances of own current accounts.", "no balance known"),
	number("idle_balance_permille", "permille", "Lowest own current balance of 90 days over the debits of the same 90 days, own transfers left out: 1000 is three months of spending; rounded down, between 0 and 100000.", "the movements of the 90 days are not known"),
	number("savings_balance_minor", "minor units", "Sum of the last known balances of own savings accounts and investments.", "no savings account, or no balance known"),

	day("vehicle_registered_day", "First registration of the oldest vehicle still owned (assets).", "no vehicle recorded"),
	derived("vehicle_age_days", "days", DaysSince, "vehicle_registered_day", "Age of the oldest vehicle still owned."),
	day("vehicle_acquired_day", "Latest acquisition of a vehicle (assets).", "no vehicle, or no date recorded"),
	derived("vehicle_owned_days", "days", DaysSince, "vehicle_acquired_day", "Days since the latest vehicle was acquired."),

	day("loan_end_day", "Last instalment of the running loan that ends first, or ended within 60 days (contracts).", "no such loan"),
	derived("loan_end_in_days", "days", InDays, "loan_end_day", "Days until the first loan ends, negative once past."),
	truth("loan_in_arrears", "An instalment of a loan is unpaid (contracts.in_arrears).", "never"),
	day("contract_due_day", "Nearest due date, today or later, of insurance, investment and service contracts (contracts).", "no contract with a due date"),
	derived("contract_due_in_days", "days", InDays, "contract_due_day", "Days until the nearest contract due date."),
	day("card_expires_day", "Nearest expiry of an active card (contracts).", "no card"),
	derived("card_expires_in_days", "days", InDays, "card_expires_day", "Days until a card expires."),

	truth("marketing_opposed", "The latest effective consent to commercial messages is DENIED or REVOKED: an express opposition (consents).", "never"),
	word("consent_marketing", Words["ConsentState"], "Latest effective consent to commercial messages (consents).", "never asked"),
	word("consent_movement_insight", Words["ConsentState"], "Latest effective consent to the use of payment data for advice (consents).", "never asked"),
}
