package access.role.marketing_analyst_test

import data.access.role.marketing_analyst

test_name if marketing_analyst.deny.name with input.group as "name"

test_otherwise if marketing_analyst.otherwise.rest
