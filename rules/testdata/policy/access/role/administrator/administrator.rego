# METADATA
# title: What the role ADMINISTRATOR sees
package access.role.administrator

# METADATA
# title: Everything else
# custom:
#   rule: ACC-AD-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
