package access.role.marketing_analyst_test

import data.access.role.marketing_analyst

rules(relation, sensitivity, group) := answer if {
	answer := marketing_analyst with input as {
		"role": "MARKETING_ANALYST", "purpose": "MARKETING",
		"relation": relation, "sensitivity": sensitivity, "group": group,
	}
}

# What is left after deny and mask have had their say.
shown(relation, sensitivity, group) if {
	answer := rules(relation, sensitivity, group)
	count(object.get(answer, "show", {})) > 0
	count(object.get(answer, "mask", {})) == 0
	count(object.get(answer, "deny", {})) == 0
}

masked(relation, sensitivity, group) := mask if {
	answer := rules(relation, sensitivity, group)
	count(object.get(answer, "deny", {})) == 0
	some mask in answer.mask
}

denied(relation, sensitivity, group) if {
	some rule in rules(relation, sensitivity, group).deny
	rule == true
}

test_reference_data_are_open if shown("NONE", "NONE", "catalogue")

test_situations_and_holdings_are_seen_everywhere if {
	every relation in {"OWN", "DELEGATED", "BRANCH", "REGION", "NETWORK"} {
		every group in {"row", "profile", "household", "contract", "life_event", "recommendation"} {
			shown(relation, "ORDINARY", group)
		}
	}
}

test_birth_and_income_are_masked if {
	masked("NETWORK", "ORDINARY", "birth") == "YEAR"
	masked("NETWORK", "ORDINARY", "income") == "BAND"
}

test_dates_that_tell_a_birthday_are_masked_too if masked("OWN", "ORDINARY", "personal_date") == "YEAR"

test_reasons_that_quote_facts_are_denied if denied("OWN", "ORDINARY", "reason")

test_nobody_is_identified if {
	every group in {"name", "identity", "contact", "contract_number", "movement", "balance", "report", "life_event_note"} {
		denied("OWN", "ORDINARY", group)
	}
}

test_protected_files_are_left_out if {
	denied("OWN", "STAFF", "row")
	denied("NETWORK", "VIP", "row")
}

test_nothing_is_changed if {
	denied("OWN", "ORDINARY", "event_recording")
	denied("NONE", "NONE", "reassignment")
}

test_audit_records_are_closed if denied("NONE", "NONE", "audit")

test_service_is_not_a_purpose_of_this_role if {
	answer := marketing_analyst with input as {
		"role": "MARKETING_ANALYST", "purpose": "SERVICE",
		"relation": "OWN", "sensitivity": "ORDINARY", "group": "profile",
	}
	answer.deny.purpose
}
