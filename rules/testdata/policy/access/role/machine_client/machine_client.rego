# METADATA
# title: What the role MACHINE_CLIENT sees
package access.role.machine_client

# METADATA
# title: Rule 01
# custom:
#   rule: ACC-MC-01
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
show.file if input.relation != "NONE"

# METADATA
# title: Rule 02
# custom:
#   rule: ACC-MC-02
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
deny.scope if input.scope == "OUTSIDE"

# METADATA
# title: Everything else
# custom:
#   rule: ACC-MC-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
