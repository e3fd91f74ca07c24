package offer.majority_account_test

import data.offer.majority_account

# A customer who comes of age in ten days.
facts := {
	"outcome_majority_account_rejected_days": 36500,
	"deceased": false,
	"event_death_reported_active": false,
	"legal_capacity": "FULL",
	"is_prospect": false,
	"age_18_in_days": 10,
	"outcome_majority_account_accepted_days": 36500,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"majority_account": {"opens_in_days": 60, "closes_in_days": -90, "silence_days": 365},
}

every_check := {
	"available": {"not_refused_recently"},
	"eligible": {"alive", "no_death_reported", "signs_alone", "customer_here"},
	"applicable": {"around_majority", "not_signed_yet"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in majority_account with input.facts as given with data.parameters as parameters
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
	lost({"outcome_majority_account_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_majority_account_rejected_days": 90}) == set()

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_a_protected_adult_does_not_sign_alone if lost({"legal_capacity": "PROTECTED_ADULT"}) == {"signs_alone"}

test_a_prospect_has_no_contract_to_renew if lost({"is_prospect": true}) == {"customer_here"}

test_61_days_before_the_birthday_is_too_early if lost({"age_18_in_days": 61}) == {"around_majority"}

test_60_days_before_the_birthday_it_fires if lost({"age_18_in_days": 60}) == set()

test_90_days_after_the_birthday_it_still_fires if lost({"age_18_in_days": -90}) == set()

test_91_days_after_the_birthday_it_is_too_late if lost({"age_18_in_days": -91}) == {"around_majority"}

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_18_in_days"}) == {"around_majority"}

test_364_days_after_the_customer_agreed_it_is_too_soon if {
	lost({"outcome_majority_account_accepted_days": 364}) == {"not_signed_yet"}
}

test_365_days_after_the_customer_agreed_it_may_come_back if {
	lost({"outcome_majority_account_accepted_days": 365}) == set()
}

test_the_birthday_itself_fires if lost({"age_18_in_days": 0}) == set()

test_the_day_after_the_young_adult_is_spoken_to_alone if lost({"age_18_in_days": -1}) == set()
