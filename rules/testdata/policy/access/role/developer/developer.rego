# METADATA
# title: What the role DEVELOPER sees
package access.role.developer

# METADATA
# title: Everything else
# custom:
#   rule: ACC-DV-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
