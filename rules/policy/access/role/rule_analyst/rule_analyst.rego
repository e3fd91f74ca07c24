# METADATA
# title: What the role rule_analyst sees and does
package access.role.rule_analyst

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-RA-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference
