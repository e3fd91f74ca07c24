package offer.overdraft_help_test

import data.offer.overdraft_help

# An account holder with repeated overdrafts.
facts := {
	"outcome_overdraft_help_rejected_days": 36500,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"event_overdraft_series_active": true,
	"outcome_overdraft_help_accepted_days": 36500,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"overdraft_help": {"silence_days": 30},
}

every_check := {
	"available": {"not_refused_recently"},
	"eligible": {"alive", "no_death_reported", "of_full_age"},
	"applicable": {"repeated_overdraft", "not_helped_recently"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in overdraft_help with input.facts as given with data.parameters as parameters
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
	lost({"outcome_overdraft_help_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_overdraft_help_rejected_days": 90}) == set()

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_seventeen_is_too_young if lost({"age_years": 17}) == {"of_full_age"}

test_eighteen_is_of_full_age if lost({"age_years": 18}) == set()

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_years"}) == {"of_full_age"}

test_an_account_that_is_rarely_overdrawn_needs_no_help if {
	lost({"event_overdraft_series_active": false}) == {"repeated_overdraft"}
}

test_29_days_after_the_customer_agreed_it_is_too_soon if {
	lost({"outcome_overdraft_help_accepted_days": 29}) == {"not_helped_recently"}
}

test_30_days_after_the_customer_agreed_it_may_come_back if {
	lost({"outcome_overdraft_help_accepted_days": 30}) == set()
}

test_an_objection_to_commercial_messages_does_not_stop_help if lost({"marketing_opposed": true}) == set()

test_a_fragile_customer_is_helped_too if lost({"financially_fragile": true}) == set()
