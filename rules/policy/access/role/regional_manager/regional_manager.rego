# METADATA
# title: What a regional manager sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.regional_manager

import data.access.group

near if input.relation in {"OWN", "DELEGATED", "BRANCH", "REGION"}

far if input.relation in {"EMERGENCY", "NETWORK"}

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

# METADATA
# title: Customers of the region
# custom:
#   rule: ACC-RM-02
#   reason:
#     fr: Le directeur régional voit le dossier des clients de sa région, dossiers protégés compris
#     en: A regional manager sees the file of the region's customers, protected files included
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["region_file"] if {
	near
	input.group in (group.file - {"movement"})
}

# METADATA
# title: Movements
# custom:
#   rule: ACC-RM-03
#   reason:
#     fr: Les opérations ne sont visibles que dans l'agence du client
#     en: Movements are seen in the customer's branch only
#   remedy:
#     fr: S'adresser au directeur de l'agence du client
#     en: See the manager of the customer's branch
deny["movement"] if {
	near
	input.group == "movement"
}

# METADATA
# title: Moving a customer
# custom:
#   rule: ACC-RM-04
#   reason:
#     fr: Le directeur régional répartit les clients de sa région entre les portefeuilles
#     en: A regional manager moves the region's customers between portfolios
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reassignment"] if {
	input.relation in {"NONE", "OWN", "DELEGATED", "BRANCH", "REGION"}
	input.group == "reassignment"
}

# METADATA
# title: Changes to customers
# custom:
#   rule: ACC-RM-05
#   reason:
#     fr: Le directeur régional ne sert pas les clients lui-même
#     en: A regional manager does not serve customers in person
#   remedy:
#     fr: Demander l'action au directeur de l'agence
#     en: Ask the branch manager to act
deny["service"] if input.group in group.service

# METADATA
# title: The work lists
# custom:
#   rule: ACC-RM-06
#   reason:
#     fr: Le directeur régional suit les listes du jour de ses agences
#     en: A regional manager follows the lists of the day of the branches
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["work_list"] if {
	input.relation == "NONE"
	input.group == "action"
}

# METADATA
# title: Customers of other regions
# custom:
#   rule: ACC-RM-07
#   reason:
#     fr: Un client d'une autre région peut être reconnu et orienté
#     en: A customer of another region can be recognised and sent on
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
#   rule: ACC-RM-08
#   reason:
#     fr: L'année de naissance suffit à reconnaître un client d'une autre région
#     en: The birth year is enough to recognise a customer of another region
#   remedy:
#     fr: Orienter le client vers son agence
#     en: Send the customer to their own branch
mask["birth_year"] := "YEAR" if {
	far
	input.group == "birth"
}

# METADATA
# title: The file of customers of other regions
# custom:
#   rule: ACC-RM-09
#   reason:
#     fr: Le dossier d'un client d'une autre région n'est pas visible
#     en: The file of another region's customer is not seen
#   remedy:
#     fr: Orienter le client vers son agence
#     en: Send the customer to their own branch
deny["elsewhere"] if {
	far
	input.group in ((group.file | {"reassignment"}) - (group.identification | {"birth"}))
}

# METADATA
# title: Staff and VIP files of other regions
# custom:
#   rule: ACC-RM-10
#   reason:
#     fr: Les dossiers protégés n'existent que dans leur région
#     en: Protected files exist in their own region only
#   remedy:
#     fr: S'adresser à la direction régionale du client
#     en: See the regional management of the customer
deny["protected_file"] if {
	far
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: Rights, lists and numbers of the region
# custom:
#   rule: ACC-RM-11
#   reason:
#     fr: Le directeur régional prête les portefeuilles, revoit les droits de ses collaborateurs, compte et exporte les clients de sa région
#     en: A regional manager lends portfolios, reviews the rights of employees, counts and exports the region's customers
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["management"] if {
	input.relation == "NONE"
	input.group in {"right", "delegation_change", "recertification", "right_review", "statistics", "export"}
}

# METADATA
# title: Granting rights
# custom:
#   rule: ACC-RM-12
#   reason:
#     fr: Les rôles et les portefeuilles sont accordés par l'administrateur des droits
#     en: Roles and portfolios are granted by the administrator of rights
#   remedy:
#     fr: S'adresser à l'administrateur des droits
#     en: See the administrator of rights
deny["right_change"] if input.group in {"right_change", "recertification_opening"}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-RM-13
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
# title: Protection is no argument of sale
# custom:
#   rule: ACC-RM-14
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
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-RM-15
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
#   rule: ACC-RM-16
#   reason:
#     fr: Les droits des personnes sur leurs données sont traités par le délégué à la protection des données
#     en: Rights of persons over their data are handled by the data protection officer
#   remedy:
#     fr: S'adresser au délégué à la protection des données
#     en: See the data protection officer
deny["privacy"] if input.group in group.privacy

# METADATA
# title: Purposes of a regional manager
# custom:
#   rule: ACC-RM-17
#   reason:
#     fr: Un directeur régional agit pour le service, la vente ou une réclamation
#     en: A regional manager acts for service, sales or a complaint
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "SALES", "COMPLAINT"}
	not input.group in group.reference
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-RM-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
