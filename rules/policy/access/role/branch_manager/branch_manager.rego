# METADATA
# title: What a branch manager sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.branch_manager

import data.access.group

near if input.relation in {"OWN", "DELEGATED", "BRANCH"}

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
#   rule: ACC-BM-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Customers of the branch
# custom:
#   rule: ACC-BM-02
#   reason:
#     fr: Le directeur d'agence voit tout le dossier des clients de son agence, dossiers protégés compris
#     en: A branch manager sees the whole file of the branch's customers, protected files included
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["branch_file"] if {
	near
	input.group in (group.file | group.service)
}

# METADATA
# title: Moving a customer
# custom:
#   rule: ACC-BM-03
#   reason:
#     fr: Le directeur d'agence répartit les clients de son agence entre les portefeuilles
#     en: A branch manager moves the branch's customers between portfolios
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reassignment"] if {
	near
	input.group == "reassignment"
}

# METADATA
# title: The work list
# custom:
#   rule: ACC-BM-04
#   reason:
#     fr: Le directeur d'agence voit la liste du jour de son agence et agit pour ses clients
#     en: A branch manager sees the branch's list of the day and acts for its customers
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["work_list"] if {
	input.relation == "NONE"
	input.group in ({"action", "reassignment"} | group.service)
}

# METADATA
# title: Customers of other branches
# custom:
#   rule: ACC-BM-05
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
#   rule: ACC-BM-06
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
#   rule: ACC-BM-07
#   reason:
#     fr: Le dossier d'un client d'une autre agence n'est pas visible
#     en: The file of another branch's customer is not seen
#   remedy:
#     fr: Orienter le client vers son agence, ou demander une délégation
#     en: Send the customer to their own branch, or ask for a delegation
deny["elsewhere"] if {
	far
	input.group in (((group.file | group.service) | {"reassignment"}) - (group.identification | {"birth"}))
}

# METADATA
# title: Staff and VIP files of other branches
# custom:
#   rule: ACC-BM-08
#   reason:
#     fr: Les dossiers protégés n'existent que dans leur agence
#     en: Protected files exist in their own branch only
#   remedy:
#     fr: S'adresser à la direction régionale
#     en: See the regional management
deny["protected_file"] if {
	not near
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-BM-09
#   reason:
#     fr: Les journaux, les alertes et la matrice des accès sont réservés aux fonctions de contrôle
#     en: Records, alerts and the access matrix are for the control functions
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in group.control

# METADATA
# title: Purposes of a branch manager
# custom:
#   rule: ACC-BM-10
#   reason:
#     fr: Un directeur d'agence agit pour le service, la vente ou une réclamation
#     en: A branch manager acts for service, sales or a complaint
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
#   rule: ACC-BM-11
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
#   rule: ACC-BM-12
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
#   rule: ACC-BM-13
#   reason:
#     fr: Un dossier peut être ouvert en urgence, avec un motif, pour soixante minutes au plus
#     en: A file may be opened in an emergency, with a reason, for sixty minutes at most
#   remedy:
#     fr: "Donner le motif : la conformité est prévenue aussitôt"
#     en: "Give the reason: compliance is told at once"
show["emergency_opening"] if {
	input.relation in {"NONE", "REGION", "NETWORK"}
	input.purpose == "SERVICE"
	input.group == "emergency_opening"
}

# METADATA
# title: Protection is no argument of sale
# custom:
#   rule: ACC-BM-14
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
# title: Rights of persons
# custom:
#   rule: ACC-BM-15
#   reason:
#     fr: Les droits des personnes sur leurs données sont traités par le délégué à la protection des données
#     en: Rights of persons over their data are handled by the data protection officer
#   remedy:
#     fr: S'adresser au délégué à la protection des données
#     en: See the data protection officer
deny["privacy"] if input.group in group.privacy

# METADATA
# title: Rights and numbers of the branch
# custom:
#   rule: ACC-BM-16
#   reason:
#     fr: Le directeur d'agence prête les portefeuilles de son agence, revoit les droits de ses collaborateurs et compte ses clients
#     en: A branch manager lends the branch's portfolios, reviews the rights of its employees and counts its customers
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["management"] if {
	input.relation == "NONE"
	input.group in {"right", "delegation_change", "recertification", "right_review", "statistics"}
}

# METADATA
# title: Granting rights
# custom:
#   rule: ACC-BM-17
#   reason:
#     fr: Les rôles et les portefeuilles sont accordés par l'administrateur des droits
#     en: Roles and portfolios are granted by the administrator of rights
#   remedy:
#     fr: S'adresser à l'administrateur des droits
#     en: See the administrator of rights
deny["right_change"] if input.group in {"right_change", "recertification_opening"}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-BM-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
