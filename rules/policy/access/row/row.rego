# METADATA
# title: Which customers exist for an employee at all
# description: >-
#   A customer exists when one of these rules holds, and then is seen as its
#   relation says. These rules become SQL: compare columns of input.customer with
#   words, and ask input.roles and input.purpose for what the employee is and does.
package access.row

# METADATA
# title: Employees who work for the bank's customers, for another purpose than marketing
allowed if {
	input.purpose != "MARKETING"
	some role in input.roles
	role != "DEVELOPER"
}

# METADATA
# title: Marketing leaves out customers who oppose it
allowed if {
	input.purpose == "MARKETING"
	some role in input.roles
	role != "DEVELOPER"
	input.customer.marketing == "OPEN"
}

# METADATA
# title: Developers see the demonstration bank
allowed if {
	"DEVELOPER" in input.roles
	input.customer.source == "demo"
}
