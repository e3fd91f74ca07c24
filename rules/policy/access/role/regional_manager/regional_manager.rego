# METADATA
# title: What the role regional_manager sees and does
package access.role.regional_manager

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-RM-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference
