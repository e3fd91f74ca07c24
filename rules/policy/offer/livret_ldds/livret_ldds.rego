# METADATA
# title: Sustainable development passbook
# custom:
#   class: SALE
#   title:
#     fr: Livret de développement durable et solidaire
#     en: Sustainable development passbook
#   pitch:
#     fr: Une partie de votre compte courant dort. Un LDDS la rémunère, et elle reste disponible à tout moment.
#     en: >-
#       Part of your current account is idle. An LDDS passbook pays interest on it, and it stays available at
#       any time.
#   benefit:
#     fr: Une épargne garantie, sans impôt et disponible, en gardant trois mois de dépenses sur le compte
#     en: Guaranteed savings, free of tax and available, while three months of spending stay on the account
#   product: ldds
#   channels: [APP, EMAIL]
#   addressee: CUSTOMER
#   value_eur_per_year: 12
#   minutes: 10
#   legal_basis: >-
#     Code monétaire et financier, L221-27 : contribuable ayant son domicile fiscal en France, ou son
#     conjoint ou partenaire, non rattaché au foyer fiscal de ses parents ; un seul LDDS par contribuable
#   owner: Épargne
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [IDLE_BALANCE]
package offer.livret_ldds

# METADATA
# title: The offer was not refused recently
# custom:
#   why:
#     fr: L'offre n'a pas été refusée récemment
#     en: The offer was not refused recently
#   remedy:
#     fr: Laisser passer le délai qui suit un refus
#     en: Let the time that follows a refusal pass
available.not_refused_recently if {
	input.facts.outcome_livret_ldds_rejected_days >= data.parameters.relation.refusal_silence_days
}

# METADATA
# title: The customer does not object to commercial messages
# custom:
#   why:
#     fr: Le client ne s'oppose pas aux messages commerciaux
#     en: The customer does not object to commercial messages
#   remedy:
#     fr: Respecter l'opposition, que le client seul peut lever
#     en: Respect the objection, which only the customer may lift
available.marketing_not_opposed if input.facts.marketing_opposed == false

# METADATA
# title: No complaint is open
# custom:
#   why:
#     fr: Aucune réclamation n'est en cours
#     en: No complaint is open
#   remedy:
#     fr: Traiter d'abord la réclamation
#     en: Settle the complaint first
available.no_open_complaint if input.facts.event_complaint_opened_active == false

# METADATA
# title: There was no critical incident recently
# custom:
#   why:
#     fr: Aucun incident critique n'est récent
#     en: There was no critical incident recently
#   remedy:
#     fr: Reparler de l'incident avec le client avant toute proposition
#     en: Speak about the incident with the customer before any proposal
available.no_recent_incident if input.facts.event_critical_incident_active == false

# METADATA
# title: The customer is a person
# custom:
#   why:
#     fr: Le client est un particulier
#     en: The customer is a person
#   remedy:
#     fr: Cette offre ne s'adresse pas aux personnes morales
#     en: This offer is not for organisations
eligible.person if input.facts.is_person == true

# METADATA
# title: No death is recorded
# custom:
#   why:
#     fr: Aucun décès n'est enregistré
#     en: No death is recorded
#   remedy:
#     fr: Ne plus rien proposer et accompagner les proches
#     en: Propose nothing more and support the relatives
eligible.alive if input.facts.deceased == false

# METADATA
# title: No death was reported
# custom:
#   why:
#     fr: Aucun décès n'est signalé
#     en: No death was reported
#   remedy:
#     fr: Se taire, et accompagner les proches s'ils se manifestent
#     en: Keep silent, and support the relatives if they come forward
eligible.no_death_reported if input.facts.event_death_reported_active == false

# METADATA
# title: The customer is of full age
# custom:
#   why:
#     fr: Le client est majeur
#     en: The customer is of full age
#   remedy:
#     fr: Attendre la majorité, ou enregistrer la date de naissance
#     en: Wait for the age of majority, or record the birth date
eligible.of_full_age if input.facts.age_years >= data.parameters.person.majority_age_years

# METADATA
# title: The customer may sign alone
# custom:
#   why:
#     fr: Le client peut s'engager seul
#     en: The customer may sign alone
#   remedy:
#     fr: Recevoir le client en agence avec son représentant légal
#     en: Meet the customer in branch with the legal representative
eligible.signs_alone if input.facts.legal_capacity != "PROTECTED_ADULT"

# METADATA
# title: The customer is not attached to another tax household
# custom:
#   why:
#     fr: Le client n'est pas rattaché au foyer fiscal de ses parents
#     en: The customer is not attached to the parents' tax household
#   remedy:
#     fr: Demander au client s'il fait sa propre déclaration de revenus
#     en: Ask whether the customer files a tax return of one's own
eligible.own_tax_household if input.facts.dependent_child == false

# METADATA
# title: Money is idle on the current account
# custom:
#   why:
#     fr: De l'argent dort sur le compte courant
#     en: Money is idle on the current account
#   remedy:
#     fr: Attendre que le solde dépasse durablement les dépenses
#     en: Wait until the balance lastingly exceeds spending
applicable.idle_balance if input.facts.event_idle_balance_active == true

# METADATA
# title: No LDDS is held
# custom:
#   why:
#     fr: Aucun LDDS n'est détenu
#     en: No LDDS is held
#   remedy:
#     fr: "Le livret est ouvert : proposer d'y verser"
#     en: "The passbook is open: propose a payment on it"
applicable.none_held if input.facts.holds_ldds == false

# METADATA
# title: Three months of spending stay available
# custom:
#   why:
#     fr: Trois mois de dépenses restent disponibles sur le compte
#     en: Three months of spending stay available on the account
#   remedy:
#     fr: Garder d'abord trois mois de dépenses sur le compte
#     en: Keep three months of spending on the account first
suitable.spending_stays_available if {
	input.facts.idle_balance_permille >= data.parameters.livret_ldds.kept_permille
}

# METADATA
# title: No financial fragility is open
# custom:
#   why:
#     fr: Aucune fragilité financière n'est en cours
#     en: No financial fragility is open
#   remedy:
#     fr: Proposer l'offre spécifique à la clientèle fragile, rien d'autre
#     en: Propose the offer for fragile customers, nothing else
suitable.not_fragile if input.facts.financially_fragile == false
