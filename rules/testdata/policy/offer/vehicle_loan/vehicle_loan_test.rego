package offer.vehicle_loan_test

import data.offer.vehicle_loan

facts := {
	"is_person": true,
	"age_years": 42,
	"legal_capacity": "FULL",
	"event_vehicle_older_than_average_active": true,
	"holds_vehicle_loan": false,
	"vehicle_owned_days": 2000,
	"outcome_vehicle_loan_rejected_days": 36500,
	"loan_in_arrears": false,
	"financially_fragile": false,
	"effort_rate_permille": 120,
}

judged(change) := answer if {
	answer := vehicle_loan with input.facts as object.union(facts, change)
		with data.parameters.credit as {"min_age_years": 18, "effort_rate_limit_permille": 330, "days_after_refusal": 90}
		with data.parameters.vehicle as {"owned_days_before_offer": 365}
}

test_every_check_holds_for_an_old_vehicle if {
	judged({}) == {
		"available": {"vehicle_older_than_average": true},
		"eligible": {"person": true, "of_full_age": true, "full_capacity": true},
		"applicable": {"no_vehicle_loan_yet": true, "vehicle_kept_for_a_while": true, "not_refused_lately": true},
		"suitable": {"no_arrears": true, "not_fragile": true, "effort_rate_within_limit": true},
	}
}

test_an_organisation_is_not_eligible if not judged({"is_person": false}).eligible.person
