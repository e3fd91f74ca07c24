# METADATA
# title: Which customers exist for an employee at all
package access.row

# METADATA
# title: Former customers exist for control only
allowed if {
	input.purpose != "AUDIT"
	input.customer.status != "FORMER"
}

# METADATA
# title: All customers exist for control
allowed if input.purpose == "AUDIT"
