package access.role.compliance_officer_test

import data.access.role.compliance_officer

test_otherwise if compliance_officer.otherwise.rest
