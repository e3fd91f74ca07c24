package access.role.auditor_test

import data.access.role.auditor

rules(relation, sensitivity, group) := answer if {
	answer := auditor with input as {
		"role": "AUDITOR", "purpose": "AUDIT",
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

test_decisions_are_seen_for_every_customer if {
	every relation in {"OWN", "DELEGATED", "BRANCH", "REGION", "NETWORK"} {
		every sensitivity in {"ORDINARY", "STAFF", "VIP"} {
			shown(relation, sensitivity, "row")
			shown(relation, sensitivity, "decision")
		}
	}
}

test_audit_records_are_read if shown("NONE", "NONE", "audit")

test_customers_data_are_closed if {
	every group in {"name", "birth", "contact", "income", "balance", "movement", "report", "life_event", "standing", "reason"} {
		denied("OWN", "ORDINARY", group)
	}
}

test_nothing_is_masked if not masked("OWN", "ORDINARY", "birth")

test_nothing_is_changed if denied("OWN", "ORDINARY", "response_recording")

test_service_is_not_a_purpose_of_this_role if {
	answer := auditor with input as {
		"role": "AUDITOR", "purpose": "SERVICE",
		"relation": "OWN", "sensitivity": "ORDINARY", "group": "decision",
	}
	answer.deny.purpose
}
