package event.child_enters_higher_education_test

import data.event.child_enters_higher_education

# A young person of the age to begin studies in two months.
facts := {
	"studies_start_in_days": 60,
	"deceased": false,
}

parameters := {
	"child_enters_higher_education": {"opens_in_days": 300, "closes_in_days": -61},
}

every_check := {
	"detected": {"studies_may_start", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in child_enters_higher_education with input.facts as given with data.parameters as parameters
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

test_301_days_before_term_is_too_early if lost({"studies_start_in_days": 301}) == {"studies_may_start"}

test_300_days_before_term_it_is_detected if lost({"studies_start_in_days": 300}) == set()

test_on_31_october_it_is_still_detected if lost({"studies_start_in_days": -60}) == set()

test_on_1_november_it_has_expired if lost({"studies_start_in_days": -61}) == {"studies_may_start"}

test_an_unknown_birth_date_detects_nothing if unknown({"studies_start_in_days"}) == {"studies_may_start"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
