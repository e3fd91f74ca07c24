package event.child_age_12_test

import data.event.child_age_12

# A child who turns twelve in ten days.
facts := {
	"age_12_in_days": 10,
	"deceased": false,
}

parameters := {
	"child_age": {"opens_in_days": 30, "closes_in_days": -90},
}

every_check := {
	"detected": {"birthday_near", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in child_age_12 with input.facts as given with data.parameters as parameters
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

test_31_days_before_the_birthday_is_too_early if lost({"age_12_in_days": 31}) == {"birthday_near"}

test_30_days_before_the_birthday_it_is_detected if lost({"age_12_in_days": 30}) == set()

test_89_days_after_the_birthday_it_is_still_detected if lost({"age_12_in_days": -89}) == set()

test_90_days_after_the_birthday_it_has_expired if lost({"age_12_in_days": -90}) == {"birthday_near"}

test_an_unknown_birth_date_detects_nothing if unknown({"age_12_in_days"}) == {"birthday_near"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}
