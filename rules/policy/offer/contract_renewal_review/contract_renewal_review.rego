# METADATA
# title: Renewal review
# custom:
#   class: SERVICE
#   title:
#     fr: Votre contrat arrive à échéance
#     en: Renewal review
#   pitch:
#     fr: >-
#       Un de vos contrats arrive à échéance. Faisons le point sur vos garanties et leur prix ; vous restez
#       libre de le quitter.
#     en: One of your contracts falls due. Let us review your cover and its price; you remain free to leave it.
#   benefit:
#     fr: Garder des garanties adaptées au juste prix, et connaître à temps son droit de résilier
#     en: Keeping suitable cover at the right price, and knowing in time the right to leave
#   product: ""
#   channels: [APP, EMAIL, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 20
#   minutes: 20
#   legal_basis: >-
#     Code des assurances, L113-15-1 (information avant reconduction tacite) et L113-15-2 ; code de la
#     consommation, L215-1
#   owner: Assurances
#   review_date: "2027-06-30"
#   valid_days: 75
#   trigger_events: [CONTRACT_RENEWAL_DUE]
package offer.contract_renewal_review

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
	input.facts.outcome_contract_renewal_review_rejected_days >= data.parameters.relation.refusal_silence_days
}

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
# title: The holder may sign alone
# custom:
#   why:
#     fr: Le titulaire peut s'engager seul
#     en: The holder may sign alone
#   remedy:
#     fr: Recevoir le titulaire en agence avec son représentant légal
#     en: Meet the holder in branch with the legal representative
eligible.signs_alone if {
	input.facts.legal_capacity != "MINOR"
	input.facts.legal_capacity != "PROTECTED_ADULT"
}

# METADATA
# title: A contract falls due soon
# custom:
#   why:
#     fr: Un contrat arrive bientôt à échéance
#     en: A contract falls due soon
#   remedy:
#     fr: Attendre les trois mois qui précèdent l'échéance
#     en: Wait for the three months before the due date
applicable.contract_falls_due if {
	input.facts.contract_due_in_days <= data.parameters.contract_renewal_review.opens_in_days
	input.facts.contract_due_in_days >= data.parameters.contract_renewal_review.closes_in_days
}
