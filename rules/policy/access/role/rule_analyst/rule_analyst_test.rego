package access.role.rule_analyst_test

import data.access.role.rule_analyst
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := rule_analyst with input as {
		"role": "RULE_ANALYST", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_situations_and_decisions_are_seen if {
	seen("SERVICE", "NETWORK", "ORDINARY", "decision").show.studied
	seen("COMPLAINT", "OWN", "ORDINARY", "protection").show.studied
	seen("SERVICE", "REGION", "ORDINARY", "reason").show.studied
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.studied
	not seen("SERVICE", "NONE", "NONE", "decision").show.studied
}

test_years_take_the_place_of_dates if {
	seen("SERVICE", "NETWORK", "ORDINARY", "birth").mask.birth_year == "YEAR"
	seen("SERVICE", "OWN", "ORDINARY", "personal_date").mask.birth_year == "YEAR"
	verdict.of(seen("SERVICE", "REGION", "ORDINARY", "proposal_date")) == "YEAR"
	not seen("SERVICE", "OWN", "ORDINARY", "profile").mask.birth_year
}

test_amounts_are_bands if {
	seen("SERVICE", "NETWORK", "ORDINARY", "income").mask.amount_band == "BAND"
	seen("SERVICE", "OWN", "ORDINARY", "balance").mask.amount_band == "BAND"
	not seen("SERVICE", "NONE", "NONE", "income").mask.amount_band
}

test_contracts_have_pseudonyms if {
	seen("SERVICE", "NETWORK", "ORDINARY", "contract_number").mask.number_hash == "HASH"
	not seen("SERVICE", "NETWORK", "ORDINARY", "contract").mask.number_hash
}

test_nobody_is_identified if {
	seen("SERVICE", "OWN", "ORDINARY", "name").deny.identity
	seen("SERVICE", "OWN", "ORDINARY", "identity").deny.identity
	seen("SERVICE", "OWN", "ORDINARY", "contact").deny.identity
	seen("SERVICE", "OWN", "ORDINARY", "movement").deny.identity
	seen("COMPLAINT", "OWN", "ORDINARY", "report").deny.identity
	not seen("SERVICE", "OWN", "ORDINARY", "decision").deny.identity
	not seen("SERVICE", "OWN", "ORDINARY", "balance").deny.identity
}

test_protected_files_are_left_out if {
	seen("SERVICE", "OWN", "STAFF", "row").deny.protected_file
	seen("SERVICE", "NETWORK", "VIP", "row").deny.protected_file
	not seen("SERVICE", "OWN", "ORDINARY", "row").deny.protected_file
}

test_the_access_matrix_is_read if {
	seen("SERVICE", "NONE", "NONE", "access_rules").show.rules
	seen("SERVICE", "NONE", "NONE", "statistics").show.rules
	not seen("SERVICE", "NONE", "NONE", "audit").show.rules
}

test_no_file_is_changed if {
	seen("SERVICE", "OWN", "ORDINARY", "event_recording").deny.change
	seen("SERVICE", "NONE", "NONE", "reassignment").deny.change
	not seen("SERVICE", "OWN", "ORDINARY", "life_event").deny.change
}

test_records_and_alerts_are_for_the_control_functions if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.control
	seen("SERVICE", "NONE", "NONE", "alert").deny.control
	not seen("SERVICE", "NONE", "NONE", "access_rules").deny.control
}

test_other_purposes_are_not_of_this_role if {
	seen("MARKETING", "OWN", "ORDINARY", "profile").deny.purpose
	seen("SALES", "OWN", "ORDINARY", "profile").deny.purpose
	seen("AUDIT", "OWN", "ORDINARY", "profile").deny.purpose
	not seen("SERVICE", "OWN", "ORDINARY", "profile").deny.purpose
	not seen("COMPLAINT", "OWN", "ORDINARY", "profile").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_nobody_works_on_the_file_of_a_relative_or_colleague if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("SERVICE", "CONFLICT", "VIP", "name").deny.conflict
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
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
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "decision")) == "SHOW"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "balance")) == "BAND"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "contract_number")) == "HASH"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "name")) == "DENY"
	verdict.of(seen("SERVICE", "CONFLICT", "ORDINARY", "row")) == "DENY"
	verdict.of(seen("SERVICE", "NONE", "NONE", "access_rules")) == "SHOW"
}
