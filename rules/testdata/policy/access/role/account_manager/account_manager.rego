# METADATA
# title: What the role ACCOUNT_MANAGER sees
package access.role.account_manager

# METADATA
# title: Rule 01
# custom:
#   rule: ACC-AM-01
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
show.file if input.relation in {"OWN", "DELEGATED", "BRANCH"}

# METADATA
# title: Rule 02
# custom:
#   rule: ACC-AM-02
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
mask.income := "BAND" if {
	input.relation == "BRANCH"
	input.group == "income"
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-AM-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
