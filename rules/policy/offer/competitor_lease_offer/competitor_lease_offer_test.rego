package offer.competitor_lease_offer_test

import data.offer.competitor_lease_offer

# The owner of an account with a standing order to another lessor.
facts := {
	"outcome_competitor_lease_offer_rejected_days": 36500,
	"marketing_opposed": false,
	"event_complaint_opened_active": false,
	"event_critical_incident_active": false,
	"is_person": true,
	"deceased": false,
	"event_death_reported_active": false,
	"age_years": 42,
	"legal_capacity": "FULL",
	"competitor_lease_orders": 1,
	"holds_vehicle_loan": false,
	"financially_fragile": false,
	"loan_in_arrears": false,
	"event_overdraft_series_active": false,
	"event_salary_not_received_active": false,
}

parameters := {
	"relation": {"refusal_silence_days": 90},
	"person": {"majority_age_years": 18},
	"competitor_lease_offer": {"minimum_orders": 1},
}

every_check := {
	"available": {"not_refused_recently", "marketing_not_opposed", "no_open_complaint", "no_recent_incident"},
	"eligible": {"person", "alive", "no_death_reported", "of_full_age", "signs_alone"},
	"applicable": {"leases_elsewhere", "no_vehicle_loan_yet"},
	"suitable": {"not_fragile", "no_arrears", "no_repeated_overdraft", "salary_received"},
}

# The checks that hold for some facts, by stage.
holding(given) := {stage: {check | some check, true in checks} |
	some stage, checks in competitor_lease_offer with input.facts as given with data.parameters as parameters
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
	lost({"outcome_competitor_lease_offer_rejected_days": 89}) == {"not_refused_recently"}
}

test_after_90_days_the_offer_may_come_back if {
	lost({"outcome_competitor_lease_offer_rejected_days": 90}) == set()
}

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

test_no_standing_order_pays_another_lessor if lost({"competitor_lease_orders": 0}) == {"leases_elsewhere"}

test_two_standing_orders_pay_other_lessors if lost({"competitor_lease_orders": 2}) == set()

test_one_vehicle_loan_at_a_time_is_enough if lost({"holds_vehicle_loan": true}) == {"no_vehicle_loan_yet"}

test_a_fragile_customer_is_left_in_peace if lost({"financially_fragile": true}) == {"not_fragile"}

test_unpaid_instalments_come_first if lost({"loan_in_arrears": true}) == {"no_arrears"}

test_nothing_is_sold_on_top_of_repeated_overdrafts if {
	lost({"event_overdraft_series_active": true}) == {"no_repeated_overdraft"}
}

test_no_credit_is_spoken_of_while_a_salary_is_missing if {
	lost({"event_salary_not_received_active": true}) == {"salary_received"}
}
