package offer.first_card_minor_test

import data.offer.first_card_minor

# A child of fourteen without a card.
facts := {
	"outcome_first_card_minor_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 14,
	"has_representative": true,
	"cards_held": 0,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"first_card_minor": {"age_from_years": 12},
	"person": {"majority_age_years": 18},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"alive", "no_death_reported", "aged_for_a_first_card", "represented"},
	"applicable": {"no_card_yet"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in first_card_minor with input.facts as given with data.parameters as parameters
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
	lost({"outcome_first_card_minor_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_first_card_minor_rejected_days": 90}) == set()

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

test_eleven_is_too_young if lost({"age_years": 11}) == {"aged_for_a_first_card"}

test_twelve_is_old_enough if lost({"age_years": 12}) == set()

test_seventeen_is_still_a_minor if lost({"age_years": 17}) == set()

test_eighteen_is_no_longer_a_minor if lost({"age_years": 18}) == {"aged_for_a_first_card"}

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_years"}) == {"aged_for_a_first_card"}

test_without_a_representative_nobody_may_sign_for_the_child if {
	lost({"has_representative": false}) == {"represented"}
}

test_one_card_is_enough if lost({"cards_held": 1}) == {"no_card_yet"}
