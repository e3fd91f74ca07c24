# METADATA
# title: Overdraft help
# custom:
#   class: SERVICE
#   title:
#     fr: Point budget
#     en: Overdraft help
#   pitch:
#     fr: >-
#       Votre compte a été plusieurs fois à découvert. Voulez-vous que nous regardions ensemble votre budget,
#       vos alertes et vos dates de prélèvement ?
#     en: >-
#       Your account was overdrawn several times. Shall we look together at your budget, your alerts and your
#       payment dates?
#   benefit:
#     fr: >-
#       Réduire les frais d'incident et retrouver un budget équilibré, sans crédit et sans jugement ; un
#       Point conseil budget peut aider gratuitement
#     en: >-
#       Fewer incident fees and a balanced budget, without credit and without judgement; a public budget
#       advice point can help for free
#   product: ""
#   channels: [PHONE, APP, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 0
#   minutes: 25
#   legal_basis: >-
#     Exécution de la convention de compte ; code monétaire et financier, L312-1-1 et L312-1-3 (convention de
#     compte et frais d'incident) ; aucun crédit proposé à cette occasion
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
#   valid_days: 30
#   trigger_events: [OVERDRAFT_SERIES, SALARY_NOT_RECEIVED]
package offer.overdraft_help

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
	input.facts.outcome_overdraft_help_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: Overdrafts are repeated
# custom:
#   why:
#     fr: Les découverts se répètent depuis plusieurs mois
#     en: Overdrafts have been repeated for several months
#   remedy:
#     fr: Aucune aide n'est nécessaire tant que le compte reste positif
#     en: No help is needed while the account stays positive
applicable.repeated_overdraft if input.facts.event_overdraft_series_active == true

# METADATA
# title: No budget talk was held recently
# custom:
#   why:
#     fr: Aucun point budget n'a eu lieu récemment
#     en: No budget talk was held recently
#   remedy:
#     fr: Laisser un mois aux mesures convenues
#     en: Give a month to what was agreed
applicable.not_helped_recently if {
	input.facts.outcome_overdraft_help_accepted_days >= data.parameters.overdraft_help.silence_days
}
