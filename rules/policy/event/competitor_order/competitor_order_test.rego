package event.competitor_order_test

import data.event.competitor_order

# The owner of an account with a standing order to another provider.
facts := {
	"competitor_orders": 1,
	"deceased": false,
}

parameters := {
	"competitor_order": {"minimum_orders": 1},
}

every_check := {
	"detected": {"orders_to_a_competitor", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in competitor_order with input.facts as given with data.parameters as parameters
}

test_detected_when_every_check_holds if holding(facts) == every_check

lost_by(given) := {check |
	some stage, checks in every_check
	some check in (checks - object.get(holding(given), stage, set()))
}

# The checks that no longer hold once facts change.
lost(change) := lost_by(object.union(facts, change))

test_no_standing_order_pays_a_competitor if lost({"competitor_orders": 0}) == {"orders_to_a_competitor"}

test_two_standing_orders_pay_competitors if lost({"competitor_orders": 2}) == set()

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
