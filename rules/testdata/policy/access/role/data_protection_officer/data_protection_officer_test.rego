package access.role.data_protection_officer_test

import data.access.role.data_protection_officer

test_otherwise if data_protection_officer.otherwise.rest
