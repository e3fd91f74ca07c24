# METADATA
# title: Retirement review
# custom:
#   class: ADVICE
#   title:
#     fr: Bilan retraite
#     en: Retirement review
#   pitch:
#     fr: >-
#       L'âge légal de votre retraite approche. Prenons une heure pour estimer vos revenus futurs et ce qui
#       reste à préparer.
#     en: >-
#       Your legal retirement age is near. Let us take an hour to estimate your future income and what
#       remains to prepare.
#   benefit:
#     fr: Une vue claire de ses revenus à la retraite et des décisions à prendre, sans produit à souscrire
#     en: A clear view of income in retirement and of the decisions to take, with no product to buy
#   product: ""
#   channels: [BRANCH, APP]
#   addressee: CUSTOMER
#   value_eur_per_year: 100
#   minutes: 60
#   legal_basis: >-
#     Code de la sécurité sociale, L161-17-2 (âge légal par génération) ; RGPD, article 6.1.f : conseil,
#     droit d'opposition respecté
#   owner: Conseil patrimonial
#   review_date: "2027-03-31"
#   valid_days: 90
#   trigger_events: [RETIREMENT_APPROACHING]
package offer.retirement_review

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
	input.facts.outcome_retirement_review_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: The customer has not retired
# custom:
#   why:
#     fr: Le client n'est pas encore retraité
#     en: The customer has not retired
#   remedy:
#     fr: Enregistrer la situation professionnelle du client
#     en: Record the customer's employment status
eligible.still_working if input.facts.employment_status != "RETIRED"

# METADATA
# title: The legal retirement age is less than five years away
# custom:
#   why:
#     fr: L'âge légal de la retraite est à moins de cinq ans
#     en: The legal retirement age is less than five years away
#   remedy:
#     fr: Attendre les cinq années qui précèdent l'âge légal
#     en: Wait for the five years before the legal age
applicable.retirement_approaching if {
	input.facts.retirement_in_days <= data.parameters.retirement_review.opens_in_days
	input.facts.retirement_in_days >= data.parameters.retirement_review.closes_in_days
}

# METADATA
# title: No retirement review was made recently
# custom:
#   why:
#     fr: Aucun bilan retraite n'a été fait récemment
#     en: No retirement review was made recently
#   remedy:
#     fr: Attendre deux ans après le dernier bilan
#     en: Wait two years after the last review
applicable.no_review_recently if {
	input.facts.outcome_retirement_review_accepted_days >= data.parameters.retirement_review.silence_days
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
