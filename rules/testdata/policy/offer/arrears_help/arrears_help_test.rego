package offer.arrears_help_test

import data.offer.arrears_help

test_an_unpaid_instalment_calls_for_help if {
	arrears_help.eligible.in_arrears with input.facts.loan_in_arrears as true
}
