package access.role.call_centre_agent_test

import data.access.role.call_centre_agent

test_otherwise if call_centre_agent.otherwise.rest
