# METADATA
# title: What a compliance officer sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.compliance_officer

import data.access.group

# What an alert or a complaint is judged by.
examined := group.identification | {"decision", "recommendation", "proposal_date", "reason", "consent", "channel", "interaction"}

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

# METADATA
# title: What an alert or a complaint needs
# custom:
#   rule: ACC-CO-02
#   reason:
#     fr: La conformité examine ce qui a été proposé, décidé et dit, pour tout client
#     en: Compliance examines what was proposed, decided and said, for any customer
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["examined"] if {
	input.relation != "NONE"
	input.group in examined
}

# METADATA
# title: Reports, for a complaint
# custom:
#   rule: ACC-CO-03
#   reason:
#     fr: Une réclamation ouvre les comptes rendus d'entretien
#     en: A complaint opens the interaction reports
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["report"] if {
	input.relation != "NONE"
	input.purpose == "COMPLAINT"
	input.group == "report"
}

# METADATA
# title: Alerts, emergency accesses and records
# custom:
#   rule: ACC-CO-04
#   reason:
#     fr: La conformité traite les alertes, suit les accès d'urgence et lit les journaux
#     en: Compliance handles alerts, follows emergency accesses and reads the records
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["supervision"] if {
	input.relation == "NONE"
	input.group in group.control
}

# METADATA
# title: Customers of alerts and emergency accesses
# custom:
#   rule: ACC-CO-05
#   reason:
#     fr: La conformité sait à quel client se rapporte un accès d'urgence ou une alerte
#     en: Compliance knows which customer an emergency access or an alert is about
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["emergency"] if {
	input.relation != "NONE"
	input.group in {"emergency", "alert", "alert_handling"}
}

# METADATA
# title: Rights and their reviews
# custom:
#   rule: ACC-CO-06
#   reason:
#     fr: La conformité ouvre les revues de droits et tranche celles que personne d'autre ne peut faire
#     en: Compliance opens reviews of rights and decides those that nobody else can
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["rights"] if {
	input.relation == "NONE"
	input.group in {"right", "recertification", "recertification_opening", "right_review"}
}

# METADATA
# title: The rest of the file
# custom:
#   rule: ACC-CO-07
#   reason:
#     fr: La conformité ne voit ni coordonnées, ni montants, ni opérations
#     en: Compliance sees no contact point, amount or movement
#   remedy:
#     fr: Demander l'élément au chargé de clientèle, par écrit
#     en: Ask the account manager for the item, in writing
deny["file"] if input.group in (group.file - (examined | {"report"}))

# METADATA
# title: Reports, but for a complaint
# custom:
#   rule: ACC-CO-08
#   reason:
#     fr: Hors réclamation, la conformité ne lit pas les comptes rendus
#     en: But for a complaint, compliance does not read reports
#   remedy:
#     fr: Choisir la finalité COMPLAINT pour une réclamation
#     en: Choose the purpose COMPLAINT for a complaint
deny["report_elsewhere"] if {
	input.purpose != "COMPLAINT"
	input.group == "report"
}

# METADATA
# title: Changes
# custom:
#   rule: ACC-CO-09
#   reason:
#     fr: La conformité ne modifie aucun dossier et n'accorde aucun droit
#     en: Compliance changes no file and grants no right
#   remedy:
#     fr: Demander l'action à la personne responsable
#     en: Ask the person responsible to act
deny["change"] if input.group in (group.service | {"reassignment", "right_change", "delegation_change"})

# METADATA
# title: Rights of persons
# custom:
#   rule: ACC-CO-10
#   reason:
#     fr: Les droits des personnes sur leurs données sont traités par le délégué à la protection des données
#     en: Rights of persons over their data are handled by the data protection officer
#   remedy:
#     fr: S'adresser au délégué à la protection des données
#     en: See the data protection officer
deny["privacy"] if input.group in group.privacy

# METADATA
# title: Purposes of a compliance officer
# custom:
#   rule: ACC-CO-11
#   reason:
#     fr: La conformité agit pour une réclamation ou un contrôle
#     en: Compliance acts for a complaint or a check
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"COMPLAINT", "AUDIT"}
	not input.group in group.reference
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-CO-12
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
#   rule: ACC-CO-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
