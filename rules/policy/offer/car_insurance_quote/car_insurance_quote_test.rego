package offer.car_insurance_quote_test

import data.offer.car_insurance_quote

# The owner of a vehicle insured elsewhere, who agreed to the use of payment data.
facts := {
	"outcome_car_insurance_quote_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"consent_movement_insight": "GRANTED",
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"car_insurance_debits": 1,
	"vehicle_owned_days": 800,
	"holds_car_insurance": false,
	"financially_fragile": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"car_insurance_quote": {"minimum_debits": 1, "free_termination_days": 365},
}

every_check := {
	"available": {
		"not_refused_recently",
		"marketing_not_opposed",
		"no_open_complaint",
		"no_recent_incident",
		"payment_data_consent",
	},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone"},
	"applicable": {"insured_elsewhere", "free_to_leave", "no_car_insurance_yet"},
	"suitable": {"not_fragile"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in car_insurance_quote with input.facts as given with data.parameters as parameters
}

test_fires_when_every_check_holds if holding(facts) == every_check

lost_by(given) := {check |
	some stage, checks in every_check
	some check in (checks - object.get(holding(given), stage, set()))
}

# The checks that no longer hold once facts change.
lost(change) := lost_by(object.union(facts, change))

# The checks that no longer hold once facts are unknown.
unknown(names) := lost_by(object.remove(facts, names))

test_a_refusal_of_89_days_ago_is_respected if {
	lost({"outcome_car_insurance_quote_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_car_insurance_quote_rejected_days": 90}) == set()

test_an_objection_to_commercial_messages_is_respected if {
	lost({"marketing_opposed": true}) == {"marketing_not_opposed"}
}

test_nothing_is_sold_while_a_complaint_is_open if {
	lost({"event_complaint_opened_active": true}) == {"no_open_complaint"}
}

test_nothing_is_sold_soon_after_a_critical_incident if {
	lost({"event_critical_incident_active": true}) == {"no_recent_incident"}
}

test_payments_are_not_used_once_consent_was_denied if {
	lost({"consent_movement_insight": "DENIED"}) == {"payment_data_consent"}
}

test_payments_are_not_used_once_consent_was_revoked if {
	lost({"consent_movement_insight": "REVOKED"}) == {"payment_data_consent"}
}

test_payments_are_not_used_before_consent_is_asked if {
	unknown({"consent_movement_insight"}) == {"payment_data_consent"}
}

test_an_organisation_is_not_concerned if lost({"is_person": false}) == {"person"}

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_seventeen_is_too_young if lost({"age_years": 17}) == {"of_full_age"}

test_eighteen_is_of_full_age if lost({"age_years": 18}) == set()

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_years"}) == {"of_full_age"}

test_a_protected_adult_does_not_sign_alone if lost({"legal_capacity": "PROTECTED_ADULT"}) == {"signs_alone"}

test_no_other_car_insurer_debits_the_account if lost({"car_insurance_debits": 0}) == {"insured_elsewhere"}

test_two_other_car_insurers_debit_the_account if lost({"car_insurance_debits": 2}) == set()

test_after_exactly_a_year_the_contract_cannot_be_left_freely_yet if {
	lost({"vehicle_owned_days": 365}) == {"free_to_leave"}
}

test_a_day_more_than_a_year_is_enough if lost({"vehicle_owned_days": 366}) == set()

test_an_unknown_vehicle_is_to_be_asked if unknown({"vehicle_owned_days"}) == {"free_to_leave"}

test_a_car_insured_here_needs_no_quote if lost({"holds_car_insurance": true}) == {"no_car_insurance_yet"}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}
