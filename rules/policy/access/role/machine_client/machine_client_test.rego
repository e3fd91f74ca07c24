package access.role.machine_client_test

import data.access.role.machine_client
import data.access.verdict

seen(purpose, relation, sensitivity, group) := answer if {
	answer := machine_client with input as {
		"role": "MACHINE_CLIENT", "purpose": purpose, "scope": "WITHIN",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

test_reference_data_are_open_for_every_purpose if {
	seen("SERVICE", "NONE", "NONE", "network").show.reference
	seen("AUDIT", "NONE", "NONE", "catalogue").show.reference
	not seen("SERVICE", "OWN", "ORDINARY", "name").show.reference
}

test_ordinary_customers_are_served if {
	seen("SERVICE", "NETWORK", "ORDINARY", "name").show.service
	seen("SERVICE", "OWN", "ORDINARY", "response_recording").show.service
	not seen("SERVICE", "OWN", "ORDINARY", "report").show.service
	not seen("MARKETING", "OWN", "ORDINARY", "name").show.service
}

test_studies_have_no_identities if {
	seen("MARKETING", "NETWORK", "ORDINARY", "profile").show.study
	seen("MARKETING", "OWN", "ORDINARY", "recommendation").show.study
	not seen("MARKETING", "OWN", "ORDINARY", "name").show.study
	not seen("SERVICE", "OWN", "ORDINARY", "right").show.study
}

test_studies_have_years if {
	seen("MARKETING", "NETWORK", "ORDINARY", "birth").mask.study_year == "YEAR"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "proposal_date")) == "YEAR"
	not seen("SERVICE", "NETWORK", "ORDINARY", "birth").mask.study_year
}

test_studies_have_bands if {
	seen("MARKETING", "NETWORK", "ORDINARY", "income").mask.study_income == "BAND"
	not seen("SERVICE", "NETWORK", "ORDINARY", "income").mask.study_income
}

test_customers_are_counted if {
	seen("MARKETING", "NONE", "NONE", "statistics").show.statistics
	not seen("MARKETING", "OWN", "ORDINARY", "statistics").show.statistics
}

test_free_texts_and_protections_are_closed if {
	seen("SERVICE", "OWN", "ORDINARY", "report").deny.free_text
	seen("SERVICE", "OWN", "ORDINARY", "protection").deny.free_text
	seen("MARKETING", "OWN", "ORDINARY", "life_event_note").deny.free_text
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.free_text
}

test_protected_files_exist_for_no_program if {
	seen("SERVICE", "OWN", "VIP", "row").deny.protected_file
	seen("MARKETING", "NETWORK", "STAFF", "row").deny.protected_file
	not seen("SERVICE", "OWN", "ORDINARY", "row").deny.protected_file
}

test_rights_records_and_emergencies_are_for_people if {
	seen("SERVICE", "NONE", "NONE", "audit").deny.people
	seen("SERVICE", "NONE", "NONE", "right_change").deny.people
	seen("SERVICE", "OWN", "ORDINARY", "emergency_opening").deny.people
	seen("SERVICE", "NONE", "NONE", "privacy").deny.people
	seen("SERVICE", "OWN", "ORDINARY", "reassignment").deny.people
	not seen("SERVICE", "NONE", "NONE", "statistics").deny.people
}

test_nobody_works_on_the_file_of_a_relative_or_colleague if {
	seen("SERVICE", "CONFLICT", "ORDINARY", "row").deny.conflict
	seen("SERVICE", "CONFLICT", "VIP", "name").deny.conflict
	not seen("SERVICE", "BRANCH", "ORDINARY", "row").deny.conflict
	not seen("SERVICE", "CONFLICT", "ORDINARY", "system").deny.conflict
}

test_other_purposes_are_not_of_this_role if {
	seen("SALES", "OWN", "ORDINARY", "name").deny.purpose
	seen("AUDIT", "OWN", "ORDINARY", "name").deny.purpose
	seen("COMPLAINT", "OWN", "ORDINARY", "name").deny.purpose
	not seen("SERVICE", "OWN", "ORDINARY", "name").deny.purpose
	not seen("MARKETING", "OWN", "ORDINARY", "profile").deny.purpose
	not seen("MARKETING", "NONE", "NONE", "system").deny.purpose
}

test_what_no_rule_speaks_of_is_denied if seen("SERVICE", "OWN", "ORDINARY", "unheard_of").otherwise.unspoken

within := {"purpose": "SERVICE", "scope": "WITHIN", "relation": "OWN", "sensitivity": "ORDINARY", "group": "name"}

outside := object.union(within, {"scope": "OUTSIDE"})

test_outside_its_scopes_a_program_sees_nothing if {
	machine_client.deny.scope with input as outside
	not machine_client.deny.scope with input as within
}

test_the_verdict_of_the_whole if {
	verdict.of(seen("SERVICE", "NETWORK", "ORDINARY", "name")) == "SHOW"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "name")) == "DENY"
	verdict.of(seen("MARKETING", "NETWORK", "ORDINARY", "birth")) == "YEAR"
	verdict.of(seen("SERVICE", "NETWORK", "VIP", "row")) == "DENY"
	verdict.of(seen("SERVICE", "CONFLICT", "ORDINARY", "row")) == "DENY"
}
