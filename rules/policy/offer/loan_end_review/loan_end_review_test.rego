package offer.loan_end_review_test

import data.offer.loan_end_review

# A borrower whose loan ends in six weeks.
facts := {
	"outcome_loan_end_review_rejected_days": 36500,
	"deceased": false,
	"event_death_reported_active": false,
	"loan_end_in_days": 45,
	"loan_in_arrears": false,
	"event_customer_request_active": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"loan_end_review": {"opens_in_days": 90, "closes_in_days": -30},
}

every_check := {
	"available": {"not_refused_recently"},
	"eligible": {"alive", "no_death_reported"},
	"applicable": {"loan_ending"},
	"suitable": {"no_arrears", "no_request_pending"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in loan_end_review with input.facts as given with data.parameters as parameters
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
	lost({"outcome_loan_end_review_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_loan_end_review_rejected_days": 90}) == set()

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_91_days_before_the_last_instalment_is_too_early if lost({"loan_end_in_days": 91}) == {"loan_ending"}

test_90_days_before_the_last_instalment_it_fires if lost({"loan_end_in_days": 90}) == set()

test_30_days_after_the_last_instalment_it_still_fires if lost({"loan_end_in_days": -30}) == set()

test_31_days_after_the_last_instalment_it_is_too_late if lost({"loan_end_in_days": -31}) == {"loan_ending"}

test_no_loan_is_ending if unknown({"loan_end_in_days"}) == {"loan_ending"}

test_unpaid_instalments_come_first if lost({"loan_in_arrears": true}) == {"no_arrears"}

test_a_pending_early_repayment_is_answered_first if {
	lost({"event_customer_request_active": true}) == {"no_request_pending"}
}
