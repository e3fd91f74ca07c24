# METADATA
# title: Regular saving
# custom:
#   class: SALE
#   title:
#     fr: Virement programmé d'épargne
#     en: Regular saving
#   pitch:
#     fr: >-
#       Vous attendez un enfant. Mettre un peu de côté chaque mois, sur une épargne à votre nom, aide à
#       préparer son arrivée.
#     en: >-
#       You are expecting a child. Putting a little aside each month, in savings of your own, helps to
#       prepare the arrival.
#   benefit:
#     fr: Se constituer une réserve au rythme choisi, disponible à tout moment et modifiable sans frais
#     en: Building a reserve at a pace of one's own, available at any time and changed without charge
#   product: ""
#   channels: [BRANCH, APP]
#   addressee: CUSTOMER
#   value_eur_per_year: 30
#   minutes: 15
#   legal_basis: >-
#     Code monétaire et financier, L221-1 et suivants (épargne réglementée) ; grossesse déclarée par le
#     client avec son consentement explicite (RGPD, article 9), jamais déduite ; aucun produit au nom de
#     l'enfant avant sa naissance
#   owner: Épargne
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [CHILD_EXPECTED]
package offer.programmed_saving

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
	input.facts.outcome_programmed_saving_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A child is expected
# custom:
#   why:
#     fr: Le client a déclaré attendre un enfant
#     en: The customer declared that a child is expected
#   remedy:
#     fr: N'agir que sur une déclaration du client, jamais sur un indice
#     en: Act on the customer's declaration only, never on a hint
applicable.child_expected if input.facts.event_child_expected_active == true

# METADATA
# title: A current account is held
# custom:
#   why:
#     fr: Le client détient un compte courant
#     en: The customer holds a current account
#   remedy:
#     fr: Ouvrir d'abord un compte courant
#     en: Open a current account first
applicable.own_current_account if input.facts.has_current_account == true

# METADATA
# title: No standing order to savings is running
# custom:
#   why:
#     fr: Aucun virement d'épargne n'est en place
#     en: No standing order to savings is running
#   remedy:
#     fr: Revoir le montant du virement en place
#     en: Review the amount of the running order
applicable.no_regular_saving_yet if input.facts.savings_orders == 0

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

# METADATA
# title: Overdrafts are not repeated
# custom:
#   why:
#     fr: Aucun découvert répété n'est en cours
#     en: Overdrafts are not repeated
#   remedy:
#     fr: Faire d'abord un point budget avec le client
#     en: Review the budget with the customer first
suitable.no_repeated_overdraft if input.facts.event_overdraft_series_active == false
