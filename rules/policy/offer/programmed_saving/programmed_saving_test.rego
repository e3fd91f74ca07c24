package offer.programmed_saving_test

import data.offer.programmed_saving

# A parent-to-be with a current account and no regular saving.
facts := {
	"outcome_programmed_saving_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"event_child_expected_active": true,
	"has_current_account": true,
	"savings_orders": 0,
	"financially_fragile": false,
	"event_overdraft_series_active": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone"},
	"applicable": {"child_expected", "own_current_account", "no_regular_saving_yet"},
	"suitable": {"not_fragile", "no_repeated_overdraft"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in programmed_saving with input.facts as given with data.parameters as parameters
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
	lost({"outcome_programmed_saving_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_programmed_saving_rejected_days": 90}) == set()

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

test_nothing_is_proposed_once_the_event_is_withdrawn if {
	lost({"event_child_expected_active": false}) == {"child_expected"}
}

test_without_a_current_account_there_is_nothing_to_save_from if {
	lost({"has_current_account": false}) == {"own_current_account"}
}

test_a_running_order_to_savings_is_reviewed_not_doubled if {
	lost({"savings_orders": 1}) == {"no_regular_saving_yet"}
}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}

test_nothing_is_sold_on_top_of_repeated_overdrafts if {
	lost({"event_overdraft_series_active": true}) == {"no_repeated_overdraft"}
}
