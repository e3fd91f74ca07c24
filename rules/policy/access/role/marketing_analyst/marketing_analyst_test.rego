package access.role.marketing_analyst_test

import data.access.role.marketing_analyst
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := marketing_analyst with input as {
		"role": "MARKETING_ANALYST", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("MARKETING", "NONE", "NONE", "catalogue").show.reference
	not seen("MARKETING", "OWN", "ORDINARY", "name").show.reference
}

test_situations_and_holdings_are_seen_everywhere if {
	seen("MARKETING", "OWN", "ORDINARY", "profile").show.described
	seen("MARKETING", "NETWORK", "ORDINARY", "contract").show.described
	seen("MARKETING", "REGION", "ORDINARY", "reason").show.described
	not seen("MARKETING", "OWN", "ORDINARY", "name").show.described
	not seen("MARKETING", "NONE", "NONE", "profile").show.described
}

test_years_take_the_place_of_dates if {
	seen("MARKETING", "NETWORK", "ORDINARY", "birth").mask.birth_year == "YEAR"
	seen("MARKETING", "OWN", "ORDINARY", "personal_date").mask.birth_year == "YEAR"
	verdict.of(seen("MARKETING", "REGION", "ORDINARY", "proposal_date")) == "YEAR"
	not seen("MARKETING", "OWN", "ORDINARY", "profile").mask.birth_year
}

test_incomes_are_a_band if {
	seen("MARKETING", "NETWORK", "ORDINARY", "income").mask.income_band == "BAND"
	not seen("MARKETING", "NONE", "NONE", "income").mask.income_band
}

test_nobody_is_identified if {
	seen("MARKETING", "OWN", "ORDINARY", "name").deny.file
	seen("MARKETING", "OWN", "ORDINARY", "contact").deny.file
	seen("MARKETING", "OWN", "ORDINARY", "movement").deny.file
	seen("MARKETING", "OWN", "ORDINARY", "life_event_note").deny.file
	seen("MARKETING", "OWN", "ORDINARY", "decision").deny.file
	not seen("MARKETING", "OWN", "ORDINARY", "profile").deny.file
	not seen("MARKETING", "OWN", "ORDINARY", "birth").deny.file
}

test_protected_files_are_left_out if {
	seen("MARKETING", "OWN", "STAFF", "row").deny.protected_file
	seen("MARKETING", "NETWORK", "VIP", "row").deny.protected_file
	not seen("MARKETING", "OWN", "ORDINARY", "row").deny.protected_file
}

test_nothing_is_changed if {
	seen("MARKETING", "OWN", "ORDINARY", "event_recording").deny.change
	seen("MARKETING", "NONE", "NONE", "reassignment").deny.change
	not seen("MARKETING", "NONE", "NONE", "export").deny.change
}

test_records_and_alerts_are_for_the_control_functions if {
	seen("MARKETING", "NONE", "NONE", "audit").deny.control
	not seen("MARKETING", "NONE", "NONE", "right").deny.control
}

test_marketing_is_the_only_purpose if {
	seen("SERVICE", "OWN", "ORDINARY", "profile").deny.purpose
	seen("AUDIT", "NONE", "NONE", "statistics").deny.purpose
	not seen("MARKETING", "OWN", "ORDINARY", "profile").deny.purpose
	not seen("SERVICE", "NONE", "NONE", "system").deny.purpose
}

test_customers_are_counted_and_lists_exported if {
	seen("MARKETING", "NONE", "NONE", "statistics").show.study
	seen("MARKETING", "NONE", "NONE", "export").show.study
	not seen("MARKETING", "OWN", "ORDINARY", "statistics").show.study
}

test_files_of_relatives_and_colleagues_are_left_out if {
	seen("MARKETING", "CONFLICT", "ORDINARY", "row").deny.conflict
	not seen("MARKETING", "BRANCH", "ORDINARY", "row").deny.conflict
}

test_rights_of_employees_are_kept_elsewhere if {
	seen("MARKETING", "NONE", "NONE", "right").deny.administration
	not seen("MARKETING", "NONE", "NONE", "audit").deny.administration
}

test_rights_of_persons_are_handled_elsewhere if {
	seen("MARKETING", "NONE", "NONE", "privacy").deny.privacy
	not seen("MARKETING", "OWN", "ORDINARY", "consent").deny.privacy
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

test_the_verdict_of_the_whole if {
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "profile")) == "SHOW"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "birth")) == "YEAR"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "income")) == "BAND"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "name")) == "DENY"
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "profile")) == "DENY"
	verdict.of(seen("MARKETING", "CONFLICT", "ORDINARY", "row")) == "DENY"
}
