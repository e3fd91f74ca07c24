package access.role.branch_manager_test

import data.access.role.branch_manager
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := branch_manager with input as {
		"role": "BRANCH_MANAGER", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_the_branch_is_seen_whole if {
	seen("SERVICE", "OWN", "ORDINARY", "movement").show.branch_file
	seen("SERVICE", "DELEGATED", "STAFF", "report").show.branch_file
	seen("SERVICE", "BRANCH", "VIP", "event_recording").show.branch_file
	not seen("SERVICE", "REGION", "ORDINARY", "movement").show.branch_file
	not seen("SERVICE", "BRANCH", "ORDINARY", "reassignment").show.branch_file
}

test_the_branchs_customers_are_moved if {
	seen("SERVICE", "BRANCH", "VIP", "reassignment").show.reassignment
	not seen("SERVICE", "REGION", "ORDINARY", "reassignment").show.reassignment
}

test_the_work_list_is_seen if {
	seen("SERVICE", "NONE", "NONE", "action").show.work_list
	seen("SERVICE", "NONE", "NONE", "reassignment").show.work_list
	not seen("SERVICE", "NONE", "NONE", "name").show.work_list
}

test_elsewhere_a_customer_is_recognised if {
	seen("SERVICE", "REGION", "ORDINARY", "name").show.identification
	seen("SALES", "EMERGENCY", "ORDINARY", "row").show.identification
	not seen("SERVICE", "NETWORK", "ORDINARY", "contact").show.identification
}

test_elsewhere_the_birth_year_is_enough if {
	seen("SERVICE", "NETWORK", "ORDINARY", "birth").mask.birth_year == "YEAR"
	not seen("SERVICE", "BRANCH", "ORDINARY", "birth").mask.birth_year
}

test_elsewhere_the_file_is_closed if {
	seen("SERVICE", "NETWORK", "ORDINARY", "income").deny.elsewhere
	seen("SERVICE", "REGION", "ORDINARY", "reassignment").deny.elsewhere
	not seen("SERVICE", "NETWORK", "ORDINARY", "name").deny.elsewhere
	not seen("SERVICE", "BRANCH", "ORDINARY", "income").deny.elsewhere
}

test_protected_files_exist_in_their_branch_only if {
	seen("SERVICE", "REGION", "STAFF", "row").deny.protected_file
	seen("SERVICE", "NETWORK", "VIP", "name").deny.protected_file
	seen("SERVICE", "EMERGENCY", "VIP", "row").deny.protected_file
	not seen("SERVICE", "BRANCH", "VIP", "row").deny.protected_file
}

test_records_and_alerts_are_for_the_control_functions if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.control
	seen("SERVICE", "NONE", "NONE", "alert_handling").deny.control
	not seen("SERVICE", "NONE", "NONE", "right").deny.control
}

test_other_purposes_are_not_of_this_role if {
	seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	seen("MARKETING", "OWN", "ORDINARY", "name").deny.purpose
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
	not seen("SERVICE", "BRANCH", "ORDINARY", "emergency_opening").show.emergency_opening
}

test_protection_is_no_argument_of_sale if {
	seen("SALES", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SERVICE", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SALES", "OWN", "ORDINARY", "contract").deny.sales_protection
}

test_rights_of_persons_are_handled_elsewhere if {
	seen("SERVICE", "NONE", "NONE", "privacy").deny.privacy
	seen("SERVICE", "OWN", "ORDINARY", "privacy_change").deny.privacy
	not seen("SERVICE", "OWN", "ORDINARY", "consent").deny.privacy
}

test_portfolios_are_lent_rights_reviewed_and_customers_counted if {
	seen("SERVICE", "NONE", "NONE", "delegation_change").show.management
	seen("SERVICE", "NONE", "NONE", "right_review").show.management
	seen("SERVICE", "NONE", "NONE", "statistics").show.management
	not seen("SERVICE", "NONE", "NONE", "export").show.management
	not seen("SERVICE", "BRANCH", "ORDINARY", "right").show.management
}

test_rights_are_granted_by_others if {
	seen("SERVICE", "NONE", "NONE", "right_change").deny.right_change
	seen("SERVICE", "NONE", "NONE", "recertification_opening").deny.right_change
	not seen("SERVICE", "NONE", "NONE", "right").deny.right_change
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "BRANCH", "VIP", "movement")) == "SHOW"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "birth")) == "YEAR"
	verdict.of(seen("SERVICE", "EMERGENCY", "ORDINARY", "movement")) == "SHOW"
	verdict.of(seen("SERVICE", "NONE", "NONE", "right")) == "SHOW"
	verdict.of(seen("SERVICE", "NONE", "NONE", "right_change")) == "DENY"
	verdict.of(seen("SERVICE", "CONFLICT", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("SALES", "BRANCH", "ORDINARY", "protection")) == "DENY"
}
