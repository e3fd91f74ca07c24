package access.role.administrator_test

import data.access.role.administrator

test_otherwise if administrator.otherwise.rest
