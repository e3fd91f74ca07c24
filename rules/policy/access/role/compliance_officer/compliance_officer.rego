# METADATA
# title: What the role compliance_officer sees and does
package access.role.compliance_officer

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-CO-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference
