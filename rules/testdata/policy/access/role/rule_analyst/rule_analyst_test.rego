package access.role.rule_analyst_test

import data.access.role.rule_analyst

test_otherwise if rule_analyst.otherwise.rest
