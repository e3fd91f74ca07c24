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
