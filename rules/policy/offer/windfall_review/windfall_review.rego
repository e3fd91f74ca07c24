# METADATA
# title: Review after a windfall
# custom:
#   class: ADVICE
#   title:
#     fr: Bilan après une rentrée d'argent
#     en: Review after a windfall
#   pitch:
#     fr: >-
#       Votre situation a évolué. Souhaitez-vous un rendez-vous pour faire le point sur vos projets et leur
#       horizon, sans engagement ?
#     en: >-
#       Your situation has changed. Would you like an appointment to go over your plans and their horizon,
#       without commitment?
#   benefit:
#     fr: >-
#       Décider à tête reposée de l'emploi de son argent, selon ses objectifs et son profil de risque, avant
#       tout produit
#     en: Deciding calmly how to use one's money, by objectives and risk profile, before any product
#   product: ""
#   channels: [BRANCH, PHONE]
#   addressee: CUSTOMER
#   value_eur_per_year: 180
#   minutes: 60
#   legal_basis: >-
#     Code monétaire et financier, L533-13 (connaissance du client avant tout conseil) ; RGPD, article
#     6.1.a : consentement à l'usage des données de paiement ; formulation neutre, origine de l'argent jamais
#     citée
#   owner: Conseil patrimonial
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [LARGE_INFLOW]
package offer.windfall_review

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
	input.facts.outcome_windfall_review_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: The customer agrees that payments are used for advice
# custom:
#   why:
#     fr: Le client accepte que ses paiements servent à le conseiller
#     en: The customer agrees that payments are used for advice
#   remedy:
#     fr: Demander son accord à l'utilisation de ses données de paiement
#     en: Ask for consent to the use of payment data
available.payment_data_consent if input.facts.consent_movement_insight == "GRANTED"

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
# title: A large inflow was seen at least fifteen days ago
# custom:
#   why:
#     fr: Une rentrée d'argent importante a été constatée il y a au moins quinze jours
#     en: A large inflow was seen at least fifteen days ago
#   remedy:
#     fr: Laisser passer quinze jours après la rentrée d'argent
#     en: Let fifteen days pass after the inflow
applicable.inflow_settled if {
	input.facts.event_large_inflow_in_days <= data.parameters.windfall_review.settled_in_days
}

# METADATA
# title: The money is still there
# custom:
#   why:
#     fr: L'argent est toujours sur le compte
#     en: The money is still on the account
#   remedy:
#     fr: "L'argent n'était que de passage : ne rien proposer"
#     en: "The money only passed through: propose nothing"
applicable.money_still_there if {
	input.facts.current_balance_minor >= data.parameters.windfall_review.remaining_minor
}

# METADATA
# title: No such review was made recently
# custom:
#   why:
#     fr: Aucun bilan de ce type n'a été fait récemment
#     en: No such review was made recently
#   remedy:
#     fr: Attendre six mois après le dernier bilan
#     en: Wait six months after the last review
applicable.no_review_recently if {
	input.facts.outcome_windfall_review_accepted_days >= data.parameters.windfall_review.silence_days
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
