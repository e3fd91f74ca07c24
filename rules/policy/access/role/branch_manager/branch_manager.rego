# METADATA
# title: What a branch manager sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.branch_manager

import data.access.group

near if input.relation in {"OWN", "DELEGATED", "BRANCH"}

far if input.relation in {"REGION", "NETWORK"}

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
# title: Birth year of customers of other branches
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
	far
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: Audit records
# custom:
#   rule: ACC-BM-09
#   reason:
#     fr: Le journal d'audit est réservé aux auditeurs
#     en: Audit records are for auditors
#   remedy:
#     fr: S'adresser à l'audit interne
#     en: See internal audit
deny["audit"] if input.group == "audit"

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
