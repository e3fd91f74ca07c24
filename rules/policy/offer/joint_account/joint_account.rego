# METADATA
# title: Joint account
# custom:
#   class: SALE
#   title:
#     fr: Compte joint
#     en: Joint account
#   pitch:
#     fr: >-
#       À deux, un compte joint simplifie les dépenses communes. Chacun garde son compte, et chacun répond
#       des incidents du compte joint : parlons-en.
#     en: >-
#       For two, a joint account makes shared expenses simpler. Each keeps an account of one's own, and each
#       answers for incidents on the joint one: let us talk about it.
#   benefit:
#     fr: Partager les dépenses communes en gardant chacun son compte, en sachant à quoi chacun s'engage
#     en: Sharing common expenses while each keeps an account, knowing what each commits to
#   product: joint_account
#   channels: [BRANCH, APP]
#   addressee: CUSTOMER
#   value_eur_per_year: 45
#   minutes: 30
#   legal_basis: >-
#     Code civil, 1310 et suivants (solidarité des cotitulaires) ; code monétaire et financier, L131-80
#     (interdiction de chéquiers étendue aux cotitulaires) et L511-33 (secret bancaire : chacun est sollicité
#     sur ses propres données)
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
#   valid_days: 90
#   trigger_events: [COUPLE_FORMED]
package offer.joint_account

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
	input.facts.outcome_joint_account_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A spouse or partner is known
# custom:
#   why:
#     fr: Un conjoint ou partenaire est connu
#     en: A spouse or partner is known
#   remedy:
#     fr: Enregistrer la vie de couple déclarée par le client
#     en: Record the couple that the customer declares
applicable.has_partner if input.facts.has_partner == true

# METADATA
# title: The couple has been known for six months
# custom:
#   why:
#     fr: Le couple est connu depuis au moins six mois
#     en: The couple has been known for at least six months
#   remedy:
#     fr: Attendre six mois, ou enregistrer le début de la vie de couple
#     en: Wait six months, or record when the couple began
applicable.couple_known_for_a_while if {
	input.facts.couple_age_days >= data.parameters.joint_account.couple_days
}

# METADATA
# title: No account is held jointly
# custom:
#   why:
#     fr: Aucun compte n'est détenu à deux
#     en: No account is held jointly
#   remedy:
#     fr: "Le compte joint existe : rien à proposer"
#     en: "The joint account exists: nothing to propose"
applicable.no_joint_contract_yet if input.facts.has_joint_contract == false

# METADATA
# title: No separation is recorded
# custom:
#   why:
#     fr: Aucune séparation n'est enregistrée
#     en: No separation is recorded
#   remedy:
#     fr: Ne rien proposer au couple après une séparation
#     en: Propose nothing to the couple after a separation
suitable.no_separation if input.facts.event_couple_separated_active == false

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
