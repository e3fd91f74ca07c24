# METADATA
# title: Which customers exist for an employee at all
# description: >-
#   A customer exists when this rule holds, and then is seen as its relation says.
#   These rules become SQL: compare columns of input.customer with words or with
#   what is known, input.roles, input.purpose and the bindings of input.actor.
package access.row

# METADATA
# title: Customers of the bank exist for its employees
allowed if {
	count(input.roles) > 0
	addressed
	real
}

# METADATA
# title: For another purpose than marketing nobody is left out
addressed if input.purpose != "MARKETING"

# METADATA
# title: Marketing leaves out customers who oppose it
addressed if {
	input.purpose == "MARKETING"
	input.customer.marketing == "OPEN"
}

# METADATA
# title: Employees see the bank that they work for
real if not "DEVELOPER" in input.roles

# METADATA
# title: Developers see the demonstration bank, whatever other role they hold
real if {
	"DEVELOPER" in input.roles
	input.customer.source == "demo"
}
