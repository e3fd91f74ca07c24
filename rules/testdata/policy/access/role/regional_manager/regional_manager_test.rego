package access.role.regional_manager_test

import data.access.role.regional_manager

test_otherwise if regional_manager.otherwise.rest
