# METADATA
# title: What the data protection officer sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.data_protection_officer

import data.access.group

# What answering a person about their data takes.
answered := group.identification | {"birth", "consent", "channel", "household"}

# METADATA
# title: Reference data
# custom:
#   rule: ACC-DP-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Whom a request is about
# custom:
#   rule: ACC-DP-02
#   reason:
#     fr: Le délégué à la protection des données reconnaît la personne qui exerce ses droits, pour tout client
#     en: The data protection officer recognises the person who exercises a right, for any customer
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["identification"] if {
	input.relation != "NONE"
	input.group in answered
}

# METADATA
# title: Answering a person
# custom:
#   rule: ACC-DP-03
#   reason:
#     fr: La réponse à une personne lui est adressée à ses coordonnées
#     en: The answer to a person is sent to their contact points
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["contact"] if {
	input.relation != "NONE"
	input.purpose in {"SERVICE", "COMPLAINT"}
	input.group in {"contact", "area"}
}

# METADATA
# title: Decisions, for a complaint
# custom:
#   rule: ACC-DP-04
#   reason:
#     fr: Une réclamation ouvre les décisions automatisées, leurs raisons et les comptes rendus
#     en: A complaint opens automated decisions, their reasons and the reports
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["complaint"] if {
	input.relation != "NONE"
	input.purpose == "COMPLAINT"
	input.group in {"decision", "recommendation", "proposal_date", "reason", "interaction", "report"}
}

# METADATA
# title: Rights of persons
# custom:
#   rule: ACC-DP-05
#   reason:
#     fr: Le délégué à la protection des données traite les droits d'accès, d'opposition et d'effacement
#     en: The data protection officer handles the rights of access, objection and erasure
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["privacy"] if input.group == "privacy"

# METADATA
# title: Recording an objection
# custom:
#   rule: ACC-DP-06
#   reason:
#     fr: Une opposition est enregistrée pour la personne qui la demande
#     en: An objection is recorded for the person who asks for it
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["privacy_change"] if {
	input.purpose in {"SERVICE", "COMPLAINT"}
	input.group == "privacy_change"
}

# METADATA
# title: Records, alerts and the access matrix
# custom:
#   rule: ACC-DP-07
#   reason:
#     fr: Le délégué à la protection des données vérifie qui a vu quoi
#     en: The data protection officer verifies who saw what
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["supervision"] if input.group in (group.control - {"alert_handling"})

# METADATA
# title: The rest of the file
# custom:
#   rule: ACC-DP-08
#   reason:
#     fr: Le délégué à la protection des données ne voit pas le reste du dossier, il le fait exporter pour la personne
#     en: The data protection officer does not see the rest of the file, but has it exported for the person
#   remedy:
#     fr: Exporter les données pour la personne qui exerce son droit d'accès
#     en: Export the data for the person who exercises the right of access
deny["file"] if {
	input.group in (group.file - (answered | {"contact", "area", "decision", "recommendation", "proposal_date", "reason", "interaction", "report"}))
}

# METADATA
# title: Changes
# custom:
#   rule: ACC-DP-09
#   reason:
#     fr: Le délégué à la protection des données ne modifie aucun dossier
#     en: The data protection officer changes no file
#   remedy:
#     fr: Demander l'action au chargé de clientèle
#     en: Ask the account manager to act
deny["change"] if input.group in (group.service | {"reassignment"})

# METADATA
# title: Rights of employees
# custom:
#   rule: ACC-DP-10
#   reason:
#     fr: Les droits des collaborateurs sont tenus par l'administrateur et les responsables
#     en: Rights of employees are kept by the administrator and managers
#   remedy:
#     fr: S'adresser à l'administrateur des droits
#     en: See the administrator of rights
deny["administration"] if input.group in group.administration

# METADATA
# title: Purposes of the data protection officer
# custom:
#   rule: ACC-DP-11
#   reason:
#     fr: Le délégué à la protection des données agit pour le service, une réclamation ou un contrôle
#     en: The data protection officer acts for service, a complaint or a check
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "COMPLAINT", "AUDIT"}
	not input.group in group.reference
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-DP-12
#   reason:
#     fr: Personne ne contrôle son propre dossier, ni celui d'un proche ou d'un collègue de son agence
#     en: Nobody checks their own file, or that of a relative or of a colleague of the branch
#   remedy:
#     fr: Confier le dossier à un collègue d'une autre agence
#     en: Hand the file to a colleague of another branch
deny["conflict"] if {
	input.relation == "CONFLICT"
	not input.group in group.reference
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-DP-00
#   reason:
#     fr: Cette finalité n'ouvre pas cette donnée au délégué à la protection des données
#     en: This purpose does not open this to the data protection officer
#   remedy:
#     fr: Choisir la finalité COMPLAINT pour une réclamation
#     en: Choose the purpose COMPLAINT for a complaint
otherwise["unspoken"] := true
