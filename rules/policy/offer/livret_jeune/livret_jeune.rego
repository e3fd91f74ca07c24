# METADATA
# title: Youth passbook
# custom:
#   class: SALE
#   title:
#     fr: Livret Jeune
#     en: Youth passbook
#   pitch:
#     fr: >-
#       Entre 12 et 25 ans, le Livret Jeune complète l'épargne déjà commencée ; nous vérifions ensemble
#       qu'aucun n'est ouvert ailleurs.
#     en: >-
#       Between 12 and 25, a youth passbook adds to savings already begun; together we check that none is
#       open elsewhere.
#   benefit:
#     fr: Une épargne garantie, sans impôt et disponible, souvent mieux rémunérée que les autres livrets
#     en: Guaranteed savings, free of tax and available, often better paid than other passbooks
#   product: livret_jeune
#   channels: [APP, BRANCH]
#   addressee: REPRESENTATIVE
#   value_eur_per_year: 8
#   minutes: 10
#   legal_basis: >-
#     Code monétaire et financier, L221-24 : de 12 à 25 ans, résident en France, un seul livret par personne,
#     clos le 31 décembre qui suit le 25e anniversaire ; représentant légal avant 18 ans
#   owner: Épargne
#   review_date: "2027-06-30"
#   valid_days: 90
#   trigger_events: [CHILD_AGE_12, CHILD_AGE_16]
package offer.livret_jeune

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
	input.facts.outcome_livret_jeune_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: The young person is of the age of the passbook
# custom:
#   why:
#     fr: Le jeune a l'âge du Livret Jeune
#     en: The young person is of the age of the passbook
#   remedy:
#     fr: Attendre 12 ans ; après 25 ans, clore le livret plutôt que d'en proposer un
#     en: Wait until 12; after 25, close the passbook rather than propose one
eligible.aged_for_the_passbook if {
	input.facts.age_years >= data.parameters.livret_jeune.age_from_years
	input.facts.age_years < data.parameters.livret_jeune.age_below_years
}

# METADATA
# title: No youth passbook is held
# custom:
#   why:
#     fr: Aucun Livret Jeune n'est détenu
#     en: No youth passbook is held
#   remedy:
#     fr: "Le livret est ouvert : rien à proposer"
#     en: "The passbook is open: nothing to propose"
applicable.none_held if input.facts.holds_livret_jeune == false

# METADATA
# title: Savings are already put aside
# custom:
#   why:
#     fr: Une épargne est déjà constituée
#     en: Savings are already put aside
#   remedy:
#     fr: Commencer par un premier versement sur un Livret A
#     en: Begin with a first payment on a Livret A
suitable.savings_already_begun if {
	input.facts.savings_balance_minor >= data.parameters.livret_jeune.savings_floor_minor
}
