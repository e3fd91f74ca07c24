# METADATA
# title: After your lease
# custom:
#   class: SALE
#   title:
#     fr: Après votre location
#     en: After your lease
#   pitch:
#     fr: >-
#       Vous réglez une location par virement permanent. À son terme, comparons une nouvelle location, un
#       rachat ou un prêt, soumis à étude et acceptation.
#     en: >-
#       You pay a lease by standing order. At its end, let us compare a new lease, a purchase or a loan,
#       subject to study and acceptance.
#   benefit:
#     fr: Connaître le coût total de chaque solution avant la fin du contrat de location
#     en: Knowing the total cost of each solution before the lease ends
#   product: vehicle_loan
#   channels: [APP, EMAIL, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 120
#   minutes: 35
#   legal_basis: >-
#     Code de la consommation, L312-1 et suivants : crédit soumis à étude et acceptation, aucun crédit
#     accordé sans demande préalable ; RGPD, article 6.1.f : virement permanent ordonné à la banque, droit
#     d'opposition respecté
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [COMPETITOR_ORDER, VEHICLE_RENEWAL_PLANNED]
package offer.competitor_lease_offer

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
	input.facts.outcome_competitor_lease_offer_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: A standing order pays a lease to another provider
# custom:
#   why:
#     fr: Un virement permanent règle une location souscrite ailleurs
#     en: A standing order pays a lease to another provider
#   remedy:
#     fr: Demander au client s'il loue un véhicule
#     en: Ask whether the customer leases a vehicle
applicable.leases_elsewhere if {
	input.facts.competitor_lease_orders >= data.parameters.competitor_lease_offer.minimum_orders
}

# METADATA
# title: No vehicle loan is held
# custom:
#   why:
#     fr: Aucun prêt auto n'est détenu
#     en: No vehicle loan is held
#   remedy:
#     fr: Attendre la fin du prêt auto en cours
#     en: Wait until the running vehicle loan ends
applicable.no_vehicle_loan_yet if input.facts.holds_vehicle_loan == false

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
# title: Overdrafts are not repeated
# custom:
#   why:
#     fr: Aucun découvert répété n'est en cours
#     en: Overdrafts are not repeated
#   remedy:
#     fr: Faire d'abord un point budget avec le client
#     en: Review the budget with the customer first
suitable.no_repeated_overdraft if input.facts.event_overdraft_series_active == false

# METADATA
# title: No salary is missing
# custom:
#   why:
#     fr: Aucun salaire ne manque
#     en: No salary is missing
#   remedy:
#     fr: Prendre des nouvelles du client avant de parler de crédit
#     en: Ask how the customer is before speaking of credit
suitable.salary_received if input.facts.event_salary_not_received_active == false
