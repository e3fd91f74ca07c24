package access.relation_test

import data.access.relation

actor := {"portfolios": ["P1"], "delegated": ["P2"], "branch_id": "B1", "region_id": "R1", "kin": ["K1"], "emergency": ["E1"]}

seen(customer) := answer if {
	answer := relation with input as {"actor": actor, "customer": customer}
}

test_a_customer_of_a_held_portfolio_is_own if seen({"portfolio_id": "P1"}).own

test_a_customer_of_a_lent_portfolio_is_delegated if seen({"portfolio_id": "P2"}).delegated

test_a_customer_without_portfolio_is_neither if {
	seen({"branch_id": "B1"}) == {"branch": true}
}

test_a_customer_of_the_branch_is_near if seen({"branch_id": "B1"}).branch

test_a_customer_of_the_region_is_near if seen({"region_id": "R1"}).region

test_a_customer_elsewhere_is_of_the_network if {
	seen({"portfolio_id": "P9", "branch_id": "B9", "region_id": "R9"}) == {}
}

test_an_employee_without_branch_is_near_nobody if {
	customer := {"portfolio_id": "P1", "branch_id": "B1", "region_id": "R1"}
	answer := relation with input as {"actor": {"portfolios": [], "delegated": []}, "customer": customer}
	answer == {}
}

test_the_file_of_a_relative_is_in_conflict if seen({"id": "K1"}).conflict

test_a_file_opened_for_an_emergency_is_one if seen({"id": "E1"}).emergency
