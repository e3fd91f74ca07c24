package access.role.administrator_test

import data.access.role.administrator as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
