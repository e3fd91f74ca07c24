package access.role.account_manager_test

import data.access.role.account_manager

test_own if account_manager.show.file with input.relation as "OWN"

test_band if account_manager.mask.income == "BAND" with input.relation as "BRANCH" with input.group as "income"

test_otherwise if account_manager.otherwise.rest
