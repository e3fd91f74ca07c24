# METADATA
# title: What an account manager sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.account_manager

import data.access.group

protected if input.sensitivity in {"STAFF", "VIP"}

near if input.relation in {"OWN", "DELEGATED"}

far if input.relation in {"REGION", "NETWORK"}

far if {
	input.relation == "EMERGENCY"
	input.purpose == "SALES"
}

opened if {
	input.relation == "EMERGENCY"
	input.purpose != "SALES"
}

# METADATA
# title: Reference data
# custom:
#   rule: ACC-AM-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Own and delegated customers
# custom:
#   rule: ACC-AM-02
#   reason:
#     fr: Le chargé de clientèle voit tout le dossier des clients de ses portefeuilles et de ceux qui lui sont délégués
#     en: An account manager sees the whole file of customers of own and delegated portfolios
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["own_file"] if {
	near
	input.group in (group.file | group.service)
}

# METADATA
# title: The work list
# custom:
#   rule: ACC-AM-03
#   reason:
#     fr: Le chargé de clientèle a sa propre liste du jour et agit pour ses clients
#     en: An account manager has a list of the day and acts for customers
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["work_list"] if {
	input.relation == "NONE"
	input.group in ({"action"} | group.service)
}

# METADATA
# title: Customers of the branch
# custom:
#   rule: ACC-AM-04
#   reason:
#     fr: Le chargé de clientèle peut accueillir tout client de son agence
#     en: An account manager may welcome any customer of the branch
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["branch_file"] if {
	input.relation == "BRANCH"
	input.group in (group.file | group.welcome)
}

# METADATA
# title: Incomes of the branch's customers
# custom:
#   rule: ACC-AM-05
#   reason:
#     fr: Les revenus des clients d'un collègue ne sont donnés qu'en tranche
#     en: Incomes of a colleague's customers are given as a band only
#   remedy:
#     fr: Demander une délégation au chargé de clientèle
#     en: Ask the account manager for a delegation
mask["branch_income"] := "BAND" if {
	input.relation == "BRANCH"
	input.group == "income"
}

# METADATA
# title: Movements of the branch's customers
# custom:
#   rule: ACC-AM-06
#   reason:
#     fr: Les opérations ne sont visibles que du chargé de clientèle du client
#     en: Movements are seen by the customer's own account manager only
#   remedy:
#     fr: Demander une délégation au chargé de clientèle
#     en: Ask the account manager for a delegation
deny["branch_movement"] if {
	input.relation == "BRANCH"
	input.group == "movement"
}

# METADATA
# title: Reports of the branch's customers
# custom:
#   rule: ACC-AM-07
#   reason:
#     fr: Hors réclamation, les comptes rendus ne sont lus que par le chargé de clientèle du client
#     en: But for a complaint, reports are read by the customer's own account manager only
#   remedy:
#     fr: Demander une délégation, ou choisir la finalité COMPLAINT pour une réclamation
#     en: Ask for a delegation, or choose the purpose COMPLAINT for a complaint
deny["branch_report"] if {
	input.relation == "BRANCH"
	input.purpose != "COMPLAINT"
	input.group == "report"
}

# METADATA
# title: Customers of other branches
# custom:
#   rule: ACC-AM-08
#   reason:
#     fr: Un client d'une autre agence peut être reconnu et orienté
#     en: A customer of another branch can be recognised and sent on
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["identification"] if {
	far
	input.group in group.identification
}

# METADATA
# title: Birth year
# custom:
#   rule: ACC-AM-09
#   reason:
#     fr: L'année de naissance suffit à reconnaître un client d'une autre agence
#     en: The birth year is enough to recognise a customer of another branch
#   remedy:
#     fr: Orienter le client vers son agence
#     en: Send the customer to their own branch
mask["birth_year"] := "YEAR" if {
	far
	input.group == "birth"
}

# METADATA
# title: The file of customers of other branches
# custom:
#   rule: ACC-AM-10
#   reason:
#     fr: Le dossier d'un client d'une autre agence n'est pas visible
#     en: The file of another branch's customer is not seen
#   remedy:
#     fr: Orienter le client vers son agence, ou demander une délégation
#     en: Send the customer to their own branch, or ask for a delegation
deny["elsewhere"] if {
	far
	input.group in ((group.file | group.service) - (group.identification | {"birth"}))
}

# METADATA
# title: Staff and VIP files
# custom:
#   rule: ACC-AM-11
#   reason:
#     fr: Les dossiers protégés n'existent que pour leur chargé de clientèle
#     en: Protected files exist for their own account manager only
#   remedy:
#     fr: S'adresser au directeur d'agence
#     en: See the branch manager
deny["protected_file"] if {
	protected
	not near
	not input.group in group.reference
}

# METADATA
# title: Moving a customer
# custom:
#   rule: ACC-AM-12
#   reason:
#     fr: Seul le directeur d'agence change un client de portefeuille
#     en: Only the branch manager moves a customer to another portfolio
#   remedy:
#     fr: Demander le changement au directeur d'agence
#     en: Ask the branch manager for the move
deny["reassignment"] if input.group == "reassignment"

# METADATA
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-AM-13
#   reason:
#     fr: Les journaux, les alertes et la matrice des accès sont réservés aux fonctions de contrôle
#     en: Records, alerts and the access matrix are for the control functions
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in group.control

# METADATA
# title: Purposes of an account manager
# custom:
#   rule: ACC-AM-14
#   reason:
#     fr: Un chargé de clientèle agit pour le service, la vente ou une réclamation
#     en: An account manager acts for service, sales or a complaint
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "SALES", "COMPLAINT"}
	not input.group in group.reference
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-AM-15
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
# title: A file opened in an emergency
# custom:
#   rule: ACC-AM-16
#   reason:
#     fr: Un accès d'urgence ouvre le dossier pour la durée annoncée, sans rien y changer que le contact enregistré
#     en: An emergency access opens the file for the time announced, and changes nothing in it but the interaction recorded
#   remedy:
#     fr: "Rester dans le motif déclaré : la conformité est prévenue"
#     en: "Keep to the reason given: compliance is told"
show["emergency_file"] if {
	opened
	input.group in (group.file | {"interaction_recording"})
}

# METADATA
# title: Opening a file in an emergency
# custom:
#   rule: ACC-AM-17
#   reason:
#     fr: Un dossier peut être ouvert en urgence, avec un motif, pour soixante minutes au plus
#     en: A file may be opened in an emergency, with a reason, for sixty minutes at most
#   remedy:
#     fr: "Donner le motif : la conformité est prévenue aussitôt"
#     en: "Give the reason: compliance is told at once"
show["emergency_opening"] if {
	input.relation in {"NONE", "BRANCH", "REGION", "NETWORK"}
	input.purpose == "SERVICE"
	input.group == "emergency_opening"
}

# METADATA
# title: Protection is no argument of sale
# custom:
#   rule: ACC-AM-18
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
# title: Rights of employees
# custom:
#   rule: ACC-AM-19
#   reason:
#     fr: Les droits des collaborateurs sont tenus par l'administrateur et les responsables
#     en: Rights of employees are kept by the administrator and managers
#   remedy:
#     fr: S'adresser à l'administrateur des droits
#     en: See the administrator of rights
deny["administration"] if input.group in group.administration

# METADATA
# title: Rights of persons
# custom:
#   rule: ACC-AM-20
#   reason:
#     fr: Les droits des personnes sur leurs données sont traités par le délégué à la protection des données
#     en: Rights of persons over their data are handled by the data protection officer
#   remedy:
#     fr: S'adresser au délégué à la protection des données
#     en: See the data protection officer
deny["privacy"] if input.group in group.privacy

# METADATA
# title: Everything else
# custom:
#   rule: ACC-AM-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
