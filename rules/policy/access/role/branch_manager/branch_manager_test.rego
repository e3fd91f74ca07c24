package access.role.branch_manager_test

import data.access.role.branch_manager

rules(relation, sensitivity, group) := answer if {
	answer := branch_manager with input as {
		"role": "BRANCH_MANAGER", "purpose": "SERVICE",
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

test_reference_data_are_open if shown("NONE", "NONE", "network")

test_the_branch_is_seen_whole if {
	every relation in {"OWN", "DELEGATED", "BRANCH"} {
		every sensitivity in {"ORDINARY", "STAFF", "VIP"} {
			every group in {"row", "movement", "report", "income", "reassignment", "event_recording"} {
				shown(relation, sensitivity, group)
			}
		}
	}
}

test_the_work_list_is_seen if shown("NONE", "NONE", "action")

test_elsewhere_a_customer_is_recognised_and_no_more if {
	every relation in {"REGION", "NETWORK"} {
		shown(relation, "ORDINARY", "name")
		masked(relation, "ORDINARY", "birth") == "YEAR"
		denied(relation, "ORDINARY", "income")
		denied(relation, "ORDINARY", "reassignment")
	}
}

test_protected_files_do_not_exist_elsewhere if {
	denied("REGION", "STAFF", "row")
	denied("NETWORK", "VIP", "row")
}

test_audit_records_are_closed if denied("NONE", "NONE", "audit")

test_audit_is_not_a_purpose_of_this_role if {
	answer := branch_manager with input as {
		"role": "BRANCH_MANAGER", "purpose": "AUDIT",
		"relation": "OWN", "sensitivity": "ORDINARY", "group": "name",
	}
	answer.deny.purpose
}
