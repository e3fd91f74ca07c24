# METADATA
# title: What the role AUDITOR sees
package access.role.auditor

# METADATA
# title: Rule 01
# custom:
#   rule: ACC-AU-01
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
show.row if input.group == "row"

# METADATA
# title: Rule 02
# custom:
#   rule: ACC-AU-02
#   reason: {fr: Parce que, en: Because}
#   remedy: {fr: Demander, en: Ask}
show.decision if input.group in {"row", "decision"}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-AU-00
#   reason: {fr: Aucune règle, en: No rule}
#   remedy: {fr: Demander, en: Ask}
otherwise.rest := true
