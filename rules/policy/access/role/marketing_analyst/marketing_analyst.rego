# METADATA
# title: What a marketing analyst sees
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.marketing_analyst

import data.access.group

# Groups that describe a customer without naming anybody.
described := {
	"row", "profile", "area", "household", "contract", "life_event", "recommendation", "reason", "consent", "channel",
	"assignment", "standing",
}

# METADATA
# title: Reference data
# custom:
#   rule: ACC-MA-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Customers without their identity
# custom:
#   rule: ACC-MA-02
#   reason:
#     fr: L'analyse porte sur des situations et des équipements, pas sur des personnes
#     en: Analysis is about situations and holdings, not about persons
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["described"] if {
	input.relation != "NONE"
	input.group in described
}

# METADATA
# title: Years instead of dates
# custom:
#   rule: ACC-MA-03
#   reason:
#     fr: L'année suffit à l'analyse, une date dirait un anniversaire
#     en: The year is enough for analysis, a date would tell a birthday
#   remedy:
#     fr: Travailler par année
#     en: Work by year
mask["birth_year"] := "YEAR" if {
	input.relation != "NONE"
	input.group in {"birth", "personal_date", "proposal_date"}
}

# METADATA
# title: Income band
# custom:
#   rule: ACC-MA-04
#   reason:
#     fr: La tranche de revenus suffit à l'analyse
#     en: The income band is enough for analysis
#   remedy:
#     fr: Travailler par tranche de revenus
#     en: Work by income band
mask["income_band"] := "BAND" if {
	input.relation != "NONE"
	input.group == "income"
}

# METADATA
# title: Identity and file
# custom:
#   rule: ACC-MA-05
#   reason:
#     fr: L'analyse marketing ne voit ni identité, ni coordonnées, ni argent, ni entretiens
#     en: Marketing analysis sees no identity, contact point, money or interaction
#   remedy:
#     fr: S'adresser au chargé de clientèle pour un client donné
#     en: See the account manager about a given customer
deny["file"] if input.group in (group.file - (described | {"birth", "personal_date", "proposal_date", "income"}))

# METADATA
# title: Staff and VIP files
# custom:
#   rule: ACC-MA-06
#   reason:
#     fr: Les dossiers protégés n'entrent pas dans l'analyse marketing
#     en: Protected files are left out of marketing analysis
#   remedy:
#     fr: Aucune démarche, ces clients sont exclus des études
#     en: Nothing can be done, these customers are left out of studies
deny["protected_file"] if {
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: Changes
# custom:
#   rule: ACC-MA-07
#   reason:
#     fr: L'analyse marketing ne modifie rien
#     en: Marketing analysis changes nothing
#   remedy:
#     fr: Demander l'action au chargé de clientèle
#     en: Ask the account manager to act
deny["change"] if input.group in (group.service | {"reassignment"})

# METADATA
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-MA-08
#   reason:
#     fr: Les journaux, les alertes et la matrice des accès sont réservés aux fonctions de contrôle
#     en: Records, alerts and the access matrix are for the control functions
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in group.control

# METADATA
# title: Purpose of a marketing analyst
# custom:
#   rule: ACC-MA-09
#   reason:
#     fr: L'analyste agit pour le marketing seulement
#     en: An analyst acts for marketing only
#   remedy:
#     fr: Choisir cette finalité
#     en: Choose this purpose
deny["purpose"] if {
	input.purpose != "MARKETING"
	not input.group in group.reference
}

# METADATA
# title: Counts and lists
# custom:
#   rule: ACC-MA-10
#   reason:
#     fr: L'analyste compte des clients et exporte des listes sans identité
#     en: An analyst counts customers and exports lists without identities
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["study"] if {
	input.relation == "NONE"
	input.group in {"statistics", "export"}
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-MA-11
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
# title: Rights of employees
# custom:
#   rule: ACC-MA-12
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
#   rule: ACC-MA-13
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
#   rule: ACC-MA-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
