# METADATA
# title: Loan ends
# custom:
#   class: SERVICE
#   title:
#     fr: Fin de prêt
#     en: Loan ends
#   pitch:
#     fr: >-
#       Votre prêt se termine. Voyons ce que deviennent ses garanties et comment employer la mensualité
#       libérée, en commençant par votre épargne.
#     en: >-
#       Your loan is ending. Let us see what becomes of its securities and how to use the freed instalment,
#       beginning with your savings.
#   benefit:
#     fr: >-
#       Récupérer ses garanties, arrêter les assurances devenues inutiles et décider de l'emploi de la
#       mensualité libérée
#     en: Recovering securities, ending insurance no longer needed and deciding how to use the freed instalment
#   product: ""
#   channels: [APP, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 0
#   minutes: 25
#   legal_basis: >-
#     Information due dans l'exécution du contrat de prêt ; code civil, radiation des inscriptions
#     hypothécaires ; aucun nouveau crédit proposé d'office
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [LOAN_ENDING]
package offer.loan_end_review

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
	input.facts.outcome_loan_end_review_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A loan ends soon or has just ended
# custom:
#   why:
#     fr: Un prêt se termine bientôt ou vient de se terminer
#     en: A loan ends soon or has just ended
#   remedy:
#     fr: Attendre les trois mois qui précèdent la dernière échéance
#     en: Wait for the three months before the last instalment
applicable.loan_ending if {
	input.facts.loan_end_in_days <= data.parameters.loan_end_review.opens_in_days
	input.facts.loan_end_in_days >= data.parameters.loan_end_review.closes_in_days
}

# METADATA
# title: No instalment is unpaid
# custom:
#   why:
#     fr: Aucune échéance de prêt n'est impayée
#     en: No loan instalment is unpaid
#   remedy:
#     fr: Régulariser d'abord les échéances impayées
#     en: Settle the unpaid instalments first
suitable.no_arrears if input.facts.loan_in_arrears == false

# METADATA
# title: No request of the customer is pending
# custom:
#   why:
#     fr: Aucune demande du client n'est en attente (un remboursement anticipé, par exemple)
#     en: No request of the customer is pending (an early repayment, for instance)
#   remedy:
#     fr: Répondre d'abord à la demande du client
#     en: Answer the customer's request first
suitable.no_request_pending if input.facts.event_customer_request_active == false
