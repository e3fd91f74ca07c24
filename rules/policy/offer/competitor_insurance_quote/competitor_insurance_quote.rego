# METADATA
# title: Insurance comparison
# custom:
#   class: SALE
#   title:
#     fr: Comparer vos assurances
#     en: Insurance comparison
#   pitch:
#     fr: >-
#       Vous réglez une assurance par virement permanent. Souhaitez-vous la comparer à garanties égales, en
#       partant de vos besoins ?
#     en: >-
#       You pay an insurance by standing order. Would you like to compare it at equal cover, starting from
#       your needs?
#   benefit:
#     fr: Vérifier ses garanties et leur prix, sans obligation de changer
#     en: Checking cover and its price, without any obligation to change
#   product: ""
#   channels: [APP, EMAIL, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 60
#   minutes: 30
#   legal_basis: >-
#     Code des assurances, L521-4 (recueil des besoins) ; RGPD, article 6.1.f : virement permanent ordonné à
#     la banque, droit d'opposition respecté
#   owner: Assurances
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [COMPETITOR_ORDER, CONTRACT_RENEWAL_DUE]
package offer.competitor_insurance_quote

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
	input.facts.outcome_competitor_insurance_quote_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A standing order pays insurance to another provider
# custom:
#   why:
#     fr: Un virement permanent règle une assurance souscrite ailleurs
#     en: A standing order pays insurance to another provider
#   remedy:
#     fr: Demander au client où il est assuré
#     en: Ask where the customer is insured
applicable.insured_elsewhere if {
	input.facts.competitor_insurance_orders >= data.parameters.competitor_insurance_quote.minimum_orders
}

# METADATA
# title: No comparison was made recently
# custom:
#   why:
#     fr: Aucune comparaison n'a été faite récemment
#     en: No comparison was made recently
#   remedy:
#     fr: Attendre un an après la dernière comparaison
#     en: Wait a year after the last comparison
applicable.not_compared_recently if {
	input.facts.outcome_competitor_insurance_quote_accepted_days >= data.parameters.competitor_insurance_quote.silence_days
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
