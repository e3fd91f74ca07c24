# METADATA
# title: What the role MARKETING_ANALYST sees
package access.role.marketing_analyst

# METADATA
# title: Rule 01
# custom:
#   rule: ACC-MA-01
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
deny.name if input.group == "name"

# METADATA
# title: Everything else
# custom:
#   rule: ACC-MA-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
