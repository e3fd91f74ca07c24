package access.role.call_centre_agent_test

import data.access.role.call_centre_agent as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
