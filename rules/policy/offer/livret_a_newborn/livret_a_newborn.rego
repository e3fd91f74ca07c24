# METADATA
# title: Passbook for the newborn
# custom:
#   class: SALE
#   title:
#     fr: Livret A pour l'enfant
#     en: Passbook for the newborn
#   pitch:
#     fr: >-
#       Félicitations pour la naissance. Un Livret A peut être ouvert au nom de votre enfant, avec votre
#       signature.
#     en: Congratulations on the birth. A Livret A may be opened in your child's name, with your signature.
#   benefit:
#     fr: Une épargne garantie et sans impôt au nom de l'enfant, dès le premier versement
#     en: Guaranteed savings free of tax in the child's name, from the first payment
#   product: livret_a
#   channels: [BRANCH, APP]
#   addressee: CUSTOMER
#   value_eur_per_year: 10
#   minutes: 15
#   legal_basis: >-
#     Code monétaire et financier, L221-1 à L221-9 : un seul Livret A par personne, vérifié à l'ouverture
#     auprès de l'administration fiscale ; signature des représentants légaux
#   owner: Épargne
#   review_date: "2027-06-30"
#   valid_days: 90
#   trigger_events: [CHILD_BORN, CHILD_EXPECTED]
package offer.livret_a_newborn

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
	input.facts.outcome_livret_a_newborn_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A child was born within a year
# custom:
#   why:
#     fr: Un enfant est né il y a moins d'un an
#     en: A child was born within a year
#   remedy:
#     fr: Attendre la naissance, ou enregistrer sa date
#     en: Wait for the birth, or record its date
applicable.child_born if {
	input.facts.event_child_born_in_days <= data.parameters.livret_a_newborn.opens_in_days
	input.facts.event_child_born_in_days >= data.parameters.livret_a_newborn.closes_in_days
}

# METADATA
# title: No passbook was opened recently for a child
# custom:
#   why:
#     fr: Aucun livret n'a été ouvert récemment pour l'enfant
#     en: No passbook was opened recently for the child
#   remedy:
#     fr: "Le livret est ouvert : rien à proposer"
#     en: "The passbook is open: nothing to propose"
applicable.not_opened_recently if {
	input.facts.outcome_livret_a_newborn_accepted_days >= data.parameters.livret_a_newborn.silence_days
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
