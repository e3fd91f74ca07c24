# METADATA
# title: What the role REGIONAL_MANAGER sees
package access.role.regional_manager

# METADATA
# title: Everything else
# custom:
#   rule: ACC-RM-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
