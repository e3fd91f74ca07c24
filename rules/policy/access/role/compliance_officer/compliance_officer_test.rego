package access.role.compliance_officer_test

import data.access.role.compliance_officer
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := compliance_officer with input as {
		"role": "COMPLIANCE_OFFICER", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_what_an_alert_or_a_complaint_needs_is_seen if {
	seen("COMPLAINT", "NETWORK", "VIP", "decision").show.examined
	seen("AUDIT", "REGION", "ORDINARY", "name").show.examined
	seen("COMPLAINT", "OWN", "ORDINARY", "interaction").show.examined
	not seen("COMPLAINT", "OWN", "ORDINARY", "contact").show.examined
	not seen("COMPLAINT", "NONE", "NONE", "decision").show.examined
}

test_a_complaint_opens_reports if {
	seen("COMPLAINT", "NETWORK", "ORDINARY", "report").show.report
	not seen("AUDIT", "NETWORK", "ORDINARY", "report").show.report
}

test_alerts_are_handled_and_records_read if {
	seen("AUDIT", "NONE", "NONE", "alert_handling").show.supervision
	seen("COMPLAINT", "NONE", "NONE", "audit").show.supervision
	seen("AUDIT", "NONE", "NONE", "access_rules").show.supervision
	not seen("AUDIT", "OWN", "ORDINARY", "audit").show.supervision
}

test_the_customer_of_an_emergency_is_known if {
	seen("COMPLAINT", "NETWORK", "ORDINARY", "emergency").show.emergency
	seen("AUDIT", "OWN", "VIP", "alert").show.emergency
	not seen("COMPLAINT", "NONE", "NONE", "emergency").show.emergency
}

test_reviews_of_rights_are_opened if {
	seen("AUDIT", "NONE", "NONE", "recertification_opening").show.rights
	seen("AUDIT", "NONE", "NONE", "right").show.rights
	not seen("AUDIT", "NONE", "NONE", "right_change").show.rights
}

test_the_rest_of_the_file_is_closed if {
	seen("COMPLAINT", "OWN", "ORDINARY", "contact").deny.file
	seen("COMPLAINT", "OWN", "ORDINARY", "balance").deny.file
	seen("AUDIT", "OWN", "ORDINARY", "movement").deny.file
	seen("COMPLAINT", "OWN", "ORDINARY", "protection").deny.file
	not seen("COMPLAINT", "OWN", "ORDINARY", "name").deny.file
	not seen("COMPLAINT", "OWN", "ORDINARY", "report").deny.file
}

test_without_a_complaint_reports_are_closed if {
	seen("AUDIT", "OWN", "ORDINARY", "report").deny.report_elsewhere
	not seen("COMPLAINT", "OWN", "ORDINARY", "report").deny.report_elsewhere
}

test_no_file_and_no_right_is_changed if {
	seen("COMPLAINT", "OWN", "ORDINARY", "event_recording").deny.change
	seen("AUDIT", "NONE", "NONE", "right_change").deny.change
	seen("COMPLAINT", "NONE", "NONE", "delegation_change").deny.change
	not seen("AUDIT", "NONE", "NONE", "alert_handling").deny.change
}

test_rights_of_persons_are_handled_elsewhere if {
	seen("SERVICE", "NONE", "NONE", "privacy").deny.privacy
	seen("SERVICE", "OWN", "ORDINARY", "privacy_change").deny.privacy
	not seen("SERVICE", "OWN", "ORDINARY", "consent").deny.privacy
}

test_other_purposes_are_not_of_this_role if {
	seen("SERVICE", "OWN", "ORDINARY", "name").deny.purpose
	seen("SALES", "OWN", "ORDINARY", "name").deny.purpose
	not seen("COMPLAINT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_nobody_checks_their_own_file_nor_those_of_relatives_and_colleagues if {
	seen("COMPLAINT", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("AUDIT", "CONFLICT", "VIP", "name").deny.conflict
	verdict.of(seen("COMPLAINT", "CONFLICT", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("AUDIT", "CONFLICT", "ORDINARY", "row")) == "DENY"
	not seen("COMPLAINT", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("COMPLAINT", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("COMPLAINT", "NETWORK", "VIP", "report")) == "SHOW"
	verdict.of(seen("AUDIT", "NETWORK", "VIP", "report")) == "DENY"
	verdict.of(seen("AUDIT", "NETWORK", "VIP", "proposal_date")) == "SHOW"
	verdict.of(seen("COMPLAINT", "REGION", "ORDINARY", "decision")) == "SHOW"
	verdict.of(seen("COMPLAINT", "CONFLICT", "ORDINARY", "decision")) == "DENY"
	verdict.of(seen("COMPLAINT", "OWN", "ORDINARY", "income")) == "DENY"
	verdict.of(seen("AUDIT", "NONE", "NONE", "alert_handling")) == "SHOW"
	verdict.of(seen("SERVICE", "OWN", "ORDINARY", "name")) == "DENY"
}
