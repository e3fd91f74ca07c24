package access.role.data_protection_officer_test

import data.access.role.data_protection_officer
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := data_protection_officer with input as {
		"role": "DATA_PROTECTION_OFFICER", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_who_exercises_a_right_is_recognised if {
	seen("SERVICE", "NETWORK", "VIP", "name").show.identification
	seen("AUDIT", "REGION", "ORDINARY", "consent").show.identification
	not seen("SERVICE", "OWN", "ORDINARY", "contract").show.identification
	not seen("SERVICE", "NONE", "NONE", "name").show.identification
}

test_the_answer_has_an_address if {
	seen("SERVICE", "NETWORK", "ORDINARY", "contact").show.contact
	seen("COMPLAINT", "OWN", "ORDINARY", "area").show.contact
	not seen("AUDIT", "NETWORK", "ORDINARY", "contact").show.contact
}

test_a_complaint_opens_automated_decisions if {
	seen("COMPLAINT", "NETWORK", "ORDINARY", "decision").show.complaint
	seen("COMPLAINT", "OWN", "ORDINARY", "report").show.complaint
	not seen("SERVICE", "NETWORK", "ORDINARY", "decision").show.complaint
}

test_rights_of_persons_are_handled if {
	seen("SERVICE", "NONE", "NONE", "privacy").show.privacy
	seen("AUDIT", "OWN", "ORDINARY", "privacy").show.privacy
	not seen("SERVICE", "NONE", "NONE", "privacy_change").show.privacy
}

test_objections_are_recorded if {
	seen("SERVICE", "OWN", "ORDINARY", "privacy_change").show.privacy_change
	seen("COMPLAINT", "NONE", "NONE", "privacy_change").show.privacy_change
	not seen("AUDIT", "OWN", "ORDINARY", "privacy_change").show.privacy_change
}

test_who_saw_what_is_verified if {
	seen("AUDIT", "NONE", "NONE", "audit").show.supervision
	seen("SERVICE", "NONE", "NONE", "alert").show.supervision
	not seen("AUDIT", "NONE", "NONE", "alert_handling").show.supervision
}

test_the_rest_of_the_file_is_closed if {
	seen("SERVICE", "OWN", "ORDINARY", "income").deny.file
	seen("COMPLAINT", "OWN", "ORDINARY", "movement").deny.file
	seen("SERVICE", "OWN", "ORDINARY", "protection").deny.file
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.file
	not seen("COMPLAINT", "OWN", "ORDINARY", "report").deny.file
}

test_no_file_is_changed if {
	seen("SERVICE", "OWN", "ORDINARY", "event_recording").deny.change
	not seen("SERVICE", "OWN", "ORDINARY", "privacy_change").deny.change
}

test_rights_of_employees_are_kept_elsewhere if {
	seen("SERVICE", "NONE", "NONE", "right").deny.administration
	seen("SERVICE", "NONE", "NONE", "right_change").deny.administration
	not seen("SERVICE", "NONE", "NONE", "audit").deny.administration
}

test_other_purposes_are_not_of_this_role if {
	seen("SALES", "OWN", "ORDINARY", "name").deny.purpose
	seen("MARKETING", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.purpose
	not seen("COMPLAINT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_nobody_checks_their_own_file_nor_those_of_relatives_and_colleagues if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("AUDIT", "CONFLICT", "VIP", "name").deny.conflict
	verdict.of(seen("SERVICE", "CONFLICT", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("AUDIT", "CONFLICT", "ORDINARY", "row")) == "DENY"
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "NETWORK", "VIP", "name")) == "SHOW"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "decision")) == "DENY"
	verdict.of(seen("COMPLAINT", "NETWORK", "ORDINARY", "decision")) == "SHOW"
	verdict.of(seen("COMPLAINT", "NETWORK", "ORDINARY", "proposal_date")) == "SHOW"
	verdict.of(seen("AUDIT", "NETWORK", "ORDINARY", "contact")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "alert_handling")) == "DENY"
	verdict.of(seen("SERVICE", "OWN", "ORDINARY", "privacy_change")) == "SHOW"
	verdict.of(seen("AUDIT", "OWN", "ORDINARY", "privacy_change")) == "DENY"
}
