package event.salary_not_received_test

import data.event.salary_not_received

# An employee whose last salary is three months old. Used to hold credit back and to offer help, never to sell.
facts := {
	"salary_days": 90,
	"salaries_183d": 3,
	"employment_status": "EMPLOYED",
	"deceased": false,
}

parameters := {
	"salary_not_received": {"missed_days": 67, "lost_days": 183, "regular_salaries": 2},
}

every_check := {
	"detected": {"two_salaries_missing", "salary_was_regular", "employed", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in salary_not_received with input.facts as given with data.parameters as parameters
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

test_a_salary_of_66_days_ago_is_late_not_missing_twice if {
	lost({"salary_days": 66}) == {"two_salaries_missing"}
}

test_67_days_without_a_salary_are_two_missing_ones if lost({"salary_days": 67}) == set()

test_182_days_without_a_salary_still_count if lost({"salary_days": 182}) == set()

test_after_183_days_the_salary_is_paid_elsewhere if lost({"salary_days": 183}) == {"two_salaries_missing"}

test_no_salary_was_ever_seen_or_movements_are_not_known if {
	unknown({"salary_days"}) == {"two_salaries_missing"}
}

test_a_single_salary_was_no_habit if lost({"salaries_183d": 1}) == {"salary_was_regular"}

test_two_salaries_were_a_habit if lost({"salaries_183d": 2}) == set()

test_movements_are_not_known if unknown({"salaries_183d"}) == {"salary_was_regular"}

test_a_retired_person_receives_a_pension_instead if lost({"employment_status": "RETIRED"}) == {"employed"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
