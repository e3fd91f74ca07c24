# METADATA
# title: What the role administrator sees and does
package access.role.administrator

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-AD-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference
