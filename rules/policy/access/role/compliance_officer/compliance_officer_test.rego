package access.role.compliance_officer_test

import data.access.role.compliance_officer as role

test_reference_data_are_open if role.show.reference with input as {"group": "system"}
