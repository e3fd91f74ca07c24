package access.role.account_manager_test

import data.access.role.account_manager
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := account_manager with input as {
		"role": "ACCOUNT_MANAGER", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_own_and_delegated_customers_are_seen_whole if {
	seen("SERVICE", "OWN", "ORDINARY", "movement").show.own_file
	seen("SERVICE", "DELEGATED", "VIP", "report").show.own_file
	seen("SALES", "OWN", "ORDINARY", "response_recording").show.own_file
	not seen("SERVICE", "BRANCH", "ORDINARY", "movement").show.own_file
	not seen("SERVICE", "OWN", "ORDINARY", "reassignment").show.own_file
}

test_the_work_list_is_seen if {
	seen("SERVICE", "NONE", "NONE", "action").show.work_list
	seen("SERVICE", "NONE", "NONE", "action_completion").show.work_list
	not seen("SERVICE", "NONE", "NONE", "name").show.work_list
}

test_any_customer_of_the_branch_is_welcome if {
	seen("SERVICE", "BRANCH", "ORDINARY", "contact").show.branch_file
	seen("SERVICE", "BRANCH", "ORDINARY", "interaction_recording").show.branch_file
	seen("SERVICE", "BRANCH", "ORDINARY", "reason").show.branch_file
	not seen("SERVICE", "BRANCH", "ORDINARY", "response_recording").show.branch_file
	not seen("SERVICE", "REGION", "ORDINARY", "contact").show.branch_file
}

test_incomes_of_a_colleagues_customers_are_a_band if {
	seen("SERVICE", "BRANCH", "ORDINARY", "income").mask.branch_income == "BAND"
	not seen("SERVICE", "OWN", "ORDINARY", "income").mask.branch_income
}

test_movements_of_a_colleagues_customers_are_closed if {
	seen("SERVICE", "BRANCH", "ORDINARY", "movement").deny.branch_movement
	seen("COMPLAINT", "BRANCH", "ORDINARY", "movement").deny.branch_movement
	not seen("SERVICE", "OWN", "ORDINARY", "movement").deny.branch_movement
}

test_reports_of_a_colleagues_customers_open_for_a_complaint_only if {
	seen("SERVICE", "BRANCH", "ORDINARY", "report").deny.branch_report
	seen("SALES", "BRANCH", "ORDINARY", "report").deny.branch_report
	not seen("COMPLAINT", "BRANCH", "ORDINARY", "report").deny.branch_report
	not seen("SERVICE", "OWN", "ORDINARY", "report").deny.branch_report
}

test_elsewhere_a_customer_is_recognised if {
	seen("SERVICE", "REGION", "ORDINARY", "name").show.identification
	seen("SERVICE", "NETWORK", "ORDINARY", "assignment").show.identification
	seen("SALES", "EMERGENCY", "ORDINARY", "name").show.identification
	not seen("SERVICE", "NETWORK", "ORDINARY", "contact").show.identification
	not seen("SERVICE", "EMERGENCY", "ORDINARY", "name").show.identification
}

test_elsewhere_the_birth_year_is_enough if {
	seen("SERVICE", "NETWORK", "ORDINARY", "birth").mask.birth_year == "YEAR"
	not seen("SERVICE", "BRANCH", "ORDINARY", "birth").mask.birth_year
}

test_elsewhere_the_file_is_closed if {
	seen("SERVICE", "NETWORK", "ORDINARY", "contact").deny.elsewhere
	seen("SERVICE", "REGION", "ORDINARY", "event_recording").deny.elsewhere
	not seen("SERVICE", "NETWORK", "ORDINARY", "name").deny.elsewhere
	not seen("SERVICE", "BRANCH", "ORDINARY", "contact").deny.elsewhere
}

test_protected_files_exist_for_their_own_account_manager_only if {
	seen("SERVICE", "BRANCH", "STAFF", "row").deny.protected_file
	seen("SERVICE", "NETWORK", "VIP", "row").deny.protected_file
	seen("SERVICE", "EMERGENCY", "VIP", "row").deny.protected_file
	not seen("SERVICE", "OWN", "VIP", "row").deny.protected_file
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.protected_file
}

test_nobody_is_moved if {
	seen("SERVICE", "OWN", "ORDINARY", "reassignment").deny.reassignment
	seen("SERVICE", "NONE", "NONE", "reassignment").deny.reassignment
	not seen("SERVICE", "OWN", "ORDINARY", "assignment").deny.reassignment
}

test_records_and_alerts_are_for_the_control_functions if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.control
	seen("SERVICE", "NONE", "NONE", "alert_handling").deny.control
	not seen("SERVICE", "NONE", "NONE", "right").deny.control
}

test_other_purposes_are_not_of_this_role if {
	seen("MARKETING", "OWN", "ORDINARY", "name").deny.purpose
	seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SALES", "OWN", "ORDINARY", "name").deny.purpose
	not seen("COMPLAINT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_nobody_works_on_the_file_of_a_relative_or_colleague if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("SERVICE", "CONFLICT", "VIP", "name").deny.conflict
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_an_emergency_opens_the_file_but_no_change if {
	seen("SERVICE", "EMERGENCY", "ORDINARY", "movement").show.emergency_file
	seen("COMPLAINT", "EMERGENCY", "ORDINARY", "protection").show.emergency_file
	seen("SERVICE", "EMERGENCY", "ORDINARY", "interaction_recording").show.emergency_file
	not seen("SALES", "EMERGENCY", "ORDINARY", "movement").show.emergency_file
	not seen("SERVICE", "EMERGENCY", "ORDINARY", "event_recording").show.emergency_file
	not seen("SERVICE", "BRANCH", "ORDINARY", "movement").show.emergency_file
}

test_a_file_is_opened_in_an_emergency_for_service if {
	seen("SERVICE", "NETWORK", "ORDINARY", "emergency_opening").show.emergency_opening
	seen("SERVICE", "NONE", "NONE", "emergency_opening").show.emergency_opening
	not seen("COMPLAINT", "NETWORK", "ORDINARY", "emergency_opening").show.emergency_opening
	not seen("SERVICE", "OWN", "ORDINARY", "emergency_opening").show.emergency_opening
}

test_protection_is_no_argument_of_sale if {
	seen("SALES", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SERVICE", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SALES", "OWN", "ORDINARY", "contract").deny.sales_protection
}

test_rights_of_employees_are_kept_elsewhere if {
	seen("SERVICE", "NONE", "NONE", "right").deny.administration
	seen("SERVICE", "NONE", "NONE", "right_change").deny.administration
	not seen("SERVICE", "NONE", "NONE", "audit").deny.administration
}

test_rights_of_persons_are_handled_elsewhere if {
	seen("SERVICE", "NONE", "NONE", "privacy").deny.privacy
	seen("SERVICE", "OWN", "ORDINARY", "privacy_change").deny.privacy
	not seen("SERVICE", "OWN", "ORDINARY", "consent").deny.privacy
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "OWN", "ORDINARY", "movement")) == "SHOW"
	verdict.of(seen("SERVICE", "BRANCH", "ORDINARY", "income")) == "BAND"
	verdict.of(seen("SERVICE", "BRANCH", "ORDINARY", "movement")) == "DENY"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "birth")) == "YEAR"
	verdict.of(seen("SERVICE", "CONFLICT", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("SALES", "OWN", "ORDINARY", "protection")) == "DENY"
	verdict.of(seen("COMPLAINT", "BRANCH", "ORDINARY", "report")) == "SHOW"
	verdict.of(seen("SERVICE", "NONE", "NONE", "statistics")) == "DENY"
}
