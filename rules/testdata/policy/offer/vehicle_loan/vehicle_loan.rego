# METADATA
# title: Vehicle loan
# custom:
#   class: SALE
#   title:
#     fr: Prêt automobile
#     en: Vehicle loan
#   pitch:
#     fr: Votre véhicule est plus âgé que la moyenne du parc. Si vous pensez à le remplacer, parlons du financement.
#     en: Your vehicle is older than the average car. If you are thinking of replacing it, let us talk about financing.
#   benefit:
#     fr: Connaître sa mensualité et le coût total avant de choisir un véhicule.
#     en: Knowing the monthly payment and the total cost before choosing a vehicle.
#   product: vehicle_loan
#   channels: [BRANCH, PHONE, APP]
#   addressee: CUSTOMER
#   value_eur_per_year: 180
#   minutes: 30
#   legal_basis: Code de la consommation, crédit à la consommation (L312-1 et suivants); sous réserve d'étude et d'acceptation
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
#   valid_days: 60
#   trigger_events: [VEHICLE_OLDER_THAN_AVERAGE]
package offer.vehicle_loan

# METADATA
# title: The vehicle is older than the national average
# custom:
#   why:
#     fr: Le véhicule du foyer est plus âgé que la moyenne nationale
#     en: The household's vehicle is older than the national average
#   remedy:
#     fr: Attendre que le véhicule dépasse l'âge moyen, ou enregistrer le véhicule du client
#     en: Wait until the vehicle passes the average age, or record the customer's vehicle
available.vehicle_older_than_average if input.facts.event_vehicle_older_than_average_active == true

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
# title: The customer is of full age
# custom:
#   why:
#     fr: Le client est majeur
#     en: The customer is of full age
#   remedy:
#     fr: Attendre la majorité
#     en: Wait until the customer is of full age
eligible.of_full_age if input.facts.age_years >= data.parameters.credit.min_age_years

# METADATA
# title: The customer has full legal capacity
# custom:
#   why:
#     fr: Le client peut s'engager seul
#     en: The customer may sign alone
#   remedy:
#     fr: Voir le représentant légal avant toute proposition de crédit
#     en: See the legal representative before speaking of credit
eligible.full_capacity if input.facts.legal_capacity == "FULL"

# METADATA
# title: No vehicle loan is running
# custom:
#   why:
#     fr: Aucun prêt automobile en cours
#     en: No vehicle loan is running
#   remedy:
#     fr: Attendre la fin du prêt automobile en cours
#     en: Wait until the running vehicle loan ends
applicable.no_vehicle_loan_yet if input.facts.holds_vehicle_loan == false

# METADATA
# title: The vehicle was not bought lately
# custom:
#   why:
#     fr: Le véhicule n'a pas été acheté récemment
#     en: The vehicle was not bought lately
#   remedy:
#     fr: Laisser passer le délai après l'achat du véhicule
#     en: Let some time pass after the purchase of the vehicle
applicable.vehicle_kept_for_a_while if input.facts.vehicle_owned_days >= data.parameters.vehicle.owned_days_before_offer

# METADATA
# title: The offer was not refused lately
# custom:
#   why:
#     fr: L'offre n'a pas été refusée récemment
#     en: The offer was not refused lately
#   remedy:
#     fr: Respecter le délai après un refus
#     en: Respect the time that follows a refusal
applicable.not_refused_lately if {
	input.facts.outcome_vehicle_loan_rejected_days >= data.parameters.credit.days_after_refusal
}

# METADATA
# title: No loan is in arrears
# custom:
#   why:
#     fr: Aucune échéance impayée
#     en: No instalment is unpaid
#   remedy:
#     fr: Régulariser d'abord les échéances impayées
#     en: Settle the unpaid instalments first
suitable.no_arrears if input.facts.loan_in_arrears == false

# METADATA
# title: The customer is not financially fragile
# custom:
#   why:
#     fr: Pas de fragilité financière en cours
#     en: No financial fragility
#   remedy:
#     fr: Proposer l'accompagnement des clients fragiles, pas un crédit
#     en: Offer the help for fragile customers, not a loan
suitable.not_fragile if input.facts.financially_fragile == false

# METADATA
# title: The effort rate leaves room
# custom:
#   why:
#     fr: Le taux d'effort laisse une marge
#     en: The effort rate leaves room
#   remedy:
#     fr: Attendre que les mensualités baissent par rapport aux revenus, ou enregistrer les revenus
#     en: Wait until instalments fall against income, or record the income
suitable.effort_rate_within_limit if {
	input.facts.effort_rate_permille <= data.parameters.credit.effort_rate_limit_permille
}
