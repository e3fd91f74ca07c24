package event.vehicle_older_than_average_test

import data.event.vehicle_older_than_average

# An adult with an old vehicle.
facts := {
	"vehicle_age_days": 5000,
	"age_years": 42,
	"deceased": false,
}

parameters := {
	"vehicle": {"mean_age_days": 4200},
	"person": {"majority_age_years": 18},
}

every_check := {
	"detected": {"older_than_average", "of_full_age", "alive"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in vehicle_older_than_average with input.facts as given with data.parameters as parameters
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

test_a_vehicle_of_exactly_the_average_age_is_not_older if {
	lost({"vehicle_age_days": 4200}) == {"older_than_average"}
}

test_one_day_above_the_average_is_older if lost({"vehicle_age_days": 4201}) == set()

test_an_unknown_vehicle_is_to_be_asked if unknown({"vehicle_age_days"}) == {"older_than_average"}

test_seventeen_is_too_young if lost({"age_years": 17}) == {"of_full_age"}

test_eighteen_is_of_full_age if lost({"age_years": 18}) == set()

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_years"}) == {"of_full_age"}

test_nothing_is_detected_after_a_death if lost({"deceased": true}) == {"alive"}

test_without_an_average_valid_on_the_day_nothing_is_older if {
	not vehicle_older_than_average.detected.older_than_average with input.facts as facts with data.parameters as {}
}
