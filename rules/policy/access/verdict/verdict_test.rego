package access.verdict_test

import data.access.verdict

test_deny_wins_over_mask_and_show if {
	verdict.of({"deny": {"file": true}, "mask": {"year": "YEAR"}, "show": {"file": true}}) == "DENY"
}

test_mask_wins_over_show if verdict.of({"mask": {"year": "YEAR"}, "show": {"file": true}}) == "YEAR"

test_what_a_rule_shows_is_shown if verdict.of({"show": {"file": true}, "otherwise": {"unspoken": true}}) == "SHOW"

test_what_no_rule_shows_is_denied if verdict.of({"otherwise": {"unspoken": true}}) == "DENY"
