# METADATA
# title: What the role call_centre_agent sees and does
package access.role.call_centre_agent

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-CC-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference
