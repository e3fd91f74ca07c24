package access.role.regional_manager_test

import data.access.role.regional_manager as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
