# METADATA
# title: What an auditor sees
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.auditor

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-AU-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Decisions
# custom:
#   rule: ACC-AU-02
#   reason:
#     fr: L'auditeur vérifie qui a décidé quoi, quand et selon quelle révision, pour tout client
#     en: An auditor verifies who decided what, when and under which revision, for any customer
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["decision"] if {
	input.relation != "NONE"
	input.group in {"row", "decision", "proposal_date"}
}

# METADATA
# title: Records, alerts, emergency accesses and the access matrix
# custom:
#   rule: ACC-AU-03
#   reason:
#     fr: L'auditeur lit les journaux, les alertes, les accès d'urgence et la matrice des accès
#     en: An auditor reads records, alerts, emergency accesses and the access matrix
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["control"] if input.group in (group.control - {"alert_handling"})

# METADATA
# title: Customers' data
# custom:
#   rule: ACC-AU-04
#   reason:
#     fr: L'audit porte sur les décisions et les accès, pas sur les données des clients
#     en: Audit is about decisions and accesses, not about customers' data
#   remedy:
#     fr: Demander l'élément au chargé de clientèle, avec son accord écrit
#     en: Ask the account manager for the item, in writing
deny["file"] if input.group in (group.file - {"row", "decision", "proposal_date"})

# METADATA
# title: Changes
# custom:
#   rule: ACC-AU-05
#   reason:
#     fr: L'audit ne modifie rien
#     en: Audit changes nothing
#   remedy:
#     fr: Demander l'action à la personne responsable
#     en: Ask the person responsible to act
deny["change"] if input.group in group.change

# METADATA
# title: Purpose of an auditor
# custom:
#   rule: ACC-AU-06
#   reason:
#     fr: L'auditeur agit pour l'audit seulement
#     en: An auditor acts for audit only
#   remedy:
#     fr: Choisir cette finalité
#     en: Choose this purpose
deny["purpose"] if {
	input.purpose != "AUDIT"
	not input.group in group.reference
}

# METADATA
# title: Rights and their reviews
# custom:
#   rule: ACC-AU-07
#   reason:
#     fr: L'auditeur vérifie qui a quels droits, depuis quand et qui les a revus
#     en: An auditor verifies who has which rights, since when, and who reviewed them
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["rights"] if input.group in {"right", "recertification"}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-AU-08
#   reason:
#     fr: L'auditeur sait qu'un tel dossier existe, et n'en voit aucune valeur
#     en: The auditor knows that such a file exists, and sees no value of it
#   remedy:
#     fr: Confier le dossier à un collègue d'une autre agence
#     en: Hand the file to a colleague of another branch
deny["conflict"] if {
	input.relation == "CONFLICT"
	input.group in (group.file - {"row"})
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-AU-00
#   reason:
#     fr: L'audit n'a pas besoin de cette donnée
#     en: Audit does not need this
#   remedy:
#     fr: Demander l'élément à la personne responsable, par écrit
#     en: Ask the person responsible for the item, in writing
otherwise["unspoken"] := true
