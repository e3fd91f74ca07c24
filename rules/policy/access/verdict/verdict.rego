# METADATA
# title: What the rules of one role say together
# description: >-
#   The program does the same for every cell of the access matrix; the tests beside
#   the roles use this one.
package access.verdict

# METADATA
# title: A rule denies, and no other counts
of(rules) := "DENY" if count(object.get(rules, "deny", {})) > 0

# METADATA
# title: A rule masks, and none denies
of(rules) := mask if {
	count(object.get(rules, "deny", {})) == 0
	some mask in rules.mask
}

# METADATA
# title: A rule shows, and none masks or denies
of(rules) := "SHOW" if {
	count(object.get(rules, "deny", {})) == 0
	count(object.get(rules, "mask", {})) == 0
	count(object.get(rules, "show", {})) > 0
}

# METADATA
# title: No rule says anything else
of(rules) := "DENY" if {
	count(object.get(rules, "deny", {})) == 0
	count(object.get(rules, "mask", {})) == 0
	count(object.get(rules, "show", {})) == 0
}
