# METADATA
# title: Vehicle loan
# custom:
#   class: SALE
#   title:
#     fr: Prêt auto
#     en: Vehicle loan
#   pitch:
#     fr: >-
#       Votre véhicule est plus ancien que la moyenne des voitures en France. Si vous pensez à le remplacer,
#       parlons du financement, soumis à étude et acceptation.
#     en: >-
#       Your vehicle is older than the average car in France. If you are thinking of replacing it, let us
#       talk about financing, subject to study and acceptance.
#   benefit:
#     fr: Connaître la mensualité et le coût total avant de choisir un véhicule, et rester libre de son vendeur
#     en: >-
#       Knowing the instalment and the total cost before choosing a vehicle, and staying free to choose the
#       seller
#   product: vehicle_loan
#   channels: [APP, EMAIL, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 120
#   minutes: 35
#   legal_basis: >-
#     Code de la consommation, L312-1 et suivants (ordonnance n° 2025-880 depuis le 20 novembre 2026) :
#     crédit soumis à étude et acceptation, aucun crédit accordé sans demande préalable
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [VEHICLE_OLDER_THAN_AVERAGE, VEHICLE_RENEWAL_PLANNED]
package offer.vehicle_loan

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
	input.facts.outcome_vehicle_loan_rejected_days >= data.parameters.relation.refusal_silence_days
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
# title: The vehicle is older than the national average
# custom:
#   why:
#     fr: Le véhicule est plus ancien que la moyenne nationale
#     en: The vehicle is older than the national average
#   remedy:
#     fr: Attendre que le véhicule dépasse l'âge moyen, ou enregistrer sa première immatriculation
#     en: Wait until the vehicle passes the average age, or record its first registration
applicable.vehicle_older_than_average if input.facts.vehicle_age_days > data.parameters.vehicle.mean_age_days

# METADATA
# title: The vehicle is not a collection car
# custom:
#   why:
#     fr: Le véhicule n'est pas un véhicule de collection
#     en: The vehicle is not a collection car
#   remedy:
#     fr: "Un véhicule de collection se garde : ne rien proposer"
#     en: "A collection car is kept: propose nothing"
applicable.not_a_collection_car if input.facts.vehicle_age_days < data.parameters.vehicle.collection_age_days

# METADATA
# title: The vehicle was not bought recently
# custom:
#   why:
#     fr: Le véhicule n'a pas été acheté récemment
#     en: The vehicle was not bought recently
#   remedy:
#     fr: Laisser passer un an après l'achat, ou enregistrer sa date
#     en: Let a year pass after the purchase, or record its date
applicable.vehicle_kept_for_a_while if {
	input.facts.vehicle_owned_days > data.parameters.vehicle.owned_days_before_offer
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
# title: No lease is paid to another provider
# custom:
#   why:
#     fr: Aucun loyer de véhicule n'est versé à un autre établissement
#     en: No lease is paid to another provider
#   remedy:
#     fr: Parler plutôt de la fin de la location en cours
#     en: Speak of the end of the running lease instead
applicable.no_lease_running if input.facts.competitor_lease_orders == 0

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

# METADATA
# title: The effort rate is within the limit
# custom:
#   why:
#     fr: Le taux d'effort, assurance comprise, reste dans la limite
#     en: The effort rate, insurance included, is within the limit
#   remedy:
#     fr: Attendre que les mensualités baissent par rapport aux revenus, ou enregistrer les revenus
#     en: Wait until instalments fall against income, or record the income
suitable.effort_rate_within_limit if {
	input.facts.effort_rate_permille <= data.parameters.credit.effort_rate_limit_permille
}
