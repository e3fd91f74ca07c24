package access.role.machine_client_test

import data.access.role.machine_client

test_file if machine_client.show.file with input.relation as "OWN"

test_scope if machine_client.deny.scope with input.scope as "OUTSIDE"

test_otherwise if machine_client.otherwise.rest
