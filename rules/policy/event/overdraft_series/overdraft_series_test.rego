package event.overdraft_series_test

import data.event.overdraft_series

# An account holder overdrawn in four months out of six.
facts := {
	"overdraft_months_183d": 4,
	"deceased": false,
}

parameters := {
	"overdraft_series": {"minimum_months": 3},
}

every_check := {
	"detected": {"repeated_overdraft", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in overdraft_series with input.facts as given with data.parameters as parameters
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

test_two_months_out_of_six_are_no_series if lost({"overdraft_months_183d": 2}) == {"repeated_overdraft"}

test_three_months_out_of_six_are_a_series if lost({"overdraft_months_183d": 3}) == set()

test_movements_are_not_known if unknown({"overdraft_months_183d"}) == {"repeated_overdraft"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
