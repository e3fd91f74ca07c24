# METADATA
# title: What a machine client sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.machine_client

import data.access.group

# What a study may read, without identities.
described := {
	"row", "profile", "area", "household", "contract", "life_event", "recommendation", "reason", "consent", "channel",
	"assignment", "standing",
}

# METADATA
# title: Reference data
# custom:
#   rule: ACC-MC-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Serving customers
# custom:
#   rule: ACC-MC-02
#   reason:
#     fr: Un programme sert les clients ordinaires, dans les périmètres qui lui sont accordés
#     en: A program serves ordinary customers, within the scopes granted to it
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["service"] if {
	input.purpose == "SERVICE"
	input.group in ((group.file - {"report", "protection", "life_event_note"}) | group.service)
}

# METADATA
# title: Studies without identities
# custom:
#   rule: ACC-MC-03
#   reason:
#     fr: Pour le marketing, un programme voit des situations et non des personnes
#     en: For marketing, a program sees situations and not persons
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["study"] if {
	input.purpose == "MARKETING"
	input.group in described
}

# METADATA
# title: Years instead of dates
# custom:
#   rule: ACC-MC-04
#   reason:
#     fr: Pour le marketing, l'année suffit
#     en: For marketing, the year is enough
#   remedy:
#     fr: Travailler par année
#     en: Work by year
mask["study_year"] := "YEAR" if {
	input.purpose == "MARKETING"
	input.group in {"birth", "personal_date", "proposal_date"}
}

# METADATA
# title: Income band
# custom:
#   rule: ACC-MC-05
#   reason:
#     fr: Pour le marketing, la tranche de revenus suffit
#     en: For marketing, the income band is enough
#   remedy:
#     fr: Travailler par tranche de revenus
#     en: Work by income band
mask["study_income"] := "BAND" if {
	input.purpose == "MARKETING"
	input.group == "income"
}

# METADATA
# title: Counts
# custom:
#   rule: ACC-MC-06
#   reason:
#     fr: Un programme compte des clients
#     en: A program counts customers
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["statistics"] if {
	input.relation == "NONE"
	input.group == "statistics"
}

# METADATA
# title: Outside the scopes
# custom:
#   rule: ACC-MC-07
#   reason:
#     fr: Les périmètres accordés au programme ne couvrent pas cette donnée
#     en: The scopes granted to the program do not cover this
#   remedy:
#     fr: Demander un périmètre au propriétaire du programme
#     en: Ask the owner of the program for a scope
deny["scope"] if input.scope == "OUTSIDE"

# METADATA
# title: Texts and protections
# custom:
#   rule: ACC-MC-08
#   reason:
#     fr: Un programme ne lit ni textes libres, ni protections
#     en: A program reads no free text and no protection
#   remedy:
#     fr: S'adresser au chargé de clientèle
#     en: See the account manager
deny["free_text"] if input.group in {"report", "protection", "life_event_note"}

# METADATA
# title: Staff and VIP files
# custom:
#   rule: ACC-MC-09
#   reason:
#     fr: Les dossiers protégés n'existent pour aucun programme
#     en: Protected files exist for no program
#   remedy:
#     fr: S'adresser au directeur d'agence
#     en: See the branch manager
deny["protected_file"] if {
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: What people do
# custom:
#   rule: ACC-MC-10
#   reason:
#     fr: Droits, journaux, revues et accès d'urgence sont l'affaire de personnes
#     en: Rights, records, reviews and emergency accesses are for people
#   remedy:
#     fr: Faire agir une personne qui en a le droit
#     en: Let a person act who has the right
deny["people"] if {
	input.group in ((group.control | (group.administration | group.privacy)) | {"emergency_opening", "reassignment", "export"})
}

# METADATA
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-MC-11
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
# title: Purposes of a machine client
# custom:
#   rule: ACC-MC-12
#   reason:
#     fr: Un programme agit pour le service ou le marketing
#     en: A program acts for service or marketing
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "MARKETING"}
	not input.group in group.reference
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-MC-00
#   reason:
#     fr: Aucune règle n'ouvre cette donnée à un programme pour cette finalité
#     en: No rule opens this to a program for this purpose
#   remedy:
#     fr: Demander un périmètre au propriétaire du programme
#     en: Ask the owner of the program for a scope
otherwise["unspoken"] := true
