# METADATA
# title: What an analyst who writes rules sees
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.rule_analyst

import data.access.group

# Groups that tell how a rule behaves without telling of whom.
studied := {
	"row", "profile", "area", "household", "contract", "asset", "life_event", "recommendation", "reason", "decision", "consent",
	"channel", "assignment", "standing", "protection", "interaction",
}

# METADATA
# title: Reference data
# custom:
#   rule: ACC-RA-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Situations, decisions and their reasons
# custom:
#   rule: ACC-RA-02
#   reason:
#     fr: L'analyste des règles vérifie ce qu'elles décident, pour des situations et non pour des personnes
#     en: A rule analyst verifies what the rules decide, for situations and not for persons
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["studied"] if {
	input.relation != "NONE"
	input.group in studied
}

# METADATA
# title: Years instead of dates
# custom:
#   rule: ACC-RA-03
#   reason:
#     fr: L'année suffit à vérifier une règle
#     en: The year is enough to verify a rule
#   remedy:
#     fr: Essayer la règle sur des dates fictives
#     en: Try the rule on made-up dates
mask["birth_year"] := "YEAR" if {
	input.relation != "NONE"
	input.group in {"birth", "personal_date", "proposal_date"}
}

# METADATA
# title: Bands instead of amounts
# custom:
#   rule: ACC-RA-04
#   reason:
#     fr: Une tranche suffit à vérifier un seuil
#     en: A band is enough to verify a threshold
#   remedy:
#     fr: Essayer la règle sur des montants fictifs
#     en: Try the rule on made-up amounts
mask["amount_band"] := "BAND" if {
	input.relation != "NONE"
	input.group in {"income", "balance"}
}

# METADATA
# title: Pseudonyms of contracts
# custom:
#   rule: ACC-RA-05
#   reason:
#     fr: Un pseudonyme suffit à suivre un contrat d'une décision à l'autre
#     en: A pseudonym is enough to follow a contract from one decision to another
#   remedy:
#     fr: Travailler avec le pseudonyme
#     en: Work with the pseudonym
mask["number_hash"] := "HASH" if {
	input.relation != "NONE"
	input.group == "contract_number"
}

# METADATA
# title: Identity, movements and texts
# custom:
#   rule: ACC-RA-06
#   reason:
#     fr: L'analyste des règles ne voit ni identité, ni coordonnées, ni opérations, ni textes libres
#     en: A rule analyst sees no identity, contact point, movement or free text
#   remedy:
#     fr: S'adresser au chargé de clientèle pour un client donné
#     en: See the account manager about a given customer
deny["identity"] if {
	input.group in (group.file - (studied | {"birth", "personal_date", "proposal_date", "income", "balance", "contract_number"}))
}

# METADATA
# title: Staff and VIP files
# custom:
#   rule: ACC-RA-07
#   reason:
#     fr: Les dossiers protégés n'entrent pas dans l'étude des règles
#     en: Protected files are left out of the study of rules
#   remedy:
#     fr: Aucune démarche, ces clients sont exclus des études
#     en: Nothing can be done, these customers are left out of studies
deny["protected_file"] if {
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: The access matrix and counts
# custom:
#   rule: ACC-RA-08
#   reason:
#     fr: L'analyste des règles lit la matrice des accès et compte les clients qu'une règle touche
#     en: A rule analyst reads the access matrix and counts the customers that a rule reaches
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["rules"] if {
	input.relation == "NONE"
	input.group in {"access_rules", "statistics"}
}

# METADATA
# title: Changes
# custom:
#   rule: ACC-RA-09
#   reason:
#     fr: L'analyste des règles ne modifie aucun dossier
#     en: A rule analyst changes no file
#   remedy:
#     fr: Demander l'action au chargé de clientèle
#     en: Ask the account manager to act
deny["change"] if input.group in (group.service | {"reassignment"})

# METADATA
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-RA-10
#   reason:
#     fr: Les journaux et les alertes sont réservés aux fonctions de contrôle
#     en: Records and alerts are for the control functions
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in (group.control - {"access_rules"})

# METADATA
# title: Purposes of a rule analyst
# custom:
#   rule: ACC-RA-11
#   reason:
#     fr: L'analyste des règles agit pour le service ou une réclamation
#     en: A rule analyst acts for service or a complaint
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "COMPLAINT"}
	not input.group in group.reference
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-RA-12
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
#   rule: ACC-RA-13
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
#   rule: ACC-RA-14
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
#   rule: ACC-RA-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
