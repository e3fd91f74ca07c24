package access.row_test

import data.access.row

test_a_former_customer_is_gone_for_service if {
	not row.allowed with input as {"purpose": "SERVICE", "customer": {"status": "FORMER"}}
	row.allowed with input as {"purpose": "SERVICE", "customer": {"status": "CUSTOMER"}}
}

test_a_former_customer_is_there_for_control if row.allowed with input as {"purpose": "AUDIT", "customer": {"status": "FORMER"}}
