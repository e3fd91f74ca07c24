package event.loan_ending_test

import data.event.loan_ending

test_a_loan_that_ends_in_two_months_is_ending if {
	loan_ending.detected.soon with input.facts.loan_end_in_days as 60
}
