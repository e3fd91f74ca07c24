package offer.student_loan_test

import data.offer.student_loan

# A parent whose child starts studies in two months.
facts := {
	"outcome_student_loan_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"event_child_enters_higher_education_in_days": 60,
	"holds_student_loan": false,
	"financially_fragile": false,
	"loan_in_arrears": false,
	"event_overdraft_series_active": false,
	"event_salary_not_received_active": false,
	"effort_rate_permille": 200,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"student_loan": {"opens_in_days": 300, "closes_in_days": -60},
	"credit": {"effort_rate_limit_permille": 330},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone"},
	"applicable": {"studies_start", "no_student_loan_yet"},
	"suitable": {
		"not_fragile",
		"no_arrears",
		"no_repeated_overdraft",
		"salary_received",
		"effort_rate_within_limit",
	},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in student_loan with input.facts as given with data.parameters as parameters
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
	lost({"outcome_student_loan_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if lost({"outcome_student_loan_rejected_days": 90}) == set()

test_an_objection_to_commercial_messages_is_respected if {
	lost({"marketing_opposed": true}) == {"marketing_not_opposed"}
}

test_nothing_is_sold_while_a_complaint_is_open if {
	lost({"event_complaint_opened_active": true}) == {"no_open_complaint"}
}

test_nothing_is_sold_soon_after_a_critical_incident if {
	lost({"event_critical_incident_active": true}) == {"no_recent_incident"}
}

test_an_organisation_is_not_concerned if lost({"is_person": false}) == {"person"}

test_nothing_is_proposed_after_a_death if lost({"deceased": true}) == {"alive"}

test_a_reported_death_is_met_with_silence if {
	lost({"event_death_reported_active": true}) == {"no_death_reported"}
}

test_seventeen_is_too_young if lost({"age_years": 17}) == {"of_full_age"}

test_eighteen_is_of_full_age if lost({"age_years": 18}) == set()

test_an_unknown_birth_date_is_to_be_asked if unknown({"age_years"}) == {"of_full_age"}

test_a_protected_adult_does_not_sign_alone if lost({"legal_capacity": "PROTECTED_ADULT"}) == {"signs_alone"}

test_a_term_301_days_away_is_too_far if {
	lost({"event_child_enters_higher_education_in_days": 301}) == {"studies_start"}
}

test_300_days_before_term_it_fires if lost({"event_child_enters_higher_education_in_days": 300}) == set()

test_60_days_after_term_started_it_still_fires if {
	lost({"event_child_enters_higher_education_in_days": -60}) == set()
}

test_61_days_after_term_started_it_is_too_late if {
	lost({"event_child_enters_higher_education_in_days": -61}) == {"studies_start"}
}

test_no_entry_into_higher_education_is_known if {
	unknown({"event_child_enters_higher_education_in_days"}) == {"studies_start"}
}

test_one_student_loan_at_a_time_is_enough if lost({"holds_student_loan": true}) == {"no_student_loan_yet"}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}

test_unpaid_instalments_come_first if lost({"loan_in_arrears": true}) == {"no_arrears"}

test_nothing_is_sold_on_top_of_repeated_overdrafts if {
	lost({"event_overdraft_series_active": true}) == {"no_repeated_overdraft"}
}

test_no_credit_is_spoken_of_while_a_salary_is_missing if {
	lost({"event_salary_not_received_active": true}) == {"salary_received"}
}

test_an_effort_rate_of_330_permille_passes if lost({"effort_rate_permille": 330}) == set()

test_an_effort_rate_of_331_permille_stops if {
	lost({"effort_rate_permille": 331}) == {"effort_rate_within_limit"}
}

test_an_unknown_income_is_to_be_asked if unknown({"effort_rate_permille"}) == {"effort_rate_within_limit"}

test_the_child_of_seventeen_is_told_nothing_the_parent_is if {
	lost({"age_years": 17, "legal_capacity": "MINOR"}) == {"of_full_age"}
}
