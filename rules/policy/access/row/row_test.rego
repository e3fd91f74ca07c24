package access.row_test

import data.access.row

allowed(roles, purpose, customer) if {
	row.allowed with input as {"roles": roles, "purpose": purpose, "customer": customer}
}

test_service_sees_who_opposes_marketing if allowed(["ACCOUNT_MANAGER"], "SERVICE", {"marketing": "OPPOSED", "source": "core"})

test_marketing_leaves_them_out if not allowed(["MARKETING_ANALYST"], "MARKETING", {"marketing": "OPPOSED", "source": "core"})

test_marketing_keeps_the_others if allowed(["MARKETING_ANALYST"], "MARKETING", {"marketing": "OPEN", "source": "core"})

test_a_developer_sees_the_demonstration if allowed(["DEVELOPER"], "SERVICE", {"marketing": "OPPOSED", "source": "demo"})

test_a_developer_does_not_see_the_bank if {
	not allowed(["DEVELOPER"], "SERVICE", {"marketing": "OPEN", "source": "core"})
	not allowed(["DEVELOPER"], "SERVICE", {"marketing": "OPEN"})
}

test_another_role_does_not_open_the_bank_to_a_developer if {
	not allowed(["ACCOUNT_MANAGER", "DEVELOPER"], "SERVICE", {"marketing": "OPEN", "source": "core"})
}

test_marketing_leaves_out_who_opposes_it_for_developers_too if {
	not allowed(["DEVELOPER"], "MARKETING", {"marketing": "OPPOSED", "source": "demo"})
	allowed(["DEVELOPER"], "MARKETING", {"marketing": "OPEN", "source": "demo"})
}

test_without_a_role_nobody_exists if not allowed([], "SERVICE", {"marketing": "OPEN", "source": "demo"})
