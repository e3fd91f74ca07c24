# METADATA
# title: Coming-of-age account
# custom:
#   class: SERVICE
#   title:
#     fr: Passage à la majorité
#     en: Coming-of-age account
#   pitch:
#     fr: >-
#       À 18 ans, un nouveau contrat est signé par le jeune adulte, ses consentements sont demandés à neuf et
#       les accès des parents prennent fin ce jour-là.
#     en: >-
#       At 18 the young adult signs a new contract, consents are asked anew and the parents' access ends that
#       day.
#   benefit:
#     fr: Des comptes sans interruption et des choix qui n'appartiennent qu'au jeune adulte
#     en: Accounts without interruption, and choices that belong to the young adult alone
#   product: current_account
#   channels: [BRANCH, APP]
#   addressee: REPRESENTATIVE
#   value_eur_per_year: 0
#   minutes: 30
#   legal_basis: >-
#     Code civil, 388 et 414 : majorité à 18 ans, fin de la représentation légale ; avant l'anniversaire le
#     parent est informé, ensuite le jeune adulte seul
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
#   valid_days: 150
#   trigger_events: [CHILD_TURNS_18]
package offer.majority_account

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
	input.facts.outcome_majority_account_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A contract is held here
# custom:
#   why:
#     fr: Le jeune détient déjà un contrat ici
#     en: The young person already holds a contract here
#   remedy:
#     fr: Sans contrat de mineur, proposer une ouverture ordinaire
#     en: Without a minor's contract, propose an ordinary opening
eligible.customer_here if input.facts.is_prospect == false

# METADATA
# title: The 18th birthday is near or recent
# custom:
#   why:
#     fr: Le 18e anniversaire est proche ou récent
#     en: The 18th birthday is near or recent
#   remedy:
#     fr: Attendre les deux mois qui précèdent la majorité
#     en: Wait for the two months before majority
applicable.around_majority if {
	input.facts.age_18_in_days <= data.parameters.majority_account.opens_in_days
	input.facts.age_18_in_days >= data.parameters.majority_account.closes_in_days
}

# METADATA
# title: The adult's contract is not signed yet
# custom:
#   why:
#     fr: Le contrat d'adulte n'est pas encore signé
#     en: The adult's contract is not signed yet
#   remedy:
#     fr: "Le contrat est signé : rien à proposer"
#     en: "The contract is signed: nothing to propose"
applicable.not_signed_yet if {
	input.facts.outcome_majority_account_accepted_days >= data.parameters.majority_account.silence_days
}
