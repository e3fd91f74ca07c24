package offer.livret_jeune_test

import data.offer.livret_jeune

# A young person of sixteen with some savings.
facts := {
	"outcome_livret_jeune_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 16,
	"holds_livret_jeune": false,
	"savings_balance_minor": 50000,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"livret_jeune": {"age_from_years": 12, "age_below_years": 25, "savings_floor_minor": 10000},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"alive", "no_death_reported", "aged_for_the_passbook"},
	"applicable": {"none_held"},
	"suitable": {"savings_already_begun"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in livret_jeune with input.facts as given with data.parameters as parameters
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
	lost({"outcome_livret_jeune_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_livret_jeune_rejected_days": 90}) == set()

test_an_objection_to_commercial_messages_is_respected if {
	lost({"marketing_opposed": true}) == {"marketing_not_opposed"}
}

test_nothing_is_sold_while_a_complaint_is_open if {
	lost({"event_complaint_opened_active": true}) == {"no_open_complaint"}
}

test_nothing_is_sold_soon_after_a_critical_incident if {
	lost({"event_critical_incident_active": true}) == {"no_recent_incident"}
}

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_eleven_is_too_young if lost({"age_years": 11}) == {"aged_for_the_passbook"}

test_twelve_is_old_enough if lost({"age_years": 12}) == set()

test_twenty_four_may_still_open_one if lost({"age_years": 24}) == set()

test_from_the_25th_birthday_on_it_is_closed_not_offered if {
	lost({"age_years": 25}) == {"aged_for_the_passbook"}
}

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_years"}) == {"aged_for_the_passbook"}

test_one_youth_passbook_per_person_is_enough if lost({"holds_livret_jeune": true}) == {"none_held"}

test_99_99_euros_put_aside_are_too_little if {
	lost({"savings_balance_minor": 9999}) == {"savings_already_begun"}
}

test_100_euros_put_aside_are_enough if lost({"savings_balance_minor": 10000}) == set()

test_unknown_savings_are_to_be_asked if unknown({"savings_balance_minor"}) == {"savings_already_begun"}
