package access.role.branch_manager_test

import data.access.role.branch_manager

test_branch if branch_manager.show.file with input.relation as "BRANCH"

test_otherwise if branch_manager.otherwise.rest
