package event.retirement_approaching_test

import data.event.retirement_approaching

# Somebody at work, two years before the legal retirement age.
facts := {
	"retirement_in_days": 700,
	"employment_status": "EMPLOYED",
	"deceased": false,
}

parameters := {
	"retirement_approaching": {"opens_in_days": 1826, "closes_in_days": -365},
}

every_check := {
	"detected": {"legal_age_near", "still_working", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in retirement_approaching with input.facts as given with data.parameters as parameters
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

test_more_than_five_years_before_the_legal_age_is_too_early if {
	lost({"retirement_in_days": 1827}) == {"legal_age_near"}
}

test_five_years_before_the_legal_age_it_is_detected if lost({"retirement_in_days": 1826}) == set()

test_364_days_after_the_legal_age_it_is_still_detected if lost({"retirement_in_days": -364}) == set()

test_a_year_after_the_legal_age_it_has_expired if lost({"retirement_in_days": -365}) == {"legal_age_near"}

test_the_legal_age_cannot_be_told if unknown({"retirement_in_days"}) == {"legal_age_near"}

test_a_retired_person_has_retired_already if lost({"employment_status": "RETIRED"}) == {"still_working"}

test_an_unknown_employment_status_detects_nothing if unknown({"employment_status"}) == {"still_working"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
