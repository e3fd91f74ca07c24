package event.idle_balance_test

import data.event.idle_balance

# An account holder with more than three months of spending left untouched.
facts := {
	"idle_balance_permille": 2500,
	"balance_min_90d_minor": 600000,
	"deceased": false,
}

parameters := {
	"idle_balance": {"minimum_permille": 1000, "minimum_minor": 150000},
}

every_check := {
	"detected": {"covers_three_months", "worth_saving", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in idle_balance with input.facts as given with data.parameters as parameters
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

test_just_under_three_months_of_spending_is_not_idle if {
	lost({"idle_balance_permille": 999}) == {"covers_three_months"}
}

test_three_months_of_spending_are_idle if lost({"idle_balance_permille": 1000}) == set()

test_movements_are_not_known if {
	unknown({"idle_balance_permille", "balance_min_90d_minor"}) == {"covers_three_months", "worth_saving"}
}

test_one_cent_under_1_500_euros_is_too_little if lost({"balance_min_90d_minor": 149999}) == {"worth_saving"}

test_1_500_euros_are_worth_saving if lost({"balance_min_90d_minor": 150000}) == set()

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
