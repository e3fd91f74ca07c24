package event.large_inflow_test

import data.event.large_inflow

# An account holder who received 30,000 euros and agreed to the use of payment data.
facts := {
	"inflow_max_90d_minor": 3000000,
	"consent_movement_insight": "GRANTED",
	"deceased": false,
}

parameters := {
	"large_inflow": {"minimum_minor": 1000000},
}

every_check := {
	"detected": {"large_credit", "payment_data_consent", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in large_inflow with input.facts as given with data.parameters as parameters
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

test_one_cent_under_10_000_euros_is_not_large if lost({"inflow_max_90d_minor": 999999}) == {"large_credit"}

test_10_000_euros_are_large if lost({"inflow_max_90d_minor": 1000000}) == set()

test_movements_are_not_known if unknown({"inflow_max_90d_minor"}) == {"large_credit"}

test_payments_are_not_used_once_consent_was_denied if {
	lost({"consent_movement_insight": "DENIED"}) == {"payment_data_consent"}
}

test_payments_are_not_used_once_consent_was_revoked if {
	lost({"consent_movement_insight": "REVOKED"}) == {"payment_data_consent"}
}

test_payments_are_not_used_before_consent_is_asked if {
	unknown({"consent_movement_insight"}) == {"payment_data_consent"}
}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
