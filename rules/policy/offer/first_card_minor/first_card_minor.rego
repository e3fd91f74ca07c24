# METADATA
# title: First card
# custom:
#   class: SALE
#   title:
#     fr: Première carte
#     en: First card
#   pitch:
#     fr: >-
#       Votre enfant a l'âge d'une première carte : chaque paiement est autorisé selon le solde, et vous
#       fixez les plafonds.
#     en: >-
#       Your child is of an age for a first card: every payment is authorised against the balance, and you
#       set the limits.
#   benefit:
#     fr: Apprendre à gérer un budget sans découvert possible, avec des plafonds choisis par les parents
#     en: Learning to manage a budget without any possible overdraft, with limits chosen by the parents
#   product: card_junior
#   channels: [APP, EMAIL, BRANCH]
#   addressee: REPRESENTATIVE
#   value_eur_per_year: 24
#   minutes: 20
#   legal_basis: >-
#     Code civil, 388-1-1 et suivants (actes d'un mineur) : souscription par le représentant légal, sans
#     crédit ni découvert ; le message va au représentant qui tient le compte, jamais aux deux parents
#     d'office
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
#   valid_days: 90
#   trigger_events: [CHILD_AGE_12]
package offer.first_card_minor

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
	input.facts.outcome_first_card_minor_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: The child is old enough and still a minor
# custom:
#   why:
#     fr: L'enfant a entre 12 et 17 ans
#     en: The child is between 12 and 17
#   remedy:
#     fr: Attendre l'âge de la première carte ; à la majorité, proposer un compte d'adulte
#     en: Wait for the age of a first card; from majority on, propose an adult's account
eligible.aged_for_a_first_card if {
	input.facts.age_years >= data.parameters.first_card_minor.age_from_years
	input.facts.age_years < data.parameters.person.majority_age_years
}

# METADATA
# title: A legal representative is recorded
# custom:
#   why:
#     fr: Un représentant légal est enregistré
#     en: A legal representative is recorded
#   remedy:
#     fr: Enregistrer le représentant légal de l'enfant
#     en: Record the child's legal representative
eligible.represented if input.facts.has_representative == true

# METADATA
# title: The child has no card
# custom:
#   why:
#     fr: L'enfant n'a pas de carte
#     en: The child has no card
#   remedy:
#     fr: Revoir les plafonds de la carte existante
#     en: Review the limits of the present card
applicable.no_card_yet if input.facts.cards_held == 0
