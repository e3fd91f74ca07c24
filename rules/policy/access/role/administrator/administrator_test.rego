package access.role.administrator_test

import data.access.role.administrator
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := administrator with input as {
		"role": "ADMINISTRATOR", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_rights_are_granted_and_reviews_opened if {
	seen("SERVICE", "NONE", "NONE", "right").show.rights
	seen("SERVICE", "NONE", "NONE", "right_change").show.rights
	seen("SERVICE", "NONE", "NONE", "recertification_opening").show.rights
	not seen("SERVICE", "NONE", "NONE", "right_review").show.rights
	not seen("SERVICE", "OWN", "ORDINARY", "right").show.rights
}

test_no_customer_exists if {
	seen("SERVICE", "OWN", "ORDINARY", "row").deny.customer
	seen("SERVICE", "NETWORK", "VIP", "name").deny.customer
	seen("SERVICE", "OWN", "ORDINARY", "decision").deny.customer
	not seen("SERVICE", "NONE", "NONE", "right").deny.customer
	not seen("SERVICE", "OWN", "ORDINARY", "system").deny.customer
}

test_customers_are_not_served if {
	seen("SERVICE", "NONE", "NONE", "action").deny.file
	seen("SERVICE", "NONE", "NONE", "event_recording").deny.file
	seen("SERVICE", "NONE", "NONE", "statistics").deny.file
	not seen("SERVICE", "NONE", "NONE", "right").deny.file
}

test_who_grants_does_not_review if {
	seen("SERVICE", "NONE", "NONE", "right_review").deny.review
	not seen("SERVICE", "NONE", "NONE", "right").deny.review
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

test_service_is_the_only_purpose if {
	seen("AUDIT", "NONE", "NONE", "right").deny.purpose
	seen("COMPLAINT", "NONE", "NONE", "right").deny.purpose
	not seen("SERVICE", "NONE", "NONE", "right").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "OWN", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "right_change")) == "SHOW"
	verdict.of(seen("AUDIT", "NONE", "NONE", "right_change")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "audit")) == "DENY"
}
