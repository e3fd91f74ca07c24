package access.role.regional_manager_test

import data.access.role.regional_manager
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := regional_manager with input as {
		"role": "REGIONAL_MANAGER", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_the_region_is_seen_but_for_movements if {
	seen("SERVICE", "REGION", "VIP", "balance").show.region_file
	seen("SERVICE", "BRANCH", "ORDINARY", "report").show.region_file
	seen("SERVICE", "OWN", "ORDINARY", "income").show.region_file
	not seen("SERVICE", "REGION", "ORDINARY", "movement").show.region_file
	not seen("SERVICE", "NETWORK", "ORDINARY", "income").show.region_file
}

test_movements_stay_in_the_branch if {
	seen("SERVICE", "REGION", "ORDINARY", "movement").deny.movement
	seen("SERVICE", "OWN", "ORDINARY", "movement").deny.movement
	not seen("SERVICE", "REGION", "ORDINARY", "balance").deny.movement
}

test_the_regions_customers_are_moved if {
	seen("SERVICE", "REGION", "ORDINARY", "reassignment").show.reassignment
	seen("SERVICE", "NONE", "NONE", "reassignment").show.reassignment
	not seen("SERVICE", "NETWORK", "ORDINARY", "reassignment").show.reassignment
}

test_customers_are_not_served_in_person if {
	seen("SERVICE", "REGION", "ORDINARY", "event_recording").deny.service
	seen("SERVICE", "NONE", "NONE", "action_completion").deny.service
	not seen("SERVICE", "REGION", "ORDINARY", "reassignment").deny.service
}

test_the_work_lists_are_followed if {
	seen("SERVICE", "NONE", "NONE", "action").show.work_list
	not seen("SERVICE", "NONE", "NONE", "name").show.work_list
}

test_elsewhere_a_customer_is_recognised if {
	seen("SERVICE", "NETWORK", "ORDINARY", "name").show.identification
	seen("SERVICE", "EMERGENCY", "ORDINARY", "row").show.identification
	not seen("SERVICE", "NETWORK", "ORDINARY", "contact").show.identification
}

test_elsewhere_the_birth_year_is_enough if {
	seen("SERVICE", "NETWORK", "ORDINARY", "birth").mask.birth_year == "YEAR"
	not seen("SERVICE", "REGION", "ORDINARY", "birth").mask.birth_year
}

test_elsewhere_the_file_is_closed if {
	seen("SERVICE", "NETWORK", "ORDINARY", "income").deny.elsewhere
	seen("SERVICE", "NETWORK", "ORDINARY", "reassignment").deny.elsewhere
	not seen("SERVICE", "NETWORK", "ORDINARY", "name").deny.elsewhere
	not seen("SERVICE", "REGION", "ORDINARY", "income").deny.elsewhere
}

test_protected_files_exist_in_their_region_only if {
	seen("SERVICE", "NETWORK", "VIP", "row").deny.protected_file
	not seen("SERVICE", "REGION", "VIP", "row").deny.protected_file
}

test_portfolios_are_lent_rights_reviewed_lists_exported if {
	seen("SERVICE", "NONE", "NONE", "delegation_change").show.management
	seen("SERVICE", "NONE", "NONE", "export").show.management
	seen("SERVICE", "NONE", "NONE", "right_review").show.management
	not seen("SERVICE", "NONE", "NONE", "right_change").show.management
}

test_rights_are_granted_by_others if {
	seen("SERVICE", "NONE", "NONE", "right_change").deny.right_change
	not seen("SERVICE", "NONE", "NONE", "right").deny.right_change
}

test_nobody_works_on_the_file_of_a_relative_or_colleague if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("SERVICE", "CONFLICT", "VIP", "name").deny.conflict
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_protection_is_no_argument_of_sale if {
	seen("SALES", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SERVICE", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SALES", "OWN", "ORDINARY", "contract").deny.sales_protection
}

test_records_and_alerts_are_for_the_control_functions if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.control
	seen("SERVICE", "NONE", "NONE", "alert_handling").deny.control
	not seen("SERVICE", "NONE", "NONE", "right").deny.control
}

test_rights_of_persons_are_handled_elsewhere if {
	seen("SERVICE", "NONE", "NONE", "privacy").deny.privacy
	seen("SERVICE", "OWN", "ORDINARY", "privacy_change").deny.privacy
	not seen("SERVICE", "OWN", "ORDINARY", "consent").deny.privacy
}

test_other_purposes_are_not_of_this_role if {
	seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	seen("MARKETING", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SALES", "OWN", "ORDINARY", "name").deny.purpose
	not seen("COMPLAINT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "REGION", "VIP", "income")) == "SHOW"
	verdict.of(seen("SERVICE", "REGION", "ORDINARY", "movement")) == "DENY"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "birth")) == "YEAR"
	verdict.of(seen("SERVICE", "NETWORK", "VIP", "row")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "export")) == "SHOW"
	verdict.of(seen("SALES", "REGION", "ORDINARY", "protection")) == "DENY"
}
