# METADATA
# title: What the role COMPLIANCE_OFFICER sees
package access.role.compliance_officer

# METADATA
# title: Everything else
# custom:
#   rule: ACC-CO-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
