package access.role.auditor_test

import data.access.role.auditor

test_row if auditor.show.row with input.group as "row"

test_decision if auditor.show.decision with input.group as "decision"

test_otherwise if auditor.otherwise.rest
