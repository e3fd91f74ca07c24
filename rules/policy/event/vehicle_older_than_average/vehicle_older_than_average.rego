# METADATA
# title: Vehicle older than the national average
# custom:
#   kind: VEHICLE_OLDER_THAN_AVERAGE
#   title:
#     fr: Véhicule plus ancien que la moyenne nationale
#     en: Vehicle older than the national average
#   expected_from: ""
#   tentative: false
#   confidence_permille: 900
#   needs_consent: ""
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
package event.vehicle_older_than_average

# METADATA
# title: The vehicle is older than the average car
# custom:
#   why:
#     fr: Le véhicule est plus ancien que la moyenne nationale
#     en: The vehicle is older than the national average
#   remedy:
#     fr: Enregistrer la première immatriculation du véhicule, ou sa cession
#     en: Record the first registration of the vehicle, or that it was sold
detected.older_than_average if input.facts.vehicle_age_days > data.parameters.vehicle.mean_age_days

# METADATA
# title: The customer is of full age
# custom:
#   why:
#     fr: Le client est majeur
#     en: The customer is of full age
#   remedy:
#     fr: Attendre la majorité, ou enregistrer la date de naissance
#     en: Wait for the age of majority, or record the birth date
detected.of_full_age if input.facts.age_years >= data.parameters.person.majority_age_years

# METADATA
# title: No death is recorded
# custom:
#   why:
#     fr: Aucun décès n'est enregistré
#     en: No death is recorded
#   remedy:
#     fr: Ne plus rien proposer et accompagner les proches
#     en: Propose nothing more and support the relatives
detected.alive if input.facts.deceased == false
