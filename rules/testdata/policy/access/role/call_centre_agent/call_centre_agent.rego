# METADATA
# title: What the role CALL_CENTRE_AGENT sees
package access.role.call_centre_agent

# METADATA
# title: Everything else
# custom:
#   rule: ACC-CC-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
