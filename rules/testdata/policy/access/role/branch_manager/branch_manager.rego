# METADATA
# title: What the role BRANCH_MANAGER sees
package access.role.branch_manager

# METADATA
# title: Rule 01
# custom:
#   rule: ACC-BM-01
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
show.file if input.relation != "NETWORK"

# METADATA
# title: Everything else
# custom:
#   rule: ACC-BM-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
