package access.role.developer_test

import data.access.role.developer as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
