# METADATA
# title: How near a customer is to an employee
# description: >-
#   The nearest relation that holds wins; a
#   customer that none of them holds for is of the network. These rules become
#   SQL: compare columns of input.customer with bindings of input.actor, nothing else.
package access.relation

# METADATA
# title: The file is the employee's own or a relative's
conflict if input.customer.id in input.actor.kin

# METADATA
# title: The customer is in a portfolio that the employee holds
own if input.customer.portfolio_id in input.actor.portfolios

# METADATA
# title: The customer is in a portfolio that a colleague lent
delegated if input.customer.portfolio_id in input.actor.delegated

# METADATA
# title: The customer was opened for an emergency
emergency if input.customer.id in input.actor.emergency

# METADATA
# title: The customer is of the employee's branch
branch if input.customer.branch_id == input.actor.branch_id

# METADATA
# title: The customer is of the employee's region
region if input.customer.region_id == input.actor.region_id
