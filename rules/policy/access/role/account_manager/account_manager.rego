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
# title: Reports and reasons of the branch's customers
# custom:
#   rule: ACC-AM-07
#   reason:
#     fr: Les comptes rendus et les raisons des préconisations ne sont visibles que du chargé de clientèle du client
#     en: Reports and the reasons of recommendations are read by the customer's own account manager only
#   remedy:
#     fr: Demander une délégation au chargé de clientèle
#     en: Ask the account manager for a delegation
deny["branch_report"] if {
	input.relation == "BRANCH"
	input.group in {"report", "reason"}
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
# title: Birth year of customers of other branches
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
# title: Audit records
# custom:
#   rule: ACC-AM-13
#   reason:
#     fr: Le journal d'audit est réservé aux auditeurs
#     en: Audit records are for auditors
#   remedy:
#     fr: S'adresser à l'audit interne
#     en: See internal audit
deny["audit"] if input.group == "audit"

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
