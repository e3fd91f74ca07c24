package event.competitor_debit_test

import data.event.competitor_debit

# An account holder debited by another insurer, who agreed to the use of payment data.
facts := {
	"competitor_debits": 1,
	"consent_movement_insight": "GRANTED",
	"deceased": false,
}

parameters := {
	"competitor_debit": {"minimum_debits": 1},
}

every_check := {
	"detected": {"debited_by_a_competitor", "payment_data_consent", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in competitor_debit with input.facts as given with data.parameters as parameters
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

test_no_competitor_debits_the_account if lost({"competitor_debits": 0}) == {"debited_by_a_competitor"}

test_three_competitors_debit_the_account if lost({"competitor_debits": 3}) == set()

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
