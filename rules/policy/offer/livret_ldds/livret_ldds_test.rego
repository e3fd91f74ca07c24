package offer.livret_ldds_test

import data.offer.livret_ldds

# A taxpayer whose current account is idle.
facts := {
	"outcome_livret_ldds_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"dependent_child": false,
	"event_idle_balance_active": true,
	"holds_ldds": false,
	"idle_balance_permille": 2500,
	"financially_fragile": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"livret_ldds": {"kept_permille": 1000},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone", "own_tax_household"},
	"applicable": {"idle_balance", "none_held"},
	"suitable": {"spending_stays_available", "not_fragile"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in livret_ldds with input.facts as given with data.parameters as parameters
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
	lost({"outcome_livret_ldds_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_livret_ldds_rejected_days": 90}) == set()

test_an_objection_to_commercial_messages_is_respected if {
	lost({"marketing_opposed": true}) == {"marketing_not_opposed"}
}

test_nothing_is_sold_while_a_complaint_is_open if {
	lost({"event_complaint_opened_active": true}) == {"no_open_complaint"}
}

test_nothing_is_sold_soon_after_a_critical_incident if {
	lost({"event_critical_incident_active": true}) == {"no_recent_incident"}
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

test_a_young_adult_attached_to_the_parents_has_no_right_to_it if {
	lost({"dependent_child": true}) == {"own_tax_household"}
}

test_without_idle_money_there_is_nothing_to_propose if {
	lost({"event_idle_balance_active": false}) == {"idle_balance"}
}

test_one_ldds_per_taxpayer_is_enough if lost({"holds_ldds": true}) == {"none_held"}

test_just_under_three_months_of_spending_is_too_little if {
	lost({"idle_balance_permille": 999}) == {"spending_stays_available"}
}

test_three_months_of_spending_are_enough if lost({"idle_balance_permille": 1000}) == set()

test_unknown_spending_is_to_be_asked if unknown({"idle_balance_permille"}) == {"spending_stays_available"}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}

test_a_student_of_twenty_attached_to_the_parents_is_not_eligible if {
	lost({"age_years": 20, "dependent_child": true}) == {"own_tax_household"}
}

test_an_unknown_household_is_to_be_asked if unknown({"dependent_child"}) == {"own_tax_household"}
