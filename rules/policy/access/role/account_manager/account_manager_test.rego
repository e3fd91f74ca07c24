package access.role.account_manager_test

import data.access.role.account_manager

rules(relation, sensitivity, group) := answer if {
	answer := account_manager with input as {
		"role": "ACCOUNT_MANAGER", "purpose": "SERVICE",
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

test_reference_data_are_open if {
	every group in {"system", "catalogue", "network"} {
		shown("NONE", "NONE", group)
	}
}

test_own_and_delegated_customers_are_seen_whole if {
	every relation in {"OWN", "DELEGATED"} {
		every group in {"row", "name", "income", "movement", "report", "event_recording", "response_recording"} {
			shown(relation, "ORDINARY", group)
		}
	}
}

test_own_protected_files_are_seen if shown("OWN", "VIP", "movement")

test_the_work_list_is_seen if shown("NONE", "NONE", "action")

test_a_colleagues_customer_is_seen_but_for_money_in_motion_and_reports if {
	shown("BRANCH", "ORDINARY", "contact")
	shown("BRANCH", "ORDINARY", "interaction_recording")
	masked("BRANCH", "ORDINARY", "income") == "BAND"
	denied("BRANCH", "ORDINARY", "movement")
	denied("BRANCH", "ORDINARY", "report")
	denied("BRANCH", "ORDINARY", "reason")
}

test_a_colleagues_recommendation_is_not_answered if not shown("BRANCH", "ORDINARY", "response_recording")

test_elsewhere_a_customer_is_recognised_and_no_more if {
	every relation in {"REGION", "NETWORK"} {
		shown(relation, "ORDINARY", "name")
		masked(relation, "ORDINARY", "birth") == "YEAR"
		denied(relation, "ORDINARY", "contact")
		denied(relation, "ORDINARY", "event_recording")
	}
}

test_protected_files_do_not_exist_elsewhere if {
	every relation in {"BRANCH", "REGION", "NETWORK"} {
		denied(relation, "STAFF", "row")
		denied(relation, "VIP", "row")
	}
}

test_nobody_is_moved if denied("OWN", "ORDINARY", "reassignment")

test_audit_records_are_closed if denied("NONE", "NONE", "audit")

test_marketing_is_not_a_purpose_of_this_role if {
	answer := account_manager with input as {
		"role": "ACCOUNT_MANAGER", "purpose": "MARKETING",
		"relation": "OWN", "sensitivity": "ORDINARY", "group": "name",
	}
	answer.deny.purpose
}
