package access.role.auditor_test

import data.access.role.auditor
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := auditor with input as {
		"role": "AUDITOR", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("AUDIT", "OWN", "ORDINARY", "name").show.reference
}

test_decisions_are_seen_for_every_customer if {
	seen("AUDIT", "OWN", "ORDINARY", "decision").show.decision
	seen("AUDIT", "NETWORK", "VIP", "row").show.decision
	seen("AUDIT", "CONFLICT", "STAFF", "decision").show.decision
	verdict.of(seen("AUDIT", "OWN", "ORDINARY", "proposal_date")) == "SHOW"
	not seen("AUDIT", "OWN", "ORDINARY", "name").show.decision
	not seen("AUDIT", "NONE", "NONE", "decision").show.decision
}

test_of_ones_own_file_and_those_of_relatives_and_colleagues_no_value_is_seen if {
	verdict.of(seen("AUDIT", "CONFLICT", "ORDINARY", "row")) == "SHOW"
	verdict.of(seen("AUDIT", "CONFLICT", "ORDINARY", "decision")) == "DENY"
	seen("AUDIT", "CONFLICT", "STAFF", "decision").deny.conflict
	not seen("AUDIT", "REGION", "STAFF", "decision").deny.conflict
}

test_records_alerts_and_the_matrix_are_read if {
	seen("AUDIT", "NONE", "NONE", "audit").show.control
	seen("AUDIT", "NONE", "NONE", "emergency").show.control
	seen("AUDIT", "NONE", "NONE", "access_rules").show.control
	not seen("AUDIT", "NONE", "NONE", "alert_handling").show.control
}

test_customers_data_are_closed if {
	seen("AUDIT", "OWN", "ORDINARY", "name").deny.file
	seen("AUDIT", "OWN", "ORDINARY", "reason").deny.file
	seen("AUDIT", "OWN", "ORDINARY", "standing").deny.file
	seen("AUDIT", "OWN", "ORDINARY", "balance").deny.file
	not seen("AUDIT", "OWN", "ORDINARY", "decision").deny.file
}

test_nothing_is_changed if {
	seen("AUDIT", "OWN", "ORDINARY", "response_recording").deny.change
	seen("AUDIT", "NONE", "NONE", "alert_handling").deny.change
	seen("AUDIT", "NONE", "NONE", "right_change").deny.change
	not seen("AUDIT", "NONE", "NONE", "right").deny.change
}

test_audit_is_the_only_purpose if {
	seen("SERVICE", "OWN", "ORDINARY", "decision").deny.purpose
	seen("COMPLAINT", "NONE", "NONE", "audit").deny.purpose
	not seen("AUDIT", "OWN", "ORDINARY", "decision").deny.purpose
	not seen("SERVICE", "NONE", "NONE", "system").deny.purpose
}

test_rights_and_their_reviews_are_verified if {
	seen("AUDIT", "NONE", "NONE", "right").show.rights
	seen("AUDIT", "NONE", "NONE", "recertification").show.rights
	not seen("AUDIT", "NONE", "NONE", "right_review").show.rights
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("AUDIT", "NETWORK", "VIP", "decision")) == "SHOW"
	verdict.of(seen("AUDIT", "NETWORK", "ORDINARY", "birth")) == "DENY"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "decision")) == "DENY"
	verdict.of(seen("AUDIT", "NONE", "NONE", "audit")) == "SHOW"
	verdict.of(seen("AUDIT", "NONE", "NONE", "privacy")) == "DENY"
}
