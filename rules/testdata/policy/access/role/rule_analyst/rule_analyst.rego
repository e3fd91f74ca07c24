# METADATA
# title: What the role RULE_ANALYST sees
package access.role.rule_analyst

# METADATA
# title: Everything else
# custom:
#   rule: ACC-RA-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
