package access.role.developer_test

import data.access.role.developer

test_otherwise if developer.otherwise.rest
