package event.loan_ending_test

import data.event.loan_ending

# A borrower whose loan ends in six weeks.
facts := {
	"loan_end_in_days": 45,
	"deceased": false,
}

parameters := {
	"loan_ending": {"opens_in_days": 90, "closes_in_days": -30},
}

every_check := {
	"detected": {"last_instalment_near", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in loan_ending with input.facts as given with data.parameters as parameters
}

test_detected_when_every_check_holds if holding(facts) == every_check

lost_by(given) := {check |
	some stage, checks in every_check
	some check in (checks - object.get(holding(given), stage, set()))
}

# The checks that no longer hold once facts change.
lost(change) := lost_by(object.union(facts, change))

# The checks that no longer hold once facts are unknown.
unknown(names) := lost_by(object.remove(facts, names))

test_91_days_before_the_last_instalment_is_too_early if {
	lost({"loan_end_in_days": 91}) == {"last_instalment_near"}
}

test_90_days_before_the_last_instalment_it_is_detected if lost({"loan_end_in_days": 90}) == set()

test_29_days_after_the_last_instalment_it_is_still_detected if lost({"loan_end_in_days": -29}) == set()

test_30_days_after_the_last_instalment_it_has_expired if {
	lost({"loan_end_in_days": -30}) == {"last_instalment_near"}
}

test_no_loan_is_ending if unknown({"loan_end_in_days"}) == {"last_instalment_near"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
