package event.contract_renewal_due_test

import data.event.contract_renewal_due

# The holder of a contract that falls due in six weeks.
facts := {
	"contract_due_in_days": 45,
	"deceased": false,
}

parameters := {
	"contract_renewal_due": {"opens_in_days": 90, "closes_in_days": 0},
}

every_check := {
	"detected": {"due_date_near", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in contract_renewal_due with input.facts as given with data.parameters as parameters
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

test_91_days_before_the_due_date_is_too_early if lost({"contract_due_in_days": 91}) == {"due_date_near"}

test_90_days_before_the_due_date_it_is_detected if lost({"contract_due_in_days": 90}) == set()

test_on_the_due_date_it_is_still_detected if lost({"contract_due_in_days": 0}) == set()

test_after_the_due_date_it_is_too_late if lost({"contract_due_in_days": -1}) == {"due_date_near"}

test_no_contract_has_a_due_date if unknown({"contract_due_in_days"}) == {"due_date_near"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
