# METADATA
# title: What the role DATA_PROTECTION_OFFICER sees
package access.role.data_protection_officer

# METADATA
# title: Everything else
# custom:
#   rule: ACC-DP-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
