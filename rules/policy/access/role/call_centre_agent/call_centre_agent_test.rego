package access.role.call_centre_agent_test

import data.access.role.call_centre_agent
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := call_centre_agent with input as {
		"role": "CALL_CENTRE_AGENT", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_any_ordinary_customer_of_the_network_is_answered if {
	seen("SERVICE", "NETWORK", "ORDINARY", "name").show.caller
	seen("SERVICE", "REGION", "ORDINARY", "contact").show.caller
	seen("SERVICE", "BRANCH", "ORDINARY", "interaction_recording").show.caller
	seen("SERVICE", "NETWORK", "ORDINARY", "reason").show.caller
	not seen("SERVICE", "NETWORK", "ORDINARY", "income").show.caller
	not seen("SERVICE", "EMERGENCY", "ORDINARY", "name").show.caller
}

test_balances_are_a_band if {
	seen("SERVICE", "NETWORK", "ORDINARY", "balance").mask.balance_band == "BAND"
	not seen("SERVICE", "NONE", "NONE", "balance").mask.balance_band
}

test_numbers_end_with_four_characters if {
	seen("SERVICE", "NETWORK", "ORDINARY", "contract_number").mask.number_end == "LAST4"
	not seen("SERVICE", "NETWORK", "ORDINARY", "contract").mask.number_end
}

test_a_complaint_opens_decisions if {
	seen("COMPLAINT", "NETWORK", "ORDINARY", "decision").show.complaint
	not seen("SERVICE", "NETWORK", "ORDINARY", "decision").show.complaint
	not seen("COMPLAINT", "NETWORK", "ORDINARY", "report").show.complaint
}

test_a_call_is_recorded if {
	seen("SERVICE", "NONE", "NONE", "event_recording").show.call
	not seen("SERVICE", "NONE", "NONE", "action_completion").show.call
}

test_what_a_call_does_not_need_is_closed if {
	seen("SERVICE", "NETWORK", "ORDINARY", "income").deny.beyond_the_call
	seen("SERVICE", "NETWORK", "ORDINARY", "movement").deny.beyond_the_call
	seen("COMPLAINT", "NETWORK", "ORDINARY", "report").deny.beyond_the_call
	seen("SERVICE", "OWN", "ORDINARY", "response_recording").deny.beyond_the_call
	seen("SERVICE", "NETWORK", "ORDINARY", "protection").deny.beyond_the_call
	not seen("SERVICE", "NETWORK", "ORDINARY", "contact").deny.beyond_the_call
	not seen("COMPLAINT", "NETWORK", "ORDINARY", "decision").deny.beyond_the_call
}

test_protected_files_are_not_served if {
	seen("SERVICE", "NETWORK", "VIP", "row").deny.protected_file
	seen("SERVICE", "OWN", "STAFF", "row").deny.protected_file
	not seen("SERVICE", "NETWORK", "ORDINARY", "row").deny.protected_file
	not seen("SERVICE", "NETWORK", "VIP", "system").deny.protected_file
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

test_nobody_works_on_the_file_of_a_relative_or_colleague if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("SERVICE", "CONFLICT", "VIP", "name").deny.conflict
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_records_and_alerts_are_for_the_control_functions if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.control
	seen("SERVICE", "NONE", "NONE", "alert_handling").deny.control
	not seen("SERVICE", "NONE", "NONE", "right").deny.control
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

test_other_purposes_are_not_of_this_role if {
	seen("SALES", "NETWORK", "ORDINARY", "name").deny.purpose
	seen("MARKETING", "NETWORK", "ORDINARY", "name").deny.purpose
	seen("AUDIT", "NETWORK", "ORDINARY", "name").deny.purpose
	not seen("SERVICE", "NETWORK", "ORDINARY", "name").deny.purpose
	not seen("COMPLAINT", "NETWORK", "ORDINARY", "name").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "proposal_date")) == "SHOW"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "name")) == "SHOW"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "balance")) == "BAND"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "contract_number")) == "LAST4"
	verdict.of(seen("SERVICE", "EMERGENCY", "ORDINARY", "balance")) == "SHOW"
	verdict.of(seen("SERVICE", "EMERGENCY", "VIP", "row")) == "DENY"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "decision")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "action")) == "DENY"
}
