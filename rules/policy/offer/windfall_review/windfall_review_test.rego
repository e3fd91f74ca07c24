package offer.windfall_review_test

import data.offer.windfall_review

# An adult with a large inflow three weeks ago, who agreed to the use of payment data.
facts := {
	"outcome_windfall_review_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"consent_movement_insight": "GRANTED",
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"event_large_inflow_in_days": -20,
	"current_balance_minor": 2500000,
	"outcome_windfall_review_accepted_days": 36500,
	"financially_fragile": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"windfall_review": {"settled_in_days": -15, "remaining_minor": 1000000, "silence_days": 180},
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
	"applicable": {"inflow_settled", "money_still_there", "no_review_recently"},
	"suitable": {"not_fragile"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in windfall_review with input.facts as given with data.parameters as parameters
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
	lost({"outcome_windfall_review_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_windfall_review_rejected_days": 90}) == set()

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

test_fourteen_days_after_the_inflow_is_too_early if {
	lost({"event_large_inflow_in_days": -14}) == {"inflow_settled"}
}

test_fifteen_days_after_the_inflow_it_fires if lost({"event_large_inflow_in_days": -15}) == set()

test_there_was_no_large_inflow if unknown({"event_large_inflow_in_days"}) == {"inflow_settled"}

test_a_house_sale_in_transit_left_less_than_10_000_euros if {
	lost({"current_balance_minor": 999999}) == {"money_still_there"}
}

test_exactly_10_000_euros_are_enough if lost({"current_balance_minor": 1000000}) == set()

test_an_unknown_balance_is_to_be_asked if unknown({"current_balance_minor"}) == {"money_still_there"}

test_179_days_after_the_customer_agreed_it_is_too_soon if {
	lost({"outcome_windfall_review_accepted_days": 179}) == {"no_review_recently"}
}

test_180_days_after_the_customer_agreed_it_may_come_back if {
	lost({"outcome_windfall_review_accepted_days": 180}) == set()
}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}
