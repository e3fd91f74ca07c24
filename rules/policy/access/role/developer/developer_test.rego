package access.role.developer_test

import data.access.role.developer
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := developer with input as {
		"role": "DEVELOPER", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_the_demonstration_is_seen_whole if {
	seen("SERVICE", "NETWORK", "VIP", "movement").show.demonstration
	seen("COMPLAINT", "OWN", "ORDINARY", "name").show.demonstration
	seen("SERVICE", "NONE", "NONE", "statistics").show.demonstration
	not seen("SERVICE", "OWN", "ORDINARY", "event_recording").show.demonstration
}

test_the_access_matrix_is_read if {
	seen("SERVICE", "NONE", "NONE", "access_rules").show.access_rules
	not seen("SERVICE", "NONE", "NONE", "audit").show.access_rules
}

test_marketing_sees_no_identity if {
	seen("MARKETING", "OWN", "ORDINARY", "name").deny.marketing_identity
	seen("MARKETING", "OWN", "ORDINARY", "contact").deny.marketing_identity
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.marketing_identity
	not seen("MARKETING", "OWN", "ORDINARY", "profile").deny.marketing_identity
}

test_nothing_is_changed if {
	seen("SERVICE", "OWN", "ORDINARY", "event_recording").deny.change
	seen("SERVICE", "NONE", "NONE", "right_change").deny.change
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.change
}

test_records_and_alerts_are_about_real_people if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.control
	seen("SERVICE", "NONE", "NONE", "alert").deny.control
	not seen("SERVICE", "NONE", "NONE", "access_rules").deny.control
}

test_rights_and_requests_are_about_real_people if {
	seen("SERVICE", "NONE", "NONE", "right").deny.people
	seen("SERVICE", "NONE", "NONE", "privacy").deny.people
	not seen("SERVICE", "NONE", "NONE", "system").deny.people
}

test_protection_is_no_argument_of_sale if {
	seen("SALES", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SERVICE", "OWN", "ORDINARY", "protection").deny.sales_protection
	not seen("SALES", "OWN", "ORDINARY", "contract").deny.sales_protection
}

test_nobody_works_on_the_file_of_a_relative_or_colleague if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("SERVICE", "CONFLICT", "VIP", "name").deny.conflict
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_audit_is_not_a_purpose_of_this_role if {
	seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.purpose
	not seen("AUDIT", "NONE", "NONE", "system").deny.purpose
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "NETWORK", "VIP", "movement")) == "SHOW"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "name")) == "DENY"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "profile")) == "SHOW"
	verdict.of(seen("AUDIT", "OWN", "ORDINARY", "name")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "export")) == "DENY"
}
