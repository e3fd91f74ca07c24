package access.relation_test

import data.access.relation

actor := {"portfolios": ["P1"], "delegated": ["P2"], "branch_id": "B1", "region_id": "R1"}

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

test_ones_own_file_and_those_of_relatives_are_in_conflict if {
	answer := relation with input as {"actor": {"kin": ["C1"], "portfolios": ["P1"]}, "customer": {"id": "C1", "portfolio_id": "P1"}}
	answer.conflict
}

test_a_colleagues_file_is_in_conflict if seen({"employee_branch_id": "B1"}).conflict

test_the_file_of_an_employee_elsewhere_is_not if not seen({"employee_branch_id": "B9"}).conflict

test_a_customer_opened_for_an_emergency if {
	answer := relation with input as {"actor": {"emergency": ["C1"]}, "customer": {"id": "C1"}}
	answer == {"emergency": true}
}
