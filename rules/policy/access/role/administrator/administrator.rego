# METADATA
# title: What an administrator of rights sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
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

# METADATA
# title: Rights of employees
# custom:
#   rule: ACC-AD-02
#   reason:
#     fr: L'administrateur accorde et retire les rôles, les portefeuilles et les délégations, et ouvre les revues de droits
#     en: An administrator grants and withdraws roles, portfolios and delegations, and opens reviews of rights
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["rights"] if {
	input.relation == "NONE"
	input.group in {"right", "right_change", "delegation_change", "recertification", "recertification_opening"}
}

# METADATA
# title: Customers
# custom:
#   rule: ACC-AD-03
#   reason:
#     fr: L'administrateur des droits ne voit aucun client
#     en: An administrator of rights sees no customer
#   remedy:
#     fr: "Aucune démarche : les deux fonctions sont séparées"
#     en: "Nothing can be done: the two functions are kept apart"
deny["customer"] if {
	input.relation != "NONE"
	not input.group in group.reference
}

# METADATA
# title: Customers' data and actions
# custom:
#   rule: ACC-AD-04
#   reason:
#     fr: L'administrateur des droits ne sert aucun client
#     en: An administrator of rights serves no customer
#   remedy:
#     fr: "Aucune démarche : les deux fonctions sont séparées"
#     en: "Nothing can be done: the two functions are kept apart"
deny["file"] if {
	input.relation == "NONE"
	input.group in ((group.file | group.service) | {"reassignment", "statistics", "export", "emergency_opening"})
}

# METADATA
# title: Reviewing rights
# custom:
#   rule: ACC-AD-05
#   reason:
#     fr: Qui accorde les droits ne les revoit pas
#     en: Who grants rights does not review them
#   remedy:
#     fr: S'adresser au responsable du collaborateur
#     en: See the employee's manager
deny["review"] if input.group == "right_review"

# METADATA
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-AD-06
#   reason:
#     fr: Les journaux, les alertes et la matrice des accès sont réservés aux fonctions de contrôle
#     en: Records, alerts and the access matrix are for the control functions
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in group.control

# METADATA
# title: Rights of persons
# custom:
#   rule: ACC-AD-07
#   reason:
#     fr: Les droits des personnes sur leurs données sont traités par le délégué à la protection des données
#     en: Rights of persons over their data are handled by the data protection officer
#   remedy:
#     fr: S'adresser au délégué à la protection des données
#     en: See the data protection officer
deny["privacy"] if input.group in group.privacy

# METADATA
# title: Purpose of an administrator
# custom:
#   rule: ACC-AD-08
#   reason:
#     fr: L'administrateur des droits agit pour le service seulement
#     en: An administrator of rights acts for service only
#   remedy:
#     fr: Choisir cette finalité
#     en: Choose this purpose
deny["purpose"] if {
	input.purpose != "SERVICE"
	not input.group in group.reference
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-AD-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
