package offer.contract_renewal_review_test

import data.offer.contract_renewal_review

# A holder whose contract falls due in six weeks.
facts := {
	"outcome_contract_renewal_review_rejected_days": 36500,
	"deceased": false,
	"event_death_reported_active": false,
	"legal_capacity": "FULL",
	"contract_due_in_days": 45,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"contract_renewal_review": {"opens_in_days": 90, "closes_in_days": 15},
}

every_check := {
	"available": {"not_refused_recently"},
	"eligible": {"alive", "no_death_reported", "signs_alone"},
	"applicable": {"contract_falls_due"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in contract_renewal_review with input.facts as given with data.parameters as parameters
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
	lost({"outcome_contract_renewal_review_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if {
	lost({"outcome_contract_renewal_review_rejected_days": 90}) == set()
}

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_a_minor_does_not_sign if lost({"legal_capacity": "MINOR"}) == {"signs_alone"}

test_a_protected_adult_does_not_sign_alone if lost({"legal_capacity": "PROTECTED_ADULT"}) == {"signs_alone"}

test_91_days_before_the_due_date_is_too_early if lost({"contract_due_in_days": 91}) == {"contract_falls_due"}

test_90_days_before_the_due_date_it_fires if lost({"contract_due_in_days": 90}) == set()

test_15_days_before_the_due_date_it_still_fires if lost({"contract_due_in_days": 15}) == set()

test_14_days_before_the_due_date_it_is_too_late_to_give_notice if {
	lost({"contract_due_in_days": 14}) == {"contract_falls_due"}
}

test_no_contract_has_a_due_date if unknown({"contract_due_in_days"}) == {"contract_falls_due"}
