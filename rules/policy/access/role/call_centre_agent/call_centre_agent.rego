# METADATA
# title: What a call-centre agent sees and does
# description: >-
#   Nothing is shown that no rule shows. Where several rules speak of the same
#   group, deny wins over mask, and mask over show.
package access.role.call_centre_agent

import data.access.group

anywhere if input.relation in {"OWN", "DELEGATED", "BRANCH", "REGION", "NETWORK"}

opened if {
	input.relation == "EMERGENCY"
	input.purpose != "SALES"
}

# What answering a call takes.
answered := group.identification | {
	"birth", "contact", "area", "channel", "consent", "household", "contract", "life_event", "personal_date", "interaction",
	"recommendation", "proposal_date", "reason",
}

# METADATA
# title: Reference data
# custom:
#   rule: ACC-CC-01
#   reason:
#     fr: Les données de référence sont ouvertes à tous les collaborateurs
#     en: Reference data are open to every employee
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["reference"] if input.group in group.reference

# METADATA
# title: Ordinary customers of the whole network
# custom:
#   rule: ACC-CC-02
#   reason:
#     fr: Le centre de relation client répond à tout client du réseau
#     en: The call centre answers any customer of the network
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["caller"] if {
	anywhere
	input.group in (answered | group.welcome)
}

# METADATA
# title: Balances of callers
# custom:
#   rule: ACC-CC-03
#   reason:
#     fr: Une tranche suffit à répondre sur un solde ou un encours
#     en: A band is enough to answer about a balance or an amount due
#   remedy:
#     fr: Passer l'appel au chargé de clientèle
#     en: Hand the call to the account manager
mask["balance_band"] := "BAND" if {
	anywhere
	input.group == "balance"
}

# METADATA
# title: Ends of numbers
# custom:
#   rule: ACC-CC-04
#   reason:
#     fr: Les quatre derniers caractères suffisent à désigner un contrat
#     en: The last four characters are enough to name a contract
#   remedy:
#     fr: Faire lire le numéro par le client
#     en: Let the customer read the number
mask["number_end"] := "LAST4" if {
	anywhere
	input.group == "contract_number"
}

# METADATA
# title: Decisions, for a complaint
# custom:
#   rule: ACC-CC-05
#   reason:
#     fr: Une réclamation ouvre les décisions prises pour le client
#     en: A complaint opens the decisions made for the customer
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["complaint"] if {
	anywhere
	input.purpose == "COMPLAINT"
	input.group == "decision"
}

# METADATA
# title: Acting for a caller
# custom:
#   rule: ACC-CC-06
#   reason:
#     fr: Le centre de relation client enregistre des contacts et des événements
#     en: The call centre records interactions and events
#   remedy:
#     fr: Aucune démarche n'est nécessaire
#     en: Nothing needs to be done
show["call"] if {
	input.relation == "NONE"
	input.group in group.welcome
}

# METADATA
# title: What a call does not need
# custom:
#   rule: ACC-CC-07
#   reason:
#     fr: Revenus, opérations, comptes rendus et protections ne sont pas utiles pour répondre à un appel
#     en: Incomes, movements, reports and protections are not needed to answer a call
#   remedy:
#     fr: Passer l'appel au chargé de clientèle
#     en: Hand the call to the account manager
deny["beyond_the_call"] if {
	anywhere
	input.group in ((group.file | group.service) - (((answered | group.welcome) | {"balance", "contract_number"}) | {"decision"}))
}

# METADATA
# title: Staff and VIP files
# custom:
#   rule: ACC-CC-08
#   reason:
#     fr: Le centre de relation client ne sert pas les clients dont le dossier est protégé
#     en: The call centre does not serve customers whose file is protected
#   remedy:
#     fr: Orienter le client vers son agence
#     en: Send the customer to their own branch
deny["protected_file"] if {
	input.sensitivity in {"STAFF", "VIP"}
	not input.group in group.reference
}

# METADATA
# title: A file opened in an emergency
# custom:
#   rule: ACC-CC-09
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
#   rule: ACC-CC-10
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
# title: One's own file, those of relatives and colleagues
# custom:
#   rule: ACC-CC-11
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
# title: Audit, alerts and emergency accesses
# custom:
#   rule: ACC-CC-12
#   reason:
#     fr: Les journaux, les alertes et la matrice des accès sont réservés aux fonctions de contrôle
#     en: Records, alerts and the access matrix are for the control functions
#   remedy:
#     fr: S'adresser à la conformité ou à l'audit interne
#     en: See compliance or internal audit
deny["control"] if input.group in group.control

# METADATA
# title: Rights of employees
# custom:
#   rule: ACC-CC-13
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
#   rule: ACC-CC-14
#   reason:
#     fr: Les droits des personnes sur leurs données sont traités par le délégué à la protection des données
#     en: Rights of persons over their data are handled by the data protection officer
#   remedy:
#     fr: S'adresser au délégué à la protection des données
#     en: See the data protection officer
deny["privacy"] if input.group in group.privacy

# METADATA
# title: Purposes of a call-centre agent
# custom:
#   rule: ACC-CC-15
#   reason:
#     fr: Le centre de relation client agit pour le service ou une réclamation
#     en: The call centre acts for service or a complaint
#   remedy:
#     fr: Choisir une de ces finalités
#     en: Choose one of these purposes
deny["purpose"] if {
	not input.purpose in {"SERVICE", "COMPLAINT"}
	not input.group in group.reference
}

# METADATA
# title: Everything else
# custom:
#   rule: ACC-CC-00
#   reason:
#     fr: Aucune règle de ce rôle n'ouvre cette donnée
#     en: No rule of this role opens this
#   remedy:
#     fr: Demander un droit d'accès à votre responsable
#     en: Ask your manager for a right of access
otherwise["unspoken"] := true
