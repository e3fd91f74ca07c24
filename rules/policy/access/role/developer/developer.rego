# METADATA
# title: What a developer sees
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.developer

import data.access.group

# METADATA
# title: Reference data
# custom:
#   rule: ACC-DV-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: The demonstration bank
# custom:
#   rule: ACC-DV-02
#   reason:
#     fr: Un développeur voit tout de la banque de démonstration, et rien de la vraie
#     en: A developer sees all of the demonstration bank, and nothing of the real one
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["demonstration"] if input.group in (group.file | {"statistics"})

# METADATA
# title: The access matrix
# custom:
#   rule: ACC-DV-03
#   reason:
#     fr: Un développeur lit la matrice des accès
#     en: A developer reads the access matrix
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["access_rules"] if {
	input.relation == "NONE"
	input.group == "access_rules"
}

# METADATA
# title: No identity for marketing
# custom:
#   rule: ACC-DV-04
#   reason:
#     fr: Pour le marketing, personne ne voit d'identité
#     en: For marketing, nobody sees an identity
#   remedy:
#     fr: Choisir la finalité SERVICE
#     en: Choose the purpose SERVICE
deny["marketing_identity"] if {
	input.purpose == "MARKETING"
	input.group in group.identity
}

# METADATA
# title: Changes
# custom:
#   rule: ACC-DV-05
#   reason:
#     fr: Un développeur ne modifie rien dans une banque ouverte
#     en: A developer changes nothing in an open bank
#   remedy:
#     fr: Ouvrir une banque de démonstration à soi
#     en: Open a demonstration bank of one's own
deny["change"] if input.group in group.change

# METADATA
# title: Records, alerts and emergency accesses
# custom:
#   rule: ACC-DV-06
#   reason:
#     fr: Les journaux et les alertes parlent de collaborateurs réels
#     en: Records and alerts are about real employees
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in (group.control - {"access_rules", "alert_handling"})

# METADATA
# title: Rights, lists and requests of persons
# custom:
#   rule: ACC-DV-07
#   reason:
#     fr: Les droits et les demandes concernent des personnes réelles
#     en: Rights and requests are about real people
#   remedy:
#     fr: S'adresser à l'administrateur des droits
#     en: See the administrator of rights
deny["people"] if input.group in {"right", "recertification", "privacy"}

# METADATA
# title: Protection is no argument of sale
# custom:
#   rule: ACC-DV-08
#   reason:
#     fr: La capacité juridique et la fragilité ne servent pas à vendre
#     en: Legal capacity and fragility are not used for selling
#   remedy:
#     fr: Choisir la finalité SERVICE si le client demande de l'aide
#     en: Choose the purpose SERVICE if the customer asks for help
deny["sales_protection"] if {
	input.purpose == "SALES"
	input.group == "protection"
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-DV-09
#   reason:
#     fr: Personne ne traite son propre dossier, ni celui d'un proche ou d'un collègue de son agence
#     en: Nobody works on their own file, or on that of a relative or of a colleague of the branch
#   remedy:
#     fr: Confier le dossier à un collègue d'une autre agence
#     en: Hand the file to a colleague of another branch
deny["conflict"] if {
	input.relation == "CONFLICT"
	not input.group in group.reference
}

# METADATA
# title: Purposes of a developer
# custom:
#   rule: ACC-DV-10
#   reason:
#     fr: Un développeur essaie le service, la vente, le marketing et les réclamations
#     en: A developer tries service, sales, marketing and complaints
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "SALES", "MARKETING", "COMPLAINT"}
	not input.group in group.reference
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-DV-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
