# METADATA
# title: Car insurance
# custom:
#   class: SALE
#   title:
#     fr: Assurance auto
#     en: Car insurance
#   pitch:
#     fr: >-
#       Souhaitez-vous comparer votre assurance auto ? Nous partons de vos besoins et de garanties au moins
#       égales, jamais d'un simple libellé.
#     en: >-
#       Would you like to compare your car insurance? We start from your needs and from cover at least equal,
#       never from a mere label.
#   benefit:
#     fr: Comparer à garanties au moins égales, et changer sans frais ni coupure si c'est avantageux
#     en: Comparing at cover at least equal, and changing without charge or gap if it is worth it
#   product: car_insurance
#   channels: [APP, EMAIL, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 70
#   minutes: 30
#   legal_basis: >-
#     Code des assurances, L521-4 (recueil des besoins) et L113-15-2 (résiliation à tout moment après un
#     an) ; RGPD, article 6.1.a : consentement à l'usage des données de paiement
#   owner: Assurances
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [COMPETITOR_DEBIT, CONTRACT_RENEWAL_DUE, VEHICLE_RENEWAL_PLANNED]
package offer.car_insurance_quote

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
	input.facts.outcome_car_insurance_quote_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: The customer agrees that payments are used for advice
# custom:
#   why:
#     fr: Le client accepte que ses paiements servent à le conseiller
#     en: The customer agrees that payments are used for advice
#   remedy:
#     fr: Demander son accord à l'utilisation de ses données de paiement
#     en: Ask for consent to the use of payment data
available.payment_data_consent if input.facts.consent_movement_insight == "GRANTED"

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
# title: A car insurance is paid to another provider
# custom:
#   why:
#     fr: Une assurance auto est prélevée par un autre assureur
#     en: A car insurance is debited by another provider
#   remedy:
#     fr: Demander au client où son véhicule est assuré
#     en: Ask where the vehicle is insured
applicable.insured_elsewhere if {
	input.facts.car_insurance_debits >= data.parameters.car_insurance_quote.minimum_debits
}

# METADATA
# title: The vehicle has been owned for more than a year
# custom:
#   why:
#     fr: "Le véhicule est possédé depuis plus d'un an : le contrat actuel peut être quitté librement"
#     en: "The vehicle has been owned for more than a year: the present contract may be left freely"
#   remedy:
#     fr: Attendre la première année, ou enregistrer le véhicule et sa date d'achat
#     en: Wait for the first year to pass, or record the vehicle and its date of purchase
applicable.free_to_leave if {
	input.facts.vehicle_owned_days > data.parameters.car_insurance_quote.free_termination_days
}

# METADATA
# title: No car insurance is held here
# custom:
#   why:
#     fr: Aucune assurance auto n'est détenue ici
#     en: No car insurance is held here
#   remedy:
#     fr: Revoir le contrat détenu ici
#     en: Review the contract held here
applicable.no_car_insurance_yet if input.facts.holds_car_insurance == false

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
