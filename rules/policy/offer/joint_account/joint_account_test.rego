package offer.joint_account_test

import data.offer.joint_account

# One of a couple known for years, without a joint account; nothing here comes from the other one.
facts := {
	"outcome_joint_account_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"has_partner": true,
	"couple_age_days": 900,
	"has_joint_contract": false,
	"event_couple_separated_active": false,
	"financially_fragile": false,
	"event_overdraft_series_active": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"joint_account": {"couple_days": 183},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone"},
	"applicable": {"has_partner", "couple_known_for_a_while", "no_joint_contract_yet"},
	"suitable": {"no_separation", "not_fragile", "no_repeated_overdraft"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in joint_account with input.facts as given with data.parameters as parameters
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
	lost({"outcome_joint_account_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_joint_account_rejected_days": 90}) == set()

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

test_a_single_person_needs_no_joint_account if lost({"has_partner": false}) == {"has_partner"}

test_a_couple_known_for_182_days_is_too_recent if {
	lost({"couple_age_days": 182}) == {"couple_known_for_a_while"}
}

test_a_couple_known_for_183_days_is_old_enough if lost({"couple_age_days": 183}) == set()

test_an_unknown_start_of_the_couple_is_to_be_asked if {
	unknown({"couple_age_days"}) == {"couple_known_for_a_while"}
}

test_one_joint_account_is_enough if lost({"has_joint_contract": true}) == {"no_joint_contract_yet"}

test_nothing_is_proposed_to_a_couple_that_separated if {
	lost({"event_couple_separated_active": true}) == {"no_separation"}
}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}

test_nothing_is_sold_on_top_of_repeated_overdrafts if {
	lost({"event_overdraft_series_active": true}) == {"no_repeated_overdraft"}
}
