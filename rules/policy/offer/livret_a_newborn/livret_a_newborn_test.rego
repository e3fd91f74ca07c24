package offer.livret_a_newborn_test

import data.offer.livret_a_newborn

# A parent of a child born a month ago.
facts := {
	"outcome_livret_a_newborn_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"event_child_born_in_days": -30,
	"outcome_livret_a_newborn_accepted_days": 36500,
	"financially_fragile": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"livret_a_newborn": {"opens_in_days": 0, "closes_in_days": -365, "silence_days": 365},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone"},
	"applicable": {"child_born", "not_opened_recently"},
	"suitable": {"not_fragile"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in livret_a_newborn with input.facts as given with data.parameters as parameters
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
	lost({"outcome_livret_a_newborn_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_livret_a_newborn_rejected_days": 90}) == set()

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

test_nothing_in_the_childs_name_before_birth if lost({"event_child_born_in_days": 1}) == {"child_born"}

test_on_the_day_of_birth_it_fires if lost({"event_child_born_in_days": 0}) == set()

test_a_year_after_birth_it_still_fires if lost({"event_child_born_in_days": -365}) == set()

test_a_year_and_a_day_after_birth_it_is_too_late if lost({"event_child_born_in_days": -366}) == {"child_born"}

test_everything_stops_once_the_birth_is_withdrawn if unknown({"event_child_born_in_days"}) == {"child_born"}

test_364_days_after_the_customer_agreed_it_is_too_soon if {
	lost({"outcome_livret_a_newborn_accepted_days": 364}) == {"not_opened_recently"}
}

test_365_days_after_the_customer_agreed_it_may_come_back if {
	lost({"outcome_livret_a_newborn_accepted_days": 365}) == set()
}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}
