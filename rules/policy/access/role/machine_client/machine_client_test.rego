package access.role.machine_client_test

import data.access.role.machine_client as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
