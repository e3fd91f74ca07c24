package access.role.rule_analyst_test

import data.access.role.rule_analyst as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
